"""The main job end to end on small counties: proven, audited, repeatable, honest when it cannot.

What is optimal is told by trying every roster of the tiny county; what repeats, by a sample county
read from its workbook.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from constraints.registry import rules
from constraints.situation import Situation
from models.county import FIELD_OF_SHEET
from models.finding import Measure, State
from models.problem import Disagreement
from models.sheets import ExemptionRow, LockRow, RecommendationRow, WishRow
from staffing.audit import audit
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.intake import read_roster, take_in
from staffing.job import Done, Job
from staffing.locks.collisions import lock_words
from staffing.modelling.candidates import propose
from staffing.sample import make_county
from staffing.solve import solve
from staffing.solver.proof import TierProof
from staffing.tier_results import _note
from staffing.workbook.template import write_county
from tests.every_roster import PLAIN, check_against_every_roster, every_roster, options, under
from tests.rules.counties import any_county
from tests.tiny import situation, tiny

TEACHERS, SEED = 200, 7
# -- every roster of a tiny county -----------------------------------------------------------------


def lock(person: str, school: str | None, mode: str = "交流") -> LockRow:
    """A placement that is decided and announced."""
    return LockRow(person=person, mode=mode, school=school, reason="公示", decided_by="局务会")  # type: ignore[arg-type]


COUNTIES: Mapping[str, Callable[[], Situation]] = {
    "plain": lambda: under(tiny()),
    "a wish and a recommendation": lambda: under(
        tiny(
            wishes=[
                WishRow(person="T1", rank=1, school="C", mode="交流"),  # type: ignore[arg-type]
                WishRow(person="T1", rank=2, school="B", mode="交流"),  # type: ignore[arg-type]
            ],
            recommendations=[RecommendationRow(person="T4", mode="交流", opinion="同意")],  # type: ignore[arg-type]
        )
    ),
    "somebody locked, somebody kept": lambda: under(
        tiny(locks=[lock("T1", "B"), lock("T2", None, "留任")])
    ),
    "a share nobody can reach": lambda: under(tiny(), "rules.rotation_share.share=90%"),
    "a weak school elsewhere": lambda: under(
        tiny({"C": {"weak": True, "locale": "乡村"}, "B": {"weak": False}})
    ),
}


@pytest.mark.parametrize("name", COUNTIES)
def test_the_plan_is_the_best_of_all_rosters(name: str) -> None:
    assert check_against_every_roster(COUNTIES[name]()).roster


def test_somebody_may_be_certified_for_what_nobody_teaches() -> None:
    """A county whose surplus people hold certificates for a subject no row teaches."""
    there = under(any_county(random.Random(22)).county)
    taught = {row.subject for row in there.county.teachers}
    assert {row.certificate_subject for row in there.county.teachers} - taught - {None}
    check_against_every_roster(there)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(60))
def test_random_counties_are_solved_as_by_trying_everything(seed: int) -> None:
    there = under(any_county(random.Random(seed)).county)
    if np.prod([len(own) for own in options(propose(there).moves)], dtype=float) > 3000:
        pytest.skip("too many rosters to try")
    check_against_every_roster(there)


# -- a limit or a law that cannot be kept ----------------------------------------------------------


def test_a_share_out_of_reach_is_approached_named_and_planned() -> None:
    there = COUNTIES["a share nobody can reach"]()
    solved = solve(there)
    (row,) = there.policy.rows_of("rotation_share")
    least = min(sum(m.short or 0 for m in t.audit.measures[row.id]) for t in every_roster(there))
    assert solved.audit is not None and solved.roster is not None and solved.roster.placements
    (line,) = (x for x in solved.audit.targets if x.rule == "rotation_share")
    assert (line.id, line.state, line.short) == ("T09", State.SHORT, least) and least > 0
    (finding,) = (f for f in solved.audit.findings if f.rule == "rotation_share")
    assert finding.short == least and finding.enforced
    assert f"{least}人" in finding.message and finding.document and finding.clause


def test_a_hard_law_that_cannot_hold_names_rule_and_person() -> None:
    exempt = ExemptionRow(person="T2", kind="免", reason="内部", approval="已批准")  # type: ignore[arg-type]
    solved = solve(situation(tiny(locks=[lock("T2", "B")], exemptions=[exempt])))
    assert (solved.status, solved.roster, solved.tiers) == ("infeasible", None, ())
    (conflict,) = solved.conflicts
    assert (conflict.rule, conflict.people, conflict.short) == ("exemption", ("T2",), 1)
    assert "样例T2（T2）锁定交流到河东小学（局务会决定，公示）" in conflict.message
    assert "内部" not in conflict.message


@pytest.mark.parametrize(
    ("decided", "reason", "why"),
    [
        ("局务会", "公示", "局务会决定，公示"),
        ("局务会", "局务会决定", "局务会决定"),
        ("局务会决定", "公示", "局务会决定，公示"),
        ("局务会决定", "局务会决定", "局务会决定"),
    ],
)
def test_a_decision_is_cited_once(decided: str, reason: str, why: str) -> None:
    row = lock("T2", "B").model_copy(update={"decided_by": decided, "reason": reason})
    assert lock_words(tiny(), row).endswith(f"锁定交流到河东小学（{why}）")


def test_an_impossible_county_ends_with_code_3_and_no_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    uncertified = {"T2": {"certificate_stage": None, "certificate_subject": None}}
    write_county(tiny(uncertified, locks=[lock("T2", "B")]), Path("book.xlsx"))
    Path("l.xlsx").write_bytes(b"an earlier file of the leaders")
    files = ["-o", "r.xlsx", "--leaders-output", "l.xlsx", "--overwrite"]
    assert staffing(["solve", "book.xlsx", "--policy", str(PLAIN), *files]) == 3
    assert Path("l.xlsx").read_bytes() == b"an earlier file of the leaders"
    heard = capsys.readouterr()
    assert "任教资格与岗位相符" in heard.out + heard.err and "T2" in heard.out + heard.err
    assert not Path("r.xlsx").exists()
    code = staffing(["solve", "book.xlsx", "--policy", str(PLAIN), "--json"])
    said = json.loads(capsys.readouterr().out)
    assert code == Exit.IMPOSSIBLE and said["status"] == "infeasible" and not said["placements"]
    (finding,) = said["findings"]
    assert (finding["rule"], finding["people"]) == ("qualification", ["T2"])
    locked = "这是锁定要求的：锁定!A3 样例T2（T2）锁定交流到河东小学（局务会决定，公示）。"
    assert finding["message"].endswith(locked)


# -- a rule whose halves disagree ------------------------------------------------------------------


def lie(monkeypatch: pytest.MonkeyPatch, rule_id: str, short: Callable[[int], int]) -> None:
    """Let the plain check of a rule tell other shortfalls than it finds."""
    kind = type(rules()[rule_id])
    honest = kind.measure

    def measure(self: Any, outcome: Any, p: Any) -> Iterator[Measure]:
        for found in honest(self, outcome, p):
            yield found if found.short is None else replace(found, short=short(found.short))

    monkeypatch.setattr(kind, "measure", measure)


LIES = [
    ("subject_cover", lambda short: short + 1),
    ("subject_cover", lambda short: 0),
    ("sending_floor", lambda short: short + 1),
    ("commute", lambda short: max(short - 1, 0)),
    ("exemption", lambda short: short + 1),
]


@pytest.mark.parametrize(("rule_id", "short"), LIES)
def test_a_lying_rule_is_found_out(
    rule_id: str, short: Callable[[int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    lie(monkeypatch, rule_id, short)
    wishes = [WishRow(person="T1", rank=1, school="B", mode="交流")]  # type: ignore[arg-type]
    with pytest.raises(Disagreement, match=rule_id):
        solve(situation(tiny(wishes=wishes)))


def test_a_disagreement_ends_with_code_70_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_county(tiny(), Path("book.xlsx"))
    lie(monkeypatch, "subject_cover", lambda short: short + 1)
    code = staffing(["solve", "book.xlsx", "--policy", str(PLAIN), "-o", "r.xlsx"])
    heard = capsys.readouterr()
    assert code == 70 and "求解与核查不一致：subject_cover" in heard.err and heard.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["book.xlsx"]


# -- from workbook to workbook ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample county's workbook."""
    found = tmp_path_factory.mktemp("county")
    write_county(make_county(TEACHERS, SEED), found / "book.xlsx")
    return found


@pytest.fixture(scope="module")
def done(folder: Path) -> Done:
    """The workbook solved and written."""
    return job(folder, "book.xlsx", "first.xlsx")


def job(folder: Path, book: str, output: str) -> Done:
    """A job with a record of its own."""
    database = f"sqlite:///{folder / output}.db"
    work = Job(folder / book, PLAIN, folder / output, database=database)
    return work.carry_out(lambda step: None)


def test_every_tier_is_proven(done: Done) -> None:
    result = done.run.result
    assert result.status == "optimal" and result.proven
    assert result.roster is not None and len(result.roster.placements) > 5
    assert len(result.tiers) > 5 and any(tier.value for tier in result.tiers)
    assert all(tier.status == "optimal" for tier in result.tiers)
    assert all(tier.bound == tier.value for tier in result.tiers if not tier.curved)
    assert all((tier.bound or 0) <= (tier.value or 0) for tier in result.tiers)


def test_the_audit_knows_the_same_numbers_without_the_solver(done: Done) -> None:
    result = done.run.result
    assert result.roster is not None
    again = audit(done.run.situation, result.roster)
    assert again.findings == result.findings and again.targets == result.targets
    assert {t.id: t.value for t in result.tiers} == {
        t.id: again.tier_value(t.id) for t in result.tiers
    }


def test_the_written_file_is_audited_as_the_run_was(folder: Path, done: Done) -> None:
    taken = take_in(folder / "book.xlsx", PLAIN)
    roster = read_roster(folder / "first.xlsx", taken.county)
    assert any(not p.home for p in done.run.placements), "no recruit, who comes from no school"
    again = audit(taken.situation, roster)
    assert again.findings == done.run.result.findings
    assert again.targets == done.run.result.targets


def test_the_same_workbook_gives_the_same_bytes(folder: Path, done: Done) -> None:
    again = job(folder, "book.xlsx", "again.xlsx")
    assert again.run.result == done.run.result
    assert (folder / "again.xlsx").read_bytes() == (folder / "first.xlsx").read_bytes()


def test_another_hash_seed_gives_the_same_bytes(folder: Path, done: Done) -> None:
    other = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    words = ["solve", "book.xlsx", "--policy", str(PLAIN), "-o", "seeded.xlsx"]
    subprocess.run(
        [sys.executable, "-m", "staffing", *words, "--db", "sqlite:///seeded.db"],
        env={**os.environ, "PYTHONHASHSEED": other, "PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=folder,
        check=False,
        capture_output=True,
    )
    assert (folder / "seeded.xlsx").read_bytes() == (folder / "first.xlsx").read_bytes()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_does_not_change_the_plan(folder: Path, done: Done, seed: int) -> None:
    dice, county = random.Random(seed), done.intake.county
    mixed = {n: tuple(dice.sample(own, len(own))) for n in FIELD_OF_SHEET
             if (own := getattr(county, n))}  # fmt: skip
    assert mixed["teachers"] != county.teachers
    write_county(replace(county, **mixed), folder / f"mixed{seed}.xlsx")
    again = job(folder, f"mixed{seed}.xlsx", f"from_mixed{seed}.xlsx").run
    assert again.info.input_sha256 != done.run.info.input_sha256
    assert again.result == done.run.result
    assert again.info.roster_sha256 == done.run.info.roster_sha256
    assert again.county.content_sha256 == done.run.county.content_sha256
    mixed_bytes = (folder / f"from_mixed{seed}.xlsx").read_bytes()
    assert mixed_bytes == (folder / "first.xlsx").read_bytes()


def test_an_unproven_tier_is_not_called_proven() -> None:
    said = [_note(TierProof("t", 5, bound, optimal=bound == 5, relaxation=3.0)) for bound in (3, 5)]
    assert said == ["未证明最优，界限是现有的最好下界", "下界由整数规划证明"]

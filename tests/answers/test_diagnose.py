"""Planted contradictions are named; the advice granted works, one less does not."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pytest

from constraints.situation import Situation
from models.county import FIELD_OF_SHEET
from staffing.answers.diagnose.conceding import Conceded, concede
from staffing.answers.diagnose.conflict import conflicts
from staffing.answers.diagnose.counting import shortages
from staffing.answers.diagnose.diagnosis import diagnose
from staffing.answers.diagnose.giving import Item, OpenModel, open_model
from staffing.answers.diagnose.where import deciding_rows
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.console.diagnosed import show_diagnosis
from staffing.console.screen import Screen
from staffing.solve import solve
from staffing.solver.engine import Answer
from staffing.solver.exact import solve_exactly
from staffing.solver.program import Program
from staffing.workbook.template import write_county
from tests.answers.planted import CHINESE, PLANTED, cap, exempt, lock, share
from tests.every_roster import PLAIN, every_roster, under
from tests.tiny import situation, tiny


@pytest.fixture(scope="module", params=PLANTED)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of contradiction."""
    return str(request.param)


def test_the_planted_set_is_named_and_confirmed(kind: str) -> None:
    planted = PLANTED[kind]
    there = planted.county()
    conceded = conceded_of(there)
    (found,) = conflicts(there, conceded)
    assert {(item.row, item.key) for item in found.items} == planted.conflict
    assert found.confirmed


def test_the_concession_is_the_smallest(kind: str) -> None:
    conceded = conceded_of(PLANTED[kind].county())
    assert tuple((c.item.row, c.item.key, c.amount) for c in conceded.concessions) == (
        PLANTED[kind].gives
    )
    assert conceded.proven


def test_granted_there_is_a_plan_and_with_one_less_there_is_none(kind: str) -> None:
    planted = PLANTED[kind]
    assert solve(planted.county()).status == "infeasible"
    assert solve(planted.granted()).status == "optimal"
    assert solve(planted.one_less()).status == "infeasible"


def test_amounts_granted_in_the_model_are_just_enough(kind: str) -> None:
    conceded = conceded_of(PLANTED[kind].county())
    assert has_plan(conceded, conceded.given)
    for item, amount in conceded.given.items():
        assert not has_plan(conceded, {**conceded.given, item: amount - 1})


def test_counting_alone_sees_it(kind: str) -> None:
    there = PLANTED[kind].county()
    found = shortages(open_model(there, conceded_of(there).slate.moves))
    assert found and all(s.short > 0 for s in found)
    named = {(i.row, i.key) for s in found for i in (*s.items, *((s.cap,) if s.cap else ()))}
    assert named <= PLANTED[kind].conflict


def test_under_a_cap_every_rule_is_told_with_its_own_number() -> None:
    there = under(tiny(locks=[lock("T3", "B")]), *share("50%"), *cap("county", "全县", 1))
    found = diagnose(there)
    assert found is not None
    (said,) = [found.shortage_text(s) for s in found.shortages]
    assert "样例T3 交流的“已锁定的安排”要 1 人，" in said and "比例”要 3 人，" in said
    assert "共需安排 4 人，" in said and "只容 1 人，差 3 人" in said


def test_the_advice_does_not_depend_on_the_order_of_rows(kind: str) -> None:
    there = PLANTED[kind].county()
    county, dice = there.county, random.Random(3)
    mixed = {n: tuple(dice.sample(own, len(own))) for n in FIELD_OF_SHEET
             if (own := getattr(county, n))}  # fmt: skip
    rows = {FIELD_OF_SHEET[n].sheet: own for n, own in mixed.items()}
    again = type(county).from_rows({"本期": (county.term,), **rows})
    one, other = diagnose(there), diagnose(Situation(again, there.policy))
    assert one is not None and other is not None
    assert one.concessions == other.concessions and one.conflicts == other.conflicts


def test_nothing_gives_where_a_plan_exists() -> None:
    found = diagnose(under(tiny()))
    assert found is not None and found.possible and not found.conflicts


def test_what_is_given_up_last_gives_last() -> None:
    """The policy's order decides: the cap before the subject, or the subject before the cap."""
    settings = (*CHINESE, *cap("school_in", "每校接收", 0))
    later = "rules.move_caps.school_in.concede=10"
    assert gives(under(tiny(), *settings)) == {("move_caps.school_in", "B")}
    assert gives(under(tiny(), *settings, later)) == {("subject_offered.compulsory", "B/小学/语文")}


def test_a_person_gives_before_a_rule_given_up_later() -> None:
    """Exemptions stand for given-up sooner than the subject: then they are what gives."""
    settings = (*CHINESE, "rules.exemption.concede=50")
    there = under(tiny(exemptions=[exempt("T1"), exempt("T2")]), *settings)
    assert gives(there) == {("exemption", "T1")} or gives(there) == {("exemption", "T2")}


def test_a_pin_against_the_law_names_both() -> None:
    there = situation(tiny(locks=[lock("T2", "B")], exemptions=[exempt("T2")]))
    found = diagnose(there)
    assert found is not None and gives(there) == {("exemption", "T2")}
    (conflict,) = found.conflicts
    assert {(i.row, i.key) for i in conflict.items} == {("exemption", "T2"), ("lock", "T2/交流")}
    assert conflict.confirmed


def test_two_contradictions_are_named_apart() -> None:
    offered = "rules.subject_offered.compulsory"
    settings = (*CHINESE, f'{offered}.subjects=["语文", "体育"]', *cap("in", "每校接收", 0))
    found = diagnose(under(tiny(), *settings, "rules.move_caps.in.concede=10"))
    assert found is not None
    about = {conflict.about.key for conflict in found.conflicts}
    assert {"B/小学/语文", "B/小学/体育"} <= about
    for conflict in found.conflicts:
        assert conflict.confirmed and conflict.about in conflict.items


@pytest.mark.parametrize("seed", range(6))
def test_no_roster_breaks_the_rules_by_less(seed: int) -> None:
    """Every roster tried: none needs less of the rules than the concessions say."""
    from tests.rules.counties import any_county

    there = under(any_county(random.Random(seed)).county, *CHINESE, *cap("c", "全县", 0))
    conceded = conceded_of(there)
    if not conceded.concessions:
        assert any(True for _ in every_roster(there))
        return
    assert next(every_roster(there), None) is None
    assert has_plan(conceded, conceded.given)
    for item, amount in conceded.given.items():
        assert not has_plan(conceded, {**conceded.given, item: amount - 1})
    for found in conflicts(there, conceded):
        assert found.confirmed and found.about in found.items


OTHERS_IN_THE_WAY = (8, 42, 45, 82, 86, 91, 102, 113)
"""Draws with one concession and rows of the workbook in its conflict; some end it, some do not."""


@pytest.mark.parametrize("seed", OTHERS_IN_THE_WAY)
def test_taking_a_row_out_of_the_workbook_ends_what_is_said_to_end(seed: int) -> None:
    """As an office would try it: the row deleted, the whole county solved anew."""
    from tests.rules.counties import any_county

    dice = random.Random(seed)
    county = any_county(dice).county
    kept = [t.code for t in county.teachers
            if dice.random() < 0.4 and t.code not in county.exemptions_of]  # fmt: skip
    county = replace(county, exemptions=(*county.exemptions, *map(exempt, kept)))
    there = under(county, *CHINESE)
    found = conflicts(there, conceded_of(there))
    tried = 0
    for conflict in found:
        assert conflict.about in conflict.ends
        for item in conflict.items:
            gone = deciding_rows(county, item)
            if gone:
                rows = {n: tuple(x for x in getattr(county, n) if x not in gone)
                        for n in ("locks", "exemptions")}  # fmt: skip
                status = solve(under(replace(county, **rows), *CHINESE)).status
                assert (status == "optimal") == (item in conflict.ends)
                tried += 1
    assert len(found) == 1 and tried


def test_what_nature_states_is_nothing_to_give_up() -> None:
    """Two full-time places of one person: the locks can be withdrawn, the rule cannot."""
    there = under(tiny(locks=[lock("T2", "B"), lock("T2", "C")]))
    (found,) = conflicts(there, conceded_of(there))
    assert {item.rule for item in found.items} == {"lock", "one_main_place"}
    assert {item.rule for item in found.ends} == {"lock"}
    out = StringIO()
    show_diagnosis(Screen(out, out), diagnose(there))
    ending, rest = out.getvalue().split("单去掉其中一处未必解开的")
    assert "已锁定的安排" in ending and "一人一个主要任教岗位" not in ending
    assert "一人一个主要任教岗位" in rest and "去掉前一表中任何一处" in rest


def gives(there: Situation) -> set[tuple[str, str]]:
    """(policy row, key) of each concession."""
    return {(c.item.row, c.item.key) for c in conceded_of(there).concessions}


def conceded_of(there: Situation) -> Conceded:
    """The smallest concessions, which must have been found."""
    found = concede(there)
    assert found is not None
    return found


def granting(model: OpenModel, amounts: dict[Item, int]) -> Program:
    """The program in which every item holds but for the *amounts* granted."""
    given = np.array([amounts.get(item, 0) for item in model.items], np.int64)
    upper = model.program.upper.copy()
    upper[model.columns] = np.minimum(upper[model.columns], given[model.item])
    program = replace(model.program, upper=upper)
    for i in np.flatnonzero(given).tolist():
        own = np.sort(model.columns[model.item == i])
        program = program.with_row(own, np.ones(len(own), np.int64), 0, int(given[i]))
    return program


def has_plan(conceded: Conceded, amounts: dict) -> bool:  # type: ignore[type-arg]
    """Whether the enforced rules hold once the amounts are granted."""
    program = granting(conceded.model, amounts)
    exact = solve_exactly(program, np.zeros(program.columns, np.int64))
    return exact.answer is Answer.OPTIMAL


# -- on the screen ---------------------------------------------------------------------------------


@pytest.fixture
def chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook whose pin contradicts an approved exemption."""
    monkeypatch.chdir(tmp_path)
    write_county(tiny(locks=[lock("T2", "B")], exemptions=[exempt("T2")]), Path("book.xlsx"))
    return tmp_path


def test_diagnose_names_cells_and_never_a_reason(
    chain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert staffing(["diagnose", "book.xlsx", "--policy", str(PLAIN)]) == Exit.IMPOSSIBLE
    heard = capsys.readouterr().out
    for word in (
        "最少要让",
        "样例T2",
        "撤回免缓审批",
        "免缓申请!A3",
        "锁定!A3",
        "两种算法都已核实",
    ):
        assert word in heard
    assert "内部" not in heard


def test_diagnose_json_carries_the_three_steps(
    chain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = staffing(["diagnose", "book.xlsx", "--policy", str(PLAIN), "--json"])
    said = json.loads(capsys.readouterr().out)
    assert code == Exit.IMPOSSIBLE and said["possible"] is False and said["proven"] is True
    (concession,) = said["concessions"]
    assert (concession["rule"], concession["key"], concession["amount"]) == ("exemption", "T2", 1)
    assert concession["where"] == "免缓申请!A3" and concession["basis"]
    (conflict,) = said["conflicts"]
    assert {i["rule"] for i in conflict["items"]} == {"exemption", "lock"} and conflict["confirmed"]


def test_solve_points_to_diagnose_and_says_what_gives(
    chain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert staffing(["solve", "book.xlsx", "--policy", str(PLAIN)]) == Exit.IMPOSSIBLE
    heard = capsys.readouterr()
    assert "最少要让" in heard.out and "撤回免缓审批" in heard.out
    assert "staffing diagnose" in heard.err


def test_a_possible_county_is_said_to_be_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_county(tiny(), Path("book.xlsx"))
    assert staffing(["diagnose", "book.xlsx", "--policy", str(PLAIN)]) == Exit.DONE
    assert "可以同时满足" in capsys.readouterr().out

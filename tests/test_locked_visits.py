"""锁定走教 that breaks a limit: told as 锁定超限 where limits stand back, refused by cell where a
person's week has no room, named with the lock where the law forbids it; never 无解 unfounded."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from constraints.facts.itinerant import Itinerant
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code
from models.problem import InputRefused
from models.roster import Roster
from models.sheets import LockRow, TeacherRow
from models.vocabulary import Mode, StaffStatus
from staffing.answers.diagnose.diagnosis import diagnose
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.intake import check_book
from staffing.locks.excess import excesses
from staffing.locks.impossible import refuse_impossible
from staffing.modelling import visiting
from staffing.modelling.candidates import OPEN, propose
from staffing.solve import solve
from staffing.workbook.template import write_county
from tests.answers.planted import lock
from tests.every_mode import every_mode_county
from tests.every_roster import PLAIN, check_against_every_roster, with_visits
from tests.test_every_mode import check_plan
from tests.tiny import situation, teacher, tiny

SEEDS = range(12)
LONG_SEEDS = range(400)


def _lock(person: str, periods: int | None, school: str = "B", **kw: Any) -> LockRow:
    said = {"reason": "议定", "decided_by": "局", **kw}
    return LockRow(person=person, mode="走教", school=school, periods=periods, **said)


@pytest.mark.parametrize(("person", "periods", "short"), [("T3", 5, 40), ("T3", 1, 10)])
def test_a_visit_below_the_floor_is_told_and_the_rest_is_planned(
    person: str, periods: int, short: int
) -> None:
    here = situation(tiny(locks=[_lock(person, periods)]))
    assert [(x.row.rule, x.by) for x in excesses(here)] == [("sending_floor", short)]
    found = solve(here)
    assert found.status == "optimal"
    (left,) = excesses(here, found.roster)
    assert (left.key, left.by, left.alone) == ("A/小学/数学", short, short)
    assert [row.person for row in left.locks] == [person]


def test_a_visit_in_whole_half_days_the_floor_allows_exceeds_nothing() -> None:
    for person, periods in (("T1", 3), ("T4", 5)):
        assert excesses(situation(tiny(locks=[_lock(person, periods)]))) == ()


def test_beyond_what_is_decided_nobody_makes_it_worse() -> None:
    """Without stated lessons one half-day is decided; B could use more, T8 could go there too."""
    more = [teacher("T8", "A", "数学", school_since="2012-08")]
    needs = {"A": {"classes": 2}, "B": {"classes": 2}}
    here = situation(tiny(needs, more=more, drop=["T5"], locks=[_lock("T3", None)]))
    alone = situation(tiny(needs, drop=["T5"], locks=[_lock("T3", None)]))
    made: dict[bool, list[Decimal | None]] = {}
    for there in (here, alone):
        found = solve(there)
        assert found.roster is not None
        made[there is here] = [p.periods for p in found.roster.placements if p.person == "T3"]
        left = excesses(there, found.roster)
        assert [x.by for x in left] == ([] if there is here else [10])
    assert made[False] == [Decimal(3)] and made[True] > [Decimal(3)]


def test_somebody_free_makes_up_for_a_visit_where_they_can() -> None:
    """C can spare one for 数学 at A, whose floor the locked visit goes below."""
    more = [teacher(code, "C", "数学", school_since="2012-08") for code in ("T8", "T9")]
    here = situation(tiny(more=more, locks=[_lock("T3", 5)]))
    found = solve(here)
    assert found.status == "optimal" and found.roster is not None
    assert excesses(here)[0].by == 40 and excesses(here, found.roster) == ()
    came = {p.person for p in found.roster.placements if p.host == Code("A")}
    assert came & {"T8", "T9"}


T8 = teacher("T8", "A", "数学", school_since="2012-08")


@pytest.mark.parametrize("force", ["hard", "soft"])
@pytest.mark.parametrize(
    ("locks", "more"),
    [
        ([_lock("T3", 5)], []),
        ([_lock("T3", 5)], [T8]),
        ([_lock("T3", None)], []),
        ([_lock("T5", 3, "A")], []),
        ([lock("T1", "B"), _lock("T2", 5)], []),
    ],
)
def test_the_plan_is_the_best_of_all_that_can_be_tried(
    locks: list[LockRow], more: list[TeacherRow], force: str
) -> None:
    settings = [f"rules.sending_floor.{text}" for text in (f"force={force}", "tier=law")]
    county = tiny(locks=locks, more=more)
    there = with_visits(county, *settings, 'facts.itinerant.subjects=["数学"]')
    check_against_every_roster(there)


def test_diagnose_gives_what_the_lock_exceeds_and_blames_no_rule() -> None:
    told = diagnose(situation(tiny(locks=[_lock("T3", 5)])))
    assert told is not None and told.possible and told.decided is not None
    (given,) = told.decided.concessions
    assert (given.item.rule, given.item.key, given.amount) == ("sending_floor", "A/小学/数学", 40)


# -- every command ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_county(tiny(locks=[_lock("T3", 5)]), tmp_path / "book.xlsx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    command, *rest = words
    code = staffing([command, "book.xlsx", "--policy", str(PLAIN), *rest, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_solve_audit_and_pin_tell_the_same_excess(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, solved = _said(capsys, "solve", "-o", "plan.xlsx")
    assert code == Exit.SHORT
    told = [(x["rule"], x["key"], x["over"], x["cells"]) for x in solved["over_limits"]]
    assert told == [("sending_floor", "A/小学/数学", 40, ["锁定!A3"])]
    code, audited = _said(capsys, "audit", "--roster", "plan.xlsx")
    assert code == Exit.SHORT and audited["over_limits"] == solved["over_limits"]
    code, pinned = _said(capsys, "pin", "--roster", "plan.xlsx")
    assert pinned["edits"] == []
    code, diagnosed = _said(capsys, "diagnose")
    assert code == Exit.SHORT and diagnosed["possible"]


def test_who_is_locked_is_not_asked_to_stay(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _said(capsys, "solve", "-o", "plan.xlsx")
    code, page = _said(capsys, "explain", "T3", "--roster", "plan.xlsx")
    assert code == Exit.DONE
    assert "留任" not in [x["mode"] for x in page["alternatives"]]


def test_check_tells_it_at_the_lock_and_promises_a_plan(folder: Path) -> None:
    told = [p for p in check_book(folder / "book.xlsx", PLAIN).warnings if p.sheet == "锁定"]
    assert [(p.kind, p.cell) for p in told] == [("lock_over_limit", "A3")]
    assert "超 4 课时" in told[0].message and "无解" not in told[0].message


# -- what a week has no room for, and what the law forbids -----------------------------------------


MOVES = LockRow(person="T3", mode="交流", school="B", reason="议定", decided_by="局")

CHANGED: dict[str, dict[str, dict[str, Any]]] = {
    "可走教日只有 1 天": {"T1": {"itinerant_days": ("周一",)}},
    "没有课可走教": {"C": {"kind": "教研机构"}},
}
"""What is otherwise in the county, by the words it is refused with."""


@pytest.mark.parametrize(
    ("locks", "field", "words"),
    [
        ([_lock("T1", 30)], "periods", "每周走教合计至多 9 课时"),
        ([_lock("T1", 6), _lock("T1", 6, "C")], "periods", "锁定的合计是 12 课时"),
        ([_lock("T1", None), _lock("T1", None, "C"), _lock("T1", None, "D")], "school", "至多到 2"),
        ([_lock("T1", None), _lock("T1", None, "C")], "school", "可走教日只有 1 天"),
        ([MOVES, _lock("T3", 3, "C")], "person", "全职外出期间不能又走教"),
        ([_lock("T3", 3, "A")], "school", "本期就在"),
        ([_lock("T3", 3, "C")], "school", "没有课可走教"),
    ],
)
def test_a_week_without_room_is_refused_by_cell(
    locks: list[LockRow], field: str, words: str
) -> None:
    rows = [row.model_copy(update={"row_number": 3 + i}) for i, row in enumerate(locks)]
    here = situation(tiny(CHANGED.get(words, {}), locks=rows))
    with pytest.raises(InputRefused) as refused:
        refuse_impossible(here)
    (problem,) = [p for p in refused.value.problems if p.kind == "overlong_lock"]
    assert words in problem.message
    assert problem.cell == here.county.cell(rows[-1], field).partition("!")[2]


def test_what_the_law_forbids_is_told_by_check_and_named_by_solve(tmp_path: Path) -> None:
    """C is of another district."""
    county = tiny(locks=[_lock("T1", 3), _lock("T3", 3, "C")])
    found = solve(situation(county))
    assert found.status == "infeasible"
    assert all("T3" in x.message and "锁定走教到镇中学校" in x.message for x in found.conflicts)
    write_county(county, tmp_path / "book.xlsx")
    told = [p for p in check_book(tmp_path / "book.xlsx", PLAIN).warnings
            if p.kind == "lock_breaks_rule"]  # fmt: skip
    assert [p.cell for p in told] == ["A4"] and "走教不出学区" in told[0].message


def test_every_lock_the_law_forbids_is_told_with_its_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two visits out of the district: one undone leaves the other."""
    monkeypatch.chdir(tmp_path)
    county = tiny(locks=[_lock("T3", 3, "C"), _lock("T5", 3, "C")])
    write_county(county, Path("book.xlsx"))
    found = check_book(Path("book.xlsx"), PLAIN).warnings
    assert sorted(p.cell for p in found if p.kind == "lock_breaks_rule") == ["A3", "A4"]
    _, said = _said(capsys, "diagnose")
    assert sorted(c["where"] for c in said["concessions"]) == ["锁定!A3", "锁定!A4"]
    sets = [{i["where"] for i in c["items"]} for c in said["conflicts"]]
    assert len(sets) == 2 and {"锁定!A3"} in sets and {"锁定!A4"} in sets
    staffing(["diagnose", "book.xlsx", "--policy", str(PLAIN)])
    heard = capsys.readouterr().out.replace("\n", "")
    assert "这一组矛盾即解开" in heard and "让步的 2 处都办" in heard
    assert "去掉任何一处都排得出" not in heard


# -- counties drawn at random ----------------------------------------------------------------------


def locked_at_random(seed: int) -> Situation | None:
    """A county with every mode and locked visits that no rule about single pairs forbids and every
    week has room for; None where there are none."""
    there, dice = every_mode_county(seed), random.Random(seed)
    rows = list(_drawn(there, dice))
    taken = Situation(replace(there.county, locks=(*there.county.locks, *rows)), there.policy)
    pairs = visiting.slate(taken)
    struck = {there.people[i] for i in pairs.pairs.person[pairs.struck != OPEN].tolist()}
    rows = [row for row in rows if row.person not in struck]
    found = Situation(replace(there.county, locks=(*there.county.locks, *rows)), there.policy)
    try:
        refuse_impossible(found)
    except InputRefused:
        return None
    return found if rows else None


def _drawn(there: Situation, dice: random.Random) -> Iterator[LockRow]:
    standing, near = StandingFact.of(there).by_person, Itinerant.of(there).same_circle
    index = there.county.school_index

    def hosts(row: TeacherRow) -> list[Code]:
        own = standing[row.code].school
        return [
            s.code for s in there.county.schools
            if own is not None and s.code != own and near[index[own], index[s.code]]
        ]  # fmt: skip

    free = [
        row for row in there.county.teachers
        if row.code not in there.county.locks_of and row.status is StaffStatus.ON_DUTY
        and row.stage and row.subject and hosts(row)
    ]  # fmt: skip
    for row in dice.sample(free, min(len(free), dice.choice([2, 4, 6]))):
        yield _lock(row.code, dice.choice([None, 2, 3, 5, 6]), dice.choice(hosts(row)))


def check_locked(seed: int) -> tuple[int, int]:
    """(plans found, plans in which locked visits exceed a floor) of a seed's county.

    Where the county has a plan without them it has one with them: limits stand back.
    """
    there = locked_at_random(seed)
    if there is None:
        return 0, 0
    found = solve(there)
    check_plan(there, found)
    if found.roster is None:
        assert solve(every_mode_county(seed)).roster is None, seed
        return 0, 0
    over = [x for x in excesses(there, found.roster) if x.row.rule == "sending_floor"]
    return 1, int(any(row.mode is Mode.ITINERANT for x in over for row in x.locks))


def test_both_halves_agree_whatever_visits_are_locked() -> None:
    plans, exceeding = np.sum([check_locked(seed) for seed in SEEDS], axis=0)
    assert plans >= 5 and exceeding >= 1


@pytest.mark.long
@pytest.mark.parametrize("first", LONG_SEEDS[::50])
def test_both_halves_agree_in_hundreds_of_counties(first: int) -> None:
    for seed in range(first, first + 50):
        check_locked(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_halves_know_the_same_locked_visits(seed: int) -> None:
    there = locked_at_random(seed) or every_mode_county(seed)
    pairs = visiting.slate(there).pairs
    listed = np.flatnonzero(pairs.locked).tolist()
    schools = there.county.schools
    said = {(there.people[pairs.person[i]], schools[pairs.host[i]].code) for i in listed}
    plain = Outcome(there, Roster(())).decided_visits
    assert said == {(p.person, p.host) for p in plain}
    assert not said & {(p.person, p.host) for p in Outcome(there, Roster(())).decided}
    assert len(propose(there).moves) >= 0

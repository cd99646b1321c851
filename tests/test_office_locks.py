"""锁定 to a research office (教研机构) and out of the county: what is done, what is refused."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.ratios._population import CountedAt, counted
from constraints.situation import Situation
from models.column import Code
from models.county import County
from models.problem import InputRefused
from models.sheets import HistoryRow, LockRow, OutsideSchoolRow
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.audit import audit
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.intake import bind, check_book, read_roster
from staffing.lists.returns import returns
from staffing.locks.abroad import led_abroad
from staffing.locks.collisions import struck_locks
from staffing.locks.impossible import refuse_impossible
from staffing.solve import solve
from staffing.workbook import read_workbook
from staffing.workbook.template import write_county
from tests.every_mode import every_mode_county
from tests.every_roster import PLAIN
from tests.test_every_mode import check_plan
from tests.tiny import END, county, move, outcome, school, situation, teacher, tiny

SEEDS = range(12)
LONG_SEEDS = range(400)
OFFICE = "R1"
W = OutsideSchoolRow(code="W", name="外县校", stage="小学", county="样例外县")  # type: ignore[arg-type]


def _lock(person: str, mode: str, host: str | None, **kw: object) -> LockRow:
    return LockRow(person=person, mode=mode, school=host, reason="议定", decided_by="局", **kw)  # type: ignore[arg-type]


def office_at_random(seed: int) -> Situation:
    """A county with every mode, an office with two researchers, people locked to it and from it."""
    there, dice = every_mode_county(seed), random.Random(seed)
    county = there.county
    locked = {row.person for row in county.locks}
    free = [row for row in county.teachers if row.code not in locked]
    inside = [row.code for row in county.schools if row.kind.stages]
    people = [teacher(f"Y{i}", OFFICE, dice.choice(["语文", "数学"])) for i in range(2)]
    locks = [
        _lock(row.code, dice.choice(["挂职", "调动", "交流", "跟岗"]), OFFICE)
        for row in dice.sample(free, min(len(free), dice.choice([1, 2, 3])))
    ]
    if dice.random() < 0.5:
        locks.append(_lock("Y0", dice.choice(["挂职", "交流", "调动"]), dice.choice(inside)))
    changed = replace(
        county,
        teachers=(*county.teachers, *people),
        locks=(*county.locks, *locks),
    )
    return Situation(changed, there.policy)


def check_office(seed: int) -> None:
    """Solving raises Disagreement wherever the audit counts otherwise."""
    here = office_at_random(seed)
    found = solve(here)
    check_plan(here, found)
    if found.roster is None:
        return
    after = Supply.of(here).people_after(Outcome(here, found.roster))
    assert not any(cell[0] == OFFICE for cell in after)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_goes_to_the_office_teaches_nowhere_and_solver_and_audit_agree(seed: int) -> None:
    check_office(seed)


def _with_office(*locks: LockRow, **kw: Any) -> County:
    known = tiny(**kw)
    office = school(OFFICE, kind="教研机构", locale="城区", name="县教研室", approved=3)
    sheets = {"locks": locks, "outside_schools": [W], "history": kw.get("history", ())}
    return county([*known.schools, office], known.teachers, known.classes, **sheets)


@pytest.mark.parametrize("mode", ["挂职", "调动", "交流"])
def test_a_lock_to_the_office_is_carried_out(mode: str) -> None:
    """T1 and T2 teach what A has ten periods too many of; nobody teaches at the office."""
    here = situation(_with_office(_lock("T1", mode, OFFICE)))
    refuse_impossible(here)
    assert struck_locks(here) == ()
    found = solve(here)
    assert found.status == "optimal" and found.roster is not None
    (gone,) = found.roster.by_person["T1"]
    assert (gone.mode, gone.host, gone.home) == (mode, OFFICE, "A")
    after = outcome(here, *found.roster.placements)
    assert Supply.of(here).cell_after(after, Code("T1")) is None
    assert after.establishment_school(Code("T1")) == (OFFICE if mode == "调动" else "A")
    back = [row.away for row in returns(after) if row.person == "T1"]
    assert back == ([] if mode == "调动" else [OFFICE])
    (told,) = audit(here, found.roster).measures["research_secondment"]
    assert (told.key, told.short) == (f"T1/{OFFICE}", 0)


def test_who_works_at_the_office_teaches_there_in_no_ratio() -> None:
    here = situation(_with_office())
    after = outcome(here, move("T1", "A", OFFICE, "挂职"))
    people = counted(after, CountedAt.HOST)
    assert "T1" not in [person.code for person in people]
    assert "T1" in [person.code for person in counted(outcome(here), CountedAt.HOST)]


def test_a_plan_with_somebody_at_the_office_is_read_back(tmp_path: Path) -> None:
    lock = _lock("T1", "挂职", OFFICE)
    write_county(_with_office(lock), tmp_path / "book.xlsx")
    staffing(["solve", str(tmp_path / "book.xlsx"), "--policy", str(PLAIN), "-o",
              str(tmp_path / "out.xlsx"), "--db", str(tmp_path / "s.db")])  # fmt: skip
    book = read_workbook(tmp_path / "book.xlsx")
    there = bind(book, PLAIN).situation
    plan = read_roster(tmp_path / "out.xlsx", there.county, policy=there.policy)
    assert [p.host for p in plan.by_person["T1"]] == [OFFICE]


@pytest.mark.parametrize(
    ("mode", "instead"),
    [
        ("交流", "方式改为支教、跟岗或挂职"),
        ("调动", "从“教师”表删去本人"),
        ("竞聘", "从“教师”表删去本人"),
        ("培训", "方式改为跟岗"),
        ("锻炼", "方式改为支教、跟岗或挂职"),
        ("走教", "方式改为支教、跟岗或挂职"),
    ],
)
def test_a_way_that_leads_to_no_other_county_is_refused_by_cell(
    tmp_path: Path, mode: str, instead: str
) -> None:
    write_county(_with_office(_lock("T1", mode, "W")), tmp_path / "book.xlsx")
    for policy in (None, PLAIN):
        found = check_book(tmp_path / "book.xlsx", policy).errors
        (problem,) = [p for p in found if p.kind == "lock_abroad"]
        assert (problem.sheet, problem.cell) == ("锁定", "B3")
        assert f"锁定{mode}到外县校" in problem.message and instead in problem.message
    for command in ("solve", "diagnose"):
        more = ["-o", str(tmp_path / "out.xlsx")] if command == "solve" else []
        book = str(tmp_path / "book.xlsx")
        assert staffing([command, book, "--policy", str(PLAIN), *more]) == Exit.REFUSED
    there = situation(_with_office())
    with pytest.raises(InputRefused, match="只在本县学校之间安排"):
        read_changes(Wanted.stated((), (), (f"T1:{mode}:W",)), there.county, there.policy)


@pytest.mark.parametrize("mode", ["支教", "跟岗", "挂职"])
def test_the_ways_it_names_are_carried_out(mode: str) -> None:
    here = situation(_with_office(_lock("T1", mode, "W", end=END)))
    refuse_impossible(here)
    found = solve(here)
    assert found.roster is not None
    assert [p.host for p in found.roster.by_person["T1"]] == ["W"]


def test_a_lock_begun_over_or_switched_off_is_not_refused() -> None:
    begun = _lock("T1", "交流", "W", start=date(2025, 9, 1), end=END)
    over = _lock("T2", "交流", "W", start=date(2025, 9, 1), end=date(2026, 7, 31))
    assert list(led_abroad(_with_office(begun, over))) == []
    here = situation(_with_office(_lock("T1", "调动", "W")))
    modes = {name: terms for name, terms in here.policy.modes.items() if name != "transfer"}
    refuse_impossible(Situation(here.county, replace(here.policy, modes=modes)))


def test_somebody_still_in_another_county_cannot_be_sent_from_here() -> None:
    away = HistoryRow(person="T1", school="W", start=date(2025, 9, 1), end=END, mode="支教")  # type: ignore[arg-type]
    here = situation(_with_office(_lock("T1", "挂职", "W"), history=[away]))
    with pytest.raises(InputRefused, match="还在外县"):
        refuse_impossible(here)


def test_a_lock_of_whom_nobody_says_what_they_teach_is_refused() -> None:
    nothing = {"T1": {"subject": None, "post_kind": "职员"}}
    here = situation(tiny(nothing, locks=[_lock("T1", "调动", "B")]))
    with pytest.raises(InputRefused, match="主教学科空着"):
        refuse_impossible(here)
    said = situation(tiny(nothing, locks=[_lock("T1", "调动", "B", subject="语文")]))
    refuse_impossible(said)

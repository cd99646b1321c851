"""People of other counties: lessons at their school while they are there, and nothing else."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from constraints.facts.establishment import Establishment
from constraints.facts.outside import Outside
from constraints.facts.seats import Seats
from constraints.facts.slices import Event
from constraints.facts.slices import P as SlicesParams
from constraints.facts.supply import Supply
from constraints.facts.teams import Teams
from constraints.situation import Situation
from models.column import Code, Subject
from models.roster import Roster
from models.sheets import LockRow
from models.vocabulary import Mode, Stage
from staffing.data_audit.switched_off import locks_switched_off, switched_off
from staffing.solve import solve
from staffing.teams.fill import inbound
from tests.rules.teams import OUTSIDE, guest, out, team, with_teams
from tests.tiny import outcome, situation, tiny

CELL = (Code("B"), Stage.PRIMARY, Subject("语文"))


def _here(*people: Any, **facts: Any) -> Situation:
    return situation(tiny(outside_people=people, outside_schools=OUTSIDE), **facts)


def test_a_teacher_brings_a_full_load_and_stands_in_no_establishment() -> None:
    alone, here = _here(), _here(guest("G1", "教师", subject="语文"))
    assert Outside.of(here).periods() == {CELL: 100}
    assert Supply.of(here).periods[CELL] == 100 and CELL not in Supply.of(alone).periods
    assert Supply.of(here).periods_after(outcome(here))[CELL] == 100
    assert Supply.of(here).people == Supply.of(alone).people
    assert Establishment.of(here).lines == Establishment.of(alone).lines


@pytest.mark.parametrize(
    "person",
    [guest("G1", "教师"), guest("G1", "学校领导", subject="语文"),
     guest("G1", "中层干部", subject="语文")],
)  # fmt: skip
def test_who_has_no_subject_or_another_task_brings_nothing(person: Any) -> None:
    assert Outside.of(_here(person)).periods() == {}


@pytest.mark.parametrize(
    ("start", "brings"),
    [(date(2027, 3, 1), True), (date(2027, 3, 2), True), (date(2027, 3, 3), False)],
)
def test_more_than_half_of_the_days_count(start: date, brings: bool) -> None:
    person = guest("G1", "教师", subject="语文", start=start, end=date(2028, 7, 31))
    days = (date(2027, 8, 31) - start).days + 1
    assert (days * 2 > 365) is brings
    assert bool(Outside.of(_here(person)).periods()) is brings


def test_slice_by_slice() -> None:
    cut = SlicesParams(cut_by=(Event.OUTSIDE_PERSON,))
    person = guest("G1", "教师", subject="语文", end=date(2027, 1, 31))
    here = _here(person, slices=cut)
    assert [dict(Supply.of(here).periods_in(late)).get(CELL) for late in (0, 1)] == [100, None]


def test_the_stage_is_the_senders_where_the_school_runs_it() -> None:
    junior = OUTSIDE[0].model_copy(update={"stage": Stage.JUNIOR})
    person = guest("G1", "教师", subject="数学", receiver="C")
    here = situation(tiny(outside_people=[person], outside_schools=[junior]))
    assert list(Outside.of(here).periods()) == [("C", Stage.JUNIOR, "数学")]


def _off(here: Situation, *modes: str) -> Situation:
    on = {name: terms for name, terms in here.policy.modes.items() if name not in modes}
    return Situation(here.county, dataclasses.replace(here.policy, modes=on))


def test_who_comes_by_a_mode_switched_off_is_not_counted_and_that_is_said() -> None:
    people = [guest("G1", "教师", subject="语文"), guest("G2", "教师", attached=True)]
    team_rows = [team("教师", 2)]
    here = with_teams(*team_rows, outside_people=people)()
    plan = Roster(())
    assert [p.person for p in inbound(here, plan)] == ["G1", "G2"] and switched_off(here) == ()
    off = _off(here, "secondment")
    assert Outside.of(off).periods() == {} and Teams.of(off).rows == ()
    assert [p.person for p in inbound(off, plan)] == ["G2"]
    (said,) = switched_off(off)
    assert "停用了支教" in said and "1 人不计入师资" in said
    both = _off(here, "secondment", "attachment")
    assert inbound(both, plan) == () and len(switched_off(both)) == 2
    assert not [line for line in Seats.of(both).lines if line.mode is Mode.SHADOWING]


def test_a_decision_to_go_by_a_mode_switched_off_is_named() -> None:
    row = LockRow(person="T1", mode="支教", school="W9", reason="决定", decided_by="局务会")
    here = with_teams(out("教师"), locks=[row])()
    assert list(locks_switched_off(here.county, here.policy)) == []
    off = _off(here, "secondment")
    (problem,) = locks_switched_off(off.county, off.policy)
    assert problem.kind == "lock_mode_off" and "样例T1（T1）" in problem.message
    assert any("锁定表中方式为支教的 1 条不起作用" in words for words in switched_off(off))
    solved = solve(off)
    assert solved.status == "optimal" and solved.roster is not None
    assert not [p for p in solved.roster.placements if p.mode is Mode.SECONDMENT]

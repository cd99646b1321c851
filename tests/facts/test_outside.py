"""People of other counties: lessons at their school while they are there, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from constraints.facts.establishment import Establishment
from constraints.facts.outside import Outside
from constraints.facts.slices import Event
from constraints.facts.slices import P as SlicesParams
from constraints.facts.supply import Supply
from constraints.situation import Situation
from models.column import Code, Subject
from models.vocabulary import Stage
from tests.rules.teams import OUTSIDE, guest
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

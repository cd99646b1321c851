"""Supply: loads where people stand, reductions that stay, itinerant periods carried over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from constraints.facts.supply import Supply
from models.column import Code, Subject
from models.county import County
from models.vocabulary import Stage
from tests.tiny import bare, move, outcome, situation, teacher, tiny

CHINESE, MATHS, PE = Subject("语文"), Subject("数学"), Subject("体育")
A, B, C = Code("A"), Code("B"), Code("C")
AT_A, AT_B = (A, Stage.PRIMARY, CHINESE), (B, Stage.PRIMARY, CHINESE)


def _after(found: County, *moves: Any) -> dict[Any, int]:
    here = situation(found)
    return dict(Supply.of(here).periods_after(outcome(here, *moves)))


def test_everyone_brings_a_full_load_to_their_cell() -> None:
    supply = Supply.of(situation(tiny()))
    assert supply.periods == {
        (A, Stage.PRIMARY, PE): 100,
        (A, Stage.PRIMARY, MATHS): 100,
        AT_A: 200,
        (B, Stage.PRIMARY, MATHS): 100,
        (C, Stage.JUNIOR, MATHS): 100,
        (C, Stage.PRIMARY, CHINESE): 100,
    }
    assert supply.people[AT_A] == ("T1", "T2")
    assert list(supply.periods) == sorted(supply.periods)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "病休"},
        {"post_kind": "工勤", "stage": None, "subject": None},
        {"full_time_teacher": False},
        {"duty_school": "W9", "establishment_school": "W9"},
    ],
)
def test_people_not_in_supply_have_no_cell(change: dict[str, Any]) -> None:
    supply = Supply.of(situation(tiny({"T1": change})))
    assert supply.cell_of(Code("T1")) is None
    assert supply.periods[AT_A] == 100


def test_reductions_are_taken_off_where_they_are_held() -> None:
    supply = Supply.of(situation(tiny({"T1": {"homeroom": True}})))
    assert supply.periods[AT_A] == 150
    assert supply.reductions == {AT_A: 50}


def test_a_mover_takes_and_brings_a_full_load_and_the_reduction_stays() -> None:
    after = _after(tiny({"T1": {"homeroom": True}}), move("T1", "A", "B"))
    assert after[AT_A] == 50
    assert after[AT_B] == 100


def test_when_the_last_teacher_leaves_the_reduction_is_still_owed() -> None:
    after = _after(tiny({"T5": {"homeroom": True}}), move("T5", "B", "A"))
    assert after[B, Stage.PRIMARY, MATHS] == -50


def test_a_mover_may_teach_another_subject_or_stage_at_the_host() -> None:
    after = _after(tiny(), move("T7", "C", "A", stage="小学", subject="体育"))
    assert after[A, Stage.PRIMARY, PE] == 200
    assert (C, Stage.JUNIOR, MATHS) not in after


def test_someone_sent_outside_the_county_is_gone() -> None:
    after = _after(tiny(), move("T1", "A", "W9", "支教"))
    assert after[AT_A] == 100


def test_itinerant_periods_leave_the_home_and_reach_the_host() -> None:
    visit = move("T1", "A", "B", "走教", periods=Decimal("2.5"))
    after = _after(tiny(), visit)
    assert (after[AT_A], after[AT_B]) == (175, 25)
    assert _after(tiny(), move("T1", "A", "B", "走教"))[AT_A] == 200


def test_itinerant_periods_follow_the_person_who_also_moves() -> None:
    visit = move("T1", "C", "B", "走教", periods=Decimal(2))
    after = _after(tiny(), move("T1", "A", "C"), visit)
    assert (after[AT_A], after[AT_B]) == (100, 20)
    assert after[C, Stage.PRIMARY, CHINESE] == 180


def test_without_placements_nothing_changes() -> None:
    here = situation(tiny())
    assert Supply.of(here).periods_after(outcome(here)) == Supply.of(here).periods


def test_the_tiny_county_can_do_without_any_fact_it_is_not_asked_for() -> None:
    assert bare(tiny(more=[teacher("T8", "B")])).people[-1] == "T8"

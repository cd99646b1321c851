"""在岗变动: the day before and the day of each change; nothing outside the term."""

from __future__ import annotations

from datetime import date
from typing import Any

from constraints.facts.slices import Event, Slices
from constraints.facts.slices import P as Cuts
from constraints.facts.supply import Supply
from constraints.facts.turns import Cause, Turn, Turns
from constraints.situation import Situation
from models.column import Code, Subject
from models.sheets import HistoryRow, SchoolChangeRow
from models.vocabulary import Mode, Stage
from tests.tiny import END, START, situation, tiny

MID = date(2027, 2, 1)
LAST = date(2027, 1, 31)
AT_B = (Code("B"), Stage.PRIMARY, Subject("语文"))


def stay(person: str = "T1", host: str = "B", end: date | None = LAST) -> HistoryRow:
    return HistoryRow(
        person=person, school=host, start=date(2025, 9, 1), end=end, mode=Mode.ROTATION
    )


def here(*cut_by: Event, **given: Any) -> Situation:
    return situation(tiny(**given), slices=Cuts(cut_by=cut_by))


def turns(**given: Any) -> dict[Code, tuple[Turn, ...]]:
    return dict(Turns.of(here(**given)).of_person)


def test_nobody_turns_without_an_event() -> None:
    assert turns() == {}


def test_a_stay_that_ends_within_the_term_leads_home_the_day_after() -> None:
    assert turns(history=[stay()]) == {Code("T1"): (Turn(MID, Cause.RETURN, Code("A")),)}


def test_a_stay_that_ends_with_the_term_or_never_does_not() -> None:
    assert turns(history=[stay(end=END), stay("T2", end=None)]) == {}


def test_a_stay_that_is_over_before_the_term_does_not() -> None:
    assert turns(history=[stay(end=date(2026, 8, 31))]) == {}


def test_leave_that_ends_brings_back_the_day_after() -> None:
    found = turns(changes={"T4": {"status": "产假", "status_to": LAST}})
    assert found == {Code("T4"): (Turn(MID, Cause.STATUS, Code("A")),)}


def test_leave_that_begins_takes_away_and_brings_back() -> None:
    leave = {"status": "产假", "status_from": date(2026, 11, 1), "status_to": LAST}
    found = turns(changes={"T4": leave})
    assert [(t.day, t.school) for t in found[Code("T4")]] == [(date(2026, 11, 1), None), (MID, "A")]


def test_retirement_takes_away_the_month_after() -> None:
    (turn,) = turns(changes={"T4": {"born": "1966-06", "gender": "男"}})[Code("T4")]
    assert (turn.cause, turn.school, turn.day.day) == (Cause.RETIREMENT, None, 1)
    assert START < turn.day <= END


def test_a_school_closed_within_the_term_hands_its_people_over() -> None:
    change = SchoolChangeRow(school="B", change="撤", successor="C", effective=MID)
    assert turns(school_changes=[change]) == {Code("T5"): (Turn(MID, Cause.CLOSURE, Code("C")),)}


def test_supply_follows_in_the_slice_after_and_not_before() -> None:
    there = here(Event.HISTORY, history=[stay()])
    assert Slices.of(there).spans == ((START, LAST), (MID, END))
    supply = Supply.of(there)
    held = [("T1" in supply.people_in(late).get(AT_B, ())) for late in (0, 1)]
    assert held == [True, False]
    assert supply.cell_in(Code("T1"), 1) == ("A", "小学", "语文")
    assert supply.least.get(AT_B, 0) == 0


def test_an_event_the_policy_does_not_name_is_not_noticed() -> None:
    there = here(Event.STATUS, history=[stay()])
    assert Slices.of(there).spans == ((START, END),)
    assert Supply.of(there).cell_in(Code("T1"), 0) == AT_B


def test_who_retires_is_gone_and_who_comes_back_is_not() -> None:
    there = here(
        Event.RETIREMENT,
        Event.STATUS,
        changes={
            "T4": {"born": "1966-06", "gender": "男"},
            "T6": {"status": "产假", "status_to": LAST},
        },
    )
    slices = Slices.of(there)
    last = len(slices.spans) - 1
    assert slices.gone(Code("T4"), last) and not slices.gone(Code("T4"), 0)
    assert not slices.gone(Code("T6"), 0) and not slices.gone(Code("T6"), last)

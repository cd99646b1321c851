"""Weekday plans: valid on random districts whose limits hold, and the checker finds every fault."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constraints.facts.itinerant import DAYS
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.situation import Situation
from models.problem import Disagreement
from models.roster import Placement, Roster
from models.sheets import DistanceRow
from staffing.itinerant.weekday import Slot, WeekdayPlan, plan_weekdays, weeks
from staffing.itinerant.weekday_check import check_weekday_plan, checked
from staffing.itinerant.workload import workloads
from tests.rules.visiting import visit
from tests.tiny import classes, county, school, situation, teacher

LIMITS = ("itinerant_schools", "itinerant_half_days", "itinerant_days")
HOSTS = ("B", "C", "D")


def _county(days: list[tuple[str, ...]], roads: dict[str, int | None]) -> Situation:
    people = [teacher(f"M{i}", "A", "音乐", itinerant_days=free) for i, free in enumerate(days)]
    distances = [
        DistanceRow(school_a=pair[0], school_b=pair[1], km=km)
        for pair, km in roads.items()
        if km is not None
    ]
    schools = [school(code) for code in "ABCD"]
    grades = [classes(code, "一年级") for code in "ABCD"]
    return situation(county(schools, people, grades, distances=distances))


def _lawful(there: Situation, roster: Roster) -> bool:
    outcome = Outcome(there, roster)
    return not any(
        measure.short
        for row in there.policy.rules
        if row.rule in LIMITS
        for measure in rules()[row.rule].measure(outcome, row.params)
    )


@st.composite
def districts(draw: st.DrawFn) -> tuple[Situation, Roster]:
    """One to five teachers of A with days of their own, and visits that keep the limits."""
    some_days = st.sets(st.sampled_from(DAYS)).map(lambda found: tuple(sorted(found)))
    days = draw(st.lists(some_days, min_size=1, max_size=5))
    km = st.sampled_from([None, 3, 9, 25])
    roads = {pair: draw(km) for pair in ("AB", "AC", "AD", "BC", "BD", "CD")}
    there = _county(days, roads)
    visits: list[Placement] = []
    for i in range(len(days)):
        for host in draw(st.sets(st.sampled_from(HOSTS), max_size=2)):
            more = visit(f"M{i}", "A", host, draw(st.integers(1, 3)))
            if _lawful(there, Roster.of([*visits, more])):
                visits.append(more)
    return there, Roster.of(visits)


@settings(max_examples=60, deadline=None)
@given(districts())
def test_whatever_keeps_the_limits_can_be_planned(case: tuple[Situation, Roster]) -> None:
    there, roster = case
    plan = plan_weekdays(there, roster)
    assert check_weekday_plan(there, roster, plan) == ()
    assert plan == plan_weekdays(there, roster)


def _three() -> tuple[Situation, Roster, WeekdayPlan]:
    there = _county([(), ("周二",)], {"AB": 3, "AC": 25, "BC": 25})
    roster = Roster.of(
        [visit("M0", "A", "B", 2), visit("M0", "A", "C", 1), visit("M1", "A", "B", 2)]
    )
    return there, roster, plan_weekdays(there, roster)


def test_two_half_days_are_one_journey() -> None:
    there, roster, plan = _three()
    assert check_weekday_plan(there, roster, plan) == ()
    at_b = [s for s in plan.of_person["M0"] if s.school == "B"]
    assert len({s.day for s in at_b}) == 1
    assert [s.when for s in plan.of_person["M1"] if s.school == "B"] == ["周二上午", "周二下午"]


def test_no_two_of_a_subject_at_once_when_it_can_be_helped() -> None:
    _, _, plan = _three()
    times = [(s.day, s.half) for s in plan.of_school["B"]]
    assert len(times) == len(set(times)) == 4


def test_the_other_half_of_a_far_day_is_nobodys() -> None:
    _, _, plan = _three()
    (far,) = [s for s in plan.of_person["M0"] if s.school == "C"]
    assert not [s for s in plan.of_person["M0"] if s.day == far.day and s != far]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: s._replace(day=0), "可走教日"),
        (lambda s: s._replace(school="D"), "在D应有0个半天"),
        (lambda s: s._replace(half=5), "十个半天以外"),
    ],
)
def test_the_checker_finds_a_slot_put_wrong(change, said) -> None:  # type: ignore[no-untyped-def]
    there, roster, plan = _three()
    (first, *_) = [s for s in plan.of_person["M1"] if s.school == "B"]
    bad = WeekdayPlan(tuple(change(s) if s == first else s for s in plan.slots))
    assert any(said in text for text in check_weekday_plan(there, roster, bad))


def test_the_checker_finds_two_places_at_once_and_a_rush_at_noon() -> None:
    there, roster, plan = _three()
    (far,) = [s for s in plan.of_person["M0"] if s.school == "C"]
    twice = WeekdayPlan((*plan.slots, far._replace(school="A")))
    assert any("同时在2处" in text for text in check_weekday_plan(there, roster, twice))
    rushed = WeekdayPlan((*plan.slots, far._replace(school="A", half=1 - far.half)))
    assert any("来不及" in text for text in check_weekday_plan(there, roster, rushed))


def test_no_sheet_is_written_of_a_week_that_the_checker_refuses() -> None:
    there, roster, plan = _three()
    assert checked(there, roster, plan) is plan
    without = WeekdayPlan(tuple(s for s in plan.slots if s.person != "M1"))
    with pytest.raises(Disagreement, match=r"走教课表.*排了0个"):
        checked(there, roster, without)
    crowded = Roster.of([*roster.placements, visit("M1", "A", "D", 1)])
    assert checked(there, crowded, plan_weekdays(there, crowded)).unplanned == ("M1",)


def test_the_checker_misses_nobody() -> None:
    there, roster, plan = _three()
    without = WeekdayPlan(tuple(s for s in plan.slots if s.person != "M1"))
    assert any("排了0个" in text for text in check_weekday_plan(there, roster, without))
    stranger = WeekdayPlan((*plan.slots, Slot("X", 0, 0, "B", "音乐")))  # type: ignore[arg-type]
    assert any("没有走教安排" in text for text in check_weekday_plan(there, roster, stranger))


def test_who_does_not_fit_is_named_and_the_others_are_planned() -> None:
    there, roster, _ = _three()
    crowded = Roster.of([*roster.placements, visit("M1", "A", "D", 1)])
    plan = plan_weekdays(there, crowded)
    assert plan.unplanned == ("M1",) and "M0" in plan.of_person
    assert check_weekday_plan(there, crowded, plan) == ("M1的走教排不进一周",)


def test_a_row_without_periods_asks_for_nothing() -> None:
    there, _, _ = _three()
    assert weeks(there, Roster.of([visit("M0", "A", "B", periods=None)])) == ()


def test_the_workload_of_a_week() -> None:
    there, roster, plan = _three()
    first, second = workloads(there, roster, plan)
    assert (first.home_periods, first.away_periods) == (Decimal(1), Decimal(9))
    assert (first.schools, first.half_days, first.days) == (2, 3, 2)
    assert first.kilometres == Decimal(2 * 3 + 2 * 25) and second.kilometres == Decimal(6)
    assert first.allowance is None


def test_money_is_shown_only_where_a_rate_is_set() -> None:
    there, roster, plan = _three()
    p = there.policy.facts["itinerant"]
    paid = replace(p, allowance_half_day=Fraction(20), allowance_km=None)
    rich = Situation(
        there.county, replace(there.policy, facts={**there.policy.facts, "itinerant": paid})
    )
    assert [line.allowance for line in workloads(rich, roster, plan)] == [60, 40]

"""The district's one best plan, worked out by hand (:mod:`tests.itinerant.district`), is found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from constraints.facts.itinerant import Itinerant
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force
from staffing.intake import read_roster
from staffing.itinerant.weekday import plan_weekdays
from staffing.itinerant.weekday_check import check_weekday_plan
from staffing.itinerant.workload import workloads
from staffing.modelling import visiting
from staffing.modelling.candidates import propose
from staffing.modelling.model import build_model
from tests.itinerant.district import district
from tests.itinerant.district_book import solve_district
from tests.itinerant.solving import solved


def test_the_one_best_plan() -> None:
    there = district()
    plan = solved(there)
    assert [(p.person, p.host, p.subject, p.periods) for p in plan.visits] == [
        ("M", "B", "音乐", 6),
        ("M", "C", "音乐", 3),
        ("P", "D", "体育", 6),
        ("R", "A", "美术", 3),
        ("R", "C", "美术", 3),
    ]
    assert plan.roster.placements == plan.visits
    assert plan.tiers["rural_cover"] == plan.tiers["cover"] == 30
    assert plan.tiers["offered"] == 1


def test_no_other_plan_is_as_good() -> None:
    """Another plan gives some visit less, or adds half-days nobody needs and roads with them."""
    there = district()
    best = solved(there)
    order = [tier.id for tier in there.policy.tiers if tier.id in best.tiers]
    assert "commute" in order
    for visit in best.visits:
        other = solved(there, less=(visit.person, visit.host))
        assert [other.tiers[t] for t in order] > [best.tiers[t] for t in order], visit


def test_the_audit_says_the_same() -> None:
    there = district()
    plan = solved(there)
    outcome = Outcome(there, plan.roster)
    for row in there.policy.rules:
        if row.rule.startswith("itinerant") and row.force is Force.HARD:
            assert not sum(m.short or 0 for m in rules()[row.rule].measure(outcome, row.params))
    after = Supply.of(there).periods_after(outcome)
    assert ("D", "小学", "美术") not in after
    assert after["B", "小学", "音乐"] == 60 and after["A", "小学", "音乐"] == 10
    road = rules()["itinerant_road"]
    (row,) = there.policy.rows_of("itinerant_road")
    measured = {m.key: m.measured for m in road.measure(outcome, row.params)}
    assert measured == {"M": 2 * (5 + 6), "P": 2 * 4, "R": 2 * (5 + 2)}
    week = workloads(there, plan.roster, plan_weekdays(there, plan.roster))
    assert {line.person: line.kilometres for line in week} == measured


def test_the_week_can_be_planned() -> None:
    there = district()
    plan = solved(there)
    week = plan_weekdays(there, plan.roster)
    assert not week.unplanned and check_weekday_plan(there, plan.roster, week) == ()
    assert {s.school for s in week.of_person["R"]} == {"A", "B", "C"}


def test_days_refuse_what_does_not_fit() -> None:
    """One day holds two half-days at one school: M serves B alone, C stays without music."""
    plan = solved(district(itinerant_days=("周三",)))
    assert [(p.host, p.periods) for p in plan.visits if p.person == "M"] == [("B", 6)]


@pytest.mark.parametrize(
    ("rule", "field", "most", "visits"),
    [("itinerant_schools", "most", 1, 3), ("itinerant_half_days", "most", 1, 3)],
)
def test_limits_refuse(rule: str, field: str, most: int, visits: int) -> None:
    """With one school or one half-day each, every specialist makes one visit."""
    there = district()
    rows = tuple(
        replace(row, params=replace(row.params, **{field: most})) if row.rule == rule else row
        for row in there.policy.rules
    )
    tight = Situation(there.county, replace(there.policy, rules=rows))
    assert len(solved(tight).visits) == visits


def test_nobody_goes_about_when_the_mode_is_off() -> None:
    there = district()
    modes = {k: v for k, v in there.policy.modes.items() if k != "itinerant"}
    off = Situation(there.county, replace(there.policy, modes=modes))
    model = build_model(off, propose(off).moves, itinerant=visiting.columns)
    assert len(model.visits) == 0


def test_half_days_of_a_person() -> None:
    fact = Itinerant.of(district(itinerant_days=("周二", "周六")))
    assert (fact.days("M"), fact.load("M"), fact.spare("M")) == (("周二",), 100, 6)


def test_the_command_line_writes_the_plan_and_its_weeks(tmp_path: Path) -> None:
    book = solve_district(tmp_path)
    plan = read_roster(book, district().county).placements
    assert [(p.person, p.host, p.periods) for p in plan] == [
        ("M", "B", 6), ("M", "C", 3), ("P", "D", 6), ("R", "A", 3), ("R", "C", 3)
    ]  # fmt: skip
    from openpyxl import load_workbook

    sheet = load_workbook(book)["走教课表（教师）"]
    weeks = {row[1]: Counter(row[5:]) for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert {who: week["B校"] + week["C校"] for who, week in weeks.items()} == {
        "M": 3,
        "P": 0,
        "R": 1,
    }

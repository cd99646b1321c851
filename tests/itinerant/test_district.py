"""A district of four schools and three specialists, its one best plan worked out by hand.

A week's load is 10 periods, a half-day elsewhere 3, so nobody gives more than three half-days; at
most two schools a person. Nobody may leave a school short that was not (留足需要), so nobody can
move full-time: each of the three is needed at home.

========  ==============  =====  =====  =================================================
who       home            needs  spare  what the district lacks of the subject
========  ==============  =====  =====  =================================================
M 音乐    A                   1      9  B 6, C 3
P 体育    A                   4      6  D 6
R 美术    B                   1      9  A 3, C 3, D 3
========  ==============  =====  =====  =================================================

M has three half-days and B and C lack exactly three: two at B, one at C, and music is covered.
P has two half-days, D lacks two: physical education is covered. R could fill three half-days, but
they lie at three schools and two is the most; one school stays without art, 3 periods short
whichever it is, and without anybody to teach it. Roads decide: from B it is 5 km to A, 2 km to C,
9 km to D, there and back once each; A and C cost 14 km, A and D 28, C and D 22. So R goes to A
and C, and D keeps a gap of 3 periods. Every other plan is worse in a tier above or, with the same
cover, in roads.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from constraints.facts.itinerant import Itinerant
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force
from models.sheets import DemandRow, DistanceRow
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.intake import read_roster
from staffing.itinerant.weekday import plan_weekdays
from staffing.itinerant.weekday_check import check_weekday_plan
from staffing.itinerant.workload import workloads
from staffing.modelling.candidates import propose
from staffing.modelling.model import build_model
from staffing.modes import itinerant
from staffing.workbook.template import write_county
from tests.itinerant.solving import solved
from tests.tiny import POLICIES, classes, county, school, situation, teacher

NEEDS = {
    "A": {"音乐": 1, "体育": 4, "美术": 3},
    "B": {"音乐": 6, "美术": 1},
    "C": {"音乐": 3, "美术": 3},
    "D": {"体育": 6, "美术": 3},
}
ROADS = {"AB": 5, "AC": 6, "AD": 4, "BC": 2, "BD": 9, "CD": 8}


def district(**changes: object) -> Situation:
    """The four schools and three specialists; changes: fields of M."""
    demands = [
        DemandRow(school=code, stage="小学", subject=subject, periods=Decimal(periods))
        for code, needs in NEEDS.items()
        for subject, periods in needs.items()
    ]
    roads = [DistanceRow(school_a=p[0], school_b=p[1], km=km) for p, km in ROADS.items()]
    people = [
        teacher("M", "A", "音乐", **changes),
        teacher("P", "A", "体育"),
        teacher("R", "B", "美术"),
    ]
    schools = [school(code) for code in NEEDS]
    return situation(county(schools, people, demands=demands, distances=roads))


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
    model = build_model(off, propose(off).moves, itinerant=itinerant.columns)
    assert len(model.visits) == 0


def test_half_days_of_a_person() -> None:
    fact = Itinerant.of(district(itinerant_days=("周二", "周六")))
    assert (fact.days("M"), fact.load("M"), fact.spare("M")) == (("周二",), 100, 6)


def test_the_command_line_writes_the_plan_and_its_weeks(tmp_path: Path) -> None:
    """The workbook of the same district; a class each, taught nothing but what is stated."""
    there = district().county
    nothing = [
        DemandRow(school=code, stage="小学", subject=subject, periods=Decimal(0))
        for code, needs in NEEDS.items()
        for subject in ("语文", "数学", "体育")
        if subject not in needs
    ]
    one = tuple(classes(code, "一年级") for code in NEEDS)
    book, policy = tmp_path / "book.xlsx", str(POLICIES / "plain" / "policy.toml")
    write_county(replace(there, classes=one, demands=(*there.demands, *nothing)), book)
    done = staffing(["solve", str(book), "--policy", policy, "-o", str(tmp_path / "plan.xlsx"),
                     "--db", str(tmp_path / "runs.db")])  # fmt: skip
    assert done == Exit.DONE
    plan = read_roster(tmp_path / "plan.xlsx", there).placements
    assert [(p.person, p.host, p.periods) for p in plan] == [
        ("M", "B", 6), ("M", "C", 3), ("P", "D", 6), ("R", "A", 3), ("R", "C", 3)
    ]  # fmt: skip
    from openpyxl import load_workbook

    sheet = load_workbook(tmp_path / "plan.xlsx")["走教课表（教师）"]
    weeks = {row[1]: Counter(row[5:]) for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert {who: week["B校"] + week["C校"] for who, week in weeks.items()} == {
        "M": 3,
        "P": 0,
        "R": 1,
    }

"""Decisions on visits in counties with everything on: kept to the letter, one road everywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.situation import Situation
from models.roster import Placement, Roster
from models.sheets import LockRow
from models.vocabulary import Mode
from staffing.itinerant.weekday import plan_weekdays
from staffing.itinerant.workload import workloads
from staffing.solve import solve
from tests.every_mode import every_mode_county


def _visits(roster: Roster) -> list[Placement]:
    return [p for p in roster.placements if p.mode is Mode.ITINERANT]


def _first(there: Situation) -> Placement:
    roster = solve(there).roster
    assert roster is not None
    return next(p for p in _visits(roster) if p.person not in there.county.locks_of)


def _locked(there: Situation, visit: Placement, **stated: Any) -> Roster:
    row = LockRow(person=visit.person, mode="走教", reason="公示", decided_by="局", **stated)
    county = replace(there.county, locks=(*there.county.locks, row))
    found = solve(Situation(county, there.policy)).roster
    assert found is not None
    return found


@pytest.mark.parametrize("seed", [5, 6, 10, 12, 20])
def test_a_decision_on_a_visit_is_kept(seed: int) -> None:
    there = every_mode_county(seed)
    visit = _first(there)
    place = {"school": visit.host, "subject": visit.subject}
    none = _locked(there, visit, periods=0)
    assert not [p for p in _visits(none) if p.person == visit.person]
    elsewhere = _locked(there, visit, periods=0, school=visit.host)
    assert (visit.person, visit.host) not in [(p.person, p.host) for p in _visits(elsewhere)]
    fewer = _locked(there, visit, periods=3, **place)
    assert [(p.host, p.subject, p.periods) for p in _visits(fewer) if p.person == visit.person] == [
        (visit.host, visit.subject, 3)
    ]


@pytest.mark.parametrize("seed", [7, 20, 33, 34, 35])
def test_the_road_of_the_week_is_the_rules(seed: int) -> None:
    there = every_mode_county(seed)
    roster = solve(there).roster
    assert roster is not None and _visits(roster)
    outcome, plan = Outcome(there, roster), plan_weekdays(there, roster)
    (row,) = there.policy.rows_of("itinerant_road")
    measured = {m.key: m.measured for m in rules()["itinerant_road"].measure(outcome, row.params)}
    for line in workloads(there, roster, plan):
        assert line.kilometres in (None, measured[line.person]), line.person

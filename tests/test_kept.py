"""Ratios that are met by their checks move nobody more, though straight rows count them short."""

from __future__ import annotations

from functools import cache

import pytest

from constraints.situation import Situation
from models.roster import Roster
from staffing import solve as solving
from staffing.answers.differing import changed_people
from staffing.answers.resolving import Near
from staffing.audit import Audit, audit
from staffing.policy_file import load, parse_overlay_set
from staffing.sample import make_county
from staffing.solve import Solved, solve, values_of
from staffing.solver.remembered import unpacked

CASES = [(5, "1.05"), (5, "1.2"), (8, "1.2")]


def situation(seed: int, limit: str) -> Situation:
    """A drawn county under a policy that steers ratios; no 走教, which takes long."""
    drawn = make_county(120, seed=seed)
    settings = (f"rules.degree_ratio.limit={limit}", "modes.itinerant.on=false")
    policy = load("huantai-2022", drawn.term.reference, [parse_overlay_set(x) for x in settings])
    return Situation(drawn, policy)


@cache
def solved(seed: int, limit: str) -> Solved:
    """The county solved."""
    return solve(situation(seed, limit))


def checked(found: Solved) -> Audit:
    """Its audit; there must be one."""
    assert found.audit is not None
    return found.audit


def costs(there: Audit) -> tuple[int, ...]:
    """Hard shortfalls, then every tier, as the checks count."""
    tiers = tuple(there.tier_value(tier.id) for tier in there.situation.policy.tiers)
    return (sum(f.short or 0 for f in there.findings if f.mode == "hard"), *tiers)


@pytest.mark.parametrize("case", CASES)
def test_a_plan_is_better_for_what_it_keeps(
    case: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = solved(*case)
    assert found.prepared is not None and found.prepared.kept
    monkeypatch.setattr(solving, "kept_anew", lambda there: {})
    assert values_of(found) < values_of(solve(situation(*case)))


@pytest.mark.parametrize("case", CASES)
def test_nobody_may_stay_at_home_and_leave_the_plan_better(case: tuple[int, str]) -> None:
    found = solved(*case)
    assert found.roster is not None
    here, best = checked(found), costs(checked(found))
    for one in found.roster.placements:
        rest = Roster.of([p for p in found.roster.placements if p is not one])
        assert costs(audit(here.situation, rest, here.openings)) >= best, one


@pytest.mark.parametrize("case", CASES)
def test_nobody_changes_where_nothing_has(case: tuple[int, str]) -> None:
    found = solved(*case)
    assert found.roster is not None and found.remembered is not None
    left = unpacked(found.remembered.program, found.remembered.packed())
    assert left is not None and found.prepared is not None
    assert left.kept == dict(found.prepared.kept)
    for remembered in (left, None):
        again = Near(found.roster, remembered)(situation(*case), lambda *told: None)
        assert again.roster is not None
        assert not changed_people(found.roster, again.roster)

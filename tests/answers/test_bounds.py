"""Every bound is one, every exact cost is that of a fresh solve: told by trying every roster."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import pytest

from constraints.situation import Situation
from models.roster import Roster
from models.vocabulary import Mode
from staffing.answers.alternatives import Alternative, alternatives, rivals
from staffing.answers.bounds import Bounds, Choice
from staffing.answers.costing import cost_of
from staffing.answers.loaded import LoadedPlan, kept
from staffing.candidates import propose
from staffing.policy_file import load
from staffing.sample import make_county
from staffing.solve import solve
from tests.every_roster import Tried, every_roster, options, under
from tests.rules.counties import any_county
from tests.tiny import tiny

SEEDS = range(14)
_MOST = 1500
"""Rosters of a county that are tried at most."""


@cache
def drawn(seed: int) -> LoadedPlan | None:
    """A random county solved; None when it has no plan or too many rosters to try."""
    there = under(any_county(random.Random(seed)).county)
    if np.prod([len(own) for own in options(propose(there).moves)], dtype=float) > _MOST:
        return None
    solved = solve(there, nodes=None)
    return kept(solved) if solved.roster is not None else None


@cache
def tried(seed: int) -> tuple[Tried, ...]:
    plan = drawn(seed)
    return () if plan is None else tuple(every_roster(plan.situation))


def asked(plan: LoadedPlan) -> list[Alternative]:
    """Every alternative of everybody who has a candidate."""
    bounds = Bounds(plan)
    people = sorted({plan.situation.people[i] for i in plan.model.moves.person.tolist()})
    return [a for person in people for a in alternatives(plan, bounds, person)]


def has(roster: Roster, a: Alternative) -> bool:
    """Whether a roster makes the choice."""
    own = [p for p in roster.by_person.get(a.person, ()) if p.mode is not Mode.STAY]
    if a.mode is Mode.STAY:
        return not own
    return any((p.mode, p.host, p.stage, p.subject or "") == (a.mode, a.host, a.stage, a.subject)
               for p in own)  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_bounds_and_costs_hold_against_every_roster(seed: int) -> None:
    plan = drawn(seed)
    if plan is None:
        pytest.skip("too many rosters, or none")
    tiers, bounds = tuple(task.id for task in plan.tasks), Bounds(plan)
    now = tuple(plan.tier_values[tier] for tier in tiers)
    for a in asked(plan):
        costs = [one.values(tiers) for one in tried(seed) if has(one.roster, a)]
        for bound in (a.at_least, bounds.sharper(a.choice)):
            assert bound.possible or not costs, a
            if bound.tier is not None:
                at = tiers.index(bound.tier)
                keeping = [c for c in costs if all(c[i] <= now[i] for i in range(at))]
                assert all(c[at] >= now[at] + bound.amount for c in keeping), a
        found = cost_of(plan, a.choice)
        assert found.possible == bool(costs) and found.proven
        if costs:
            best = min(costs)
            worse = tuple((t, c - n) for t, c, n in zip(tiers, best, now, strict=True) if c != n)
            assert found.changes == worse, a


def test_there_is_something_to_bound() -> None:
    plans = [plan for seed in SEEDS if (plan := drawn(seed)) is not None]
    found = [(plan, a) for plan in plans for a in asked(plan)]
    proven = [(plan, a) for plan, a in found if a.at_least.amount > 0]
    assert len(plans) > 4 and len(found) > 20 and len(proven) > 10
    assert len({a.at_least.tier for _, a in proven}) > 3


def test_a_sharper_bound_is_never_weaker_and_often_exact() -> None:
    exact = 0
    for plan in (plan for seed in SEEDS if (plan := drawn(seed)) is not None):
        bounds, order = Bounds(plan), [task.id for task in plan.tasks]
        for a in asked(plan):
            found = bounds.sharper(a.choice)
            if a.at_least.tier is not None and found.possible:
                assert found.tier is not None
                where = order.index(found.tier), -found.amount
                assert where <= (order.index(a.at_least.tier), -a.at_least.amount)
            first = next(iter(cost_of(plan, a.choice).changes), None)
            exact += first is not None and first == (found.tier, found.amount)
    assert exact > 15


def test_what_the_plan_does_costs_nothing() -> None:
    plan = kept(solve(under(tiny())))
    taken = np.flatnonzero(plan.values[: len(plan.model.moves)]).tolist()
    assert taken
    for column in taken:
        assert Bounds(plan).at_least(Choice((column,))).amount == 0
        assert cost_of(plan, Choice((column,))).changes == ()


def test_the_nearest_come_first() -> None:
    plan = kept(solve(under(tiny())))
    bounds, order = Bounds(plan), [task.id for task in plan.tasks]
    for person in plan.situation.people:
        costs = [a.at_least for a in alternatives(plan, bounds, person)]
        keys = [(-(order.index(c.tier) if c.tier else len(order)), c.amount)
                for c in costs if c.possible]  # fmt: skip
        assert keys == sorted(keys)


@cache
def sampled() -> LoadedPlan:
    """A county in which some candidates can never be taken: enforced rules forbid it."""
    there = make_county(300, 1)
    policy = load("national", there.term.reference)
    return kept(solve(Situation(there, policy)))


def test_what_no_plan_does_is_called_impossible_and_given_no_amount() -> None:
    """Multipliers of tiers that cannot hold added up to kilometres by the million."""
    plan, bounds = sampled(), Bounds(sampled())
    moves, costs = plan.model.moves, []
    for column in np.flatnonzero(plan.values[: len(moves)] == 0).tolist():
        own = np.flatnonzero(moves.person == moves.person[column])
        choice = Choice((column,), tuple(rivals(plan, column, own)))
        costs.append((choice, bounds.at_least(choice)))
    assert max(cost.amount for _, cost in costs) < 1000
    never = [choice for choice, cost in costs if not cost.possible]
    assert never and all(cost.tier is None for _, cost in costs if not cost.possible)
    for choice in never[:3]:
        found = cost_of(plan, choice)
        assert not found.possible and found.proven
    named = [(choice, cost) for choice, cost in costs if cost.tier == "rural_cover"]
    for choice, cost in named[:3]:
        first, _ = cost_of(plan, choice).changes[0]
        order = [task.id for task in plan.tasks]
        assert order.index(first) <= order.index(str(cost.tier))

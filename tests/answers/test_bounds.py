"""Every bound is one, every exact cost is that of a fresh solve: told by trying every roster."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from constraints.situation import Situation
from models.roster import Roster
from models.vocabulary import Mode
from staffing.answers.costing import cost_of
from staffing.answers.explain.alternatives import Alternative, alternatives, rivals
from staffing.answers.explain.bounds import Bounds
from staffing.answers.explain.choice import Choice
from staffing.answers.loaded import LoadedPlan, kept, load_plan
from staffing.policy_file import load
from staffing.sample import make_county
from staffing.solve import solve
from staffing.solver.engine import LinearAnswer
from staffing.solver.pins import Pins, TierTask
from staffing.solver.remembered import Relaxation, fingerprint, unpacked
from tests.answers.drawn import drawn, tried
from tests.every_roster import under
from tests.tiny import tiny

SEEDS = range(14)


def fresh(plan: LoadedPlan) -> LoadedPlan:
    """The plan as if nothing were left of its solve."""
    return replace(plan, remembered=None)


def spoiled(plan: LoadedPlan, dice: random.Random) -> LoadedPlan:
    """The plan with duals that no solve found, some of them, said to prove nothing."""

    def drawn(one: Relaxation | None) -> Relaxation | None:
        if one is None or dice.random() < 0.2:
            return None
        duals = [dual * dice.choice([0.0, 0.5, 1.0, 1.0, 1.5, -1.0]) for dual in one.duals.tolist()]
        return Relaxation(-1e9, one.rows, np.array(duals))

    left = plan.remembered
    assert left is not None
    return replace(plan, remembered=replace(left, relaxations=tuple(map(drawn, left.relaxations))))


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


@pytest.mark.parametrize("seed", SEEDS)
def test_any_duals_give_bounds_that_hold(seed: int) -> None:
    """Found by the plan's solve, found anew, or made up: a bound never says more than is true."""
    plan = drawn(seed)
    if plan is None:
        pytest.skip("too many rosters, or none")
    tiers = tuple(task.id for task in plan.tasks)
    now = tuple(plan.tier_values[tier] for tier in tiers)
    dice = random.Random(seed)
    for made in (fresh(plan), *(spoiled(plan, dice) for _ in range(4))):
        for a in asked(made):
            bound = a.at_least
            if bound.tier is None:
                continue
            at = tiers.index(bound.tier)
            costs = [one.values(tiers) for one in tried(seed) if has(one.roster, a)]
            keeping = [c for c in costs if all(c[i] <= now[i] for i in range(at))]
            assert all(c[at] >= now[at] + bound.amount for c in keeping), a


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
def sampled(teachers: int = 300, seed: int = 1) -> LoadedPlan:
    """A county in which some candidates can never be taken: enforced rules forbid it."""
    there = make_county(teachers, seed)
    policy = load("national", there.term.reference)
    return kept(solve(Situation(there, policy)))


def every_choice(plan: LoadedPlan) -> list[Choice]:
    """Every full-time candidate that the plan does not take."""
    moves = plan.model.moves
    not_taken = np.flatnonzero(plan.values[: len(moves)] == 0).tolist()
    own = (np.flatnonzero(moves.person == moves.person[column]) for column in not_taken)
    return [Choice((c,), tuple(rivals(plan, c, o))) for c, o in zip(not_taken, own, strict=True)]


def test_what_no_plan_does_is_called_impossible_and_given_no_amount() -> None:
    """Multipliers of tiers that cannot hold added up to kilometres by the million."""
    plan, bounds = sampled(), Bounds(sampled())
    costs = [(choice, bounds.at_least(choice)) for choice in every_choice(plan)]
    assert max(cost.amount for _, cost in costs) < 1000
    never = [choice for choice, cost in costs if not cost.possible]
    assert never and all(cost.tier is None for _, cost in costs if not cost.possible)
    for choice in never[:3]:
        found = cost_of(plan, choice)
        assert not found.possible and found.proven
    named = [(choice, cost) for choice, cost in costs if cost.tier == "rural_cover"]
    exact = [(cost, cost_of(plan, choice)) for choice, cost in named[:12]]
    possible = [(cost, found.changes[0]) for cost, found in exact if found.possible]
    assert len(possible) > 1
    for cost, (first, _) in possible:
        order = [task.id for task in plan.tasks]
        assert order.index(first) <= order.index(str(cost.tier))


# -- what the solve left ---------------------------------------------------------------------------


def strengths(plan: LoadedPlan) -> list[tuple[int, int]]:
    """How much is said of every choice: the higher the tier and the more, the smaller."""
    order, bounds = [task.id for task in plan.tasks], Bounds(plan)
    said = [bounds.at_least(choice) for choice in every_choice(plan)]
    depths = [order.index(x.tier) if x.tier else len(order) for x in said]
    return [(d, -x.amount) if x.possible else (-1, 0) for d, x in zip(depths, said, strict=True)]


COUNTIES = ((150, 3), (200, 7), (300, 1))


def test_what_the_solve_left_says_as_much_as_relaxations_of_ones_own() -> None:
    """Duals are many; a choice may be told less by some and another more, but not on the whole."""
    stronger = weaker = told = 0
    for size in COUNTIES:
        plan = sampled(*size)
        for left, own in zip(strengths(plan), strengths(fresh(plan)), strict=True):
            stronger, weaker = stronger + (left < own), weaker + (left > own)
            told += left[1] < 0
    assert stronger >= weaker and told > 150


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Positions of the tiers whose relaxations are solved for bounds."""
    positions: list[int] = []
    relaxed = Pins.relaxed

    def counted(pins: Pins, position: int) -> LinearAnswer:
        positions.append(position)
        return relaxed(pins, position)

    monkeypatch.setattr(Pins, "relaxed", counted)
    return positions


def test_nothing_is_solved_that_the_solve_left(solved: list[int]) -> None:
    plans = [sampled(*size) for size in COUNTIES]
    solved.clear()
    for plan in plans:
        Bounds(plan).solve_all()
    assert solved == []
    Bounds(fresh(plans[0])).solve_all()
    assert len(solved) > 5


def test_duals_that_prove_too_little_are_solved_again(solved: list[int]) -> None:
    plan = sampled()
    left = plan.remembered
    assert left is not None
    weak = [r and replace(r, duals=r.duals * 0.5) for r in left.relaxations]
    solved.clear()
    Bounds(replace(plan, remembered=replace(left, relaxations=tuple(weak)))).solve_all()
    worth = [at for at, r in enumerate(left.relaxations) if r is not None and r.value > 1]
    assert set(worth) <= set(solved) and len(worth) > 5


def test_what_is_left_comes_back_from_its_bytes_as_it_was() -> None:
    plan = sampled()
    left = plan.remembered
    assert left is not None and left.program == fingerprint(plan.model.program, plan.tasks)
    again = unpacked(left.program, left.packed())
    assert again is not None and again.packed() == left.packed()
    assert strengths(replace(plan, remembered=again)) == strengths(plan)
    assert unpacked(left.program, left.packed()[:100]) is None
    assert unpacked(left.program, b"") is None


def test_what_is_left_of_another_program_is_not_used() -> None:
    plan, other = sampled(), sampled(200, 7)
    there = plan.situation
    same = load_plan(there, plan.roster, plan.tiers, remembered=plan.remembered)
    assert same.remembered is plan.remembered and same.remembered_basis is not None
    assert same.basis is not None and same.basis.columns.shape == plan.values.shape
    none = load_plan(there, plan.roster, plan.tiers, remembered=other.remembered)
    assert none.remembered is None and none.remembered_basis is None
    weighed = [TierTask(t.id, t.objective * 2) for t in plan.tasks]
    assert fingerprint(plan.model.program, weighed) != fingerprint(plan.model.program, plan.tasks)
    choice = Choice((int(np.flatnonzero(plan.values[: len(plan.model.moves)])[0]),))
    forbidden = Choice(left_out=choice.taken)
    costs = [cost_of(p, forbidden) for p in (same, none)]
    assert costs[0] == costs[1] and costs[0].proven

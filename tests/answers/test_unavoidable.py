"""What cannot be avoided and what was traded, told by trying every roster."""

from __future__ import annotations

import pytest

from staffing.answers.explain.unavoidable import shortfall_columns, trade
from staffing.answers.loaded import LoadedPlan
from tests.answers.drawn import drawn, tried
from tests.every_roster import Tried

SEEDS = (0, 1, 2, 3, 4, 5, 7, 9, 10, 11, 12, 13, 19)
RULES = ("subject_cover.all", "rotation_share", "wishes")


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", SEEDS)
def test_floor_and_steps_are_those_of_all_rosters(seed: int, rule: str) -> None:
    plan = drawn(seed)
    if plan is None or not plan.situation.policy.rows_of(rule.partition(".")[0]):
        pytest.skip("nothing to try")
    keys = {m.key for m in plan.audit.measures[rule]}
    short = total(plan.audit.measures[rule])
    own = tier_of(plan, rule)
    found = trade(plan, shortfall_columns(plan, rule, keys), short, own)
    assert found.proven
    order = [tier.id for tier in plan.situation.policy.tiers]
    tiers = [t.id for t in plan.tasks if order.index(t.id) <= order.index(own)]
    least = []
    for depth in range(len(tiers) + 1):
        keep = tiers[:depth]
        allowed = [one for one in tried(seed) if keeps(one, plan, keep)]
        least.append(min(total(one.audit.measures[rule]) for one in allowed))
    assert found.floor == least[0] and found.spare == short - least[-1]
    rises = [(t, b - a) for t, a, b in zip(tiers, least, least[1:], strict=False) if b > a]
    assert list(found.steps) == rises


def tier_of(plan: LoadedPlan, rule: str) -> str:
    """Where a row's shortfalls stand: no tier below it costs them anything."""
    return next(row.tier for row in plan.situation.policy.rules if row.id == rule)


def keeps(one: Tried, plan: LoadedPlan, tiers: list[str]) -> bool:
    """Whether a roster is no worse than the plan in these tiers."""
    return all(one.audit.tier_value(tier) <= plan.tier_values[tier] for tier in tiers)


def total(measures: object) -> int:
    return sum(m.short or 0 for m in measures)  # type: ignore[attr-defined]


def test_some_are_traded() -> None:
    plans = [plan for seed in SEEDS if (plan := drawn(seed)) is not None]
    found = []
    for plan in plans:
        for rule in RULES:
            measures = plan.audit.measures[rule]
            columns = shortfall_columns(plan, rule, {m.key for m in measures})
            found.append(trade(plan, columns, total(measures), tier_of(plan, rule)))
    assert sum(bool(t.steps) for t in found) > 3 and sum(t.floor > 0 for t in found) > 3


def test_nothing_below_a_shortfall_is_what_it_was_traded_against() -> None:
    """通勤 stands below 缺口: what it decides among equal plans is no price of a gap."""
    below = 0
    for plan in (plan for seed in SEEDS if (plan := drawn(seed)) is not None):
        order = [tier.id for tier in plan.situation.policy.tiers]
        for cell in {m.key for m in plan.audit.measures[RULES[0]]}:
            columns = shortfall_columns(plan, RULES[0], {cell})
            short = int(plan.values[columns].sum())
            found = trade(plan, columns, short, tier_of(plan, RULES[0]))
            last = trade(plan, columns, short, order[-1])
            assert all(order.index(t) <= order.index("cover") for t, _ in found.steps)
            assert found.floor + sum(by for _, by in found.steps) + found.spare == short
            below += found.steps != last.steps
    assert below, "no gap that lower tiers choose the place of"

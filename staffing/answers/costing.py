"""The exact cost of a choice: the county solved again with it, compared tier by tier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from staffing.answers.explain.choice import Choice
from staffing.answers.loaded import LoadedPlan
from staffing.answers.resolving import resolve
from staffing.solve import Progress


@dataclass(frozen=True)
class Cost:
    """What a choice costs, tier by tier, against the plan at hand.

    changes: (tier id, how much worse; negative = better), only tiers that change, in order;
    possible: False when no plan has the choice; proven: whether every tier of the re-solve is
    proven (else the changes are those of the best plan found).
    """

    changes: tuple[tuple[str, int], ...] = ()
    possible: bool = True
    proven: bool = True


def cost_of(plan: LoadedPlan, choice: Choice, progress: Progress | None = None) -> Cost:
    """Solve again with *choice*; everything else may change."""
    found = resolve(
        plan.prepared,
        fixed=choice.taken,
        forbidden=choice.left_out,
        known=plan.known,
        progress=progress,
    )
    if found.values is None:
        return Cost(possible=False, proven=found.proven)
    return Cost(difference(plan.tier_values, found.tier_values), proven=found.proven)


def difference(before: Mapping[str, int], values: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """(tier, how much worse than *before*), tiers that change only, in the order of *values*."""
    changes = ((tier, value - before.get(tier, 0)) for tier, value in values.items())
    return tuple((tier, change) for tier, change in changes if change)

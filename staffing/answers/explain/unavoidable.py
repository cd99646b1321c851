"""What nobody can avoid, and what was traded against which tier.

Of some shortfalls (a gap, a target) the least that is possible at all is asked of the program with
enforced rules alone; then with tier after tier held at the plan's value, from the top down to the
one the shortfalls stand in. Where the least rises, that tier is what it was traded against. Tiers
below never cost a shortfall of a tier above anything: they only choose among plans equal in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from constraints.board import IntArray
from staffing.answers.loaded import LoadedPlan
from staffing.answers.worth.shifting import short_columns
from staffing.solve import NODES
from staffing.solver.engine import Answer
from staffing.solver.exact import Prior, solve_exactly
from staffing.solver.pins import TierTask


@dataclass(frozen=True)
class Trade:
    """A shortfall of the plan taken apart; all amounts in the rule's unit.

    short: in the plan; floor: the least under enforced rules alone; steps: (tier id, how much more
    because that tier is held), from the top, the last that of the shortfalls themselves; spare:
    what could still be had with all of these held, at the expense of others of equal worth (of
    another subject of the school, too). proven: whether every number is proven (else the floor is
    a bound, the steps those of plans found).
    """

    short: int
    floor: int
    steps: tuple[tuple[str, int], ...]
    spare: int
    proven: bool


def shortfall_columns(plan: LoadedPlan, row: str, keys: Collection[str]) -> IntArray:
    """Columns of a policy row's shortfalls under these keys; those always met have none."""
    known = short_columns(plan.model)
    return np.array([c for key in sorted(keys) for c in known.get((row, key), ())], np.int64)


def trade(plan: LoadedPlan, columns: Iterable[int], short: int, tier: str) -> Trade:
    """Take the sum of these shortfalls apart. short: what the audit makes of it; tier: theirs."""
    order = [one.id for one in plan.situation.policy.tiers]
    above = order[: order.index(tier) + 1] if tier in order else order
    held = tuple(task for task in plan.tasks if task.id in above)
    return _Ladder(plan, held, np.array(list(columns), np.int64)).trade(short)


class _Ladder:
    """The least of an objective with the first tiers held; it rises with every tier or stays."""

    def __init__(self, plan: LoadedPlan, tasks: Sequence[TierTask], columns: IntArray) -> None:
        self._plan, self._tasks = plan, tasks
        self._objective = np.zeros(plan.model.program.columns, np.int64)
        self._objective[columns] = 1
        self._found: dict[int, tuple[int, bool]] = {}

    def trade(self, short: int) -> Trade:
        """From the floor to the plan."""
        last = len(self._tasks)
        self._fill(0, last)
        # Of a plan as it is listed less may be short than the solver counts.
        levels = [min(self._found[i][0], short) for i in range(last + 1)]
        steps = tuple(
            (task.id, levels[i + 1] - levels[i])
            for i, task in enumerate(self._tasks)
            if levels[i + 1] > levels[i]
        )
        proven = all(done for _, done in self._found.values())
        return Trade(short, levels[0], steps, short - levels[last], proven)

    def _fill(self, low: int, high: int) -> None:
        """Levels between two, no more solved than it takes: between equals all are equal."""
        for depth in (low, high):
            if depth not in self._found:
                self._found[depth] = self._least(depth)
        if high - low < 2:
            return
        if self._found[low][0] == self._found[high][0]:
            self._found.update(dict.fromkeys(range(low + 1, high), self._found[low]))
            return
        middle = (low + high) // 2
        self._fill(low, middle)
        self._fill(middle, high)

    def _least(self, depth: int) -> tuple[int, bool]:
        """(least with so many tiers held, whether proven)."""
        if not self._objective.any():
            return 0, True
        program = self._plan.model.program
        for task in self._tasks[:depth]:
            program = program.held(task.objective, int(task.objective @ self._plan.values))
        found = solve_exactly(program, self._objective, prior=Prior(self._plan.values), nodes=NODES)
        proven = found.answer is Answer.OPTIMAL
        return (found.value if proven or depth else found.bound), proven

"""What nobody can avoid, and what was traded against which tier.

Of some shortfalls (a gap, a target) the least that is possible at all is asked of the program with
enforced rules alone; then with tier after tier held at the plan's value, from the top. Where the
least rises, that tier is what it was traded against.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import IntArray
from staffing.answers.loaded import LoadedPlan
from staffing.answers.shifting import short_columns
from staffing.solve import NODES
from staffing.solver.engine import Answer
from staffing.solver.exact import Prior, solve_exactly


@dataclass(frozen=True)
class Trade:
    """A shortfall of the plan taken apart; all amounts in the rule's unit.

    short: in the plan; floor: the least under enforced rules alone; steps: (tier id, how much more
    because that tier is held), from the top; spare: what could still be had with every tier held,
    at the expense of others of equal worth (of another subject of the school, too). proven:
    whether every number is proven (else the floor is a bound, the steps those of plans found).
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


def trade(plan: LoadedPlan, columns: Iterable[int], short: int) -> Trade:
    """Take the sum of these shortfalls apart. short: what the audit makes of it."""
    return _Ladder(plan, np.array(list(columns), np.int64)).trade(short)


class _Ladder:
    """The least of an objective with the first tiers held; it rises with every tier or stays."""

    def __init__(self, plan: LoadedPlan, columns: IntArray) -> None:
        self._plan = plan
        self._objective = np.zeros(plan.model.program.columns, np.int64)
        self._objective[columns] = 1
        self._found: dict[int, tuple[int, bool]] = {}

    def trade(self, short: int) -> Trade:
        """From the floor to the plan."""
        last = len(self._plan.tasks)
        self._fill(0, last)
        levels = [self._found[i][0] for i in range(last + 1)]
        steps = tuple(
            (task.id, levels[i + 1] - levels[i])
            for i, task in enumerate(self._plan.tasks)
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
        for task in self._plan.tasks[:depth]:
            program = program.held(task.objective, int(task.objective @ self._plan.values))
        found = solve_exactly(program, self._objective, prior=Prior(self._plan.values), nodes=NODES)
        proven = found.answer is Answer.OPTIMAL
        return (found.value if proven or depth else found.bound), proven

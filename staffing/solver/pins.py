"""Tiers already settled, held for those below: rows of the program, and weights in its relaxation.

A tier at its least is held by the bounds of its columns; any other by a row that no plan may
exceed.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from constraints.board import BoolArray, IntArray
from staffing.solver.engine import Basis, LinearAnswer
from staffing.solver.later import since
from staffing.solver.program import TOLERANCE, FloatArray, Program
from staffing.solver.relaxation import Ladder, relaxed, without_slack, without_worse

SCOUT_RATIO = 6
"""How much heavier each tier weighs in a blend than the one below it, at most."""

MOST_WEIGHT = 2e7
"""How much heavier the first tier may weigh than the last, for floating point's sake."""


@dataclass(frozen=True)
class TierTask:
    """A tier to solve: its id and objective over all columns (non-negative whole numbers)."""

    id: str
    objective: IntArray


class Pins:
    """A program with the tiers held so far, and the last basis of its relaxation."""

    def __init__(self, program: Program, tasks: Sequence[TierTask]) -> None:
        self.program = program
        self.basis: Basis | None = None
        self.tasks = tuple(tasks)
        self._weights = _weights(program, tasks)
        self._whole = program
        self._taken: BoolArray | None = None
        """Of the rows of the program these are part of, which are here; None = these are all."""
        self._low, self._high = program.row_low, program.row_high
        """Sides of its rows, as close as the tiers held make them."""
        self.held: list[int] = []
        """Positions of the tiers that rows hold: those at the end of the program."""
        self._tight: list[tuple[int, int, int]] = []
        """Position, row and value of the held tiers that the relaxation attains as well."""
        self.blend = sum(
            (weight * task.objective for weight, task in zip(self._weights, tasks, strict=True)),
            np.zeros(program.columns, np.int64),
        )
        """One objective for all tiers: good for finding plans, no proof of anything."""

    @cached_property
    def _since(self) -> IntArray:
        """Position of the first tier that each row of the program matters to."""
        return since(self._whole, [task.objective for task in self.tasks])

    def above(self, count: int) -> Pins:
        """The first *count* tiers alone, over the program without the rows that only others need.
        Nothing must be held yet."""
        upper = Pins(self.program.without_rows(self._since >= count), self.tasks[:count])
        upper._taken = self._since < count
        return upper

    def apart(self) -> Pins:
        """The same, to be held otherwise from here on."""
        other = copy(self)
        other.held, other._tight = [*self.held], [*self._tight]
        return other

    @property
    def closer(self) -> Program:
        """The same program, its rows as close as the tiers held make them."""
        return replace(self.program, row_low=self._low, row_high=self._high)

    @property
    def own_rows(self) -> int:
        """Rows of the program without those that hold tiers."""
        return self.program.rows - len(self.held)

    def taken_back(self, duals: FloatArray) -> FloatArray:
        """Duals of these rows and of the tiers held, over the rows of the program that
        :meth:`above` took these from, and of the tiers held."""
        if self._taken is None:
            return duals
        own = np.zeros(len(self._taken))
        own[self._taken] = duals[: int(self._taken.sum())]
        return np.concatenate([own, duals[int(self._taken.sum()) :]])

    def least(self, position: int) -> int:
        """What a tier costs by the columns' bounds alone."""
        return int(self.tasks[position].objective @ self.program.lower)

    def attained(self, plan: IntArray) -> bool:
        """Whether a plan costs no more in any tier than the columns' bounds allow."""
        tasks = enumerate(self.tasks)
        return all(int(task.objective @ plan) == self.least(at) for at, task in tasks)

    def ladder(self, position: int, *, aiming: bool = True) -> Ladder:
        """The tiers around one: of those held, the ones that the relaxation attains."""
        weights = np.array([self._weights[at] for at, _, _ in self._tight], np.int64)
        rows = np.array([row for _, row, _ in self._tight], np.int64)
        total = np.zeros(self.program.columns, np.int64)
        for at, _, _ in self._tight:
            total += self._weights[at] * self.tasks[at].objective
        value = sum(self._weights[at] * reached for at, _, reached in self._tight)
        later = self._since > position
        own = self._weights[position]
        sides = self._low, self._high
        return Ladder(own, weights, rows, total, value, self.blend, aiming, later, *sides)

    def relaxed(self, position: int, plan: IntArray | None = None) -> LinearAnswer:
        """The relaxation of a tier below those held. plan: one at hand that holds them."""
        objective = self.tasks[position].objective
        linear = relaxed(self.program, objective, self.ladder(position), self.basis, plan)
        self.basis = linear.basis or self.basis
        return linear

    def hold(
        self, position: int, value: int, linear: LinearAnswer | None, *, narrow: bool = False
    ) -> None:
        """Only plans at least as good as *value* in this tier.

        linear: the tier's relaxation, None when it was not solved; narrow: without the columns
        that, by its prices, none of those plans can use.
        """
        objective, rows = self.tasks[position].objective, self.program.rows
        if linear is None or value == self.least(position):
            self.program = self.program.held(objective, value)
        else:
            if value - linear.value < TOLERANCE * max(1, value):
                self._tight.append((position, rows, value))
            if narrow:
                self.program = without_worse(self.program, linear, value)
                closer = without_slack(self.closer, linear, value)
                self._low, self._high = closer.row_low, closer.row_high
            self.program = self.program.at_most(objective, value)
        if self.program.rows > rows:
            self.held.append(position)
            self._low = np.append(self._low, self.program.row_low[rows:])
            self._high = np.append(self._high, self.program.row_high[rows:])


def _weights(program: Program, tasks: Sequence[TierTask]) -> list[int]:
    """What each tier weighs in a blend: more by a ratio than the next, per typical choice."""
    steps = max(len(tasks) - 1, 1)
    ratio = max(2, min(SCOUT_RATIO, int(MOST_WEIGHT ** (1 / steps))))
    depths = range(len(tasks) - 1, -1, -1)
    return [
        max(1, round(ratio ** (depth + 3) / _effect(program, task.objective)))
        for depth, task in zip(depths, tasks, strict=True)
    ]


def _effect(program: Program, objective: IntArray) -> float:
    """How much one choice typically changes a tier: median coefficient beside its shortfalls."""
    rows = np.unique(program.row[objective[program.column] > 0])
    beside = np.isin(program.row, rows) & program.choice[program.column]
    coefficients = np.abs(program.coefficient[beside])
    return float(np.median(coefficients)) if len(coefficients) else 1.0

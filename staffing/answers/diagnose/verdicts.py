"""Whether some demands can hold together: asked again and again, answered once.

A plan found for one question answers every other whose demands it happens to meet, and so do two
sets of demands of which one is part of the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from constraints.board import BoolArray, IntArray
from staffing.answers.diagnose.giving import OpenModel
from staffing.solver.engine import Answer, solve_integer

NODES = 2000
"""Branch-and-bound nodes one question may take; undecided keeps the demand."""


@dataclass(frozen=True)
class Verdicts:
    """Questions to one model, and what is known from those asked before.

    plans: those found, each with the mask of the demands it meets; failing: sets that cannot hold.
    """

    model: OpenModel
    plans: list[tuple[BoolArray, IntArray]] = field(default_factory=list)
    failing: list[BoolArray] = field(default_factory=list)

    def fails(self, held: Iterable[int]) -> bool:
        """Whether it is proven that *held* cannot hold."""
        return self._verdict(held) is Answer.INFEASIBLE

    def holds(self, held: Iterable[int]) -> bool:
        """Whether there is a plan, checked in whole numbers, in which *held* hold."""
        return self._verdict(held) is Answer.OPTIMAL

    def _verdict(self, held: Iterable[int]) -> Answer:
        mask = np.zeros(len(self.model.items), np.bool_)
        mask[list(held)] = True
        if any((known <= mask).all() for known in self.failing):
            return Answer.INFEASIBLE
        if any((mask <= met).all() and self._admits(mask, plan) for met, plan in self.plans):
            return Answer.OPTIMAL
        return self._solved(mask)

    def _solved(self, mask: BoolArray) -> Answer:
        program = self.model.holding(np.flatnonzero(mask).tolist())
        small, kept = program.without_fixed()
        found = solve_integer(small, np.zeros(len(kept), np.int64), nodes=NODES)
        if found.columns is None:
            if found.answer is Answer.INFEASIBLE:
                self.failing.append(mask)
            return found.answer
        if not small.admits(found.columns):
            return Answer.UNKNOWN
        plan = program.lower.copy()
        plan[kept] = found.columns
        self.plans.append((self._met(plan), plan))
        return Answer.OPTIMAL

    def _admits(self, mask: BoolArray, plan: IntArray) -> bool:
        """Whether the plan is one in which these demands hold, every other given up."""
        model = self.model
        values = plan.copy()
        values[model.columns] = np.where(mask[model.item], 0, model.program.upper[model.columns])
        return model.program.admits(values)

    def _met(self, plan: IntArray) -> BoolArray:
        """Demands each of which the plan meets, taken by itself."""
        model, program = self.model, self.model.program
        owner = np.full(program.columns, -1, np.int64)
        owner[model.columns] = model.item
        values = plan.copy()
        values[model.columns] = program.upper[model.columns]
        item = owner[program.column]
        own = item >= 0
        cells, cell = np.unique(
            program.row[own] * len(model.items) + item[own], return_inverse=True
        )
        given = np.zeros(len(cells), np.int64)
        np.add.at(given, cell, program.coefficient[own] * values[program.column[own]])
        row, whose = np.divmod(cells, len(model.items))
        left = program.activity(values)[row] - given
        broken = (left < program.row_low[row]) | (left > program.row_high[row])
        met = np.ones(len(model.items), np.bool_)
        met[whose[broken]] = False
        return met

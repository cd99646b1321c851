"""至少: what taking, or leaving out, a candidate must cost, for all candidates at once.

What is proven of a choice, tier by tier: *every plan with that choice in which no tier above is
worse than in the plan at hand has this tier worse by at least so much*. The first tier in which
that is anything is the one told. It costs one linear relaxation per tier that is not at its least;
everything else is added up in whole numbers (see :mod:`staffing.solver.certificate`), so a bound
owes nothing to floating point. A tier at its least has nothing to tell that way; a *sharper* bound
relaxes tier after tier with the choice made, one relaxation each. No bound does not mean no cost:
only a re-solve tells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from constraints.board import IntArray
from staffing.answers.loaded import LoadedPlan
from staffing.solver.certificate import GRAIN
from staffing.solver.engine import Answer, solve_linear
from staffing.solver.program import UNBOUNDED, FloatArray, Program


@dataclass(frozen=True)
class Choice:
    """Columns that are to be taken and columns that are to be left out."""

    taken: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True)
class AtLeast:
    """The first tier that provably gets worse while those above hold, and by how much.

    tier: its id, None when no cost could be proven; amount: in the tier's unit, 0 without a tier.
    """

    tier: str | None = None
    amount: int = 0


@dataclass(frozen=True)
class _Tier:
    """A tier's multipliers worked into whole numbers, in GRAIN-ths.

    total: bound over all plans that keep the tiers above; reduced: what a column adds per unit;
    resting: what each column adds in that bound.
    """

    id: str
    value: int
    total: int
    reduced: IntArray
    resting: IntArray

    def least(self, choice: Choice) -> int:
        """Bound of the tier over plans with the choice."""
        taken = np.array(choice.taken, np.int64)
        left_out = np.array(choice.left_out, np.int64)
        added = int((self.reduced[taken] - self.resting[taken]).sum())
        return -(-(self.total + added - int(self.resting[left_out].sum())) // GRAIN)


class Bounds:
    """Bounds around one plan; the relaxations are solved as far down as questions go."""

    def __init__(self, plan: LoadedPlan) -> None:
        self._plan = plan
        self._open = list(plan.tasks)
        self._program = plan.model.program
        self._tiers: list[_Tier] = []

    def at_least(self, choice: Choice) -> AtLeast:
        """What *choice* must cost."""
        position = 0
        while (tier := self._tier(position)) is not None:
            worse = tier.least(choice) - tier.value
            if worse > 0:
                return AtLeast(tier.id, worse)
            position += 1
        return AtLeast()

    def sharper(self, choice: Choice) -> AtLeast:
        """The same from relaxations with the choice made: never weaker, and not for all at once."""
        program, known = _made(self._plan.model.program, choice), self.at_least(choice)
        for task in self._plan.tasks:
            value = int(task.objective @ self._plan.values)
            linear = solve_linear(program, task.objective)
            if linear.answer is not Answer.OPTIMAL or linear.duals is None:
                return known
            total, _, _ = _worked_in(program, task.objective, linear.duals)
            worse = -(-total // GRAIN) - value
            if task.id == known.tier:
                worse = max(worse, known.amount)
            if worse > 0:
                return AtLeast(task.id, worse)
            program = held(program, task.objective, value)
        return known

    def solve_all(self) -> None:
        """Solve every relaxation now, so that questions take no time later."""
        while self._tier(len(self._tiers)) is not None:
            pass

    def _tier(self, position: int) -> _Tier | None:
        """The tier at a position among those that can prove anything; solved at first use."""
        while len(self._tiers) <= position and self._open:
            task = self._open.pop(0)
            value = int(task.objective @ self._plan.values)
            if value > int(task.objective @ self._program.lower):
                linear = solve_linear(self._program, task.objective)
                if linear.answer is Answer.OPTIMAL and linear.duals is not None:
                    tier = _worked_in(self._program, task.objective, linear.duals)
                    self._tiers.append(_Tier(task.id, value, *tier))
            self._program = held(self._program, task.objective, value)
        return self._tiers[position] if position < len(self._tiers) else None


def held(program: Program, objective: IntArray, value: int) -> Program:
    """Only plans in which this tier is no worse than *value*; no column is lost otherwise."""
    if value == int(objective @ program.lower):
        return program.with_upper(np.where(objective > 0, program.lower, program.upper))
    used = np.flatnonzero(objective)
    return program.with_row(used, objective[used], -UNBOUNDED, value)


def _made(program: Program, choice: Choice) -> Program:
    """Only plans with the choice."""
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[np.array(choice.taken, np.int64)] = 1
    upper[np.array(choice.left_out, np.int64)] = 0
    return replace(program, lower=lower, upper=upper)


def _worked_in(
    program: Program, objective: IntArray, duals: FloatArray
) -> tuple[int, IntArray, IntArray]:
    """Multipliers as whole GRAIN-ths: (total bound, reduced cost, what each column adds)."""
    y = np.rint(duals * GRAIN).astype(np.int64)
    y[(y > 0) & (program.row_low == -UNBOUNDED)] = 0
    y[(y < 0) & (program.row_high == UNBOUNDED)] = 0
    side = np.where(y > 0, program.row_low, np.where(y < 0, program.row_high, 0))
    reduced = objective * GRAIN
    np.subtract.at(reduced, program.column, y[program.row] * program.coefficient)
    resting = reduced * np.where(reduced > 0, program.lower, program.upper)
    return sum((y * side).tolist()) + sum(resting.tolist()), reduced, resting

"""The tiers over few columns: those of a plan at hand, and those that are cheapest to bring in.

What is found there is a plan of the whole program. Whether a column left out would make a better
one is for the relaxation of the whole program to say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from constraints.board import IntArray
from staffing.solver.descent import Descent, scouted
from staffing.solver.engine import Basis, LinearAnswer
from staffing.solver.exact import Prior, solve_roughly
from staffing.solver.known import Known
from staffing.solver.linear import lowest, solve_linear
from staffing.solver.pins import Pins, TierTask
from staffing.solver.program import TOLERANCE, Program
from staffing.solver.searching import FIRST_COLUMNS

FEW = 1000
"""Columns beside those of the plan and of the relaxation at hand."""

NEAREST = 100
"""The same where any plan will do."""


def as_before(pins: Pins, known: Known) -> IntArray | None:
    """All that is done as in the plan known; None where that is no plan."""
    program = pins.program
    plan = np.clip(known.plan, program.lower, program.upper)
    return scouted(program.settled(plan), pins, None).columns


def holds_nearly(program: Program, known: Known) -> bool:
    """Whether the plan known, or one near it, is one of a program's."""
    if as_before(Pins(program, ()), known) is not None:
        return True
    plan = np.clip(known.plan, program.lower, program.upper)
    away = (program.choice & (plan == program.lower)).astype(np.int64)
    near = solve_roughly(program.untied(plan), away, prior=Prior(plan), size=NEAREST)
    return near.columns is not None


class Few:
    """Solves tiers over few columns, more from time to time. Knots stay as in the plan at hand."""

    def __init__(self, pins: Pins, known: Known, nodes: int | None) -> None:
        self._program, self._known, self.nodes = pins.program, known, nodes
        self._familiar = [task for task in pins.tasks if task.id in known.tiers] or pins.tasks
        self._open = np.zeros(pins.program.columns, np.bool_)
        self.started = False
        self.basis: Basis | None = None
        """Of the relaxation of the tiers known, once it is solved."""

    @property
    def all(self) -> bool:
        """Whether the first integer program has all there are."""
        program = self._program
        return int((program.choice & (program.upper > program.lower)).sum()) <= FIRST_COLUMNS

    def start(self, program: Program, tasks: Sequence[TierTask], plan: IntArray) -> IntArray | None:
        """The plan that *tasks* come to near one at hand, by the prices of the tiers known; None
        where there is none."""
        self.started = True
        blend, dual = Pins(self._program, self._familiar).blend, not self._known.grown
        linear = solve_linear(self._program, blend, start=self._known.basis, dual=dual)
        if linear.columns is None:
            return None
        self.basis = linear.basis
        return self.solved(program, tasks, plan, linear)

    def solved(
        self, program: Program, tasks: Sequence[TierTask], plan: IntArray, linear: LinearAnswer
    ) -> IntArray | None:
        """The plan that *tasks* come to, None where none is found. linear: a relaxation over the
        whole program, whose columns come in and those that are cheapest by its prices."""
        plan = np.clip(plan, program.lower, program.upper)
        there = program.untied(plan)
        self._take(there, plan, linear)
        shut = there.choice & ~self._open
        part = there.with_upper(np.where(shut, there.lower, there.upper)).unfixed()
        inner = [TierTask(task.id, task.objective[part.columns]) for task in tasks]
        pins = Pins(part.program, inner)
        scout = scouted(part.program, pins, None, found=plan[part.columns])
        if scout.columns is None:
            return None
        found = Descent(pins, self.nodes, scout, knotty=False).go(_untold)
        if found.columns is None:
            return None
        whole = there.lower.copy()
        whole[part.columns] = found.columns
        return whole

    def _take(self, program: Program, plan: IntArray, linear: LinearAnswer) -> None:
        assert linear.columns is not None and linear.reduced is not None
        self._open |= (plan != program.lower) | (linear.columns > program.lower + TOLERANCE)
        waiting = program.choice & ~self._open & (program.upper > program.lower)
        rest = np.flatnonzero(waiting)
        self._open[rest[lowest(np.abs(linear.reduced[rest]), FEW)]] = True


def _untold(tier: str, best: int | None, bound: int | None) -> None:
    """Nobody is told of what is only a start."""

"""A relaxation's duals worked into whole numbers: what they prove of every choice at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from constraints.board import BoolArray, IntArray
from staffing.answers.explain.choice import NO_CHOICE, Choice
from staffing.solver.certificate import GRAIN, multiplied
from staffing.solver.program import UNBOUNDED, FloatArray, Program

_MOST = 2.0**62
"""Sums up to which 64 bits hold without doubt."""


@dataclass(frozen=True)
class WholeDuals:
    """In GRAIN-ths; total: bound over all plans of the program; reduced: what a column adds per
    unit; resting: what each column adds in that bound."""

    total: int
    reduced: IntArray
    resting: IntArray

    @classmethod
    def of(cls, program: Program, objective: IntArray, duals: FloatArray) -> Self | None:
        """None where a column's sum, or a row's part, might leave 64 bits."""
        if not _fits(program, objective, duals):
            return None
        y, side, reduced = multiplied(program, objective, duals, GRAIN)
        resting = reduced * np.where(reduced > 0, program.lower, program.upper)
        return cls(sum((y * side).tolist()) + sum(resting.tolist()), reduced, resting)

    def least(self, choice: Choice = NO_CHOICE) -> int:
        """Bound over plans with the choice, rounded up."""
        taken = np.array(choice.taken, np.int64)
        left_out = np.array(choice.left_out, np.int64)
        added = int((self.reduced[taken] - self.resting[taken]).sum())
        return -(-(self.total + added - int(self.resting[left_out].sum())) // GRAIN)

    def moves_beyond(self, value: int) -> BoolArray:
        """Columns one unit of which takes the bound above a value."""
        return np.abs(self.reduced) > value * GRAIN - self.total


def _fits(program: Program, objective: IntArray, duals: FloatArray) -> bool:
    """Whether every column's sum and every row's part surely stay within 64 bits."""
    told = np.flatnonzero(duals[program.row])
    weight = np.abs(duals[program.row[told]] * program.coefficient[told])
    columns = objective + np.bincount(program.column[told], weight, program.columns)
    columns = columns * np.maximum(program.upper, 1)
    low = np.where(program.row_low == -UNBOUNDED, 0, program.row_low)
    high = np.where(program.row_high == UNBOUNDED, 0, program.row_high)
    rows = np.abs(duals) * np.maximum(np.abs(low), np.abs(high))
    return bool((columns < _MOST / GRAIN).all() and (rows < _MOST / GRAIN).all())

"""A lower bound proven in whole numbers, owing nothing to floating point.

Any multipliers give a valid Lagrangian bound. The relaxation's row duals, rounded to multiples of a
fixed fraction, give one that can be added up exactly; where it reaches the plan's value, the plan's
optimality needs no trust in the engine.
"""

from __future__ import annotations

from operator import mul
from typing import NamedTuple

import numpy as np

from constraints.board import IntArray
from staffing.solver.program import UNBOUNDED, FloatArray, Program

GRAIN = 2**28
"""Duals are rounded to multiples of one GRAIN-th, coarser ones where sums would not fit."""


class Priced(NamedTuple):
    """What multipliers prove, in *grain*-ths: a lower bound, and what each column costs reduced."""

    total: int
    reduced: IntArray
    grain: int


def certified_bound(program: Program, objective: IntArray, duals: FloatArray) -> int:
    """A proven lower bound of *objective* over the program, in whole numbers, rounded up."""
    found = priced(program, objective, duals)
    return -(-found.total // found.grain)


def priced(program: Program, objective: IntArray, duals: FloatArray) -> Priced:
    """``sum(y * side) + sum(min over the column's bounds of (c − yA) * x)``, as whole numbers."""
    grain = _grain(program, objective, duals)
    y, side, reduced = multiplied(program, objective, duals, grain)
    best = np.where(reduced > 0, program.lower, program.upper)
    total: int = sum(map(mul, y.tolist(), side.tolist())) + sum(
        map(mul, reduced.tolist(), best.tolist())
    )
    return Priced(total, reduced, grain)


def multiplied(
    program: Program, objective: IntArray, duals: FloatArray, grain: int
) -> tuple[IntArray, IntArray, IntArray]:
    """Multipliers in *grain*-ths: (y by row, the side of each row it uses, reduced cost c − yA by
    column); ``y`` is dropped where its row is open on that side."""
    y = np.rint(duals * grain).astype(np.int64)
    y[(y > 0) & (program.row_low == -UNBOUNDED)] = 0
    y[(y < 0) & (program.row_high == UNBOUNDED)] = 0
    side = np.where(y > 0, program.row_low, np.where(y < 0, program.row_high, 0))
    reduced = objective * grain
    told = np.flatnonzero(y[program.row])
    np.subtract.at(reduced, program.column[told], y[program.row[told]] * program.coefficient[told])
    return y, side, reduced


def _grain(program: Program, objective: IntArray, duals: FloatArray) -> int:
    """The finest grain with which no column's sum can leave 64 bits."""
    entries = np.bincount(program.column, minlength=1).max(initial=0)
    largest = float(np.abs(program.coefficient).max(initial=1))
    most = float(np.abs(duals).max(initial=0)) * largest * float(entries)
    most += float(np.abs(objective).max(initial=0)) + 1
    grain = GRAIN
    while grain > 1 and most * grain > 2**62:
        grain //= 2
    return grain

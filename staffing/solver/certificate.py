"""A lower bound proven in whole numbers, owing nothing to floating point.

Any multipliers give a valid Lagrangian bound. The relaxation's row duals, rounded to multiples of a
fixed fraction, give one that can be added up exactly; where it reaches the plan's value, the plan's
optimality needs no trust in the engine.
"""

from __future__ import annotations

import numpy as np

from constraints.board import IntArray
from staffing.solver.program import UNBOUNDED, FloatArray, Program

GRAIN = 1024
"""Duals are rounded to multiples of one GRAIN-th."""


def certified_bound(program: Program, objective: IntArray, duals: FloatArray) -> int:
    """A proven lower bound of *objective* over the program, in whole numbers.

    ``sum(y * side) + sum(min over the column's bounds of (c − yA) * x)``, rounded up; ``y`` is
    dropped where its row is open on the side it would use.
    """
    y = np.rint(duals * GRAIN).astype(np.int64)
    y[(y > 0) & (program.row_low == -UNBOUNDED)] = 0
    y[(y < 0) & (program.row_high == UNBOUNDED)] = 0
    side = np.where(y > 0, program.row_low, np.where(y < 0, program.row_high, 0))
    reduced = objective * GRAIN
    np.subtract.at(reduced, program.column, y[program.row] * program.coefficient)
    best = np.where(reduced > 0, program.lower, program.upper)
    total: int = sum((y * side).tolist()) + sum((reduced * best).tolist())
    return -(-total // GRAIN)

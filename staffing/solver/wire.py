"""A program as the engine's message: MathOpt's, filled array by array."""

from __future__ import annotations

from typing import Any

import numpy as np
from ortools.math_opt import model_pb2

from constraints.board import IntArray
from staffing.solver.program import UNBOUNDED, FloatArray, Program


def message(program: Program, objective: IntArray, *, integer: bool) -> Any:
    """A program to minimise. integer: whether whole columns must be whole, or it is relaxed."""
    proto = model_pb2.ModelProto()
    variables = proto.variables
    variables.ids.extend(range(program.columns))
    variables.lower_bounds.extend(program.lower.astype(float).tolist())
    variables.upper_bounds.extend(_open(program.upper).tolist())
    variables.integers.extend((program.integer & integer).tolist())
    rows = proto.linear_constraints
    rows.ids.extend(range(program.rows))
    rows.lower_bounds.extend(_open(program.row_low).tolist())
    rows.upper_bounds.extend(_open(program.row_high).tolist())
    matrix = proto.linear_constraint_matrix
    matrix.row_ids.extend(program.row.tolist())
    matrix.column_ids.extend(program.column.tolist())
    matrix.coefficients.extend(program.coefficient.astype(float).tolist())
    used = np.flatnonzero(objective)
    proto.objective.linear_coefficients.ids.extend(used.tolist())
    proto.objective.linear_coefficients.values.extend(objective[used].astype(float).tolist())
    return proto


def _open(bounds: IntArray) -> FloatArray:
    """Integer bounds as floats, the unbounded sides as infinities."""
    values = bounds.astype(np.float64)
    values[bounds == UNBOUNDED] = np.inf
    values[bounds == -UNBOUNDED] = -np.inf
    return values

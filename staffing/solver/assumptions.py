"""Which demands cannot hold together: CP-SAT with assumptions, one literal per demand.

Assumptions and an objective do not mix, and only the strongest linearisation finds cores over
head counts: no objective, one worker, ``linearization_level`` 2. Continuous columns are read as
whole numbers (tenths), so an answer here is a second opinion, never the only one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from constraints.board import IntArray
from staffing.solver.interruptible import interruptibly
from staffing.solver.program import Program
from staffing.solver.steady import steady_solver

EFFORT = 30.0
"""Deterministic time (the solver's own steps, not seconds) one question may take."""


def core(program: Program, groups: Sequence[IntArray]) -> tuple[int, ...] | None:
    """Positions of groups of shortfall columns that cannot all be zero.

    None = there is a plan, or the question was not decided within the effort. An empty core says
    that the program has no plan whatever is given up.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = [
        model.new_int_var(low, high, "")
        for low, high in zip(program.lower.tolist(), program.upper.tolist(), strict=True)
    ]
    _rows(model, columns, program)
    literals = [model.new_bool_var("") for _ in groups]
    for literal, group in zip(literals, groups, strict=True):
        for column in group.tolist():
            model.add(columns[column] == 0).only_enforce_if(literal)
    model.add_assumptions(literals)
    solver = steady_solver(EFFORT)
    solver.parameters.linearization_level = 2  # under which cores are found
    status = interruptibly(lambda: solver.solve(model))
    if status != cp_model.INFEASIBLE:
        return None
    named = set(solver.sufficient_assumptions_for_infeasibility())
    return tuple(i for i, literal in enumerate(literals) if literal.index in named)


def _rows(model: Any, columns: Sequence[Any], program: Program) -> None:
    """Every row of the program, open sides closed by what the columns allow."""
    from ortools.sat.python import cp_model

    ends = np.searchsorted(program.row, np.arange(program.rows + 1))
    for row in range(program.rows):
        part = slice(int(ends[row]), int(ends[row + 1]))
        terms = [columns[i] for i in program.column[part].tolist()]
        total = cp_model.LinearExpr.weighted_sum(terms, program.coefficient[part].tolist())
        low, high = int(program.row_low[row]), int(program.row_high[row])
        model.add_linear_constraint(total, low, high)

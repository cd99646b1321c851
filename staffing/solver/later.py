"""Rows that only tiers further down need.

A steering row keeps no choices out: where it matters to no tier so far, an integer program is as
well without it, and much smaller. Rows belong together when they share columns that are no choices
(a shortfall, or what it is reckoned from); together they matter from the first tier on in whose
objective one of those columns stands.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from constraints.board import IntArray
from staffing.solver.program import Program


def since(program: Program, objectives: Sequence[IntArray]) -> IntArray:
    """Position of the first of *objectives* that each row matters to; −1 = it always does."""
    never = len(objectives)
    of_column = np.full(program.columns, never)
    for position in range(never - 1, -1, -1):
        of_column[objectives[position] > 0] = position
    of_row = np.where(program.steering, never, -1)
    linking = ~program.choice[program.column]
    row, column = program.row[linking], program.column[linking]
    settled = False
    while not settled:
        before = of_row.copy()
        np.minimum.at(of_row, row, of_column[column])
        np.minimum.at(of_column, column, of_row[row])
        settled = np.array_equal(before, of_row)
    return np.where(of_row < never, of_row, -1)

"""Long rows as sums of parts: the same plans, in a form in which less has to be looked at anew.

Every step of a search makes the engine go again through the rows it touches. A row of a thousand
columns is touched by each of them; a sum of some thirty parts only where one of the parts may have
become another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from constraints.board import IntArray
from staffing.solver.program import UNBOUNDED, Program

LONG = 100
"""Entries of a row beyond which it is written as a sum of parts."""


@dataclass(frozen=True)
class InParts:
    """A program in parts: the columns of the whole one, then one for each part, which is its row's
    least value and that column."""

    program: Program
    columns: int
    rows: int

    def of(self, values: IntArray) -> IntArray:
        """The same plan, with the values of the parts."""
        found = np.append(values, np.zeros(self.program.columns - self.columns, np.int64))
        sums = self.program.activity(found) - self.program.row_low
        found[self.columns :] = sums[self.rows :]
        return found


def in_parts(program: Program) -> InParts:
    """Rows of more than LONG entries as sums of as many parts as each of these has entries."""
    lengths = np.bincount(program.row, minlength=program.rows)
    entry = np.flatnonzero(lengths[program.row] > LONG)
    if not len(entry):
        return InParts(program, program.columns, program.rows)
    row, coefficient, column = (
        side[entry] for side in (program.row, program.coefficient, program.column)
    )
    first = np.searchsorted(program.row, np.arange(program.rows))
    place = (entry - first[row]) // np.ceil(np.sqrt(lengths[row])).astype(np.int64)
    begins = np.append(True, (np.diff(row) != 0) | (np.diff(place) != 0))
    part, of_row = np.cumsum(begins) - 1, row[begins]
    at_lower, at_upper = coefficient * program.lower[column], coefficient * program.upper[column]
    least, most = np.zeros((2, len(of_row)), np.int64)
    np.add.at(least, part, np.minimum(at_lower, at_upper))
    np.add.at(most, part, np.maximum(at_lower, at_upper))
    short = np.delete(np.arange(len(program.row)), entry)
    own, every = program.rows + np.arange(len(of_row)), program.columns + np.arange(len(of_row))
    entries = np.stack(
        [
            np.concatenate([program.row[short], program.rows + part, own, of_row]),
            np.concatenate([program.column[short], column, every, every]),
            np.concatenate(
                [program.coefficient[short], coefficient, np.full(len(own), -1), np.ones_like(own)]
            ),
        ]
    )
    return InParts(_written(program, entries, of_row, least, most), program.columns, program.rows)


def _written(
    program: Program, entries: IntArray, of_row: IntArray, least: IntArray, most: IntArray
) -> Program:
    """The program with those entries, and the columns and rows of the parts at its end."""
    shift = np.zeros(program.rows, np.int64)
    np.add.at(shift, of_row, least)
    low, high = program.row_low, program.row_high
    row, column, coefficient = entries[:, np.lexsort((entries[1], entries[0]))]
    return replace(
        program.with_columns(most - least, integer=False),
        row_low=np.append(np.where(low == -UNBOUNDED, low, low - shift), least),
        row_high=np.append(np.where(high == UNBOUNDED, high, high - shift), least),
        steering=np.append(program.steering, np.zeros(len(least), np.bool_)),
        row=row,
        column=column,
        coefficient=coefficient,
    )

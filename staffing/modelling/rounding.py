"""Mixed-integer rounding: the tightening of a row whose coefficients come in steps."""

from __future__ import annotations

import numpy as np

from constraints.board import BoolArray, IntArray, Terms, Visits
from staffing.modelling.entries import renumbered


def half_day_steps(visits: Visits, entries: Terms, count: int, columns: int) -> IntArray:
    """What a half-day of 走教 adds to or takes from each row; 0 where no visit stands."""
    brought = np.zeros(columns, np.int64)
    brought[visits.half_days] = visits.periods_per_half_day
    found = np.zeros(count, np.int64)
    np.maximum.at(found, entries.row, brought[entries.column])
    return found


def rounded(
    entries: Terms, right: IntArray, step: IntArray, whole: BoolArray
) -> tuple[tuple[Terms], IntArray]:
    """``s + sum(c x) >= g`` rounded for a step d, in those rows where F = g mod d > 0.

    Whole columns get ``F * floor(c / d) + min(F, c mod d)``; the others (shortfalls, continuous
    columns) keep a positive coefficient and lose a negative one; the right side becomes
    ``F * ceil(g / d)``. No whole point of the original row is lost.

    right, step: per row (step 0 = none); whole: per column of the program. Returns the new rows'
    entries, renumbered, and their right sides.
    """
    rest = np.where(step > 0, right % np.maximum(step, 1), 0)
    useful = rest > 0
    d_of, f_of, g_of = step[useful], rest[useful], right[useful]
    row, column, c = renumbered(entries, useful)
    d, f = d_of[row], f_of[row]
    stepped = f * (c // d) + np.minimum(f, c % d)
    tight = Terms(row, column, np.where(whole[column], stepped, np.maximum(c, 0)))
    return (tight,), f_of * -(-g_of // d_of)

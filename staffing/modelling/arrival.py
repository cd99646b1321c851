"""Tightening of rows that visits of 走教 help to meet: half a visit brings no more than half.

A row ``s + sum(d h) + sum(c x) >= g`` counts the half-days h of visits v with ``h <= most v``. The
relaxation makes the half-days the row needs out of a fraction of a visit, and sends one person to
more schools than they can reach. Two rows say that nothing comes without the visit:

- ``s + sum(min(g, d most) v) + sum(min(g, c) x) >= g``
- with F = g mod d > 0: ``s + sum(F h + (g - F ceil(g / d)) v) + sum(min(g, c) x) >= g``

Either nobody visits, and both are the row itself with coefficients cut to what it asks; or somebody
does, and the second follows from the rounding of the row for the step d.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from constraints.board import BoolArray, IntArray, Terms, Visits
from staffing.modelling.entries import joined, merged, renumbered


def arrivals(
    visits: Visits, whole: BoolArray, upper: IntArray, entries: Terms, right: IntArray
) -> Iterator[tuple[Terms, IntArray]]:
    """Blocks of rows (entries, right sides) that ``sum(entries) >= right`` implies.

    whole, upper: per column of the program, shortfalls not counted as whole. Only rows that ask for
    something and that half-days help to meet have any.
    """
    visit_of = np.full(len(whole), -1, np.int64)
    visit_of[visits.half_days] = np.arange(len(visits))
    helps = (visit_of[entries.column] >= 0) & (entries.coefficient > 0)
    asked = np.zeros(len(right), np.bool_)
    asked[entries.row[helps]] = True
    asked &= right > 0
    if not asked.any():
        return
    row, column, c = renumbered(Terms(*(part[entries.coefficient > 0] for part in entries)), asked)
    g = right[asked]
    visit = visit_of[column]
    others = visit < 0
    cut = np.where(whole[column[others]], np.minimum(c[others], g[row[others]]), c[others])
    beside = Terms(row[others], column[others], cut)
    r, d, who = row[~others], c[~others], visit[~others]
    least = np.minimum(g[r], d * upper[visits.half_days[who]])
    yield merged(joined([beside, Terms(r, visits.visit[who], least)])), g
    rest = g[r] % d
    odd = np.zeros(len(g), np.bool_)
    odd[r[rest > 0]] = True
    made = Terms(r, visits.visit[who], g[r] - rest * -(-g[r] // d))
    given = Terms(r, visits.half_days[who], rest)
    yield renumbered(merged(joined([beside, made, given])), odd), g[odd]

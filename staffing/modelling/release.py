"""A tightening of rows that half-days of 走教 leave: without a newcomer a school has few to give.

A row ``sum(c x) - b * (half-days given) >= right`` that must hold lets ``floor(-right / b)``
half-days go while nobody comes (no positive entry is taken). A host that can use more gets them
only when somebody comes. A fraction of a newcomer would otherwise release a fraction of many.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, IntArray, Terms, Visits, terms


@dataclass(frozen=True)
class Release:
    """Rows ``half-days of a host - more * somebody <= rest`` with ``somebody <= who comes``.

    comes: who comes, in rows of the *cells* givers; half_days: in rows of the hosts; giver: row in
    *comes* of each host; more: half-days a newcomer releases for it; rest: given without. visit,
    host: columns of the visits nobody makes without a newcomer, and the host each goes to.
    """

    cells: int
    comes: Terms
    half_days: Terms
    giver: IntArray
    more: IntArray
    rest: IntArray
    visit: IntArray
    host: IntArray


def release(visits: Visits, integer: BoolArray, entries: Terms, right: IntArray) -> Release | None:
    """The rows that *entries* imply; None when no half-day leaves any of them."""
    visit = np.full(len(integer), -1, np.int64)
    visit[visits.half_days] = np.arange(len(visits))
    gives = (visit[entries.column] >= 0) & (entries.coefficient < 0)
    blurred = (entries.coefficient > 0) & ~integer[entries.column]
    gives &= ~np.isin(entries.row, entries.row[blurred])
    if not gives.any():
        return None
    row, given = entries.row[gives], visit[entries.column[gives]]
    place = np.stack([row, visits.host[given], visits.stage[given], visits.subject[given]])
    groups, first, group = np.unique(place, axis=1, return_index=True, return_inverse=True)
    home, each = groups[0], -entries.coefficient[gives][first]
    rest = np.maximum(-right[home] // each, 0)
    more = visits.useful[given[first]] - rest
    kept = more > 0
    if not kept.any():
        return None
    cells, giver = np.unique(home[kept], return_inverse=True)
    comes = (entries.coefficient > 0) & np.isin(entries.row, cells)
    position = np.cumsum(kept) - 1
    inside = kept[group.reshape(-1)]
    host = position[group.reshape(-1)[inside]]
    never = rest[kept][host] == 0
    return Release(
        len(cells),
        terms(np.searchsorted(cells, entries.row[comes]), entries.column[comes]),
        terms(host, entries.column[gives][inside], -1),
        giver,
        more[kept],
        rest[kept],
        visits.visit[given[inside][never]],
        host[never],
    )

"""Entries of a sparse matrix in blocks: joined, renumbered, merged, and told apart row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from constraints.board import BoolArray, IntArray, Terms


def joined(parts: Sequence[Terms]) -> Terms:
    """All blocks as one."""
    if not parts:
        empty = np.zeros(0, np.int64)
        return Terms(empty, empty, empty)
    return Terms(*(np.concatenate([getattr(p, f) for p in parts]) for f in Terms._fields))


def renumbered(entries: Terms, kept: BoolArray) -> Terms:
    """Only the entries of the kept rows, rows numbered among themselves."""
    position = np.cumsum(kept) - 1
    inside = kept[entries.row]
    return Terms(position[entries.row[inside]], entries.column[inside], entries.coefficient[inside])


def merged(entries: Terms) -> Terms:
    """Sorted by row, then column; entries of the same cell added up, zeros dropped."""
    order = np.lexsort((entries.column, entries.row))
    row, column, c = entries.row[order], entries.column[order], entries.coefficient[order]
    if not len(row):
        return Terms(row, column, c)
    starts = np.flatnonzero(np.r_[True, (np.diff(row) != 0) | (np.diff(column) != 0)])
    total = np.add.reduceat(c, starts)
    used = total != 0
    return Terms(row[starts][used], column[starts][used], total[used])


def lowest(entries: Terms, count: int, lower: IntArray, upper: IntArray) -> IntArray:
    """Smallest value the entries of each row can take by the columns' bounds alone."""
    rises = entries.coefficient > 0
    bound = np.where(rises, lower[entries.column], upper[entries.column])
    found = np.zeros(count, np.int64)
    np.add.at(found, entries.row, entries.coefficient * bound)
    return found


def identities(entries: Terms, sides: Sequence[IntArray]) -> list[bytes]:
    """What each row says, as bytes: equal when entries (merged) and *sides* are equal."""
    end = np.searchsorted(entries.row, np.arange(1, len(sides[0]) + 1))
    start = np.append(0, end[:-1])
    what = np.column_stack([entries.column, entries.coefficient])
    beside = np.column_stack(sides)
    return [
        beside[i].tobytes() + what[a:b].tobytes()
        for i, (a, b) in enumerate(zip(start.tolist(), end.tolist(), strict=True))
    ]


class Rows(NamedTuple):
    """Sides of rows, and which of them keep no choices out."""

    low: IntArray
    high: IntArray
    steering: BoolArray


def once(entries: Terms, rows: Rows) -> tuple[Terms, Rows]:
    """Rows (entries merged) that say the same are kept once; steering is what all of them are."""
    first: dict[bytes, int] = {}
    said = identities(entries, [rows.low, rows.high]) if len(rows.low) else []
    same = np.array([first.setdefault(what, i) for i, what in enumerate(said)], np.int64)
    steering = rows.steering.copy()
    np.logical_and.at(steering, same, rows.steering)
    kept = same == np.arange(len(same))
    return renumbered(entries, kept), Rows(rows.low[kept], rows.high[kept], steering[kept])

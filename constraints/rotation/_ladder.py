"""Ladders of people: whoever stands lower may not be taken while one who stands higher is passed.

The solver's half of the order rules (model-notes A.11). Within a group the rungs go from the
highest down; a continuous column per rung says that somebody on it *or below* was taken, and a
person on a higher rung is passed when that column is one and they are not provided for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from constraints.board import Board, IntArray, Terms, terms


class Ladder(NamedTuple):
    """People (entries) on rungs of groups.

    keys: names of the entries' shortfalls; group, height: where they stand; taken: row = entry,
    columns that take the person in turn; provided: row = entry, columns that mean not passed.
    """

    keys: Sequence[str]
    group: IntArray
    height: IntArray
    taken: Terms
    provided: Terms


def post_ladder(board: Board, ladder: Ladder) -> None:
    """Write ``passed(entry) >= taken at a lower rung - provided(entry)`` for every entry."""
    if not len(ladder.keys):
        return
    rungs, rung = np.unique(
        np.column_stack([ladder.group, -ladder.height]), axis=0, return_inverse=True
    )
    rung = rung.reshape(-1)
    follows = np.append(rungs[1:, 0] == rungs[:-1, 0], False)
    lower = np.flatnonzero(np.append(False, follows[:-1]))
    column = np.full(len(rungs), -1, np.int64)
    column[lower] = board.columns(len(lower), upper=1, integer=False)
    _below_includes_lower(board, column, follows)
    _taken_raises(board, column, rung, ladder)
    _passed(board, column, rung, follows, ladder)


def _below_includes_lower(board: Board, column: IntArray, follows: IntArray) -> None:
    """column(rung) >= column(next lower rung)."""
    upper = np.flatnonzero(follows & (column >= 0))
    row = np.arange(len(upper))
    nothing = np.zeros(len(upper), np.int64)
    board.always([terms(row, column[upper]), terms(row, column[upper + 1], -1)], nothing, None)


def _taken_raises(board: Board, column: IntArray, rung: IntArray, ladder: Ladder) -> None:
    """column(rung of an entry) >= the entry is taken."""
    entry = np.flatnonzero(column[rung] >= 0)
    position = np.full(len(rung), -1, np.int64)
    position[entry] = np.arange(len(entry))
    mine = position[ladder.taken.row] >= 0
    own = terms(position[ladder.taken.row[mine]], ladder.taken.column[mine], -1)
    nothing = np.zeros(len(entry), np.int64)
    board.always([terms(position[entry], column[rung[entry]]), own], nothing, None)


def _passed(
    board: Board, column: IntArray, rung: IntArray, follows: IntArray, ladder: Ladder
) -> None:
    """short(entry) + provided(entry) >= column(next lower rung)."""
    entry = np.flatnonzero(follows[rung])
    position = np.full(len(rung), -1, np.int64)
    position[entry] = np.arange(len(entry))
    mine = position[ladder.provided.row] >= 0
    own = terms(position[ladder.provided.row[mine]], ladder.provided.column[mine])
    below = terms(position[entry], column[rung[entry] + 1], -1)
    keys = [ladder.keys[i] for i in entry.tolist()]
    board.at_least(keys, [own, below], np.zeros(len(entry), np.int64))

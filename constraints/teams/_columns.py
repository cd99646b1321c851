"""Columns of the candidates that serve each line: the solver's half of the rules about teams."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from constraints.board import Board, IntArray
from constraints.facts.seats import Seats


def columns_of(board: Board, lines: Sequence[int]) -> tuple[IntArray, IntArray]:
    """(row, column) of every candidate that serves one of *lines*; row = its place in the list."""
    seats, moves = Seats.of(board.situation), board.moves
    place = {line: row for row, line in enumerate(lines)}
    row_of = np.array([place.get(seat.line, -1) for seat in seats.all] + [-1], np.int64)
    row = row_of[moves.team]
    column = moves.where(row >= 0)
    return row[column], column

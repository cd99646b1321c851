"""Who is able to teach what where: the solver's half, in columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from constraints.board import STAGES, IntArray, Terms, terms
from constraints.cover._balance import Cells
from constraints.facts.alongside import Alongside


class Ways(NamedTuple):
    """Which ways of being able count beside the main subject."""

    alongside: bool
    also_subjects: bool


class Placed(NamedTuple):
    """School, stage and subject of some entries, by index."""

    school: IntArray
    stage: IntArray
    subject: IntArray


def places(all_cells: Cells, at: IntArray) -> Placed:
    """School, stage and subject index of cells given by position."""
    school = all_cells.situation.county.school_index
    index = {name: i for i, name in enumerate(all_cells.subjects)}
    table = [(school[c], STAGES.index(s), index[x]) for c, s, x in all_cells.cells]
    columns = np.array(table, np.int64).reshape(-1, 3)[at].T
    return Placed(columns[0], columns[1], columns[2])


def able(
    all_cells: Cells, ways: Ways, person: IntArray, placed: Placed
) -> Iterator[tuple[IntArray, IntArray]]:
    """(entry, cell) pairs: what each person, placed so, is able to teach there; one pair a way."""
    index = {name: i for i, name in enumerate(all_cells.subjects)}
    school, stage, subject = placed
    found = [(np.arange(len(subject)), subject)]
    if ways.alongside:
        for arc in Alongside.of(all_cells.situation).arcs:
            fits = (stage == STAGES.index(arc.stage)) & (subject == index.get(arc.source, -1))
            entry = np.flatnonzero(fits)
            found.append((entry, np.full(len(entry), index.get(arc.target, -1))))
    if ways.also_subjects:
        for way in _also(all_cells, index)[person].T:
            entry = np.flatnonzero(way >= 0)
            found.append((entry, way[entry]))
    for entry, taught in found:
        host = np.where(taught >= 0, school[entry], -1)
        cell = all_cells.find(host, stage[entry], taught)
        yield entry[cell >= 0], cell[cell >= 0]


def _also(all_cells: Cells, index: dict[str, int]) -> IntArray:
    """Subjects (by index, −1 = none) each person is listed for beside the main one."""
    teacher = all_cells.situation.county.teacher
    listed = [
        [index.get(x, -1) for x in teacher[code].also_subjects] if code in teacher else []
        for code in all_cells.situation.people
    ]
    width = max(map(len, listed), default=0)
    padded = [row + [-1] * (width - len(row)) for row in listed]
    return np.array(padded, np.int64).reshape(len(listed), width)


def in_slices(
    all_cells: Cells, first: IntArray, last: IntArray, column: IntArray, cell: IntArray, sign: int
) -> Terms:
    """Terms in every slice the placement covers."""
    late = np.arange(all_cells.slices)[:, None]
    when, entry = np.nonzero((first[column] <= late) & (late <= last[column]))
    return terms(cell[entry] + when * len(all_cells.cells), column[entry], sign)

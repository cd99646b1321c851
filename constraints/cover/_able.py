"""Who is able to teach what where: the solver's half, in columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from constraints.board import STAGES, Board, IntArray, Terms, terms
from constraints.cover._balance import Cells, cells, leaving, present
from constraints.facts.alongside import Alongside
from models.vocabulary import Mode


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
) -> tuple[IntArray, IntArray]:
    """(entry, cell) pairs: what each person, placed so, is able to teach there.

    One pair however many ways: were somebody to stand twice in a row that asks for one, half of
    them would do for the relaxation.
    """
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
    entry, taught = (np.concatenate(part) for part in zip(*found, strict=True))
    cell = all_cells.find(np.where(taught >= 0, school[entry], -1), stage[entry], taught)
    pairs = np.unique((entry * len(all_cells.cells) + cell)[cell >= 0])
    return np.divmod(pairs, len(all_cells.cells))


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


def staying(board: Board, ways: Ways, late: int) -> tuple[IntArray, IntArray]:
    """By cell in a slice: people able before any decision, and those of them nobody may move."""
    all_cells, moves = cells(board), board.moves
    at = leaving(board, late)
    people = np.flatnonzero(at >= 0)
    bound = ~np.isin(people, moves.person[~moves.of_mode(Mode.STAY)])
    base, sure = np.zeros((2, len(all_cells.cells)), np.int64)
    person, cell = able(all_cells, ways, people, places(all_cells, at[people]))
    np.add.at(base, cell, 1)
    np.add.at(sure, cell, bound[person])
    return base, sure


def moving(board: Board, ways: Ways, late: int) -> Iterator[Terms]:
    """Who is able where he leaves (−) and where he comes (+) in a slice, in rows of the cells."""
    all_cells, moves = cells(board), board.moves
    at, there = leaving(board, late), present(board, late)
    now = ~moves.of_mode(Mode.STAY) & (moves.first <= late) & (late <= moves.last)
    start = late * len(all_cells.cells)
    go = moves.where(now & (at[moves.person] >= 0))
    went = places(all_cells, at[moves.person[go]])
    i, cell = able(all_cells, ways, moves.person[go], went)
    yield terms(cell + start, go[i], -1)
    come = moves.where(now & there[moves.person])
    to = Placed(moves.host[come], moves.stage[come], moves.subject[come])
    i, cell = able(all_cells, ways, moves.person[come], to)
    yield terms(cell + start, come[i])


def visiting(board: Board, late: int) -> Terms:
    """Itinerant teachers in a slice, in rows of the cells."""
    all_cells, visits = cells(board), board.visits
    seen = all_cells.find(visits.host, visits.stage, visits.subject)
    seen = np.where(present(board, late)[visits.person], seen, -1)
    return terms((seen + late * len(all_cells.cells))[seen >= 0], visits.visit[seen >= 0])

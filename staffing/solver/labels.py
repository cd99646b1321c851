"""Labels by which columns and rows of one program are recognised in another.

A choice is labelled by what it stands for. A row takes its label from one of the choices in it, the
one whose number comes first, so that it keeps the label when others come or go; a column that is no
choice takes its label from the rows it stands in, and so on. Of equal labels the order decides.
A label that is mistaken does no harm: what is taken over by labels is never trusted.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from constraints.board import IntArray
from staffing.solver.program import Program

Numbers = npt.NDArray[np.uint64]
NONE = np.uint64(0)
_MOST = np.uint64(2**64 - 1)
_BYTES = 8
_SHIFT = np.uint64(31)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FACTORS = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


class Labels(NamedTuple):
    """A number for every column and every row, hardly ever the same for two."""

    columns: Numbers
    rows: Numbers


def of_texts(texts: Iterable[str]) -> Numbers:
    """A number for every text."""
    digests = (blake2b(text.encode(), digest_size=_BYTES).digest() for text in texts)
    return np.array([int.from_bytes(digest, "big") for digest in digests], np.uint64)


def of_several(*parts: Numbers | IntArray) -> Numbers:
    """One number for several of each entry; their order matters."""
    total = np.zeros(len(parts[0]), np.uint64)
    for part in parts:
        total = _mixed((total + _STEP) * _FACTORS[0] + part.astype(np.uint64))
    return total


def labels(program: Program, choices: Numbers) -> Labels:
    """Of all columns and rows. choices: a number for every column that stands for something by
    itself, NONE for the others."""
    columns, rows = choices.copy(), np.zeros(program.rows, np.uint64)
    settled = False
    while not settled:
        found = _spread(rows, program.row, columns[program.column], program.coefficient)
        found += _spread(columns, program.column, rows[program.row], program.coefficient)
        settled = not found
    for rest in (rows, columns):  # bound up with no choice
        unnamed = np.flatnonzero(rest == NONE)
        rest[unnamed] = of_several(np.arange(len(unnamed)))
    return Labels(columns, rows)


def places(wanted: Numbers, there: Numbers) -> IntArray:
    """Where each of the *wanted* labels stands *there*; −1 = nowhere."""
    if not len(there):
        return np.full(len(wanted), -1, np.int64)
    order = np.argsort(there, kind="stable")
    at = np.minimum(np.searchsorted(there[order], wanted), len(there) - 1)
    return np.asarray(np.where(there[order][at] == wanted, order[at], -1))


def _spread(labels: Numbers, where: IntArray, neighbours: Numbers, coefficient: IntArray) -> int:
    """Label what has none yet and a labelled neighbour; returns how many."""
    known = (neighbours != NONE) & (labels[where] == NONE)
    least = np.full(len(labels), _MOST)
    np.minimum.at(least, where[known], of_several(neighbours[known], coefficient[known]))
    new = np.flatnonzero(least != _MOST)
    labels[new] = of_several(least[new], _turns(least[new]))
    return len(new)


def _turns(numbers: Numbers) -> IntArray:
    """How many entries before each are the same."""
    order = np.argsort(numbers, kind="stable")
    new = np.append(True, np.diff(numbers[order]) != 0)[: len(order)]
    at = np.arange(len(order))
    turns = np.zeros(len(order), np.int64)
    turns[order] = at - np.maximum.accumulate(np.where(new, at, 0))
    return turns


def _mixed(numbers: Numbers) -> Numbers:
    """Every bit of the outcome depends on every bit of the number."""
    for factor in _FACTORS:
        numbers = (numbers ^ (numbers >> _SHIFT)) * factor
    return numbers ^ (numbers >> _SHIFT)

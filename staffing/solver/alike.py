"""People whose columns stand in the same rows alike are taken together: not who, but how many go.

Where all data of two people are the same, plans that only swap them are as good as each other, and
a proof must turn them all down. Taken together there is one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from constraints.board import BoolArray, IntArray
from staffing.solver.engine import Answer
from staffing.solver.program import Program

Solve = Callable[[Program, IntArray, int], tuple[Answer, IntArray | None, int]]
"""Whether a program has a plan whose objective is below a number: answer, plan, proven bound."""


def taken_together(
    program: Program, objective: IntArray, below: int, solve: Solve
) -> tuple[Answer, IntArray | None, int]:
    """What *solve* says of *program*, asked with people who are alike taken together."""
    small, kept = program.without_fixed()
    aims = objective[kept]
    constant = int(objective @ program.lower) - int(aims @ small.lower)
    owner = _owners(small)
    crowds = _crowds(owner, _kinds(small, aims, owner), small.row_high)
    answer, found, bound = solve(_together(small, owner, crowds), aims, below - constant)
    if found is None:
        return answer, None, bound + constant
    values = program.lower.copy()
    values[kept] = _apart(found, crowds)
    return answer, values, bound + constant


class _Crowd(NamedTuple):
    """People who are alike: the exclusive row of each, and by place each one's column there."""

    rows: tuple[int, ...]
    places: tuple[tuple[int, ...], ...]


def _exclusive(program: Program) -> BoolArray:
    """Rows that let at most one of some choices be taken."""
    switch = program.choice & program.integer & (program.lower == 0) & (program.upper == 1)
    plain = program.row_low == -1
    plain[program.row[(program.coefficient != -1) | ~switch[program.column]]] = False
    return np.asarray(plain)


def _owners(program: Program) -> IntArray:
    """The exclusive row that each column belongs to, −1 = none. No column is in two of these rows;
    of going through the rows from either end, what finds more columns an owner."""
    rows = np.flatnonzero(_exclusive(program))
    first = np.searchsorted(program.row, np.arange(program.rows + 1))
    found = []
    for order in (rows, rows[::-1]):
        owner = np.full(program.columns, -1)
        for row in order.tolist():
            columns = program.column[first[row] : first[row + 1]]
            if (owner[columns] < 0).all():
                owner[columns] = row
        found.append(owner)
    return max(found, key=lambda owner: int((owner >= 0).sum()))


def _kinds(program: Program, objective: IntArray, owner: IntArray) -> IntArray:
    """Of every column with an owner, a number: equal for those that stand alike in the objective
    and in all rows but their owner's. −1 = no owner."""
    order = np.argsort(program.column, kind="stable")
    order = order[program.row[order] != owner[program.column[order]]]
    entries = np.stack([program.row[order], program.coefficient[order]], axis=1)
    first = np.searchsorted(program.column[order], np.arange(program.columns + 1))
    numbers: dict[tuple[bytes, int], int] = {}
    kinds = np.full(program.columns, -1)
    for column in np.flatnonzero(owner >= 0).tolist():
        alike = entries[first[column] : first[column + 1]].tobytes(), int(objective[column])
        kinds[column] = numbers.setdefault(alike, len(numbers))
    return kinds


def _crowds(owner: IntArray, kinds: IntArray, high: IntArray) -> list[_Crowd]:
    """People alike, two or more: one has a column of each kind that another has, and must go where
    another must."""
    places: dict[int, dict[int, int]] = {}
    for column in np.flatnonzero(owner >= 0).tolist():
        places.setdefault(int(owner[column]), {}).setdefault(int(kinds[column]), column)
    alike: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for row in sorted(places):
        alike.setdefault((int(high[row]), tuple(sorted(places[row]))), []).append(row)
    return [
        _Crowd(tuple(rows), tuple(tuple(places[row][kind] for row in rows) for kind in key))
        for (_, key), rows in alike.items()
        if len(rows) > 1
    ]


def _together(program: Program, owner: IntArray, crowds: Sequence[_Crowd]) -> Program:
    """The first of each crowd goes for all of them."""
    rows = [row for crowd in crowds for row in crowd.rows]
    upper = np.where(np.isin(owner, rows), 0, program.upper)
    low, high = program.row_low.copy(), program.row_high.copy()
    for crowd in crowds:
        first, many = crowd.rows[0], len(crowd.rows)
        upper[[columns[0] for columns in crowd.places]] = many
        low[first] = -many
        if high[first] == -1:  # each of them must go
            high[list(crowd.rows)] = 0
            high[first] = -many
    return replace(program, upper=upper, row_low=low, row_high=high)


def _apart(found: IntArray, crowds: Sequence[_Crowd]) -> IntArray:
    """As many of each crowd as were found to go, one after another."""
    values = found.copy()
    for crowd in crowds:
        gone = 0
        for columns in crowd.places:
            count = int(found[columns[0]])
            values[list(columns)] = 0
            values[list(columns[gone : gone + count])] = 1
            gone += count
    return values

"""Integer programs small enough to try every point of, and the points themselves."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from constraints.board import IntArray
from staffing.solver.program import UNBOUNDED, Program

Line = tuple[Mapping[int, int], int, int]
"""Coefficient by column, lower and upper side of a row."""


def program(bounds: Sequence[tuple[int, int]], lines: Sequence[Line], choices: int) -> Program:
    """Whole columns with these bounds, the first *choices* of them choices."""
    cells = [(i, j, a) for i, line in enumerate(lines) for j, a in sorted(line[0].items()) if a]
    row, column, coefficient = np.array(cells, np.int64).reshape(-1, 3).T
    return Program(
        lower=np.array([low for low, _ in bounds], np.int64),
        upper=np.array([high for _, high in bounds], np.int64),
        integer=np.ones(len(bounds), np.bool_),
        choice=np.arange(len(bounds)) < choices,
        knot=np.zeros(len(bounds), np.bool_),
        step=np.zeros(len(bounds), np.bool_),
        row_low=np.array([low for _, low, _ in lines], np.int64),
        row_high=np.array([high for _, _, high in lines], np.int64),
        steering=np.zeros(len(lines), np.bool_),
        row=row,
        column=column,
        coefficient=coefficient,
    )


def any_program(dice: random.Random) -> Program:
    """Choices first, then shortfalls: some rows may fall short, the others must hold.

    Of those that may fall short some are said to keep no choices out, rightly or wrongly.
    """
    choices, short = dice.randint(2, 6), dice.randint(0, 2)
    bounds = [_bounds(dice) for _ in range(choices)] + [(0, 4)] * short
    lines = [_line(dice, choices, None) for _ in range(dice.randint(1, 3))]
    lines += [_line(dice, choices, choices + i) for i in range(short)]
    there = program(bounds, lines, choices)
    may_fall_short = np.arange(there.rows) >= there.rows - short
    return replace(there, steering=may_fall_short & (dice.random() < 0.7))


def any_objective(dice: random.Random, columns: int) -> IntArray:
    """Whole weights, none negative, like those of a tier."""
    return np.array([dice.choice([0, 0, 1, 1, 2, 3, 5]) for _ in range(columns)], np.int64)


def points(program: Program) -> list[IntArray]:
    """Every whole point of a program."""
    ranges = [range(a, b + 1) for a, b in zip(program.lower, program.upper, strict=True)]
    every = (np.array(point, np.int64) for point in product(*ranges))
    return [point for point in every if program.admits(point)]


def best(points: Sequence[IntArray], objectives: Sequence[IntArray]) -> list[IntArray]:
    """The points that are best by the first objective, among them by the second, and so on."""
    left = list(points)
    for objective in objectives:
        least = min((int(objective @ x) for x in left), default=0)
        left = [x for x in left if int(objective @ x) == least]
    return left


def reordered(program: Program, rows: IntArray, columns: IntArray) -> Program:
    """The program with old row ``rows[i]`` as row *i*, old column ``columns[j]`` as column *j*."""
    row, column = np.argsort(rows)[program.row], np.argsort(columns)[program.column]
    order = np.lexsort((column, row))
    return replace(
        program,
        lower=program.lower[columns],
        upper=program.upper[columns],
        integer=program.integer[columns],
        choice=program.choice[columns],
        knot=program.knot[columns],
        step=program.step[columns],
        row_low=program.row_low[rows],
        row_high=program.row_high[rows],
        steering=program.steering[rows],
        row=row[order],
        column=column[order],
        coefficient=program.coefficient[order],
    )


def _bounds(dice: random.Random) -> tuple[int, int]:
    low = dice.choice([0, 0, 0, 0, 1])
    return low, low + dice.choice([0, 1, 1, 1, 1, 2])


def _line(dice: random.Random, choices: int, short: int | None) -> Line:
    taken = dice.sample(range(choices), dice.randint(1, choices))
    entries = {j: dice.choice([-3, -2, -1, 1, 2, 3, 4]) for j in taken}
    if short is not None:
        return {**entries, short: 1}, dice.randint(-2, 6), UNBOUNDED
    kind, side = dice.randrange(3), dice.randint(-1, 4)
    low = side if kind != 1 else -UNBOUNDED
    high = side + dice.randint(0, 2) if kind != 0 else UNBOUNDED
    return entries, low, high

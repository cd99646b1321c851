"""Tightening rows of cover with half-days of 走教 and 兼课 lose no whole plan, by enumeration."""

from __future__ import annotations

import random
from datetime import date
from itertools import product

import numpy as np
import pytest

from constraints.board import Visits, terms
from models.policy import Cited, Force, RuleRow
from staffing.modelling.board import ProgramBoard
from staffing.modelling.model import Model
from tests.rules.case import candidates
from tests.tiny import situation, tiny

CITED = Cited(None, "test", "第一条", date(2020, 1, 1))
LOAD, HALF_DAY, MOST = 100, 30, 3


def _model(dice: random.Random, force: Force = Force.SOFT) -> tuple[Model, list[int], list[range]]:
    """One row: two people who may come or go, two visits in or out, one subject that may help."""
    there = situation(tiny())
    board = ProgramBoard(there, candidates(there, (), ()))
    people = board.columns(2, upper=1)
    half_days = board.columns(2, upper=MOST)
    lent = dice.choice([20, 45, 130])
    help_ = board.columns(1, upper=lent, integer=False)
    none = np.zeros(2, np.int64)
    each = np.full(2, HALF_DAY, np.int64)
    useful = np.full(2, dice.choice([1, 3, 6]), np.int64)
    made = board.columns(2, upper=1)
    board.visits = Visits(none, none, none, none, none, made, half_days, each, useful)
    board._row = RuleRow("cover", "cover", force, None, {}, CITED, tier="law")
    held = force is Force.HARD
    signs = [dice.choice([-1, 1]), dice.choice([-1, 1])]
    signs += [-1, -1] if held else [dice.choice([-1, 1]), dice.choice([-1, 1])]
    coefficients = [LOAD * signs[0], LOAD * signs[1], HALF_DAY * signs[2], HALF_DAY * signs[3]]
    coefficients.append(-1 if held else dice.choice([-1, 1]))
    columns = [*people.tolist(), *half_days.tolist(), *help_.tolist()]
    least = [-130, -64, -20, 30] if held else [-130, -20, 7, 30, 45, 64, 100, 137, 190]
    right = np.array([dice.choice(least)])
    board.at_least(
        ["row"], [terms(np.zeros(5, np.int64), columns, coefficients)], right, step=np.array([LOAD])
    )
    ranges = [range(2), range(2), range(MOST + 1), range(MOST + 1), range(0, lent + 1, 5)]
    return Model.of(board), columns, ranges


@pytest.mark.parametrize("seed", range(60))
def test_no_whole_plan_is_lost(seed: int) -> None:
    model, columns, ranges = _model(random.Random(seed))
    if not model.shorts:
        return
    (short,) = model.shorts[0].columns.tolist()
    program = model.program
    first = program.row == 0
    for point in product(*ranges):
        values = np.zeros(program.columns, np.int64)
        values[columns], values[model.visits.visit] = point, _made(point)
        reached = int((program.coefficient[first] * values[program.column[first]]).sum())
        values[short] = max(int(program.row_low[0]) - reached, 0)
        assert program.admits(values), (seed, point)


@pytest.mark.parametrize("seed", range(80))
def test_no_whole_plan_is_lost_where_the_row_must_hold(seed: int) -> None:
    """With what a newcomer releases: some value of the board's own columns admits every plan."""
    model, columns, ranges = _model(random.Random(seed), Force.HARD)
    program = model.program
    own = [i for i in range(program.columns) if i not in {*columns, *model.visits.visit.tolist()}]
    first, useful = program.row == 0, int(model.visits.useful[0])
    for point in product(*ranges):
        values = np.zeros(program.columns, np.int64)
        values[columns], values[model.visits.visit] = point, _made(point)
        reached = int((program.coefficient[first] * values[program.column[first]]).sum())
        if (program.rows and reached < program.row_low[0]) or point[2] + point[3] > useful:
            continue
        assert any(
            program.admits(_with(values, own, more)) for more in product((0, 1), repeat=len(own))
        )


def _made(point: tuple[int, ...]) -> list[int]:
    """Which of the two visits are made."""
    return [int(point[2] > 0), int(point[3] > 0)]


def _with(values: np.ndarray, own: list[int], more: tuple[int, ...]) -> np.ndarray:
    filled = values.copy()
    filled[own] = more
    return filled


def test_a_newcomer_releases_half_days() -> None:
    models = [_model(random.Random(seed), Force.HARD)[0] for seed in range(80)]
    plain = [_model(random.Random(seed))[0] for seed in range(80)]
    assert any(a.program.columns > b.program.columns for a, b in zip(models, plain, strict=True))


def test_tight_rows_are_there() -> None:
    assert max(_model(random.Random(seed))[0].program.rows for seed in range(60)) >= 4

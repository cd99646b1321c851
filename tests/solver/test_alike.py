"""People taken together where they are alike, against trying every plan one by one."""

from __future__ import annotations

import random
from functools import partial
from unittest.mock import patch

import numpy as np
import pytest

from constraints.board import IntArray
from staffing.solver import searching, small
from staffing.solver.alike import taken_together
from staffing.solver.engine import Answer
from staffing.solver.exact import Prior, solve_exactly
from staffing.solver.program import UNBOUNDED, Program
from tests.solver.programs import Line, any_objective, points, program

SOLVE = partial(small.solve_small, nodes=None)


def crowd(dice: random.Random) -> Program:
    """A few people of few kinds, each to be placed once at most, now and then without fail; rows
    that see kinds only, now and then one that sees a single person, or lets one of several in."""
    people, places = dice.randint(2, 4), dice.randint(1, 3)
    kind = [dice.randint(0, 1) for _ in range(people)]
    column = {(i, j): i * places + j for i in range(people) for j in range(places)}
    lines: list[Line] = [
        ({column[i, j]: -1 for j in range(places)}, -1, -1 if dice.random() < 0.2 else UNBOUNDED)
        for i in range(people)
    ]
    for _ in range(dice.randint(1, 3)):
        worth = {(k, j): dice.choice([-1, 0, 1, 2]) for k in (0, 1) for j in range(places)}
        least = dice.randint(-2, 3)
        lines.append(({column[i, j]: worth[kind[i], j] for i, j in column}, least, UNBOUNDED))
    if dice.random() < 0.4:
        one, other = dice.sample(sorted(column.values()), 2) if len(column) > 1 else (0, 0)
        lines.append(({one: -1, other: -1}, -1, UNBOUNDED))
    if dice.random() < 0.3:
        lines.append(({dice.choice(sorted(column.values())): 1}, 1, UNBOUNDED))
    dice.shuffle(lines)
    bounds = [(0, 1 if dice.random() < 0.9 else 0) for _ in column]
    return program(bounds, lines, len(column))


@pytest.mark.parametrize("seed", range(150))
def test_together_they_reach_what_one_by_one_they_reach(seed: int) -> None:
    dice = random.Random(seed)
    there = crowd(dice)
    objective = any_objective(dice, there.columns) if seed % 2 else _of_places(dice, there)
    below = dice.randint(0, 12)
    asked = there.at_most(objective, below - 1)
    every = points(asked)
    answer, found, bound = taken_together(asked, objective, below, SOLVE)
    if not every:
        assert answer is Answer.INFEASIBLE and found is None
        return
    least = min(int(objective @ point) for point in every)
    assert answer is Answer.OPTIMAL and bound == least and found is not None
    assert there.admits(found) and int(objective @ found) == least


@pytest.mark.parametrize("seed", range(60))
def test_a_proof_over_a_large_program_takes_them_together(seed: int) -> None:
    dice = random.Random(seed)
    there = crowd(dice)
    objective, every = any_objective(dice, there.columns), points(there)
    known = dice.choice(every) if every else None
    with patch.object(searching, "LARGE", 0):
        found = solve_exactly(there, objective, prior=Prior(known))
    if not every:
        assert found.answer is Answer.INFEASIBLE
        return
    assert found.answer is Answer.OPTIMAL
    assert found.value == found.bound == min(int(objective @ point) for point in every)


def test_those_who_are_alike_are_asked_about_once() -> None:
    """Three alike and one who is worth more at the second place: two people's columns are left."""
    lines: list[Line] = [({2 * i: -1, 2 * i + 1: -1}, -1, UNBOUNDED) for i in range(4)]
    lines.append(({2 * i: 1 for i in range(4)}, 2, UNBOUNDED))
    lines.append(({2 * i + 1: 2 if i == 3 else 1 for i in range(4)}, 3, UNBOUNDED))
    there = program([(0, 1)] * 8, lines, 8)
    asked: list[int] = []

    def solve(
        small: Program, objective: IntArray, below: int
    ) -> tuple[Answer, IntArray | None, int]:
        asked.append(small.without_fixed()[0].columns)
        return SOLVE(small, objective, below)

    _, found, _ = taken_together(there, np.ones(8, np.int64), 9, solve)
    assert asked == [4]
    assert found is not None and there.admits(found) and int(found.sum()) == 4


def _of_places(dice: random.Random, there: Program) -> IntArray:
    """An objective that tells places apart and nobody from anybody."""
    places = int(np.bincount(there.row).max())
    worth = any_objective(dice, places)
    return worth[np.arange(there.columns) % places]

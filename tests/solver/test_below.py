"""Whether there is a plan below a value, against every plan."""

from __future__ import annotations

import random

import numpy as np
import pytest

from staffing.solver.engine import Answer, solve_integer
from staffing.solver.small import solve_small
from tests.solver.programs import any_objective, any_program, points


@pytest.mark.parametrize("seed", range(300))
def test_the_best_plan_below_a_value_or_none(seed: int) -> None:
    dice = random.Random(seed)
    there = any_program(dice)
    objective = any_objective(dice, there.columns)
    below = dice.randint(-2, 12)
    asked = there.at_most(objective, below - 1)
    every = [int(objective @ plan) for plan in points(asked)]
    answer, found, bound = solve_small(asked, objective, below, nodes=None)
    if not every:
        assert answer is Answer.INFEASIBLE and found is None
        return
    assert answer is Answer.OPTIMAL and bound == min(every)
    assert found is not None and asked.admits(found) and int(objective @ found) == min(every)


def test_a_value_just_attained_is_not_below_itself() -> None:
    """The relaxation costs as much as the best plan: 3."""
    dice = random.Random(0)
    there = any_program(dice)
    while not points(there):
        there = any_program(dice)
    objective = np.ones(there.columns, np.int64)
    least = min(int(objective @ plan) for plan in points(there))
    for below in (least, least + 1):
        asked = there.at_most(objective, below - 1)
        answer = solve_integer(asked, objective, below=below).answer
        assert answer is (Answer.INFEASIBLE if below == least else Answer.OPTIMAL)

"""What the prices of a relaxation say of whole plans no worse than a value, against every plan."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from staffing.solver.engine import Answer, solve_linear
from staffing.solver.program import UNBOUNDED
from staffing.solver.relaxation import without_slack, without_worse
from tests.solver.programs import any_objective, any_program, points, program


@pytest.mark.parametrize("seed", range(300))
def test_no_plan_as_good_is_lost(seed: int) -> None:
    dice = random.Random(seed)
    there = any_program(dice)
    objective = any_objective(dice, there.columns)
    linear = solve_linear(there, objective)
    if linear.answer is not Answer.OPTIMAL:
        return
    value = int(np.ceil(linear.value - 1e-6)) + dice.randint(0, 2)
    closer = without_slack(without_worse(there, linear, value), linear, value)
    for plan in points(there):
        assert int(objective @ plan) > value or closer.admits(plan)


def test_a_row_stays_at_its_side_where_leaving_it_costs_too_much() -> None:
    """Each of three people costs 2; two are needed. A third would cost 2 more than the least."""
    there = program([(0, 1)] * 3, [({0: 1, 1: 1, 2: 1}, 2, UNBOUNDED)], 3)
    linear = solve_linear(there, np.array([2, 2, 2]))
    assert without_slack(there, linear, 4).row_high.tolist() == [2]
    assert without_slack(there, linear, 5).row_high.tolist() == [2]
    assert without_slack(there, linear, 6).row_high.tolist() == [UNBOUNDED]


def test_a_row_with_parts_may_leave_its_side() -> None:
    there = program([(0, 1)] * 3, [({0: 1, 1: 1, 2: 1}, 2, UNBOUNDED)], 3)
    parts = replace(there, integer=np.array([True, True, False]))
    linear = solve_linear(parts, np.array([2, 2, 2]))
    assert without_slack(parts, linear, 4).row_high.tolist() == [UNBOUNDED]

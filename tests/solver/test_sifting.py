"""Relaxations over few columns at first, against relaxations over all of them."""

from __future__ import annotations

import random
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given

from staffing.solver import engine, linear
from staffing.solver.engine import Answer
from staffing.solver.linear import solve_linear
from tests.solver.programs import any_objective, any_program, points
from tests.solver.test_exact import FEW, MANY, SEEDS


def check_sifted(seed: int) -> None:
    """The same value from nothing, from a basis and from a plan; the duals prove it, and no column
    would pay."""
    dice = random.Random(seed)
    there = any_program(dice)
    before, objective = any_objective(dice, there.columns), any_objective(dice, there.columns)
    whole = engine.solve_linear(there, objective)
    basis, every = engine.solve_linear(there, before).basis, points(there)
    plan = dice.choice(every) if every else None
    with patch.multiple(linear, SIFTED=1, ENTERING=dice.choice([1, 2, 2000])):
        answers = [
            solve_linear(there, objective),
            solve_linear(there, objective, start=basis, dual=dice.random() < 0.5),
            solve_linear(there, objective, plan=plan),
        ]
    for found in answers:
        assert (found.answer, found.value) == (whole.answer, pytest.approx(whole.value))
        if found.duals is None or found.reduced is None:
            assert found.answer is not Answer.OPTIMAL
            continue
        assert there.bounded(found.duals, found.reduced) == pytest.approx(whole.value, abs=1e-5)
        assert np.allclose(found.reduced, there.reduced_costs(objective, found.duals))


@given(SEEDS)
@FEW
def test_few_columns_at_first_come_to_the_same(seed: int) -> None:
    check_sifted(seed)


@pytest.mark.long
@given(SEEDS)
@MANY
def test_few_columns_at_first_come_to_the_same_in_many_programs(seed: int) -> None:
    check_sifted(seed)


def test_columns_that_take_up_what_rows_lack_leave_no_row_broken() -> None:
    dice = random.Random(5)
    for _ in range(200):
        there = any_program(dice)
        eased = there.eased()
        ends = zip(there.lower.tolist(), there.upper.tolist(), strict=True)
        values = np.array([dice.randint(low, high) for low, high in ends], np.int64)
        total = there.activity(values)
        lacks = np.zeros(eased.columns - there.columns, np.int64)
        for column in range(there.columns, eased.columns):
            (entry,) = np.flatnonzero(eased.column == column)
            row, up = eased.row[entry], eased.coefficient[entry] > 0
            by = there.row_low[row] - total[row] if up else total[row] - there.row_high[row]
            lacks[column - there.columns] = max(by, 0)
        assert eased.admits(np.concatenate([values, lacks]))

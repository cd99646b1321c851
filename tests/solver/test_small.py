"""Programs in parts, and searches for a better plan, against trying every point."""

from __future__ import annotations

import random
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.solver import engine, parts, small
from staffing.solver.engine import Answer, IntegerAnswer
from staffing.solver.exact import Prior, solve_exactly, solve_roughly
from staffing.solver.parts import in_parts
from staffing.solver.searching import Search
from staffing.solver.small import bettered, completed
from tests.solver.programs import any_objective, any_program, points, program

SEEDS = st.integers(0, 2**32)
FEW = settings(max_examples=80, deadline=None, derandomize=True, database=None)
MANY = settings(FEW, max_examples=4000)
WINDING = "staffing.solver.program.WINDING"


def check_parts(seed: int) -> None:
    """The plans of a program in parts are those of the whole one, and what they cost is."""
    dice = random.Random(seed)
    there = any_program(dice)
    objective = any_objective(dice, there.columns)
    with patch.object(parts, "LONG", dice.choice([1, 2, 3, 100])):
        apart = in_parts(there)
    lengths = np.bincount(apart.program.row, minlength=apart.program.rows)
    assert (
        apart.program.columns == there.columns or lengths.max() <= 1 + lengths[there.rows :].max()
    )
    every = points(there)
    assert all(apart.program.admits(apart.of(plan)) for plan in every)
    aims = np.append(objective, np.zeros(apart.program.columns - there.columns, np.int64))
    found = engine.solve_integer(apart.program, aims)
    assert (found.answer is Answer.OPTIMAL) == bool(every)
    if found.columns is not None:
        assert there.admits(found.columns[: there.columns])
        assert int(aims @ found.columns) == min(int(objective @ plan) for plan in every)


def check_bettered(seed: int) -> None:
    """What a search finds from a plan at hand is a plan, whatever of it was not asked to be whole;
    a better one is kept, and no bound it leaves is above the best there is."""
    dice = random.Random(seed)
    there = any_program(dice)
    there = replace(there, knot=np.array([dice.random() < 0.2 for _ in range(there.columns)]))
    objective, every = any_objective(dice, there.columns), points(there)
    if not every:
        return
    known, least = dice.choice(every), min(int(objective @ plan) for plan in every)
    found = bettered(there, objective, known, nodes=1)
    assert found is None or there.admits(found)
    with patch(WINDING, -1), patch.object(parts, "LONG", 2):
        search = dice.choice([Search.STEPS, Search.PLAN])
        exact = solve_exactly(there, objective, prior=Prior(known), nodes=5, search=search)
        rough = solve_roughly(there, objective, prior=Prior(known))
    assert exact.columns is not None and there.admits(exact.columns)
    assert exact.bound <= least <= exact.value <= int(objective @ known)
    assert (exact.answer is Answer.OPTIMAL) == (exact.bound == exact.value)
    assert rough.columns is not None and there.admits(rough.columns)


@FEW
@given(SEEDS)
def test_a_program_in_parts_has_the_same_plans(seed: int) -> None:
    check_parts(seed)


@FEW
@given(SEEDS)
def test_a_search_from_a_plan_leads_to_plans_and_bounds(seed: int) -> None:
    check_bettered(seed)


@pytest.mark.long
@pytest.mark.parametrize("check", [check_parts, check_bettered])
def test_many_programs(check: object) -> None:
    MANY(given(SEEDS)(check))()  # type: ignore[arg-type]


def test_what_follows_is_made_whole_or_there_is_no_plan() -> None:
    """One choice, and half as much that follows: of an odd number done nothing whole follows."""
    there = program([(0, 1), (0, 3)], [({0: 1, 1: -2}, 0, 0)], 1)
    nothing, half = np.array([0, 0]), np.array([1, 1])
    assert completed(there, np.array([0, 1]), nothing, nodes=1) is nothing
    assert completed(there, np.array([0, 1]), half, nodes=1) is None


def test_a_search_that_cannot_be_made_whole_keeps_the_plan_at_hand() -> None:
    """The relaxation would do the one thing; nothing whole follows from it."""
    there = program([(0, 1), (0, 1), (0, 3)], [({0: 1, 2: -2}, 0, 0), ({0: 1, 1: 1}, 1, 2)], 2)
    objective, known = np.array([0, 1, 0]), np.array([0, 1, 0])
    with patch.object(small, "_decisive", lambda *_: there.choice):
        assert bettered(there, objective, known, nodes=1) is None
        with patch(WINDING, -1):
            found = solve_exactly(there, objective, prior=Prior(known), nodes=1, search=Search.PLAN)
    assert found.columns is not None and found.columns.tolist() == [0, 1, 0]
    assert (found.answer, found.value, found.bound) == (Answer.FEASIBLE, 1, 0)


def test_an_engine_that_fails_twice_finds_nothing() -> None:
    there = program([(0, 1)], [({0: 1}, 0, 1)], 1)
    with patch.object(engine, "_attempted", return_value=None):
        assert engine.solve_integer(there, np.array([1])) == IntegerAnswer(Answer.UNKNOWN)

"""One objective to a proven optimum, against trying every point."""

from __future__ import annotations

import random
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybind11_abseil.status import Status, StatusCode, StatusNotOk

from constraints.board import IntArray
from staffing.solver import engine, searching, small
from staffing.solver.certificate import GRAIN, certified_bound
from staffing.solver.engine import Answer, IntegerAnswer, solve_integer, solve_linear
from staffing.solver.exact import Prior, solve_exactly, solve_roughly
from staffing.solver.program import UNBOUNDED, Program
from staffing.solver.relaxation import rounded_up
from tests.solver.programs import any_objective, any_program, points, program

SEEDS = st.integers(0, 2**32)
FEW = settings(max_examples=80, deadline=None, derandomize=True, database=None)
MANY = settings(FEW, max_examples=4000)


def check_optimum(seed: int) -> None:
    """Value, columns and bound with few columns at first, with and without a plan at hand."""
    dice = random.Random(seed)
    there = any_program(dice)
    objective, every = any_objective(dice, there.columns), points(there)
    known = dice.choice(every) if every and dice.random() < 0.5 else None
    with patch.object(searching, "FIRST_COLUMNS", dice.choice([0, 1, 2, 3000])):
        found = solve_exactly(there, objective, prior=Prior(known))
        rough = solve_roughly(there, objective)
    if not every:
        assert found.answer is Answer.INFEASIBLE and found.columns is None
        assert rough.columns is None
        return
    least = min(int(objective @ x) for x in every)
    assert found.answer is Answer.OPTIMAL and found.value == least and found.columns is not None
    assert there.admits(found.columns) and int(objective @ found.columns) == least
    assert rough.bound <= least
    assert rough.columns is None or (there.admits(rough.columns) and rough.value >= least)


def check_certificate(seed: int) -> None:
    """Whatever the multipliers, the bound is one; the relaxation's own come close to its value."""
    dice = random.Random(seed)
    there = any_program(dice)
    objective, every = any_objective(dice, there.columns), points(there)
    least = min((int(objective @ x) for x in every), default=None)
    for _ in range(5):
        duals = np.array([dice.uniform(-4, 4) for _ in range(there.rows)])
        assert least is None or certified_bound(there, objective, duals) <= least
    linear = solve_linear(there, objective)
    if linear.duals is not None:
        bound = certified_bound(there, objective, linear.duals)
        assert least is None or bound <= least
        # Rounding a dual by half a grain costs no more than the row's largest activity.
        lost = sum(abs(int(a)) * 6 for a in there.coefficient) / GRAIN
        assert bound >= linear.value - lost - 1e-6


def check_warm_start(seed: int) -> None:
    """From another objective's basis, or that of other bounds, to the same optimum."""
    dice = random.Random(seed)
    there = any_program(dice)
    first, second = any_objective(dice, there.columns), any_objective(dice, there.columns)
    cold = solve_linear(there, second)
    basis = solve_linear(there, first).basis
    if basis is None:
        return
    longer = there.with_row(np.flatnonzero(first), first[first != 0], -UNBOUNDED, 10**6)
    upper = np.where(np.arange(there.columns) == dice.randrange(there.columns), 0, there.upper)
    narrow = there.with_upper(np.maximum(upper, there.lower))
    for dual in (False, True):
        warm = solve_linear(longer, second, start=basis, dual=dual)
        assert (warm.answer, warm.value) == (cold.answer, pytest.approx(cold.value))
        other = solve_linear(narrow, second, start=basis, dual=dual)
        again = solve_linear(narrow, second)
        assert (other.answer, other.value) == (again.answer, pytest.approx(again.value))
        if other.duals is not None:
            bound = certified_bound(narrow, second, other.duals)
            assert bound <= rounded_up(again.value)


def check_limited(seed: int) -> None:
    """An engine that gives up at once: what is claimed is still true."""
    dice = random.Random(seed)
    there = any_program(dice)
    objective, every = any_objective(dice, there.columns), points(there)
    if not every:
        return

    def gives_up(small: Program, weights: IntArray, **_: object) -> IntegerAnswer:
        inside = points(small)
        if not inside or dice.random() < 0.3:
            return IntegerAnswer(Answer.UNKNOWN)
        proven = min(int(weights @ x) for x in inside) - dice.choice([0, 1])
        return IntegerAnswer(Answer.FEASIBLE, dice.choice(inside), proven)

    known = dice.choice([None, dice.choice(every)])
    with (
        patch.object(small, "solve_integer", gives_up),
        patch.object(searching, "FIRST_COLUMNS", 1),
    ):
        found = solve_exactly(there, objective, prior=Prior(known))
    least = min(int(objective @ x) for x in every)
    assert found.answer is not Answer.INFEASIBLE and found.bound <= least
    assert known is None or found.columns is not None
    if found.columns is not None:
        assert there.admits(found.columns) and found.value == int(objective @ found.columns)
        assert (found.answer is Answer.OPTIMAL) is (found.value <= found.bound)
        assert found.answer is not Answer.OPTIMAL or found.value == least


@FEW
@given(SEEDS)
def test_the_optimum_is_that_of_enumeration(seed: int) -> None:
    check_optimum(seed)


@FEW
@given(SEEDS)
def test_a_certificate_never_claims_too_much(seed: int) -> None:
    check_certificate(seed)


@FEW
@given(SEEDS)
def test_a_basis_at_hand_leads_to_the_same_optimum(seed: int) -> None:
    check_warm_start(seed)


@FEW
@given(SEEDS)
def test_an_engine_that_gives_up_makes_nobody_lie(seed: int) -> None:
    check_limited(seed)


@pytest.mark.long
@pytest.mark.parametrize(
    "check", [check_optimum, check_certificate, check_warm_start, check_limited]
)
def test_many_programs(check: object) -> None:
    MANY(given(SEEDS)(check))()  # type: ignore[arg-type, operator]


def test_more_columns_come_in_where_the_first_do_not_suffice() -> None:
    """Any of these three alone is cheap to the relaxation; only the dearest is whole."""
    asked: list[int] = []

    def counted(small: Program, objective: object, **kw: object) -> IntegerAnswer:
        asked.append(small.columns)
        return solve_integer(small, objective, **kw)  # type: ignore[arg-type]

    there = program([(0, 1)] * 3, [({0: 3, 1: 2, 2: 2}, 4, 4)], 3)
    with (
        patch.object(searching, "FIRST_COLUMNS", 0),
        patch.object(small, "solve_integer", counted),
    ):
        found = solve_exactly(there, np.array([1, 5, 5]))
    assert (found.answer, found.value) == (Answer.OPTIMAL, 10)
    assert len(asked) > 1 and asked[0] < 3 and asked[-1] == 3


def test_a_search_that_stopped_says_what_it_has_proved() -> None:
    """The relaxation takes 22.5. The third column costs more than the plan at hand, and is left
    out; of the others the engine proves 26 and stops."""
    there = program([(0, 3), (0, 1), (0, 1)], [({0: 4, 1: 1, 2: 1}, 9, UNBOUNDED)], 3)
    known, stopped = np.array([3, 0, 0]), IntegerAnswer(Answer.UNKNOWN, None, 26.0)
    with patch.object(small, "solve_integer", return_value=stopped):
        found = solve_exactly(there, np.array([10, 8, 20]), prior=Prior(known))
    assert (found.answer, found.value, found.bound) == (Answer.FEASIBLE, 30, 26)
    assert found.linear is not None and found.linear.value == pytest.approx(22.5)


def test_the_best_of_the_first_columns_is_not_taken_for_the_best() -> None:
    """The relaxation takes the first two; of those alone 4 is best, with the third 3."""
    there = program([(0, 1)] * 3, [({0: 3, 1: 6, 2: 2}, 5, UNBOUNDED)], 3)
    with patch.object(searching, "FIRST_COLUMNS", 0):
        found = solve_exactly(there, np.array([1, 4, 2]))
    assert (found.answer, found.value) == (Answer.OPTIMAL, 3)


def test_an_engine_that_trips_over_its_presolve_is_asked_again() -> None:
    """HiGHS 1.12 ends in an error on this program, which has no point."""
    lines = [({0: -2, 1: 3, 2: 2}, -1, UNBOUNDED), ({0: 4, 1: -3, 2: 4}, 2, 2)]
    there = program([(0, 1)] * 3, lines, 3)
    assert not points(there)
    assert solve_integer(there, np.array([2, 1, 2])).answer is Answer.INFEASIBLE


def test_a_program_without_columns_or_rows_is_solved() -> None:
    fixed = program([(1, 1), (0, 0)], [({0: 2, 1: 1}, 2, 2)], 2)
    assert solve_exactly(fixed, np.array([3, 1])).value == 3
    broken = program([(1, 1), (0, 0)], [({0: 2, 1: 1}, 3, UNBOUNDED)], 2)
    assert solve_exactly(broken, np.array([3, 1])).answer is Answer.INFEASIBLE
    free = program([(0, 1)], [], 1)
    assert solve_exactly(free, np.array([2])).value == 0


@pytest.mark.parametrize(
    ("value", "whole"),
    [(3.0, 3), (3.0000001, 3), (2.9999999, 3), (3.01, 4), (-0.5, 0), (1e9 + 0.3, 10**9)],
)
def test_bounds_are_rounded_up_past_the_noise_only(value: float, whole: int) -> None:
    assert rounded_up(value) == whole


def test_an_engine_that_breaks_a_row_is_caught() -> None:
    there = program([(0, 1)] * 2, [({0: 2, 1: 2}, 1, 3)], 2)
    wrong = IntegerAnswer(Answer.OPTIMAL, np.array([1, 1]), 0.0)
    never = patch.object(small, "solve_integer", lambda *_, **__: wrong)
    with never, pytest.raises(RuntimeError, match="break the rows"):
        solve_exactly(there, np.array([1, 1]))


def test_where_the_warm_engine_fails_the_other_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(3)
    there = any_program(dice)
    objective = any_objective(dice, there.columns)
    cold = solve_linear(there, objective)
    assert cold.basis is not None
    real = engine._run

    def run(proto: Any, kind: Any, parameters: Any, given: Any = None) -> Any:
        if kind == engine.parameters_pb2.SOLVER_TYPE_GLOP:
            raise StatusNotOk(Status(StatusCode.INTERNAL, "abnormal"))
        return real(proto, kind, parameters, given)

    monkeypatch.setattr(engine, "_run", run)
    warm = solve_linear(there, objective, start=cold.basis)
    assert (warm.answer, warm.value) == (cold.answer, cold.value)

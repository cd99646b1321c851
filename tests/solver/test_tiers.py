"""Tiers in order of precedence, against trying every point."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constraints.board import IntArray
from staffing.solver import descent, parts, searching, tiers
from staffing.solver.engine import Answer
from staffing.solver.exact import solve_exactly
from staffing.solver.pins import TierTask
from staffing.solver.program import Program
from staffing.solver.proof import TiersAnswer
from staffing.solver.searching import Exact
from staffing.solver.tiers import solve_tiers
from tests.solver.programs import any_objective, any_program, best, points, program

SEEDS = st.integers(0, 2**32)
FEW = settings(max_examples=60, deadline=None, derandomize=True, database=None)
MANY = settings(FEW, max_examples=3000)
NOISE = 1e-6


def check_tiers(seed: int) -> None:
    """Every tier's value, bound and certificate; the face holds the best plans and no other."""
    dice = random.Random(seed)
    there, tasks = asked(dice)
    with patch.object(searching, "FIRST_COLUMNS", dice.choice([0, 1, 3000])):
        answer = solve_tiers(there, tasks)
    every = points(there)
    if not every:
        assert (answer.answer, answer.columns) == (Answer.INFEASIBLE, None)
        return
    holds_true(answer, there, tasks)
    final = best(every, [task.objective for task in tasks])
    assert answer.answer is Answer.OPTIMAL and all(p.optimal for p in answer.proofs)
    assert [p.value for p in answer.proofs] == [int(t.objective @ final[0]) for t in tasks]
    assert [p.bound for p in answer.proofs] == [p.value for p in answer.proofs]
    assert {tuple(x) for x in points(answer.face)} == {tuple(x) for x in final}


def check_without_scout(seed: int) -> None:
    """A scout that finds nothing costs time, never a proof."""
    dice = random.Random(seed)
    there, tasks = asked(dice)
    blind = patch.object(descent, "solve_roughly", lambda *_, **__: Exact(Answer.FEASIBLE))
    with blind, patch.object(searching, "FIRST_COLUMNS", 1):
        answer = solve_tiers(there, tasks)
    every = points(there)
    if not every:
        assert (answer.answer, answer.columns) == (Answer.INFEASIBLE, None)
        return
    final = best(every, [task.objective for task in tasks])
    assert [p.value for p in answer.proofs] == [int(t.objective @ final[0]) for t in tasks]


def check_knots(seed: int) -> None:
    """Knots settled on the way, curves that wind through the program or none: with a limit on nodes
    every bound is one, without all is proven."""
    dice = random.Random(seed)
    there, tasks = asked(dice)
    there = replace(there, knot=np.array([dice.random() < 0.4 for _ in range(there.columns)]))
    nodes = dice.choice([None, 1, 5])
    early = dice.random() < 0.5
    engine = patch.object(descent, "solve_exactly", _gives_up) if early else nullcontext()
    winding = patch("staffing.solver.program.WINDING", dice.choice([-1, 2000]))
    apart, every_one = patch.object(parts, "LONG", 1), patch.object(tiers, "SMALL", 0)
    with engine, winding, apart, every_one, patch.object(searching, "FIRST_COLUMNS", 1):
        answer = solve_tiers(there, tasks, nodes=nodes)
    every = points(there)
    if answer.columns is None:
        stopped = answer.answer is Answer.UNKNOWN and (early or nodes is not None)
        assert stopped or (answer.answer is Answer.INFEASIBLE and not every)
        return
    holds_true(answer, there, tasks)
    if nodes is None and not early:
        final = best(every, [task.objective for task in tasks])
        assert [p.value for p in answer.proofs] == [int(t.objective @ final[0]) for t in tasks]
        assert all(p.optimal for p in answer.proofs)


def _gives_up(program: Program, objective: IntArray, **how: Any) -> Exact:
    """An engine that never comes to an end of the integer program."""
    return solve_exactly(program, objective, **(how | {"nodes": 0}))


def asked(dice: random.Random) -> tuple[Program, list[TierTask]]:
    there = any_program(dice)
    several = range(dice.randint(1, 4))
    return there, [TierTask(f"t{i}", any_objective(dice, there.columns)) for i in several]


def holds_true(answer: TiersAnswer, there: Program, tasks: Sequence[TierTask]) -> None:
    """What every proof says of itself holds."""
    assert answer.columns is not None and there.admits(answer.columns)
    assert answer.face.admits(answer.columns)
    assert [proof.id for proof in answer.proofs] == [task.id for task in tasks]
    left = points(there)
    for proof, task in zip(answer.proofs, tasks, strict=True):
        least = min(int(task.objective @ x) for x in left)
        assert proof.bound <= least <= proof.value == int(task.objective @ answer.columns)
        assert proof.relaxation is None or proof.relaxation <= least + NOISE
        assert not proof.certified or (proof.optimal and proof.relaxation is not None)
        left = [x for x in left if int(task.objective @ x) <= proof.value]


@FEW
@given(SEEDS)
def test_tiers_are_those_of_enumeration(seed: int) -> None:
    check_tiers(seed)


@FEW
@given(SEEDS)
def test_no_proof_hangs_on_the_scout(seed: int) -> None:
    check_without_scout(seed)


@FEW
@given(SEEDS)
def test_knots_cost_no_proof_and_no_bound(seed: int) -> None:
    check_knots(seed)


@pytest.mark.long
@pytest.mark.parametrize("check", [check_tiers, check_without_scout, check_knots])
def test_many_programs(check: object) -> None:
    MANY(given(SEEDS)(check))()  # type: ignore[arg-type]


def test_a_higher_tier_is_never_given_up_for_a_lower_one() -> None:
    """One unit of the first tier outweighs any amount of the second."""
    there = program([(0, 1)] * 2, [({0: 1, 1: 1}, 1, 1)], 2)
    first, second = np.array([1, 0]), np.array([0, 10**6])
    answer = solve_tiers(there, [TierTask("a", first), TierTask("b", second)])
    assert [p.value for p in answer.proofs] == [0, 10**6]
    answer = solve_tiers(there, [TierTask("b", second), TierTask("a", first)])
    assert [p.value for p in answer.proofs] == [0, 1]


def test_progress_is_told_tier_by_tier() -> None:
    there = program([(0, 1)] * 3, [({0: 2, 1: 2, 2: 2}, 3, 6)], 3)
    said: list[tuple[str, int | None, int | None]] = []
    solve_tiers(
        there,
        [TierTask("a", np.array([1, 1, 1])), TierTask("b", np.array([1, 2, 3]))],
        report=lambda *told: said.append(told),
    )
    assert said[0][0] == "a" and said[-1] == ("b", 3, 3)
    assert ("a", 2, 2) in said


def test_without_tiers_any_plan_will_do() -> None:
    there = program([(0, 1)] * 2, [({0: 1, 1: 1}, 1, 1)], 2)
    answer = solve_tiers(there, [])
    assert answer.columns is not None and there.admits(answer.columns)
    assert answer.proofs == ()

"""What a solve left, of this program or of one like it: it saves work, and alters nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given

from staffing.solver import few, searching, tiers
from staffing.solver.engine import Answer, Basis
from staffing.solver.known import Known
from staffing.solver.labels import Labels, labels, of_texts
from staffing.solver.pins import TierTask
from staffing.solver.program import UNBOUNDED, Program
from staffing.solver.proof import TiersAnswer
from staffing.solver.remembered import Remembered, remember, unpacked
from staffing.solver.tiers import solve_tiers
from tests.solver.programs import any_objective, best, points, program
from tests.solver.test_tiers import FEW, MANY, SEEDS, asked, holds_true


def check_part(seed: int) -> None:
    """Some columns fixed."""
    dice = random.Random(seed)
    there, tasks = _knotted(dice)
    first = _first(there, tasks)
    if first.columns is None:
        return
    left = _left(there, tasks, first)
    proven = [proof.value for proof in first.proofs][: dice.randint(1, len(tasks))]
    basis = Basis(left.columns, left.rows) if len(left.columns) else None
    known = Known(first.columns, left.relaxations, tuple(proven), basis)
    _altered_nothing(dice, _with_some_fixed(dice, there), tasks, known)


def check_elsewhere(seed: int) -> None:
    """Columns gone, others come, other sides of rows, another tier between; sometimes what is left
    is of columns and rows taken for others."""
    dice = random.Random(seed)
    there, tasks = _knotted(dice)
    first = _first(there, tasks)
    if first.columns is None:
        return
    left = _left(there, tasks, first)
    other, names = _otherwise(dice, there)
    objectives = [(t.id, _carried(t, names)) for t in tasks]
    objectives.insert(dice.randint(0, len(tasks)), ("new", any_objective(dice, other.columns)))
    asked_now = [TierTask(name, objective) for name, objective in objectives]
    own = _labels(other, names)
    if dice.random() < 0.3:
        order = np.array(dice.sample(range(other.columns), other.columns))
        own = Labels(own.columns[order], own.rows[::-1].copy())
    known = Known.elsewhere(left, other, asked_now, own)
    known = replace(known, grown=dice.random() < 0.5, ended=dice.random() < 0.8)
    _altered_nothing(dice, other, asked_now, known)


def _knotted(dice: random.Random) -> tuple[Program, list[TierTask]]:
    there, tasks = asked(dice)
    return replace(there, knot=np.array([dice.random() < 0.3 for _ in range(there.columns)])), tasks


def _first(there: Program, tasks: Sequence[TierTask]) -> TiersAnswer:
    """From nothing, the tiers that knots reach into first."""
    with patch.object(tiers, "SMALL", 0):
        return solve_tiers(there, tasks)


def _left(there: Program, tasks: Sequence[TierTask], first: TiersAnswer) -> Remembered:
    assert first.columns is not None
    own = _labels(there, list(range(there.columns)))
    left = unpacked("", remember(there, tasks, first, first.columns, own).packed())
    assert left is not None
    return left


def _labels(there: Program, names: Sequence[int]) -> Labels:
    named = of_texts(str(name) for name in names)
    return labels(there, np.where(there.choice, named, np.uint64(0)))


def _carried(task: TierTask, names: Sequence[int]) -> np.ndarray:
    """A tier's objective over columns that go by their old numbers; new ones cost one."""
    old = len(task.objective)
    return np.array([task.objective[n] if n < old else 1 for n in names], np.int64)


def _otherwise(dice: random.Random, there: Program) -> tuple[Program, list[int]]:
    """A program like another, and by what number each of its columns went there, or a new one."""
    names = [n for n in range(there.columns) if there.columns < 3 or dice.random() < 0.9]
    names += [there.columns] * (dice.random() < 0.5)
    cells = dict(zip(zip(there.row.tolist(), there.column.tolist(), strict=True),
                     there.coefficient.tolist(), strict=True))  # fmt: skip
    cells |= {(r, there.columns): dice.choice([-1, 0, 1]) for r in range(there.rows)}
    lines = [
        (
            {at: cells.get((r, name), 0) for at, name in enumerate(names)},
            there.row_low[r] - (dice.random() < 0.2) * (there.row_low[r] != -UNBOUNDED),
            there.row_high[r],
        )
        for r in range(there.rows)
    ]
    old = [name for name in names if name < there.columns]
    new = [True] * (len(names) - len(old))
    bounds = [(int(there.lower[n]), int(there.upper[n])) for n in old] + [(0, 1)] * len(new)
    return replace(
        program(bounds, lines, 0),
        choice=np.array([*there.choice[old], *new], np.bool_),
        knot=np.array([*there.knot[old], *new], np.bool_) & (dice.random() < 0.8),
        steering=there.steering,
    ), names


def _with_some_fixed(dice: random.Random, program: Program) -> Program:
    """One or two columns of the program at one of their bounds."""
    lower, upper = program.lower.copy(), program.upper.copy()
    for column in dice.sample(range(program.columns), min(2, program.columns)):
        bound = dice.choice([lower[column], upper[column]])
        lower[column] = upper[column] = bound
    return replace(program, lower=lower, upper=upper)


def _altered_nothing(
    dice: random.Random, there: Program, tasks: Sequence[TierTask], known: Known
) -> None:
    """Values and proofs are those of trying every point."""
    size = patch.object(few, "FEW", dice.choice([0, 1, 1000]))
    poor = (
        patch.object(few.Few, "solved", lambda *_: None) if dice.random() < 0.5 else nullcontext()
    )
    with size, poor, patch.object(tiers, "SMALL", 0), patch.object(searching, "FIRST_COLUMNS", 1):
        answer = solve_tiers(there, tasks, known=known)
    every = points(there)
    if not every:
        assert (answer.answer, answer.columns) == (Answer.INFEASIBLE, None)
        return
    holds_true(answer, there, tasks)
    final = best(every, [task.objective for task in tasks])
    if known.ended:
        assert [p.value for p in answer.proofs] == [int(t.objective @ final[0]) for t in tasks]
        assert all(p.optimal for p in answer.proofs)


@FEW
@example(9654)
@given(SEEDS)
def test_what_is_known_of_the_whole_alters_nothing_in_a_part(seed: int) -> None:
    check_part(seed)


@FEW
@example(17318141)
@given(SEEDS)
def test_what_is_known_from_elsewhere_alters_nothing(seed: int) -> None:
    check_elsewhere(seed)


@pytest.mark.long
@pytest.mark.parametrize("check", [check_part, check_elsewhere])
def test_many_programs(check: object) -> None:
    MANY(given(SEEDS)(check))()  # type: ignore[arg-type]

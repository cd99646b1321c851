"""Lexicographic tiers over one program: each solved exactly, pinned, and carried into the next.

A tier whose best known plan already attains what its columns' bounds alone allow is proven without
solving anything. Every other tier is one exact solve whose objective is the tier's own, weighted
above a *guide*: the sum of the tiers below it. The weight exceeds all that the guide can ever
change, so the tier's value is exact; the guide only breaks ties, which makes the relaxation less
degenerate and usually lands the next tiers on their optimum at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from constraints.board import IntArray
from staffing.solver.certificate import certified_bound
from staffing.solver.engine import Answer
from staffing.solver.exact import Exact, solve_exactly, without_worse
from staffing.solver.program import UNBOUNDED, Program

HEAVIEST_GUIDE = 10**4
"""A guide that can reach more than this is left out: it must stay light beside its tier."""


@dataclass(frozen=True)
class TierTask:
    """A tier to solve: its id and objective over all columns (non-negative whole numbers)."""

    id: str
    objective: IntArray


@dataclass(frozen=True)
class TierProof:
    """What was reached and proven in one tier.

    value, bound: whole numbers in the tier's unit; relaxation: value of the linear relaxation in
    the same unit, None when the tier needed no solve; optimal: value is proven; certified: the
    bound was added up in whole numbers and reaches the value.
    """

    id: str
    value: int
    bound: int
    optimal: bool
    relaxation: float | None = None
    certified: bool = False


@dataclass(frozen=True)
class TiersAnswer:
    """Columns of the final plan and the proof of each tier; columns None when there is no plan.

    face: the program restricted to plans that attain every tier.
    """

    answer: Answer
    columns: IntArray | None
    proofs: tuple[TierProof, ...]
    face: Program


Report = Callable[[str, int | None, int | None], None]
"""Told after every step: tier, best value, proven bound."""


def solve_tiers(
    program: Program,
    tasks: Sequence[TierTask],
    *,
    nodes: int | None = None,
    report: Report = lambda tier, best, bound: None,
) -> TiersAnswer:
    """Solve *tasks* in order of precedence.

    nodes: limit on branch-and-bound nodes per integer program; None = until proven.
    """
    best: IntArray | None = None
    proofs: list[TierProof] = []
    for position, task in enumerate(tasks):
        least = int(task.objective @ program.lower)
        if best is not None and int(task.objective @ best) == least:
            proof = TierProof(task.id, least, least, optimal=True)
            program = _held_at_least(program, task.objective)
        else:
            report(task.id, None if best is None else int(task.objective @ best), least)
            guide, weight = _guide(program, [t.objective for t in tasks[position + 1 :]])
            exact = solve_exactly(
                program,
                task.objective * weight + guide,
                gap=weight // 2,
                known=best,
                nodes=nodes,
            )
            if exact.columns is None:
                return TiersAnswer(exact.answer, best, tuple(proofs), program)
            best = exact.columns
            proof = _proof(program, task, exact, weight, guide)
            program = _pinned(program, task.objective, proof, exact, weight, guide)
        proofs.append(proof)
        report(task.id, proof.value, proof.bound)
    if best is None:
        exact = solve_exactly(program, np.zeros(program.columns, np.int64), nodes=nodes)
        return TiersAnswer(exact.answer, exact.columns, (), program)
    done = all(proof.optimal for proof in proofs)
    return TiersAnswer(Answer.OPTIMAL if done else Answer.FEASIBLE, best, tuple(proofs), program)


def _guide(program: Program, below: Sequence[IntArray]) -> tuple[IntArray, int]:
    """Sum of lower tiers, as many as stay light, and the weight of the tier above them.

    Four times what the guide can reach: a gap of half the weight plus the whole guide is then still
    less than one unit of the tier.
    """
    guide = np.zeros(program.columns, np.int64)
    for objective in below:
        if _reach(program, guide + objective) <= HEAVIEST_GUIDE:
            guide = guide + objective
    most = _reach(program, guide)
    return guide, 4 * most + 1 if most else 1


def _reach(program: Program, objective: IntArray) -> int:
    """Most that a non-negative objective can come to by the columns' bounds."""
    return int(objective @ program.upper)


def _proof(
    program: Program, task: TierTask, exact: Exact, weight: int, guide: IntArray
) -> TierProof:
    assert exact.columns is not None and exact.linear is not None
    assert exact.linear.duals is not None
    value = int(task.objective @ exact.columns)
    least = int(task.objective @ program.lower)
    most = _reach(program, guide)
    merged = task.objective * weight + guide
    certified = certified_bound(program, merged, exact.linear.duals)
    bound = max(least, _units(exact.bound - most, weight))
    return TierProof(
        task.id,
        value,
        bound,
        optimal=bound >= value,
        relaxation=exact.linear.value / weight,
        certified=_units(certified - most, weight) >= value,
    )


def _units(bound: int, weight: int) -> int:
    """Fewest whole units of the tier that a merged bound, less the guide, still proves."""
    return -(-bound // weight)


def _pinned(
    program: Program,
    objective: IntArray,
    proof: TierProof,
    exact: Exact,
    weight: int,
    guide: IntArray,
) -> Program:
    """Only plans at least as good in this tier, without the columns none of them can use."""
    if proof.optimal and proof.value == int(objective @ program.lower):
        return _held_at_least(program, objective)
    assert exact.linear is not None
    worst = weight * proof.value + _reach(program, guide)
    narrowed = without_worse(program, exact.linear, worst)
    used = np.flatnonzero(objective)
    return narrowed.with_row(used, objective[used], -UNBOUNDED, proof.value)


def _held_at_least(program: Program, objective: IntArray) -> Program:
    """Every column the objective weighs stays at its lower bound."""
    return program.with_upper(np.where(objective > 0, program.lower, program.upper))

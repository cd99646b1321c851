"""Lexicographic tiers over one program: each solved exactly, pinned, and carried into the next.

First a *scout*: one blend of all tiers, solved roughly, gives a plan that is good everywhere. It
proves nothing, but a tier whose best known plan attains what the columns' bounds alone allow is
proven without solving anything, and in the others the relaxation's bound often meets the plan at
once. Where it does not, the exact solve starts from that plan, and the tiers below are scouted
again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from constraints.board import IntArray
from staffing.solver.certificate import certified_bound
from staffing.solver.engine import Answer
from staffing.solver.exact import Exact, solve_exactly, solve_roughly, without_worse
from staffing.solver.program import UNBOUNDED, FloatArray, Program

SCOUT_RATIO = 4
"""How much heavier each tier weighs in the scout's blend than the one below it."""

SCOUT_NODES = 200
"""Branch-and-bound nodes the scout may spend: its plan need only be good."""


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
    scout = _scout(program, tasks)
    if scout.answer is Answer.INFEASIBLE:
        return TiersAnswer(Answer.INFEASIBLE, None, (), program)
    best, preference = scout.columns, _preference(scout)
    proofs: list[TierProof] = []
    for position, task in enumerate(tasks):
        least = int(task.objective @ program.lower)
        if best is not None and int(task.objective @ best) == least:
            proof = TierProof(task.id, least, least, optimal=True)
            program = _held_at_least(program, task.objective)
        else:
            report(task.id, None if best is None else int(task.objective @ best), least)
            exact = solve_exactly(
                program, task.objective, known=best, preference=preference, nodes=nodes
            )
            if exact.columns is None:
                return TiersAnswer(exact.answer, None, tuple(proofs), program)
            proof = _proof(program, task, exact)
            program = _pinned(program, task.objective, proof, exact)
            best = _kept_good(program, tasks[position + 1 :], exact.columns, best)
        proofs.append(proof)
        report(task.id, proof.value, proof.bound)
    if best is None:
        return TiersAnswer(Answer.UNKNOWN, None, (), program)
    done = all(proof.optimal for proof in proofs)
    return TiersAnswer(Answer.OPTIMAL if done else Answer.FEASIBLE, best, tuple(proofs), program)


def _scout(program: Program, tasks: Sequence[TierTask], known: IntArray | None = None) -> Exact:
    """A plan good in every tier, from one blend of them; its bound is nobody's proof."""
    blend = np.zeros(program.columns, np.int64)
    for depth, task in enumerate(reversed(tasks)):
        weight = SCOUT_RATIO**depth / _effect(program, task.objective)
        blend += max(1, round(weight * SCOUT_RATIO**3)) * task.objective
    return solve_roughly(program, blend, nodes=SCOUT_NODES, known=known)


def _kept_good(
    program: Program, below: Sequence[TierTask], found: IntArray, before: IntArray | None
) -> IntArray:
    """The plan to go on with: what proved a tier may be poor in those below; scout them again."""
    if found is before or not below:
        return found
    again = _scout(program, below, found)
    return found if again.columns is None else again.columns


def _effect(program: Program, objective: IntArray) -> float:
    """How much one choice typically changes a tier: median coefficient beside its shortfalls."""
    rows = np.unique(program.row[objective[program.column] > 0])
    beside = np.isin(program.row, rows) & program.choice[program.column]
    coefficients = np.abs(program.coefficient[beside])
    return float(np.median(coefficients)) if len(coefficients) else 1.0


def _preference(scout: Exact) -> FloatArray | None:
    """Columns the scout would rather use come first."""
    if scout.linear is None or scout.linear.reduced is None:
        return None
    return np.abs(scout.linear.reduced)


def _proof(program: Program, task: TierTask, exact: Exact) -> TierProof:
    assert exact.linear is not None and exact.linear.duals is not None
    bound = exact.value if exact.answer is Answer.OPTIMAL else exact.bound
    return TierProof(
        task.id,
        exact.value,
        bound,
        optimal=bound >= exact.value,
        relaxation=exact.linear.value,
        certified=certified_bound(program, task.objective, exact.linear.duals) >= exact.value,
    )


def _pinned(program: Program, objective: IntArray, proof: TierProof, exact: Exact) -> Program:
    """Only plans at least as good in this tier, without the columns none of them can use."""
    if proof.optimal and proof.value == int(objective @ program.lower):
        return _held_at_least(program, objective)
    assert exact.linear is not None
    narrowed = without_worse(program, exact.linear, proof.value)
    used = np.flatnonzero(objective)
    return narrowed.with_row(used, objective[used], -UNBOUNDED, proof.value)


def _held_at_least(program: Program, objective: IntArray) -> Program:
    """Every column the objective weighs stays at its lower bound."""
    return program.with_upper(np.where(objective > 0, program.lower, program.upper))

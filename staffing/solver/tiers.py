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
from staffing.solver.engine import Answer, Basis
from staffing.solver.exact import Exact, Prior, solve_exactly, solve_roughly
from staffing.solver.program import UNBOUNDED, FloatArray, Program
from staffing.solver.relaxation import TOLERANCE, Ladder, without_worse

SCOUT_RATIO = 6
"""How much heavier each tier weighs in a blend than the one below it, at most."""

MOST_WEIGHT = 2e7
"""How much heavier the first tier may weigh than the last, for floating point's sake."""


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

    face: the program restricted to plans that attain every tier; basis: the last one of its
    relaxation, None when there is none.
    """

    answer: Answer
    columns: IntArray | None
    proofs: tuple[TierProof, ...]
    face: Program
    basis: Basis | None = None


Report = Callable[[str, int | None, int | None], None]
"""Told after every step: tier, best value, proven bound."""


def solve_tiers(
    program: Program,
    tasks: Sequence[TierTask],
    *,
    known: IntArray | None = None,
    nodes: int | None = None,
    report: Report = lambda tier, best, bound: None,
) -> TiersAnswer:
    """Solve *tasks* in order of precedence.

    known: a plan the program admits, to start from; nodes: limit on branch-and-bound nodes per
    integer program (None = until proven).
    """
    weights = _weights(program, tasks)
    scout = solve_roughly(program, _blend(program, tasks, weights), prior=Prior(known))
    if scout.answer is Answer.INFEASIBLE:
        return TiersAnswer(Answer.INFEASIBLE, None, (), program)
    descent = _Descent(program, tuple(tasks), weights, nodes, scout)
    for position, task in enumerate(tasks):
        report(task.id, descent.value(task), int(task.objective @ descent.program.lower))
        answer = descent.step(position)
        if answer is not None:
            return TiersAnswer(answer, None, tuple(descent.proofs), descent.program)
        report(task.id, descent.proofs[-1].value, descent.proofs[-1].bound)
    if descent.best is None:
        return TiersAnswer(Answer.UNKNOWN, None, (), descent.program)
    done = all(proof.optimal for proof in descent.proofs)
    status = Answer.OPTIMAL if done else Answer.FEASIBLE
    proofs, basis = tuple(descent.proofs), descent.basis
    return TiersAnswer(status, descent.best, proofs, descent.program, basis)


class _Descent:
    """Going down the tiers: the program pinned so far, the best plan, and what has been proven."""

    def __init__(
        self,
        program: Program,
        tasks: tuple[TierTask, ...],
        weights: Sequence[int],
        nodes: int | None,
        scout: Exact,
    ) -> None:
        self.program = program
        self.best = scout.columns
        self.proofs: list[TierProof] = []
        self.basis = None if scout.linear is None else scout.linear.basis
        self._tasks, self._weights, self._nodes = tasks, weights, nodes
        if nodes is not None and not scout.ended:
            # Too hard to end at the root: tiers are aimed at, and no more is spent on their proof.
            self._nodes = 0
        self._aiming = True
        self._order = _preference(scout)
        self._tight: list[tuple[int, int]] = []
        self._blend = _blend(program, tasks, weights)

    def value(self, task: TierTask) -> int | None:
        """What the best plan costs in a tier."""
        return None if self.best is None else int(task.objective @ self.best)

    def step(self, position: int) -> Answer | None:
        """Prove one tier and pin it; an answer only when there is no plan to go on with."""
        task = self._tasks[position]
        least = int(task.objective @ self.program.lower)
        if self.value(task) == least:
            self.proofs.append(TierProof(task.id, least, least, optimal=True))
            self.program = _held_at_least(self.program, task.objective)
            return None
        exact = solve_exactly(
            self.program,
            task.objective,
            ladder=self._ladder(position),
            prior=Prior(self.best, self._order, self.basis),
            nodes=self._nodes,
        )
        if exact.columns is None or exact.linear is None:
            return exact.answer
        self.basis = exact.linear.basis
        proof = _proof(self.program, task, exact)
        self.proofs.append(proof)
        self._aiming &= exact.ended
        self._pin(position, proof, exact)
        self._keep_good(position, exact)
        return None

    def _ladder(self, position: int) -> Ladder:
        """The tiers around: of those above, the pinned ones that the relaxation attains."""
        tasks, weights = self._tasks, self._weights
        rows = np.array([row for _, row in self._tight], np.int64)
        own = np.array([weights[at] for at, _ in self._tight], np.int64)
        total = np.zeros(self.program.columns, np.int64)
        for at, _ in self._tight:
            total += weights[at] * tasks[at].objective
        value = sum(weights[at] * self.proofs[at].value for at, _ in self._tight)
        blend = self._blend if self._aiming else None
        return Ladder(weights[position], own, rows, total, value, blend)

    def _pin(self, position: int, proof: TierProof, exact: Exact) -> None:
        """Only plans at least as good in this tier, without the columns none of them can use."""
        objective = self._tasks[position].objective
        if proof.optimal and proof.value == int(objective @ self.program.lower):
            self.program = _held_at_least(self.program, objective)
            return
        assert exact.linear is not None
        if proof.value - exact.linear.value < TOLERANCE * max(1, proof.value):
            self._tight.append((position, self.program.rows))
        narrowed = without_worse(self.program, exact.linear, proof.value)
        used = np.flatnonzero(objective)
        self.program = narrowed.with_row(used, objective[used], -UNBOUNDED, proof.value)

    def _keep_good(self, position: int, exact: Exact) -> None:
        """What proved a tier without an eye to those below may be poor in them: scout again."""
        found = exact.columns
        if found is not self.best and not exact.aimed and self._tasks[position + 1 :]:
            prior = Prior(found, None, self.basis)
            again = solve_roughly(self.program, self._blend, prior=prior)
            found = found if again.columns is None else again.columns
        self.best = found


def _weights(program: Program, tasks: Sequence[TierTask]) -> list[int]:
    """What each tier weighs in a blend: more by a ratio than the next, per typical choice."""
    steps = max(len(tasks) - 1, 1)
    ratio = max(2, min(SCOUT_RATIO, int(MOST_WEIGHT ** (1 / steps))))
    depths = range(len(tasks) - 1, -1, -1)
    return [
        max(1, round(ratio ** (depth + 3) / _effect(program, task.objective)))
        for depth, task in zip(depths, tasks, strict=True)
    ]


def _blend(program: Program, tasks: Sequence[TierTask], weights: Sequence[int]) -> IntArray:
    """One objective for all *tasks*: good for finding plans, no proof of anything."""
    total = np.zeros(program.columns, np.int64)
    for weight, task in zip(weights, tasks, strict=True):
        total += weight * task.objective
    return total


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


def _held_at_least(program: Program, objective: IntArray) -> Program:
    """Every column the objective weighs stays at its lower bound."""
    return program.with_upper(np.where(objective > 0, program.lower, program.upper))

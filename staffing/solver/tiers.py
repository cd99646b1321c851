"""Lexicographic tiers over one program: each solved exactly, pinned, and carried into the next.

First a *scout*: one blend of all tiers, solved roughly, gives a plan that is good everywhere. It
proves nothing, but a tier whose best known plan attains what the columns' bounds alone allow is
proven without solving anything, and in the others the relaxation's bound often meets the plan at
once. Where it does not, a plan is aimed at that attains the bound and is good in all tiers; only
where there is none does an integer program look for the tier's own optimum, and the tiers below are
scouted again. Every relaxation starts from the basis of the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from constraints.board import IntArray
from staffing.solver.certificate import certified_bound
from staffing.solver.engine import Answer, Basis
from staffing.solver.exact import SMALL, Exact, Prior, Search, solve_exactly, solve_roughly
from staffing.solver.pins import Pins, TierTask
from staffing.solver.program import FloatArray, Program
from staffing.solver.relaxation import rounded_up


@dataclass(frozen=True)
class TierProof:
    """What was reached and proven in one tier.

    value, bound: whole numbers in the tier's unit; relaxation: value of the linear relaxation in
    the same unit, None when the tier needed no solve; optimal: value is proven; certified: the
    bound was added up in whole numbers and reaches the value; duals: of the relaxation, by row,
    those of the tiers held above after the program's own.
    """

    id: str
    value: int
    bound: int
    optimal: bool
    relaxation: float | None = None
    certified: bool = False
    duals: FloatArray | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class TiersAnswer:
    """Columns of the final plan and the proof of each tier; columns None when there is no plan.

    face: the program restricted to plans that attain every tier; basis: the last one of its
    relaxation, None when there is none; blend: that of all tiers blended, likewise.
    """

    answer: Answer
    columns: IntArray | None
    proofs: tuple[TierProof, ...]
    face: Program
    basis: Basis | None = None
    blend: Basis | None = None


Report = Callable[[str, int | None, int | None], None]
"""Told after every step: tier, best value, proven bound."""


def solve_tiers(
    program: Program,
    tasks: Sequence[TierTask],
    *,
    basis: Basis | None = None,
    nodes: int | None = None,
    report: Report = lambda tier, best, bound: None,
) -> TiersAnswer:
    """Solve *tasks* in order of precedence.

    basis: of the blend of these tiers (:attr:`Pins.blend`) over this program with other bounds;
    nodes: limit on branch-and-bound nodes per integer program (None = until proven).
    """
    pins = Pins(program, tasks)
    knotty = bool(program.knot.any()) and len(program.row) >= SMALL
    scout = Exact(Answer.UNKNOWN)
    if knotty:
        scout = _scouted(program.untied(program.lower), pins, basis)
    if scout.columns is None:
        knotty, scout = False, _scouted(program, pins, basis)
    if scout.answer is Answer.INFEASIBLE:
        return TiersAnswer(Answer.INFEASIBLE, None, (), program)
    descent = _Descent(pins, tuple(tasks), nodes, scout, knotty=knotty)
    for position, task in enumerate(tasks):
        report(task.id, descent.value(task), pins.least(position))
        answer = descent.step(position)
        if answer is not None:
            return TiersAnswer(answer, None, tuple(descent.proofs), pins.program)
        report(task.id, descent.proofs[-1].value, descent.proofs[-1].bound)
    if descent.best is None:
        return TiersAnswer(Answer.UNKNOWN, None, (), pins.program)
    done = all(proof.optimal for proof in descent.proofs)
    status = Answer.OPTIMAL if done else Answer.FEASIBLE
    blend = None if scout.linear is None else scout.linear.basis
    return TiersAnswer(status, descent.best, tuple(descent.proofs), pins.program, pins.basis, blend)


class _Descent:
    """Going down the tiers: those held so far, the best plan, and what has been proven.

    knotty: knots make the program too hard for a scout of all tiers. They stay as they are in the
    best plan while it is made good everywhere, and are searched over one tier at a time.
    """

    def __init__(
        self,
        pins: Pins,
        tasks: tuple[TierTask, ...],
        nodes: int | None,
        scout: Exact,
        *,
        knotty: bool,
    ) -> None:
        self.best = scout.columns
        self.proofs: list[TierProof] = []
        self._pins, self._tasks, self._nodes, self._knotty = pins, tasks, nodes, knotty
        if nodes is not None and not scout.ended and not knotty:
            # Too hard to end at the root: tiers are aimed at, and no more is spent on their proof.
            self._nodes = 0
        self._aiming = self._seeking = True
        self._order = _preference(scout)
        pins.basis = self._blend = None if scout.linear is None else scout.linear.basis

    def value(self, task: TierTask) -> int | None:
        """What the best plan costs in a tier."""
        return None if self.best is None else int(task.objective @ self.best)

    def step(self, position: int) -> Answer | None:
        """Prove one tier and hold it; an answer only when there is no plan to go on with."""
        task, pins = self._tasks[position], self._pins
        least = pins.least(position)
        if self.value(task) == least:
            self.proofs.append(TierProof(task.id, least, least, optimal=True))
            pins.hold(position, least, None)
            return None
        exact = self._solved(position)
        if exact.columns is None or exact.linear is None:
            return exact.answer
        pins.basis = exact.linear.basis
        proof = _proof(pins.program, task, exact)
        self.proofs.append(proof)
        self._aiming &= exact.ended or self._knotty
        pins.hold(position, proof.value, exact.linear, narrow=True)
        self._keep_good(position, exact)
        return None

    def _solved(self, position: int) -> Exact:
        """The tier over the plans that hold those above."""
        objective, pins = self._tasks[position].objective, self._pins
        prior = Prior(self.best, self._order, pins.basis)
        if not self._knotty:
            ladder = pins.ladder(position, aiming=self._aiming)
            return solve_exactly(
                pins.program, objective, ladder=ladder, prior=prior, nodes=self._nodes
            )
        tied = self._seeking and pins.program.tied(objective)
        if tied or all(proof.optimal for proof in self.proofs):
            ladder = pins.ladder(position, aiming=False)
            exact = solve_exactly(
                pins.program,
                objective,
                ladder=ladder,
                prior=prior,
                nodes=self._nodes,
                search=Search.STEPS,
            )
            self._seeking = exact.answer is Answer.OPTIMAL or exact.columns is not self.best
            return exact
        return self._untied(position)

    def _untied(self, position: int) -> Exact:
        """A tier that knots have little to do with: knots as they are, the bound without that."""
        assert self.best is not None
        objective, pins = self._tasks[position].objective, self._pins
        linear = pins.relaxed(position)
        exact = solve_exactly(
            pins.program.untied(self.best),
            objective,
            ladder=pins.ladder(position),
            prior=Prior(self.best, self._order, linear.basis),
            nodes=self._nodes,
            search=Search.PLAN,
        )
        bound = min(rounded_up(linear.value), exact.value)
        answer = Answer.OPTIMAL if bound == exact.value else Answer.FEASIBLE
        return replace(exact, answer=answer, bound=bound, linear=linear)

    def _keep_good(self, position: int, exact: Exact) -> None:
        """What proved a tier without an eye to those below may be poor in them: scout again."""
        found = exact.columns
        scouted = found is self.best or exact.aimed or not self._tasks[position + 1 :]
        if found is not None and not scouted:
            there, basis = self._pins.program, self._pins.basis
            if self._knotty:
                there, basis = there.untied(found), self._blend
            prior = Prior(found, None, basis)
            again = solve_roughly(there, self._pins.blend, prior=prior, dual=self._knotty)
            if again.linear is not None:
                self._blend = again.linear.basis
            found = found if again.columns is None else again.columns
        self.best = found


def _scouted(program: Program, pins: Pins, basis: Basis | None) -> Exact:
    return solve_roughly(program, pins.blend, prior=Prior(basis=basis), dual=True)


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
        duals=exact.linear.duals,
    )

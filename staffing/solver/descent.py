"""Down the tiers, one after another: each proven as far as it can be, and held.

Where the best plan known does not attain a tier's relaxation, one is aimed at that does and is good
in all tiers; only where there is none does an integer program look for the tier's own optimum, and
the tiers below are scouted again. Every relaxation starts from the basis of the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from constraints.board import IntArray
from staffing.solver.certificate import certified_bound
from staffing.solver.engine import Answer, Basis
from staffing.solver.exact import Prior, solve_exactly, solve_roughly
from staffing.solver.pins import Pins, TierTask
from staffing.solver.program import FloatArray, Program
from staffing.solver.proof import Reached, Report, TierProof, TiersAnswer
from staffing.solver.relaxation import rounded_up
from staffing.solver.searching import Exact, Search

FEW_COLUMNS = 0
"""Columns beside those in use, where knots are still to be moved and the plan with them."""


class Descent:
    """Going down the tiers: those held so far, the best plan, and what has been proven.

    knotty: knots make the program too hard for a scout of all tiers. They stay as they are in the
    best plan while it is made good everywhere, and are searched over one tier at a time. above: the
    tiers held already.
    """

    _search = Search.STEPS
    """What integer programs look for in a tier that knots reach into."""

    def __init__(
        self,
        pins: Pins,
        nodes: int | None,
        scout: Exact,
        *,
        knotty: bool,
        above: Sequence[Reached] = (),
    ) -> None:
        self.best = scout.columns
        self._reached = list(above)
        self._seeking = True
        self.pins, self.tasks, self._nodes, self._knotty = pins, pins.tasks, nodes, knotty
        if nodes is not None and not scout.ended and not knotty:
            # Too hard to end at the root: tiers are aimed at, and no more is spent on their proof.
            self._nodes = 0
        self._aiming = True
        self._order = _preference(scout)
        self._blend = self._scouting = None if scout.linear is None else scout.linear.basis
        pins.basis = self._scouting or pins.basis

    @property
    def plan(self) -> IntArray:
        """The best plan; there must be one."""
        assert self.best is not None
        return self.best

    def held_in(self, pins: Pins) -> list[Reached]:
        """Hold all tiers reached so far in a program that has the rows of those below as well;
        returns them in terms of that program.
        """
        found = []
        for position, (proof, linear) in enumerate(self._reached):
            if linear is not None and linear.duals is not None:
                duals = self.pins.taken_back(linear.duals)
                proof, linear = replace(proof, duals=duals), replace(linear, duals=duals)
            pins.hold(position, proof.value, linear, narrow=True)
            found.append(Reached(proof, linear))
        return found

    def go(self, report: Report) -> TiersAnswer:
        """Prove and hold one tier after another, as far as the tasks go."""
        pins = self.pins
        for position, task in list(enumerate(self.tasks))[len(self._reached) :]:
            report(task.id, self._value(task), pins.least(position))
            answer = self._step(position)
            if answer is not None:
                return TiersAnswer(answer, None, self._proofs, pins.program)
            report(task.id, self._proofs[-1].value, self._proofs[-1].bound)
        if self.best is None:
            return TiersAnswer(Answer.UNKNOWN, None, (), pins.program)
        self._bettered()
        status = Answer.OPTIMAL if self._all_proven else Answer.FEASIBLE
        return TiersAnswer(
            status, self.best, self._proofs, pins.program, pins.basis, self._scouting
        )

    @property
    def _proofs(self) -> tuple[TierProof, ...]:
        return tuple(proof for proof, _ in self._reached)

    @property
    def _all_proven(self) -> bool:
        return all(proof.optimal for proof in self._proofs)

    def _value(self, task: TierTask) -> int | None:
        """What the best plan costs in a tier."""
        return None if self.best is None else int(task.objective @ self.best)

    def _step(self, position: int) -> Answer | None:
        """Prove one tier and hold it; an answer only when there is no plan to go on with."""
        task, pins = self.tasks[position], self.pins
        told = self._told(position)
        if told is not None:
            self._reached.append(told)
            pins.hold(position, told.proof.value, told.linear, narrow=told.linear is not None)
            return None
        exact = self._solved(position)
        if exact.columns is None or exact.linear is None:
            return exact.answer
        pins.basis = exact.linear.basis
        proof = tier_proof(pins.program, task, exact)
        self._reached.append(Reached(proof, exact.linear))
        self._aiming &= exact.ended
        pins.hold(position, proof.value, exact.linear, narrow=True)
        self._keep_good(position, exact)
        return None

    def _told(self, position: int) -> Reached | None:
        """That the best plan attains what is known to be the least; None where that must be
        proven."""
        value = self._value(self.tasks[position])
        if value is None or value > self.pins.least(position):
            return None
        return Reached(TierProof(self.tasks[position].id, value, value, optimal=True), None)

    def _bettered(self) -> None:
        """What was left unproven may have got better on the way down."""
        for position, (proof, linear) in enumerate(self._reached):
            value = self._value(self.tasks[position])
            assert value is not None
            if value < proof.value:
                better = replace(proof, value=value, optimal=proof.bound >= value)
                self._reached[position] = Reached(better, linear)
                self.pins.hold(position, value, None)

    def _solved(self, position: int) -> Exact:
        """The tier over the plans that hold those above."""
        objective, pins = self.tasks[position].objective, self.pins
        prior = Prior(self.best, self._order, pins.basis)
        if not self._knotty:
            ladder = pins.ladder(position, aiming=self._aiming)
            return solve_exactly(
                pins.program, objective, ladder=ladder, prior=prior, nodes=self._nodes
            )
        tied = self._seeking and pins.program.tied(objective)
        if tied or self._all_proven:
            ladder = pins.ladder(position, aiming=False)
            exact = solve_exactly(
                pins.program,
                objective,
                ladder=ladder,
                prior=prior,
                nodes=self._nodes,
                search=self._search,
            )
            self._seeking = exact.answer is Answer.OPTIMAL or exact.columns is not self.best
            return exact
        return self._untied(position)

    def _untied(self, position: int) -> Exact:
        """A tier that knots have little to do with: knots as they are, the bound without that."""
        assert self.best is not None
        objective, pins = self.tasks[position].objective, self.pins
        linear = pins.relaxed(position, self.best)
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
        scouted = found is self.best or exact.aimed or not self.tasks[position + 1 :]
        if found is not None and not scouted:
            there, basis = self.pins.program, self.pins.basis
            if self._knotty:
                there, basis = there.untied(found), self._blend
            prior = Prior(found, None, basis)
            size = FEW_COLUMNS if self._knotty else None
            again = solve_roughly(there, self.pins.blend, prior=prior, dual=self._knotty, size=size)
            if again.linear is not None:
                self._blend = again.linear.basis
            found = found if again.columns is None else again.columns
        self.best = found


def scouted(
    program: Program,
    pins: Pins,
    basis: Basis | None,
    *,
    size: int | None = None,
    found: IntArray | None = None,
) -> Exact:
    """One blend of all tiers, solved roughly. found: a plan of some of the program's rows."""
    prior = Prior(found, basis=basis)
    return solve_roughly(program, pins.blend, prior=prior, dual=True, size=size)


def _preference(scout: Exact) -> FloatArray | None:
    """Columns the scout would rather use come first."""
    if scout.linear is None or scout.linear.reduced is None:
        return None
    return np.abs(scout.linear.reduced)


def tier_proof(program: Program, task: TierTask, exact: Exact) -> TierProof:
    """What an exact solve with a relaxation proves of a tier."""
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

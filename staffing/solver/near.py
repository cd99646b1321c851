"""Down the tiers from what is known of nearly the same program."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.board import IntArray
from staffing.solver.descent import Descent, scouted
from staffing.solver.dive import dive
from staffing.solver.engine import Answer
from staffing.solver.few import Few, as_before
from staffing.solver.known import Known
from staffing.solver.pins import Pins
from staffing.solver.proof import Reached
from staffing.solver.relaxation import rounded_up
from staffing.solver.searching import Exact, Search


class NearDescent(Descent):
    """A descent that need not solve a tier whose least is known, and that looks for plans among few
    columns first."""

    _search = Search.PROOF

    def __init__(
        self,
        pins: Pins,
        nodes: int | None,
        plan: IntArray,
        known: Known,
        *,
        few: Few | None = None,
        above: Sequence[Reached] = (),
    ) -> None:
        scout = Exact(Answer.FEASIBLE, columns=plan)
        knotty = bool(pins.program.knot.any())
        super().__init__(pins, nodes, scout, knotty=knotty, above=above)
        self._known, self._few = known, few

    @classmethod
    def begun(cls, pins: Pins, known: Known, nodes: int | None) -> NearDescent | None:
        """From the plan known where it is one here and as good; else from one that attains what
        the relaxations promise, as far as they did before; else from the plan known, as far as it
        is one here, or what few columns come to, knots as they are in it; None where no plan has
        them so. Where the first integer program has all there are, nothing is looked for before."""
        few, plan = Few(pins, known, nodes), as_before(pins, known)
        pins.basis = known.basis
        if few.all:
            plan = scouted(pins.program, pins, None).columns if plan is None else plan
            return None if plan is None else cls(pins, nodes, plan, known)
        if plan is None or not known.as_good(plan, pins.tasks):
            dived = dive(pins, known, few)
            if dived is not None:
                return cls(dived.pins, nodes, dived.plan, known, above=dived.reached)
        if plan is None:
            plan = few.start(pins.program, pins.tasks, known.plan)
        return None if plan is None else cls(pins, nodes, plan, known, few=few)

    def _told(self, position: int) -> Reached | None:
        told, few = self._least(position), self._few
        if told is None and self.best is not None and few is not None and not few.started:
            plan = few.start(self.pins.program, self.tasks[position:], self.best)
            self.best = self.best if plan is None else plan
            self.pins.basis = few.basis
            told = self._least(position)
        return told

    def _least(self, position: int) -> Reached | None:
        """That the best plan attains what is known to be the least, None where it does not."""
        told, value = super()._told(position), self._value(self.tasks[position])
        if told is not None or value is None:
            return told
        return self._known.proof(position, self.pins, value)

    def _solved(self, position: int) -> Exact:
        found = None if self._few is None else self._among(self._few, position)
        return found or super()._solved(position)

    def _among(self, few: Few, position: int) -> Exact | None:
        """A plan that attains the tier's relaxation, found among few columns; None = none is."""
        task, pins = self.tasks[position], self.pins
        linear = pins.relaxed(position, self.best)
        if linear.answer is not Answer.OPTIMAL or self.best is None:
            return None
        bound, value = rounded_up(linear.value), int(task.objective @ self.best)
        if value > bound:
            plan = few.solved(pins.program, self.tasks[position:], self.best, linear)
            if plan is None or int(task.objective @ plan) > bound:
                return None
            value, self.best = bound, plan
        return Exact(Answer.OPTIMAL, value, bound, self.best, linear, aimed=True)

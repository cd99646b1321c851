"""Down the tiers from what is known of nearly the same program."""

from __future__ import annotations

from staffing.solver.descent import Descent
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

    def __init__(self, pins: Pins, nodes: int | None, scout: Exact, few: Few, known: Known) -> None:
        super().__init__(pins, nodes, scout, knotty=bool(pins.program.knot.any()))
        self._few, self._known = few, known

    @classmethod
    def begun(cls, pins: Pins, known: Known, nodes: int | None) -> NearDescent | None:
        """From the plan known, as far as it is one here; else from what few columns come to, knots
        as they are in it; None where no plan has them so."""
        few = Few(pins, known, nodes)
        scout = as_before(pins, known)
        if scout.columns is None:
            plan = few.start(pins.program, pins.tasks, known.plan)
            scout = Exact(Answer.FEASIBLE, columns=plan)
        return None if scout.columns is None else cls(pins, nodes, scout, few, known)

    def _told(self, position: int) -> Reached | None:
        told = self._least(position)
        if told is None and self.best is not None and not self._few.started:
            plan = self._few.start(self.pins.program, self.tasks[position:], self.best)
            self.best = self.best if plan is None else plan
            self.pins.basis = self._few.basis
            told = self._least(position)
        return told

    def _least(self, position: int) -> Reached | None:
        """That the best plan attains what is known to be the least, None where it does not."""
        told, value = super()._told(position), self._value(self.tasks[position])
        if told is not None or value is None:
            return told
        return self._known.proof(position, self.pins, value)

    def _solved(self, position: int) -> Exact:
        return self._among_few(position) or super()._solved(position)

    def _among_few(self, position: int) -> Exact | None:
        """A plan that attains the tier's relaxation, found among few columns; None = none is."""
        task, pins = self.tasks[position], self.pins
        linear = pins.relaxed(position)
        if linear.answer is not Answer.OPTIMAL or self.best is None:
            return None
        bound, value = rounded_up(linear.value), int(task.objective @ self.best)
        if value > bound:
            plan = self._few.solved(pins.program, self.tasks[position:], self.best, linear)
            if plan is None or int(task.objective @ plan) > bound:
                return None
            value, self.best = bound, plan
        return Exact(Answer.OPTIMAL, value, bound, self.best, linear, aimed=True)

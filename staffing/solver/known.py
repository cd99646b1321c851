"""Tiers whose least is known already: proven of a program of which this is a part.

A plan that is as good in them needs no further proof, and the prices found there narrow this
program as they did that one. Of the tiers below the first that must be worse nothing is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from constraints.board import IntArray
from staffing.solver.certificate import priced
from staffing.solver.engine import Answer, LinearAnswer
from staffing.solver.pins import Pins
from staffing.solver.proof import Reached, TierProof
from staffing.solver.remembered import Relaxation


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of the tiers, in order.

    values: proven least of each, the first as many tiers as were proven; relaxations: of each, None
    where none was solved; plan: the columns that attain them in that program.
    """

    values: tuple[int, ...]
    relaxations: tuple[Relaxation | None, ...]
    plan: IntArray

    def held_in(self, pins: Pins, count: int) -> list[Reached]:
        """Hold the first *count* tiers, of which none is held yet, at their least."""
        found = []
        for position in range(count):
            value, linear = self.values[position], self._linear(position, pins)
            relaxation, duals = (None, None) if linear is None else (linear.value, linear.duals)
            proof = TierProof(pins.tasks[position].id, value, value, True, relaxation, duals=duals)
            pins.hold(position, value, linear, narrow=True)
            found.append(Reached(proof, linear))
        return found

    def _linear(self, position: int, pins: Pins) -> LinearAnswer | None:
        """A tier's relaxation as far as its duals tell of the program with the tiers held above."""
        relaxation = self.relaxations[position]
        if relaxation is None:
            return None
        duals = relaxation.over(pins.own_rows, pins.held)
        found = priced(pins.program, pins.tasks[position].objective, duals)
        value = min(found.total / found.grain, relaxation.value)
        return LinearAnswer(Answer.OPTIMAL, value, None, duals, found.reduced / found.grain)

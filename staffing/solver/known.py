"""What is known of the tiers before they are solved: left by a solve of nearly the same program.

A plan that is as good in them as can be needs no further proof, and the prices found there narrow
this program as they did that one. Multipliers give a valid bound whatever they are, so it does no
harm where a row was mistaken for another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from constraints.board import IntArray
from staffing.solver.certificate import certified_bound
from staffing.solver.engine import AT_LOWER, BASIC, Basis, LinearAnswer
from staffing.solver.labels import Labels, places
from staffing.solver.linear import balanced
from staffing.solver.pins import Pins, TierTask
from staffing.solver.program import Program
from staffing.solver.proof import Reached, TierProof
from staffing.solver.relaxation import by_duals
from staffing.solver.remembered import Relaxation, Remembered


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of the tiers, in order.

    plan: the columns that were best there, here perhaps no plan at all; relaxations: of each tier,
    None where none is known; values: proven least of the first tiers, where this program is part of
    that one, else empty; basis: of the blend of the tiers with these ids; grown: whether there is
    more to choose from here; ended: whether that solve proved them all.
    """

    plan: IntArray
    relaxations: tuple[Relaxation | None, ...] = ()
    values: tuple[int, ...] = ()
    basis: Basis | None = None
    tiers: frozenset[str] = frozenset()
    grown: bool = False
    ended: bool = True

    @classmethod
    def elsewhere(
        cls, left: Remembered, program: Program, tasks: Sequence[TierTask], labels: Labels
    ) -> Known:
        """What the solve of another program left, as far as it can be said of this one."""
        columns = places(left.labels.columns, labels.columns)
        rows = places(left.labels.rows, labels.rows)
        plan = program.lower.copy()
        plan[columns[columns >= 0]] = left.plan[left.telling][columns >= 0]
        at = {task.id: position for position, task in enumerate(tasks)}
        held = [-1 if t not in at else program.rows + at[t] for t in left.tiers]
        numbers = np.append(rows, np.array(held, np.int64))
        known = dict(zip(left.tiers, left.relaxations, strict=True))
        return cls(
            np.clip(plan, program.lower, program.upper),
            tuple(r and r.renumbered(numbers) for r in (known.get(task.id) for task in tasks)),
            basis=_basis(left, program, columns, rows),
            tiers=frozenset(left.tiers),
        )

    def as_good(self, plan: IntArray, tasks: Sequence[TierTask]) -> bool:
        """Whether a plan is no worse than the one known, which had nothing of a tier not known."""
        known = (int(t.objective @ self.plan) if t.id in self.tiers else 0 for t in tasks)
        return all(int(t.objective @ plan) <= k for t, k in zip(tasks, known, strict=True))

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

    def proof(self, position: int, pins: Pins, value: int) -> Reached | None:
        """That nothing is better than *value* in a tier, by what is known of it; None where that
        does not tell."""
        task, linear = pins.tasks[position], self._linear(position, pins)
        if linear is None or linear.duals is None:
            return None
        if certified_bound(pins.program, task.objective, linear.duals) < value:
            return None
        found = TierProof(task.id, value, value, True, linear.value, True, linear.duals)
        return Reached(found, linear)

    def _linear(self, position: int, pins: Pins) -> LinearAnswer | None:
        """A tier's relaxation as far as its duals tell of the program with the tiers held above."""
        relaxation = self.relaxations[position] if self.relaxations else None
        if relaxation is None:
            return None
        duals = relaxation.over(pins.own_rows, pins.held)
        return by_duals(pins.program, pins.tasks[position].objective, duals)


def _basis(left: Remembered, program: Program, columns: IntArray, rows: IntArray) -> Basis | None:
    if not len(left.columns):
        return None
    of_columns, of_rows = np.full(program.columns, AT_LOWER), np.full(program.rows, BASIC)
    of_columns[columns[columns >= 0]] = left.columns[left.telling][columns >= 0]
    of_rows[rows[rows >= 0]] = left.rows[rows >= 0]
    return balanced(of_columns, of_rows)

"""Down the tiers by their relaxations alone, as far as nearly the same program attained them; then
one plan that attains them all here as well.
"""

from __future__ import annotations

from typing import NamedTuple

from constraints.board import IntArray
from staffing.solver.descent import tier_proof
from staffing.solver.engine import Answer, LinearAnswer
from staffing.solver.few import Few
from staffing.solver.known import Known
from staffing.solver.linear import solve_linear
from staffing.solver.pins import Pins
from staffing.solver.proof import Reached, TierProof
from staffing.solver.relaxation import rounded_up
from staffing.solver.searching import Exact


class Dived(NamedTuple):
    """Tiers held at their relaxations' values, and a plan that attains these."""

    pins: Pins
    reached: list[Reached]
    plan: IntArray


def dive(pins: Pins, known: Known, few: Few) -> Dived | None:
    """None where no plan among few columns attains what the relaxations promise, nor without the
    last of these tiers."""
    depth = _depth(pins, known)
    for count in (depth, depth - 1):
        held, reached, linear = _down(pins, known, count)
        if linear is None:
            return None
        plan = few.solved(held.program, held.tasks[count:], known.plan, linear)
        if plan is not None:
            return Dived(held, reached, plan)
    return None


def _down(pins: Pins, known: Known, count: int) -> tuple[Pins, list[Reached], LinearAnswer | None]:
    """The first *count* tiers held at their relaxations' values, and the last relaxation; None
    where there is none."""
    pins, reached = Pins(pins.program, pins.tasks), list[Reached]()
    pins.basis = known.basis
    linear: LinearAnswer | None = None
    for position in range(count):
        told = _at_least(position, pins, known)
        if told is None:
            linear = _relaxed(position, pins, known)
            if linear.answer is not Answer.OPTIMAL:
                return pins, reached, None
            value = rounded_up(linear.value)
            exact = Exact(Answer.OPTIMAL, value, value, linear=linear)
            told = Reached(tier_proof(pins.program, pins.tasks[position], exact), linear)
        reached.append(told)
        pins.hold(position, told.proof.value, told.linear, narrow=told.linear is not None)
    return pins, reached, linear


def _depth(pins: Pins, known: Known) -> int:
    """How many tiers may be hoped to be as good as their relaxations: as the plan known was."""
    for position, task in enumerate(pins.tasks):
        if task.id not in known.tiers:
            return position + 1
        relaxation = known.relaxations[position]
        least = pins.least(position) if relaxation is None else rounded_up(relaxation.value)
        if int(task.objective @ known.plan) > least:
            return position
    return len(pins.tasks)


def _at_least(position: int, pins: Pins, known: Known) -> Reached | None:
    """That a tier is at its least where the plan known had it so; None where it had not."""
    task = pins.tasks[position]
    if task.id not in known.tiers or known.relaxations[position] is not None:
        return None
    value = pins.least(position)
    return Reached(TierProof(task.id, value, value, optimal=True), None)


def _relaxed(position: int, pins: Pins, known: Known) -> LinearAnswer:
    task = pins.tasks[position]
    if task.id in known.tiers:
        return pins.relaxed(position)
    # Without the tiers above weighed in: near the plan known hardly anything costs anything.
    linear = solve_linear(pins.program, task.objective, start=pins.basis)
    pins.basis = linear.basis or pins.basis
    return linear

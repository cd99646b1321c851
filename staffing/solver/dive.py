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
from staffing.solver.searching import Exact, Search, Searching

RAISES = 2
"""How often the tier solved for the first time may prove to be one more than hoped."""


class Dived(NamedTuple):
    """Tiers held at their relaxations' values, and a plan that attains these."""

    pins: Pins
    reached: list[Reached]
    plan: IntArray


class _Depth(NamedTuple):
    """The tiers held so far, and the last relaxation; None = none was needed yet. trusting: whether
    some are held at what is known of them, their relaxation not solved."""

    pins: Pins
    reached: tuple[Reached, ...] = ()
    linear: LinearAnswer | None = None
    trusting: bool = False


def dive(pins: Pins, known: Known, few: Few) -> Dived | None:
    """None where no plan is found that attains what the relaxations promise, nor without the last
    of these tiers.

    First what is known of a tier is taken to be what it comes to here as well, wherever that proves
    it to be no less; only then its relaxation is solved.
    """
    for trusting in (True, False):
        above, depth, found = _sunk(pins, known, few, trusting=trusting)
        if found is None and depth is not None:
            found = _raised(above, depth, known, few)
        if found is not None or (depth is not None and not depth.trusting):
            break
    if found is not None or depth is None:
        return found
    return _attained(above, known.plan, few)


def _sunk(
    pins: Pins, known: Known, few: Few, *, trusting: bool
) -> tuple[_Depth, _Depth | None, Dived | None]:
    """The tiers without the last; with it, None where there is no relaxation of these; and a plan
    that attains them all."""
    above = depth = _Depth(pins.apart())
    deepest = _deepest(pins, known)
    for position in range(deepest):
        told = trusting and position + 1 < deepest
        next_one = _told(depth, position, known) if told else None
        next_one = next_one or _relaxed(depth, position, known)
        if next_one is None:
            return depth, None, None
        above, depth = depth, next_one
    return above, depth, _attained(depth, known.plan, few)


def _attained(depth: _Depth, plan: IntArray, few: Few) -> Dived | None:
    """A plan near one at hand that keeps the tiers held, good in those below."""
    pins = depth.pins
    if depth.linear is None:
        return None
    below = pins.tasks[len(depth.reached) :]
    found = few.solved(pins.program, below, plan, depth.linear)
    return None if found is None else Dived(pins, list(depth.reached), found)


def _raised(above: _Depth, depth: _Depth, known: Known, few: Few) -> Dived | None:
    """The last tier at what whole plans attain, where its relaxation promises too much. Tiers that
    are known promise what they attained."""
    if not depth.reached or depth.reached[-1].proof.id in known.tiers:
        return None
    position, value = len(above.reached), depth.reached[-1].proof.value
    linear, objective = depth.linear, above.pins.tasks[position].objective
    assert linear is not None
    for least in range(value, value + RAISES):
        ladder = above.pins.ladder(position, aiming=False)
        search = Searching(above.pins.program, objective, linear, None, ladder)
        search.only_below(least + 1)
        search.close(few.nodes, Search.PROOF)
        exact = search.outcome()
        if exact.columns is not None:
            return _attained(_held(above, position, least, linear), exact.columns, few)
        if exact.bound <= least:
            return None
        found = _attained(_held(above, position, least + 1, linear), known.plan, few)
        if found is not None:
            return found
    return None


def _told(depth: _Depth, position: int, known: Known) -> _Depth | None:
    """One tier more held at what the plan known comes to in it; None where what is known does not
    prove that nothing is better here."""
    task, pins = depth.pins.tasks[position], depth.pins.apart()
    if task.id not in known.tiers:
        return None
    told = known.proof(position, pins, int(task.objective @ known.plan))
    if told is None:
        return None
    pins.hold(position, told.proof.value, told.linear, narrow=True)
    return _Depth(pins, (*depth.reached, told), depth.linear, trusting=True)


def _relaxed(depth: _Depth, position: int, known: Known) -> _Depth | None:
    """One tier more held at its relaxation's value; None where there is none."""
    task = depth.pins.tasks[position]
    if task.id in known.tiers and known.relaxations[position] is None:
        return _held(depth, position, depth.pins.least(position), None)
    pins = depth.pins.apart()
    if task.id in known.tiers:
        linear = pins.relaxed(position, known.plan)
    else:
        # Without the tiers above weighed in: near the plan known hardly anything costs anything.
        linear = solve_linear(pins.program, task.objective, start=pins.basis, plan=known.plan)
        pins.basis = linear.basis or pins.basis
    if linear.answer is not Answer.OPTIMAL:
        return None
    return _held(depth._replace(pins=pins), position, rounded_up(linear.value), linear)


def _held(depth: _Depth, position: int, value: int, linear: LinearAnswer | None) -> _Depth:
    """One tier more, held at *value*. linear: its relaxation, None where it is at its least."""
    pins = depth.pins.apart()
    proof = TierProof(pins.tasks[position].id, value, value, optimal=True)
    if linear is not None:
        exact = Exact(Answer.OPTIMAL, value, value, linear=linear)
        proof = tier_proof(pins.program, pins.tasks[position], exact)
    pins.hold(position, value, linear, narrow=linear is not None)
    reached = (*depth.reached, Reached(proof, linear))
    return depth._replace(pins=pins, reached=reached, linear=linear or depth.linear)


def _deepest(pins: Pins, known: Known) -> int:
    """How many tiers may be hoped to be as good as their relaxations: as the plan known was."""
    for position, task in enumerate(pins.tasks):
        if task.id not in known.tiers:
            return position + 1
        relaxation = known.relaxations[position]
        least = pins.least(position) if relaxation is None else rounded_up(relaxation.value)
        if int(task.objective @ known.plan) > least:
            return position
    return len(pins.tasks)

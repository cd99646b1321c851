"""Linear relaxations: solved with the tiers above weighed in, and what follows from their prices.

Any plan that moves a column off the bound its reduced cost presses it to costs at least the
relaxation plus that cost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from constraints.board import BoolArray, IntArray
from staffing.solver.engine import Answer, Basis, LinearAnswer
from staffing.solver.linear import solve_linear
from staffing.solver.program import TOLERANCE, UNBOUNDED, FloatArray, Program

MOST_TRADED = 1e-2
"""What the tiers above may seem to yield, in units of the own tier, and still be called noise."""


@dataclass(frozen=True)
class Ladder:
    """The tiers around the one being solved, weighed.

    Bare pins leave the relaxation so degenerate that it takes several times as long. Weighed, they
    cost nothing: what a pin's own multiplier loses, the weight gives back. own: weight of the tier
    being solved; weights, rows: of each pin above that the relaxation attains; above, value:
    weighted sum over those pins; blend: of all tiers, those below as well; aiming: whether to look
    for a plan with it; later: rows of the program that matter only to the tiers below; low, high:
    sides of its rows, as close as plans keep them that are no worse in the tiers above. (For
    integer programs: the duals of a relaxation over such rows would say little of any other plan.)
    """

    own: int
    weights: IntArray
    rows: IntArray
    above: IntArray
    value: int
    blend: IntArray
    aiming: bool
    later: BoolArray
    low: IntArray
    high: IntArray


def without_worse(program: Program, linear: LinearAnswer, value: float) -> Program:
    """Columns rest at their bound where every plan that moves them costs more than *value*. (One
    that need not be whole could move by less than one, and cost as much less.)"""
    assert linear.reduced is not None
    worse = np.abs(linear.reduced) > value - linear.value + TOLERANCE
    return resting(program, linear, worse & program.integer)


def without_slack(program: Program, linear: LinearAnswer, value: float) -> Program:
    """Rows stay at the side their price presses them to where every plan that leaves it costs more
    than *value*. (Rows with columns that need not be whole could leave it by less than one.)"""
    assert linear.duals is not None
    whole = ~program.rows_with(~program.integer & (program.upper > program.lower))
    duals = np.zeros(program.rows)
    duals[: len(linear.duals)] = linear.duals
    pressed = whole & (np.abs(duals) > value - linear.value + TOLERANCE)
    down = pressed & (duals > 0) & (program.row_low != -UNBOUNDED)
    up = pressed & (duals < 0) & (program.row_high != UNBOUNDED)
    low = np.where(up, program.row_high, program.row_low)
    return replace(program, row_low=low, row_high=np.where(down, program.row_low, program.row_high))


def rounded_up(value: float) -> int:
    """Smallest whole number that is not below *value*, floating-point noise aside."""
    return int(np.ceil(value - TOLERANCE * max(1.0, abs(value) * 1e-3)))


def relaxed(
    program: Program,
    objective: IntArray,
    ladder: Ladder | None,
    start: Basis | None,
    plan: IntArray | None = None,
) -> LinearAnswer:
    """The linear relaxation, the tiers above weighed in and taken out again.

    start, plan: as for :func:`staffing.solver.linear.solve_linear`.
    """
    if ladder is None or not len(ladder.rows):
        return solve_linear(program, objective, start=start, plan=plan)
    mixed = solve_linear(program, ladder.own * objective + ladder.above, start=start, plan=plan)
    if mixed.columns is None or mixed.duals is None or mixed.reduced is None:
        return mixed
    traded = max(0.0, (ladder.value - float(ladder.above @ mixed.columns)) / ladder.own)
    if traded > MOST_TRADED:
        # A tier above is tighter in whole plans than in the relaxation, which would trade on that.
        return solve_linear(program, objective, start=mixed.basis, plan=plan)
    duals = mixed.duals.copy()
    duals[ladder.rows] -= ladder.weights
    return LinearAnswer(
        mixed.answer,
        (mixed.value - ladder.value) / ladder.own,
        mixed.columns,
        duals / ladder.own,
        mixed.reduced / ladder.own,
        mixed.basis,
        mixed.steps,
    )


def by_duals(program: Program, objective: IntArray, duals: FloatArray) -> LinearAnswer:
    """What given duals say of a relaxation; where a row is open on the side of its dual, that says
    nothing. Without columns: they are of no plan."""
    duals = program.telling(duals)
    reduced = program.reduced_costs(objective, duals)
    return LinearAnswer(Answer.OPTIMAL, program.bounded(duals, reduced), None, duals, reduced)


def resting(program: Program, linear: LinearAnswer, dropped: BoolArray) -> Program:
    """Dropped columns stay at the bound their reduced cost presses them to."""
    assert linear.reduced is not None
    pressed_up = dropped & (linear.reduced < -TOLERANCE)
    upper = np.where(dropped & ~pressed_up, program.lower, program.upper)
    lower = np.where(pressed_up, program.upper, program.lower)
    return replace(program, lower=lower, upper=upper)


def beyond(linear: LinearAnswer, dropped: BoolArray) -> int:
    """What every plan that uses a dropped column costs at least."""
    assert linear.reduced is not None
    return rounded_up(linear.value + float(np.abs(linear.reduced[dropped]).min()))

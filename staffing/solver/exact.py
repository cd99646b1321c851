"""One objective over one program, to a proven whole optimum.

Linear relaxation with reduced costs, then an integer program over few columns: those the relaxation
uses and those that cost least to bring in. Any plan using a dropped column costs at least the
relaxation plus the smallest reduced cost dropped; if the small program's value is within that, it
is the optimum of the large one. Otherwise more columns come in, at last all that could matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from constraints.board import BoolArray, IntArray
from staffing.solver.engine import Answer, LinearAnswer, solve_integer, solve_linear
from staffing.solver.program import Program

TOLERANCE = 1e-6
"""Slack allowed to floating-point values before they are compared with whole numbers."""

FIRST_COLUMNS = 4000
"""Columns of the first integer program, beside those the relaxation uses."""

GROWTH = 4
"""How many times more columns the next integer program gets when a proof fails."""


@dataclass(frozen=True)
class Exact:
    """Outcome of one exact solve.

    answer: optimal (within the gap asked for), feasible (stopped early), infeasible or unknown;
    value: of the columns found; bound: proven, a whole number; linear: the relaxation (None when it
    was not solved).
    """

    answer: Answer
    value: int = 0
    bound: int = 0
    columns: IntArray | None = None
    linear: LinearAnswer | None = None


def solve_exactly(
    program: Program,
    objective: IntArray,
    *,
    gap: int = 0,
    known: IntArray | None = None,
    nodes: int | None = None,
) -> Exact:
    """Minimise *objective*.

    gap: difference between value and bound that is good enough (0 = the optimum itself).
    known: a plan already at hand; nodes: limit on branch-and-bound nodes per integer program
    (None = until proven).
    """
    linear = solve_linear(program, objective)
    if linear.answer is not Answer.OPTIMAL:
        return Exact(linear.answer)
    bound, best, size = rounded_up(linear.value), known, FIRST_COLUMNS
    while True:
        if best is not None and int(objective @ best) - bound <= gap:
            return Exact(Answer.OPTIMAL, int(objective @ best), bound, best, linear)
        dropped = _dropped(program, linear, size, None if best is None else int(objective @ best))
        small = _resting(program, linear, dropped)
        answer, found, proven = _solve_small(small, objective, gap, nodes)
        if found is not None and (best is None or objective @ found < objective @ best):
            best = found
        if answer is Answer.UNKNOWN or (not dropped.any() and answer is not Answer.OPTIMAL):
            return _unfinished(answer, objective, best, bound, linear)
        beyond = _beyond(linear, dropped)
        bound = max(bound, min(proven, beyond) if answer is not Answer.INFEASIBLE else beyond)
        if best is not None and int(objective @ best) - bound <= gap:
            return Exact(Answer.OPTIMAL, int(objective @ best), bound, best, linear)
        if answer is Answer.FEASIBLE:
            return _unfinished(answer, objective, best, bound, linear)
        size *= GROWTH


def without_worse(program: Program, linear: LinearAnswer, value: float) -> Program:
    """Columns rest at their bound where every plan that moves them costs more than *value*."""
    assert linear.reduced is not None
    return _resting(program, linear, np.abs(linear.reduced) > value - linear.value + TOLERANCE)


def rounded_up(value: float) -> int:
    """Smallest whole number that is not below *value*, floating-point noise aside."""
    return int(np.ceil(value - TOLERANCE * max(1.0, abs(value) * 1e-3)))


def _unfinished(
    answer: Answer, objective: IntArray, best: IntArray | None, bound: int, linear: LinearAnswer
) -> Exact:
    if best is None:
        return Exact(answer, bound=bound, linear=linear)
    return Exact(Answer.FEASIBLE, int(objective @ best), bound, best, linear)


def _dropped(program: Program, linear: LinearAnswer, size: int, value: int | None) -> BoolArray:
    """Columns left out: not used by the relaxation and not among the *size* cheapest to bring in.

    With a plan of *value* at hand, a column whose cost exceeds what could still be gained goes
    anyway, and all others may stay once they are few.
    """
    assert linear.reduced is not None and linear.columns is not None
    cost = np.abs(linear.reduced)
    open_ = program.choice & (program.upper > program.lower)
    resting = open_ & (cost > TOLERANCE)
    costly = resting & (cost > (np.inf if value is None else value - linear.value))
    waiting = np.flatnonzero(resting & ~costly)
    if len(waiting) <= size:
        return costly
    order = waiting[np.argsort(cost[waiting], kind="stable")]
    dropped = costly.copy()
    dropped[order[size:]] = True
    return dropped


def _resting(program: Program, linear: LinearAnswer, dropped: BoolArray) -> Program:
    """Dropped columns stay at the bound their reduced cost presses them to."""
    assert linear.reduced is not None
    upper = np.where(dropped & (linear.reduced > 0), program.lower, program.upper)
    lower = np.where(dropped & (linear.reduced < 0), program.upper, program.lower)
    return replace(program, lower=lower, upper=upper)


def _beyond(linear: LinearAnswer, dropped: BoolArray) -> int:
    """What every plan that uses a dropped column costs at least."""
    assert linear.reduced is not None
    if not dropped.any():
        return 2**62
    return rounded_up(linear.value + float(np.abs(linear.reduced[dropped]).min()))


def _solve_small(
    program: Program, objective: IntArray, gap: int, nodes: int | None
) -> tuple[Answer, IntArray | None, int]:
    """Integer optimum of a restricted program; (answer, all columns or None, proven bound)."""
    small, kept = program.without_fixed()
    fixed = np.ones(program.columns, np.bool_)
    fixed[kept] = False
    constant = int(objective[fixed] @ program.lower[fixed])
    found = solve_integer(small, objective[kept], gap=gap, nodes=nodes)
    proven = rounded_up(found.bound) + constant if np.isfinite(found.bound) else -(2**62)
    if found.columns is None:
        return found.answer, None, proven
    values = program.lower.copy()
    values[kept] = found.columns
    if not program.admits(values):
        raise RuntimeError("the engine returned columns that break the rows it was given")
    return found.answer, values, proven

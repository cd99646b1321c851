"""One objective over one program, to a proven whole optimum.

Linear relaxation with reduced costs, then an integer program over few columns: those a plan at hand
or the relaxation uses and those that cost least to bring in. Any plan using a dropped column costs
at least the relaxation plus the smallest reduced cost dropped; if the small program's value is
within that, it is the optimum of the large one. Otherwise more columns come in, at last all that
could matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from constraints.board import BoolArray, IntArray
from staffing.solver.engine import Answer, LinearAnswer, solve_integer, solve_linear
from staffing.solver.program import UNBOUNDED, FloatArray, Program

TOLERANCE = 1e-6
"""Slack allowed to floating-point values before they are compared with whole numbers."""

MOST_TRADED = 1e-2
"""What the tiers above may seem to yield, in units of the own tier, and still be called noise."""

FIRST_COLUMNS = 3000
"""Columns of the first integer program, beside those already in use."""


@dataclass(frozen=True)
class Above:
    """Tiers already pinned, weighed beside the objective of the relaxation.

    Bare pins leave the relaxation so degenerate that it takes several times as long. Weighed, they
    cost nothing: what a pin's own multiplier loses, the weight gives back. own: weight of the tier
    being solved; weights, rows: of each pin; objective, value: weighted sums over the pins.
    """

    own: int
    weights: IntArray
    rows: IntArray
    objective: IntArray
    value: int


@dataclass(frozen=True)
class Exact:
    """Outcome of one exact solve.

    answer: optimal, feasible (stopped early), infeasible or unknown; value: of the columns found;
    bound: proven, a whole number; linear: the relaxation (None when it was not solved).
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
    above: Above | None = None,
    known: IntArray | None = None,
    preference: FloatArray | None = None,
    nodes: int | None = None,
) -> Exact:
    """Minimise *objective*.

    above: tiers pinned already; known: a plan already at hand; preference: which columns to try
    first among equally cheap ones (smaller = sooner); nodes: limit on branch-and-bound nodes per
    integer program (None = until proven).
    """
    linear = _relaxed(program, objective, above)
    if linear.answer is not Answer.OPTIMAL:
        return Exact(linear.answer)
    order = np.zeros(program.columns) if preference is None else preference
    bound, best = rounded_up(linear.value), known
    for size in (FIRST_COLUMNS, program.columns):
        value = None if best is None else int(objective @ best)
        if value is not None and value <= bound:
            return Exact(Answer.OPTIMAL, value, bound, best, linear)
        dropped = _dropped(program, linear, best, value, order, size)
        small = _resting(program, linear, dropped)
        answer, found, proven = _solve_small(small, objective, nodes, better_than=value)
        if found is not None and (value is None or int(objective @ found) < value):
            best = found
        if answer in (Answer.UNKNOWN, Answer.FEASIBLE) or not dropped.any():
            proven = max(bound, proven)
            return _finished(answer, objective, best, proven, linear, bool(dropped.any()))
        bound = max(bound, min(proven, _beyond(linear, dropped)))
    return _settled(objective, best, bound, linear)


def without_worse(program: Program, linear: LinearAnswer, value: float) -> Program:
    """Columns rest at their bound where every plan that moves them costs more than *value*."""
    assert linear.reduced is not None
    return _resting(program, linear, np.abs(linear.reduced) > value - linear.value + TOLERANCE)


def rounded_up(value: float) -> int:
    """Smallest whole number that is not below *value*, floating-point noise aside."""
    return int(np.ceil(value - TOLERANCE * max(1.0, abs(value) * 1e-3)))


def solve_roughly(
    program: Program, objective: IntArray, *, nodes: int, known: IntArray | None = None
) -> Exact:
    """A good plan without a proof: the first integer program and no more.

    known: a plan whose columns stay in, so that there is one to be found.
    """
    linear = solve_linear(program, objective)
    if linear.answer is not Answer.OPTIMAL:
        return Exact(linear.answer)
    order = np.zeros(program.columns)
    dropped = _dropped(program, linear, known, None, order, FIRST_COLUMNS)
    small = _resting(program, linear, dropped)
    _, found, _ = _solve_small(small, objective, nodes)
    value = 0 if found is None else int(objective @ found)
    return Exact(Answer.FEASIBLE, value, rounded_up(linear.value), found, linear)


def _relaxed(program: Program, objective: IntArray, above: Above | None) -> LinearAnswer:
    """The linear relaxation, the tiers above weighed in and taken out again."""
    if above is None or not len(above.rows):
        return solve_linear(program, objective)
    mixed = solve_linear(program, above.own * objective + above.objective)
    if mixed.columns is None or mixed.duals is None or mixed.reduced is None:
        return mixed
    traded = max(0.0, (above.value - float(above.objective @ mixed.columns)) / above.own)
    if traded > MOST_TRADED:
        # A tier above is tighter in whole plans than in the relaxation, which would trade on that.
        return solve_linear(program, objective)
    duals = mixed.duals.copy()
    duals[above.rows] -= above.weights
    return LinearAnswer(
        mixed.answer,
        float(objective @ mixed.columns) - traded,
        mixed.columns,
        duals / above.own,
        mixed.reduced / above.own,
    )


def _settled(objective: IntArray, best: IntArray | None, bound: int, linear: LinearAnswer) -> Exact:
    """Both integer programs have been optimal: the plan at hand against the bound reached."""
    if best is None:
        return Exact(Answer.UNKNOWN, bound=bound, linear=linear)
    value = int(objective @ best)
    answer = Answer.OPTIMAL if value <= bound else Answer.FEASIBLE
    return Exact(answer, value, min(bound, value), best, linear)


def _finished(
    answer: Answer,
    objective: IntArray,
    best: IntArray | None,
    proven: int,
    linear: LinearAnswer,
    partial: bool,
) -> Exact:
    """The last integer program has spoken: for the whole program, or for a part and no further."""
    bound = rounded_up(linear.value) if partial else proven
    if best is None:
        return Exact(answer, bound=bound, linear=linear)
    value = int(objective @ best)
    done = not partial and answer in (Answer.OPTIMAL, Answer.INFEASIBLE)
    if done or value <= bound:
        return Exact(Answer.OPTIMAL, value, value, best, linear)
    return Exact(Answer.FEASIBLE, value, bound, best, linear)


def _dropped(
    program: Program,
    linear: LinearAnswer,
    best: IntArray | None,
    value: int | None,
    order: FloatArray,
    size: int,
) -> BoolArray:
    """Choices left out of the next integer program.

    Those that no plan better than *value* can use, and of the others all but the *size* cheapest to
    bring in; what the relaxation or the plan at hand uses always stays.
    """
    assert linear.reduced is not None and linear.columns is not None
    cost = np.abs(linear.reduced)
    used = np.abs(linear.columns - program.lower) > TOLERANCE
    if best is not None:
        used |= best != program.lower
    waiting = program.choice & (program.upper > program.lower) & ~used
    # A better plan is better by at least one.
    limit = np.inf if value is None else value - 1 - linear.value + TOLERANCE
    dropped = waiting & (cost > limit)
    rest = np.flatnonzero(waiting & ~dropped)
    if len(rest) > size:
        ranked = rest[np.lexsort((order[rest], np.round(cost[rest], 6)))]
        dropped[ranked[size:]] = True
    return np.asarray(dropped)


def _resting(program: Program, linear: LinearAnswer, dropped: BoolArray) -> Program:
    """Dropped columns stay at the bound their reduced cost presses them to."""
    assert linear.reduced is not None
    pressed_up = dropped & (linear.reduced < -TOLERANCE)
    upper = np.where(dropped & ~pressed_up, program.lower, program.upper)
    lower = np.where(pressed_up, program.upper, program.lower)
    return replace(program, lower=lower, upper=upper)


def _beyond(linear: LinearAnswer, dropped: BoolArray) -> int:
    """What every plan that uses a dropped column costs at least."""
    assert linear.reduced is not None
    return rounded_up(linear.value + float(np.abs(linear.reduced[dropped]).min()))


def _solve_small(
    program: Program, objective: IntArray, nodes: int | None, better_than: int | None = None
) -> tuple[Answer, IntArray | None, int]:
    """Integer optimum of a restricted program; (answer, all columns or None, proven bound).

    better_than: ask only for plans below this value; "infeasible" then means there are none, and
    the bound says so.
    """
    if better_than is not None:
        used = np.flatnonzero(objective)
        program = program.with_row(used, objective[used], -UNBOUNDED, better_than - 1)
    small, kept = program.without_fixed()
    fixed = np.ones(program.columns, np.bool_)
    fixed[kept] = False
    constant = int(objective[fixed] @ program.lower[fixed])
    found = solve_integer(small, objective[kept], nodes=nodes, search=better_than is None)
    if found.answer is Answer.INFEASIBLE and better_than is not None:
        return found.answer, None, better_than
    proven = rounded_up(found.bound) + constant if np.isfinite(found.bound) else -(2**62)
    if found.columns is None:
        return found.answer, None, proven
    values = program.lower.copy()
    values[kept] = found.columns
    if not program.admits(values):
        raise RuntimeError("the engine returned columns that break the rows it was given")
    return found.answer, values, proven

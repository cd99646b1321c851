"""One objective over one program, to a proven integer optimum.

Linear relaxation with reduced costs, then a small integer program over the columns whose reduced
cost does not exceed a threshold. If the integer value exceeds the linear one by no more than the
threshold, no dropped column can belong to a better plan, and the small optimum is the large one;
otherwise the threshold grows to exactly that difference.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, IntArray
from staffing.solver.engine import Answer, LinearAnswer, solve_integer, solve_linear
from staffing.solver.program import Program

TOLERANCE = 1e-6
"""Slack allowed to floating-point values before they are compared with integers."""

FIRST_THRESHOLD = 60
"""Opening threshold in units of the objective's own scale; measured to beat opening at the gap."""


@dataclass(frozen=True)
class Exact:
    """Outcome of one exact solve.

    answer: optimal, feasible (stopped early), infeasible or unknown; value: of the columns found;
    bound: proven, an integer; linear: the relaxation (None when it was not solved).
    """

    answer: Answer
    value: int = 0
    bound: int = 0
    columns: IntArray | None = None
    linear: LinearAnswer | None = None


def solve_exactly(
    program: Program, objective: IntArray, *, scale: int = 1, nodes: int | None = None
) -> Exact:
    """Minimise *objective*. scale: weight of the leading tier, which sets the first threshold.

    nodes: limit on branch-and-bound nodes per integer program (None = until proven).
    """
    linear = solve_linear(program, objective)
    if linear.answer is not Answer.OPTIMAL:
        return Exact(linear.answer)
    bound = rounded_up(linear.value)
    threshold = float(FIRST_THRESHOLD * scale)
    best: IntArray | None = None
    while True:
        upper, lower = restricted(program, linear, threshold)
        answer, found, proven = _solve_within(program, objective, lower, upper, nodes)
        if found is not None and (best is None or objective @ found < objective @ best):
            best = found
        if best is None:
            if not _widened(program, lower, upper):
                return Exact(answer, bound=bound, linear=linear)
            threshold *= 64
            continue
        value = int(objective @ best)
        gap = value - linear.value
        complete = gap <= threshold or not _widened(program, lower, upper)
        if complete or answer is not Answer.OPTIMAL:
            if complete and answer is Answer.OPTIMAL:
                return Exact(Answer.OPTIMAL, value, value, best, linear)
            beyond = rounded_up(linear.value + threshold)
            return Exact(Answer.FEASIBLE, value, max(bound, min(proven, beyond)), best, linear)
        threshold = gap + TOLERANCE


def restricted(
    program: Program, linear: LinearAnswer, threshold: float
) -> tuple[IntArray, IntArray]:
    """(upper, lower) bounds with every column fixed that a plan within *threshold* cannot use.

    A column resting at a bound with reduced cost beyond the threshold stays at that bound.
    """
    assert linear.reduced is not None and linear.columns is not None
    at_lower = linear.reduced > threshold + TOLERANCE
    at_upper = linear.reduced < -threshold - TOLERANCE
    upper = np.where(at_lower, program.lower, program.upper)
    lower = np.where(at_upper, program.upper, program.lower)
    return upper, lower


def rounded_up(value: float) -> int:
    """Smallest integer that is not below *value*, floating-point noise aside."""
    return int(np.ceil(value - TOLERANCE * max(1.0, abs(value) * 1e-3)))


def _widened(program: Program, lower: IntArray, upper: IntArray) -> bool:
    """Whether the restriction left anything out."""
    return bool((upper < program.upper).any() or (lower > program.lower).any())


def _solve_within(
    program: Program, objective: IntArray, lower: IntArray, upper: IntArray, nodes: int | None
) -> tuple[Answer, IntArray | None, int]:
    """Integer optimum with tighter bounds; (answer, all columns or None, proven bound)."""
    tight = Program(
        lower,
        upper,
        program.integer,
        program.row_low,
        program.row_high,
        program.row,
        program.column,
        program.coefficient,
    )
    small, kept = tight.without_fixed()
    constant = int(
        objective[_others(kept, program.columns)] @ lower[_others(kept, program.columns)]
    )
    found = solve_integer(small, objective[kept], nodes=nodes)
    proven = rounded_up(found.bound) + constant if np.isfinite(found.bound) else -(2**62)
    if found.columns is None:
        return found.answer, None, proven
    values = lower.copy()
    values[kept] = found.columns
    if not program.admits(values):
        raise RuntimeError("the engine returned columns that break the rows it was given")
    return found.answer, values, proven


def _others(kept: IntArray, count: int) -> BoolArray:
    mask = np.ones(count, np.bool_)
    mask[kept] = False
    return mask

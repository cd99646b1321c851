"""Lexicographic tiers over one program: each solved exactly, pinned, and carried into the next.

First a *scout*: one blend of all tiers, solved roughly, gives a plan that is good everywhere. It
proves nothing, but a tier whose best known plan attains what the columns' bounds alone allow is
proven without solving anything, and in the others the relaxation's bound often meets the plan at
once. The rest is :mod:`staffing.solver.descent`'s. In a large program with knots the tiers that
knots reach into are gone through first, over the rows those tiers need. Where what can be attained
is known, a plan that attains it is looked for before anything else.
"""

from __future__ import annotations

from collections.abc import Sequence

from staffing.solver.descent import FEW_COLUMNS, Descent, scouted
from staffing.solver.engine import Answer
from staffing.solver.exact import SMALL
from staffing.solver.known import Known
from staffing.solver.near import NearDescent
from staffing.solver.pins import Pins, TierTask
from staffing.solver.program import Program
from staffing.solver.proof import Report, TiersAnswer


def solve_tiers(
    program: Program,
    tasks: Sequence[TierTask],
    *,
    known: Known | None = None,
    nodes: int | None = None,
    report: Report = lambda tier, best, bound: None,
) -> TiersAnswer:
    """Solve *tasks* in order of precedence.

    known: what a solve of nearly this program left; nodes: limit on branch-and-bound nodes per
    integer program (None = until proven).
    """
    through = _through_knots(program, tasks)
    if known is not None:
        found = _from_known(program, tasks, known, through, nodes, report)
        if found is not None:
            return found
    pins = Pins(program, tasks)
    above = _above(pins, through, nodes, report) if through else None
    if above is not None:
        reached = above.held_in(pins)
        scout = scouted(pins.program.untied(above.plan), pins, None, found=above.plan)
        if scout.columns is not None:
            return Descent(pins, nodes, scout, above=reached, knotty=True).go(report)
        pins = Pins(program, tasks)
    scout = scouted(program, pins, None)
    if scout.answer is Answer.INFEASIBLE:
        return TiersAnswer(Answer.INFEASIBLE, None, (), program)
    return Descent(pins, nodes, scout, knotty=False).go(report)


def _from_known(
    program: Program,
    tasks: Sequence[TierTask],
    known: Known,
    through: int,
    nodes: int | None,
    report: Report,
) -> TiersAnswer | None:
    """From what is known; None where that does not lead to a plan, or not to proofs that may be had
    from nothing."""
    pins, last = Pins(program, tasks), len(known.values)
    for count in sorted({last, min(through, last)} - {0}, reverse=True):
        near = _as_good(pins, known, count, nodes)
        if near is not None:
            return near.go(report)
    near = NearDescent.begun(pins, known, nodes)
    found = None if near is None else near.go(report)
    if found is None or found.columns is None:
        return None
    return found if found.answer is Answer.OPTIMAL or not known.ended else None


def _through_knots(program: Program, tasks: Sequence[TierTask]) -> int:
    """How many tiers there are down to the last that knots stand in; 0 where there are no knots to
    speak of."""
    if not program.knot.any() or len(program.row) < SMALL:
        return 0
    tied = [program.tied(task.objective) for task in tasks]
    first = tied.index(True) if True in tied else len(tasks)
    return next((at for at in range(first, len(tasks)) if not tied[at]), len(tasks))


def _as_good(pins: Pins, known: Known, count: int, nodes: int | None) -> Descent | None:
    """From a plan as good in the first *count* tiers as any is known to be; None where there is
    none among the likely columns."""
    pins = Pins(pins.program, pins.tasks)
    reached = known.held_in(pins, count)
    for size in (FEW_COLUMNS, None):
        scout = scouted(pins.closer, pins, known.basis, size=size, found=known.plan)
        if scout.columns is not None:
            knotty = bool(pins.program.knot.any())
            return Descent(pins, nodes, scout, knotty=knotty, above=reached)
        if scout.answer is Answer.INFEASIBLE:
            break
    return None


def _above(pins: Pins, count: int, nodes: int | None, report: Report) -> Descent | None:
    """The first *count* tiers, without the rows of those below; None without a plan with knots at
    rest."""
    upper = pins.above(count)
    at_rest = upper.program.untied(pins.program.lower)
    scout = scouted(at_rest, upper, None, size=FEW_COLUMNS)
    if scout.columns is None:
        return None
    descent = Descent(upper, nodes, scout, knotty=True)
    return descent if descent.go(report).columns is not None else None

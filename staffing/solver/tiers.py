"""Lexicographic tiers over one program: each solved exactly, pinned, and carried into the next.

First a *scout*: one blend of all tiers, solved roughly, gives a plan that is good everywhere. It
proves nothing, but a tier whose best known plan attains what the columns' bounds alone allow is
proven without solving anything, and in the others the relaxation's bound often meets the plan at
once. The rest is :mod:`staffing.solver.descent`'s. In a large program with knots the tiers that
knots reach into are gone through first, over the rows those tiers need.
"""

from __future__ import annotations

from collections.abc import Sequence

from staffing.solver.descent import FEW_COLUMNS, Descent, scouted
from staffing.solver.engine import Answer, Basis
from staffing.solver.exact import SMALL
from staffing.solver.pins import Pins, TierTask
from staffing.solver.program import Program
from staffing.solver.proof import Report, TiersAnswer


def solve_tiers(
    program: Program,
    tasks: Sequence[TierTask],
    *,
    basis: Basis | None = None,
    nodes: int | None = None,
    report: Report = lambda tier, best, bound: None,
) -> TiersAnswer:
    """Solve *tasks* in order of precedence.

    basis: of the blend of these tiers (:attr:`Pins.blend`) over this program with other bounds;
    nodes: limit on branch-and-bound nodes per integer program (None = until proven).
    """
    pins = Pins(program, tasks)
    above = _through_knots(pins, nodes, report)
    if above is not None:
        reached = above.held_in(pins)
        scout = scouted(pins.program.untied(above.plan), pins, basis, found=above.plan)
        if scout.columns is not None:
            return Descent(pins, nodes, scout, above=reached, knotty=True).go(report)
        pins = Pins(program, tasks)
    scout = scouted(program, pins, basis)
    if scout.answer is Answer.INFEASIBLE:
        return TiersAnswer(Answer.INFEASIBLE, None, (), program)
    return Descent(pins, nodes, scout, knotty=False).go(report)


def _through_knots(pins: Pins, nodes: int | None, report: Report) -> Descent | None:
    """The tiers down to the last that knots stand in, without the rows of those below; None where
    there are no knots to speak of, or no plan with knots at rest.
    """
    program, tasks = pins.program, pins.tasks
    if not program.knot.any() or len(program.row) < SMALL:
        return None
    tied = [program.tied(task.objective) for task in tasks]
    first = tied.index(True) if True in tied else len(tasks)
    count = next((at for at in range(first, len(tasks)) if not tied[at]), len(tasks))
    upper = pins.above(count)
    scout = scouted(upper.program.untied(program.lower), upper, None, size=FEW_COLUMNS)
    if scout.columns is None:
        return None
    descent = Descent(upper, nodes, scout, knotty=True)
    return descent if descent.go(report).columns is not None else None

"""The plan at hand as it is measured, in a process beside while something else is worked on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from staffing.answers.figures import Figures, base_figures, run_of
from staffing.answers.processes import cores, shared, side_by_side
from staffing.answers.source import BasePlan
from staffing.locks.excess import Excess

MANY = 2_000
"""Teachers of a county whose plan takes longer to measure than a process takes to begin."""


@dataclass(frozen=True)
class AtHand:
    """Figures of the plan at hand; over: limits that locks exceed (锁定超限) in it."""

    figures: Figures
    over: tuple[Excess, ...]


@contextmanager
def measured_beside(base: BasePlan) -> Iterator[Callable[[], AtHand]]:
    """Measure a plan meanwhile; what is yielded waits for it."""
    if cores() == 1 or len(base.intake.county.teachers) < MANY:
        yield lambda: measured(base)
        return
    with side_by_side(_measured_there, [None], base) as (coming,):
        yield coming.result


def measured(base: BasePlan) -> AtHand:
    """A plan as it is measured."""
    run = run_of(base)
    return AtHand(base_figures(base, run), run.over_limits)


def _measured_there(_: None) -> AtHand:
    return measured(shared())

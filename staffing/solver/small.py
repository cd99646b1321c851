"""Integer programs over the columns that are open: to their optimum, or to a better plan.

Where curves wind through a large program, most of its columns only follow from what is done. A
search then asks what is done and what the tier counts to be whole, and makes the rest so at its
end.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from constraints.board import BoolArray, IntArray
from staffing.solver.engine import Answer, solve_integer
from staffing.solver.parts import in_parts
from staffing.solver.program import Program
from staffing.solver.relaxation import rounded_up

WORK = 12_000_000
"""Entries of an integer program times the nodes spent on it, where nodes are limited at all: a node
of a large program takes long, and brings less."""

LIGHT = 30_000
"""Entries up to which a program may spend all nodes there are."""

FEWEST_NODES = 5
"""Nodes that even the largest program may spend."""


def solve_small(
    program: Program,
    objective: IntArray,
    below: int | None = None,
    *,
    nodes: int | None,
    known: IntArray | None = None,
) -> tuple[Answer, IntArray | None, int]:
    """Integer optimum over the columns that are not fixed: the answer, all columns (None if no plan
    was found) and a proven bound.

    below: as for :func:`staffing.solver.engine.solve_integer`.
    """
    small, kept = program.without_fixed()
    if nodes is not None and len(small.row) > LIGHT:
        nodes = min(nodes, max(FEWEST_NODES, WORK // len(small.row)))
    fixed = np.ones(program.columns, np.bool_)
    fixed[kept] = False
    constant = int(objective[fixed] @ program.lower[fixed])
    start = None if known is None else known[kept]
    found = solve_integer(
        small,
        objective[kept],
        nodes=nodes,
        below=None if below is None else below - constant,
        known=start,
    )
    proven = rounded_up(found.bound) + constant if np.isfinite(found.bound) else -(2**62)
    if found.columns is None:
        return found.answer, None, proven
    values = program.lower.copy()
    values[kept] = found.columns
    if not program.admits(values):
        raise RuntimeError("the engine returned columns that break the rows it was given")
    return found.answer, values, proven


def bettered(
    program: Program, objective: IntArray, known: IntArray, *, nodes: int
) -> IntArray | None:
    """A plan of *program* found in search of one better than *known*; None = none was found, or
    what follows from it cannot be made whole."""
    small, kept = program.without_fixed()
    aims = objective[kept]
    parts = in_parts(replace(small, integer=small.integer & _decisive(small, aims)))
    none = np.zeros(parts.program.columns - small.columns, np.int64)
    found = solve_integer(
        parts.program, np.append(aims, none), nodes=nodes, known=parts.of(known[kept])
    )
    if found.columns is None:
        return None
    plan = known.copy()
    plan[kept] = found.columns[: small.columns]
    return completed(program, objective, plan, nodes=nodes)


def completed(
    program: Program, objective: IntArray, plan: IntArray, *, nodes: int
) -> IntArray | None:
    """A plan in which what is done is as in *plan*, and all that follows from it is whole and keeps
    the program's rows at the least cost; None = impossible."""
    if program.admits(plan):
        return plan
    found = solve_small(program.settled(plan), objective, nodes=nodes)[1]
    return found if found is not None and program.admits(found) else None


def _decisive(program: Program, objective: IntArray) -> BoolArray:
    """What is done, what *objective* counts, and what stands beside that in a row."""
    done = program.choice | program.knot
    counted = (objective != 0) & ~done
    return np.asarray(done | counted | program.columns_in(program.rows_with(counted)))

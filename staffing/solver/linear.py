"""Linear relaxations of large programs, over few of their columns at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from constraints.board import BoolArray, IntArray
from staffing.solver import engine
from staffing.solver.engine import AT_LOWER, AT_UPPER, BASIC, Basis, LinearAnswer
from staffing.solver.program import DIGITS, TOLERANCE, FloatArray, Part, Program

SHARE = 2
"""One column in so many must be fixed for it to be worth leaving the fixed ones out."""

SIFTED = 5_000
"""Open choices from which a relaxation is solved over few of them first."""

ENTERING = 2_000
"""Choices that come in at a time, at most: those that would pay best."""


def solve_linear(
    program: Program,
    objective: IntArray,
    *,
    start: Basis | None = None,
    dual: bool = False,
    plan: IntArray | None = None,
) -> LinearAnswer:
    """As :func:`staffing.solver.engine.solve_linear`, by sifting: over few choices, those of the
    basis or of a plan at hand (and of narrow rows that the plan does not keep), then over those as
    well that would pay by the prices found, until none would by more than noise.

    A row left without columns has no dual; reduced costs are of all columns.
    """
    shut = program.choice & (program.upper > program.lower)
    if start is not None:
        used = start.on(program).columns
        shut &= (used != BASIC) & (used != AT_UPPER)
    if plan is not None:
        shut &= plan == program.lower
        shut &= ~program.columns_in(_narrow(program, shut) & program.broken(plan))
    if int(shut.sum()) < SIFTED:
        return _unfixed(program, objective, start, dual)
    begin = start
    while True:
        few = program.with_upper(np.where(shut, program.lower, program.upper))
        found = _unfixed(few, objective, begin, dual and begin is start)
        if found.reduced is None:  # what is shut may be wanted for there to be any plan
            begin = _whole_somewhere(program, begin, plan) if begin is start else None
            if begin is None:
                return _unfixed(program, objective, start, dual)
            shut &= (begin.columns != BASIC) & (begin.columns != AT_UPPER)
            continue
        paying = np.flatnonzero(shut & (found.reduced < -TOLERANCE))
        proven = engine.proven(program, found, engine.NOISE) if len(paying) else found
        if proven is not None:
            return proven
        shut[paying[lowest(found.reduced[paying], ENTERING)]] = False
        begin = found.basis


def _whole_somewhere(program: Program, start: Basis | None, plan: IntArray | None) -> Basis | None:
    """A basis that breaks no row, None where there is none: by a relaxation of what rows lack."""
    eased = program.eased()
    lacks = (np.arange(eased.columns) >= program.columns).astype(np.int64)
    longer = None if plan is None else np.append(plan, np.zeros(int(lacks.sum()), np.int64))
    found = solve_linear(eased, lacks, start=start, plan=longer)
    if found.basis is None or found.value > TOLERANCE:
        return None
    return balanced(found.basis.columns[: program.columns], found.basis.rows)


def _narrow(program: Program, shut: BoolArray) -> BoolArray:
    """Rows in which no more stand of these columns than come in at a time."""
    return np.bincount(program.row[shut[program.column]], minlength=program.rows) <= ENTERING


def lowest(prices: FloatArray, most: int) -> IntArray:
    """Where the lowest prices stand, at most so many; of equal ones the first."""
    return np.argsort(np.round(prices, DIGITS), kind="stable")[:most]


def _unfixed(
    program: Program, objective: IntArray, start: Basis | None, dual: bool
) -> LinearAnswer:
    """The same without the fixed columns, where they are many."""
    fixed = program.upper <= program.lower
    if SHARE * int(fixed.sum()) < program.columns:
        return engine.solve_linear(program, objective, start=start, dual=dual)
    part = program.unfixed()
    begin = None if start is None else _inside(start.on(program), part)
    found = engine.solve_linear(part.program, objective[part.columns], start=begin, dual=dual)
    return found if found.columns is None else _whole(found, program, objective, part)


def balanced(columns: IntArray, rows: IntArray) -> Basis:
    """Statuses with as many basic ones as there are rows, which the engine wants; those that depend
    on one another it exchanges by itself."""
    columns, rows = columns.copy(), rows.copy()
    missing = len(rows) - int((columns == BASIC).sum()) - int((rows == BASIC).sum())
    rows[np.flatnonzero(rows != BASIC)[: max(missing, 0)]] = BASIC
    columns[np.flatnonzero(columns == BASIC)[: max(-missing, 0)]] = AT_LOWER
    return Basis(columns, rows)


def _inside(basis: Basis, part: Part) -> Basis:
    return balanced(basis.columns[part.columns], basis.rows[part.rows])


def _whole(found: LinearAnswer, program: Program, objective: IntArray, part: Part) -> LinearAnswer:
    """An answer over part of a program as one over all of it."""
    assert found.columns is not None and found.duals is not None
    columns, duals = program.lower.astype(np.float64), np.zeros(program.rows)
    columns[part.columns], duals[part.rows] = found.columns, found.duals
    settled = objective.copy()
    settled[part.columns] = 0
    return replace(
        found,
        value=found.value + float(settled @ program.lower),
        columns=columns,
        duals=duals,
        reduced=program.reduced_costs(objective, duals),
        basis=outside(found.basis, program, part),
    )


def outside(basis: Basis | None, program: Program, part: Part) -> Basis | None:
    """The basis of part of a program, perhaps with further rows, as one of all of it."""
    if basis is None:
        return None
    columns, rows = np.full(program.columns, AT_LOWER), np.full(program.rows, BASIC)
    columns[part.columns], rows[part.rows] = basis.columns, basis.rows[: len(part.rows)]
    return balanced(columns, rows)

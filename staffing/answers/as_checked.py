"""Questions put to a county some of whose enforced rules are counted more strictly than checked.

They are answered as a solve is: first in the rows as they are; then, where those refuse, in rows as
the checks count, what they lack as small as it can be. Whether the plan keeps the rules is for the
check to say; that there is none is proven only by rows that refuse nothing a check allows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from constraints.board import Candidates, IntArray
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force, RuleRow
from staffing.modelling import visiting
from staffing.modelling.extract import extract
from staffing.modelling.floors import FloorsBoard, Writing, model_on
from staffing.modelling.model import Model, build_model, written
from staffing.modelling.refuting import laxer_model
from staffing.solve import Prepared
from staffing.solver.engine import Answer, solve_integer
from staffing.solver.pins import TierTask
from staffing.solver.program import Program

Made = Callable[[Program], Program]
"""A choice made in a program: only plans with it are left."""


def stricter_rows(situation: Situation) -> tuple[RuleRow, ...]:
    """Enforced rules whose rows are stricter than their checks."""
    hard = (row for row in situation.policy.rules if row.force is Force.HARD)
    return tuple(row for row in hard if rules()[row.rule].conservative)


def asks_more(situation: Situation) -> bool:
    """Whether there is any."""
    return bool(stricter_rows(situation))


def keeps(prepared: Prepared, values: IntArray) -> bool:
    """Whether a plan keeps those rules, or leaves them undecided, by their checks."""
    rows = stricter_rows(prepared.situation)
    if not rows:
        return True
    roster = extract(prepared.situation, prepared.model, values)
    outcome = Outcome(prepared.situation, roster, prepared.slate.openings)
    measures = (m for row in rows for m in rules()[row.rule].measure(outcome, row.params))
    return not any(measure.short for measure in measures)


class ChosenBoard(FloorsBoard):
    """A board in whose program a choice is made."""

    def __init__(self, situation: Situation, moves: Candidates, made: Made, how: Writing) -> None:
        super().__init__(situation, moves, how)
        self._made = made

    def program(self) -> Program:
        """The program with the choice."""
        return self._made(super().program())


def chosen(prepared: Prepared, made: Made, nodes: int | None) -> Prepared:
    """The county prepared as for a solve, of plans with the choice alone."""
    situation, moves = prepared.situation, prepared.slate.moves

    def board(how: Writing) -> FloorsBoard:
        return ChosenBoard(situation, moves, made, replace(how, kept=prepared.kept))

    return over(prepared, model_on(board, nodes))


def over(prepared: Prepared, model: Model) -> Prepared:
    """The same tiers over another model of the county, be it that one weighs nothing there."""
    tasks = tuple(TierTask(t.id, model.tier_objective(t.id)) for t in prepared.tasks)
    return replace(prepared, model=model, tasks=tasks)


def opened(prepared: Prepared) -> Prepared:
    """The county in rows as the checks count, what they lack left open: for plans beyond the
    stricter rows, of which only the checks say whether they keep the rules."""
    situation = prepared.situation
    board = FloorsBoard(situation, prepared.slate.moves, Writing(by_check=True, kept=prepared.kept))
    return over(prepared, written(board, situation.policy.rules, visiting.columns))


def in_laxer_rows(prepared: Prepared) -> Prepared:
    """The county in rows that refuse nothing the checks allow: what is proven in them is proven of
    every plan."""
    model = build_model(
        prepared.situation, prepared.slate.moves, laxer=True, itinerant=visiting.columns
    )
    return over(prepared, model)


def refuted(prepared: Prepared, made: Made, nodes: int | None) -> bool:
    """Whether it is proven that no plan has the choice."""
    program = made(laxer_model(prepared.situation, prepared.slate).program)
    nothing = np.zeros(program.columns, np.int64)
    return solve_integer(program, nothing, nodes=nodes).answer is Answer.INFEASIBLE

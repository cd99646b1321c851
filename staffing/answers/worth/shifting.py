"""A county whose requirements are moved a little: one person more or less, one post more.

The program is written again with the right sides of named rows moved, so that the answer is a
solve like any other and not a guess from duals. Duals only say where to look first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from constraints.board import Candidates, IntArray, Terms
from constraints.situation import Situation
from staffing.modelling.floors import FloorsBoard, Writing, model_on
from staffing.modelling.model import Model
from staffing.solve import NODES, Prepared
from staffing.solver.engine import Answer
from staffing.solver.linear import solve_linear

Demand = tuple[str, str]
"""A row of the model as people name it: policy row id and key."""

STEP = 4
"""How much heavier each tier weighs than the next in the blend whose duals rank."""


class ShiftedBoard(FloorsBoard):
    """A board on which some demands ask for more (or, below zero, for less), in their unit."""

    def __init__(
        self,
        situation: Situation,
        moves: Candidates,
        shift: Mapping[Demand, int],
        how: Writing,
    ) -> None:
        super().__init__(situation, moves, how)
        self._shift = shift

    def at_least(
        self,
        keys: Sequence[str],
        terms: Sequence[Terms],
        right: IntArray,
        *,
        worth: int = 1,
        step: IntArray | None = None,
        decisions_first: bool = False,
    ) -> IntArray:
        """The rows with their right sides moved."""
        moved = np.array([self._shift.get((self.writing.id, key), 0) for key in keys], np.int64)
        return super().at_least(
            keys,
            terms,
            right + worth * moved,
            worth=worth,
            step=step,
            decisions_first=decisions_first,
        )

    def implied(self, terms: Sequence[Terms], right: IntArray, step: IntArray) -> None:
        """What a rule implies of sums of rows says too much where one of them asks for less."""
        eased = any(row == self.writing.id and by < 0 for (row, _), by in self._shift.items())
        if not eased:
            super().implied(terms, right, step)


def shifted(prepared: Prepared, shift: Mapping[Demand, int]) -> Prepared:
    """The county with some demands moved, ready to be solved. A ratio moved is no longer written as
    a plan met it."""
    situation, moves = prepared.situation, prepared.slate.moves
    kept = {row: at for row, at in prepared.kept.items() if all(row != name for name, _ in shift)}

    def board(how: Writing) -> FloorsBoard:
        return ShiftedBoard(situation, moves, shift, replace(how, kept=kept))

    model = model_on(board, NODES)
    return replace(prepared, model=model, tasks=model.tasks(situation.policy.tiers), kept=kept)


def short_columns(model: Model) -> dict[Demand, tuple[int, ...]]:
    """Columns of every demand's shortfall; a demand that always holds has none."""
    found: dict[Demand, list[int]] = {}
    for block in model.shorts:
        for key, column in zip(block.keys, block.columns.tolist(), strict=True):
            found.setdefault((block.row.id, key), []).append(column)
    return {demand: tuple(columns) for demand, columns in found.items()}


def worth_by_duals(prepared: Prepared) -> dict[Demand, float]:
    """How much one unit less of a demand would save in the relaxation of all tiers blended.

    For ranking alone: tiers are mixed and duals of tied plans are not unique. Empty when the
    relaxation has no answer.
    """
    program, tasks = prepared.model.program, prepared.tasks
    units = {tier.id: tier.unit for tier in prepared.situation.policy.tiers}
    blend = np.zeros(program.columns, np.int64)
    for depth, task in enumerate(reversed(tasks)):
        fine = units[task.id].startswith("0.1")
        blend += STEP**depth * (1 if fine else STEP**2) * task.objective
    found = solve_linear(program, blend)
    if found.answer is not Answer.OPTIMAL or found.reduced is None:
        return {}
    saved = blend - found.reduced
    return {
        demand: float(max(saved[list(columns)]))
        for demand, columns in short_columns(prepared.model).items()
    }

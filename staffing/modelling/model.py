"""The model: the program the rules of a policy wrote, and whose shortfall each column is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from constraints.board import Candidates, IntArray, Visits
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force, RuleRow, Tier
from staffing.modelling.board import ProgramBoard, Shorts
from staffing.solver.pins import TierTask
from staffing.solver.program import Program
from staffing.solver.proof import TierProof


@dataclass(frozen=True)
class Model:
    """A program with its shortfalls; columns 0 … len(moves) − 1 are the candidate placements."""

    program: Program
    moves: Candidates
    visits: Visits
    shorts: tuple[Shorts, ...]

    @classmethod
    def of(cls, board: ProgramBoard) -> Self:
        """What the rules have written on a board."""
        return cls(board.program(), board.moves, board.visits, tuple(board.shorts))

    def tier_objective(self, tier: str) -> IntArray:
        """Weighted sum of the shortfalls of a tier, as a vector over all columns."""
        objective = np.zeros(self.program.columns, np.int64)
        for block in self.shorts:
            if block.row.tier == tier and block.row.force is Force.SOFT:
                np.add.at(objective, block.columns, block.row.weight)
        return objective

    def tasks(self, tiers: Iterable[Tier]) -> tuple[TierTask, ...]:
        """Those of *tiers* that weigh anything, to be solved; the others no plan can change."""
        every = (TierTask(tier.id, self.tier_objective(tier.id)) for tier in tiers)
        return tuple(task for task in every if task.objective.any())

    def unavoidable(self, proofs: Sequence[TierProof]) -> dict[str, int]:
        """Policy row id → what is proven that nobody can avoid of it.

        Known of the first tier, before which nothing but enforced rules stands, where one row alone
        can be short in it, and every row asks for what its check counts.
        """
        posted = {block.row.id: block.row for block in self.shorts if len(block.columns)}.values()
        own = [row for row in posted if proofs and row.tier == proofs[0].id]
        own = [row for row in own if row.force is Force.SOFT]
        hard = [row for row in posted if row.force is Force.HARD]
        if len(own) != 1 or any(rules()[row.rule].conservative for row in (*own, *hard)):
            return {}
        return {own[0].id: -(-proofs[0].bound // own[0].weight)}

    def shortfalls(self, values: IntArray) -> dict[str, dict[str, int]]:
        """Policy row id → key → shortfall (> 0 only) at integer column *values*."""
        found: dict[str, dict[str, int]] = {}
        for block in self.shorts:
            own = found.setdefault(block.row.id, {})
            for key, amount in zip(block.keys, values[block.columns].tolist(), strict=True):
                if amount:
                    own[key] = own.get(key, 0) + amount
        return found


def build_model(
    situation: Situation,
    moves: Candidates,
    *,
    rows: Sequence[RuleRow] | None = None,
    elastic: bool = False,
    tighten: bool = True,
    by_check: bool = False,
    laxer: bool = False,
    itinerant: Callable[[ProgramBoard], Visits] | None = None,
) -> Model:
    """Post every enforced or steering rule of the policy (or just *rows*) on a new board.

    itinerant: proposes visits and their columns before any rule writes rows; tighten: False leaves
    the tightening rows out, for measuring what they are worth; elastic, by_check, laxer: as of
    the board.
    """
    board = ProgramBoard(
        situation, moves, elastic=elastic, tighten=tighten, by_check=by_check, laxer=laxer
    )
    return written(board, situation.policy.rules if rows is None else rows, itinerant)


def written(
    board: ProgramBoard,
    rows: Iterable[RuleRow],
    itinerant: Callable[[ProgramBoard], Visits] | None = None,
) -> Model:
    """What those of *rows* that are enforced or steer write on a board; itinerant: as above."""
    if itinerant is not None:
        board.visits = itinerant(board)
    for row in rows:
        if row.force in (Force.HARD, Force.SOFT):
            board.post(row)
    return Model.of(board)

"""What floors that decisions alone go below must lack whatever else is planned, proven.

All of them at once first: what that plan keeps can be made up. Of the rest each is asked alone.
"""

from __future__ import annotations

import numpy as np

from constraints.board import IntArray
from constraints.situation import Situation
from staffing.modelling.candidates import propose
from staffing.modelling.floors import FloorsBoard, write_floors
from staffing.solver.later import since
from staffing.solver.pins import TierTask
from staffing.solver.program import Program
from staffing.solver.tiers import solve_tiers


def least_lacking(situation: Situation, nodes: int | None) -> dict[tuple[str, str], int | None]:
    """(policy row id, key) of each floor that decisions (锁定) alone go below → the least it lacks.

    0: one plan makes up for it and for all others that have 0; more: no plan makes up for so much
    of it; None: neither is proven. Empty where no plan was found at all.
    """
    board = FloorsBoard(situation, propose(situation).moves)
    program = write_floors(board).program
    columns = sorted(board.named)
    together = _least(program, columns, nodes)
    if together is None:
        return {}
    values, _ = together
    found: dict[tuple[str, str], int | None] = {}
    sure = not board.bent  # else rows of conservative rules stand open
    for column in columns:
        at = board.named[column]
        if not values[column]:
            found[at] = 0 if sure else None
            continue
        alone = _least(program, [column], nodes)
        found[at] = (alone[1] if alone else 0) or None
    return found


def _least(program: Program, columns: list[int], nodes: int | None) -> tuple[IntArray, int] | None:
    """A plan that lacks least in these columns, and the proven bound; None without a plan."""
    objective = np.zeros(program.columns, np.int64)
    objective[columns] = 1
    needed = program.without_rows(since(program, [objective]) >= 1)
    answer = solve_tiers(needed, [TierTask("floors", objective)], nodes=nodes)
    if answer.columns is None:
        return None
    return answer.columns, sum(proof.bound for proof in answer.proofs)

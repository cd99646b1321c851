"""Does deciding together pay? Rotation first and 走教 afterwards, beside both in one model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from constraints.board import IntArray
from constraints.situation import Situation
from models.vocabulary import Mode
from staffing.board import Model, build_model
from staffing.candidates import propose
from staffing.modes import itinerant
from staffing.solver.tiers import TierTask, solve_tiers


def apart(situation: Situation, *, nodes: int | None = None) -> dict[str, int] | None:
    """Values of the tiers when full-time places are settled first and visits are added to them.

    None when one of the two steps finds no plan. nodes: as in :func:`staffing.solve.solve`.
    """
    moves = propose(situation).moves
    alone = build_model(situation, moves)
    first = _columns(situation, alone, nodes)
    if first is None:
        return None
    both = build_model(situation, moves, itinerant=itinerant.columns)
    lower, upper = both.program.lower.copy(), both.program.upper.copy()
    lower[: len(moves)] = upper[: len(moves)] = first[: len(moves)]
    settled = replace(both, program=replace(both.program, lower=lower, upper=upper))
    then = _columns(situation, settled, nodes)
    if then is None:
        return None
    return {t.id: int(t.objective @ then) for t in _tasks(situation, both)}


def visits_count(situation: Situation) -> bool:
    """Whether there is anything to compare: 走教 is on, and some visit could be made."""
    if Mode.ITINERANT.name.lower() not in situation.policy.modes:
        return False
    return bool(len(itinerant.slate(situation).moves))


def _tasks(situation: Situation, model: Model) -> list[TierTask]:
    tasks = [TierTask(t.id, model.tier_objective(t.id)) for t in situation.policy.tiers]
    return [task for task in tasks if task.objective.any()]


def _columns(situation: Situation, model: Model, nodes: int | None) -> IntArray | None:
    answer = solve_tiers(model.program, _tasks(situation, model), nodes=nodes)
    return None if answer.columns is None else np.asarray(answer.columns)

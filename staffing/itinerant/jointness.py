"""Does deciding together pay? Rotation first and 走教 afterwards, beside both in one model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from constraints.board import IntArray
from constraints.registry import family_of
from constraints.situation import Situation
from models.policy import Force
from models.vocabulary import Mode
from staffing.modelling.candidates import propose
from staffing.modelling.model import Model, build_model
from staffing.modes import itinerant
from staffing.result import Run
from staffing.solve import NODES
from staffing.solver.pins import TierTask
from staffing.solver.tiers import solve_tiers

_COVER = "cover"
"""Family of the rules that count lessons nobody gives."""


@dataclass(frozen=True)
class Together:
    """One tier decided in one model, and by rotation first and 走教 afterwards; in its unit."""

    tier: str
    name: str
    unit: str
    together: int
    apart: int


NO_VISITS = "没有可以安排的走教，不作对照"
NOT_APART = (
    "只排交流、不连同走教，排不出满足硬性规则的方案（如已定的走教、须走教补上的底线），无从对照"
)


def compared(
    run: Run, nodes: int | None = NODES, step: Callable[[str], None] = lambda text: None
) -> Run:
    """The run with both numbers of every tier about uncovered lessons, or why there are none.

    Unchanged without a plan or where 走教 is off. step: told in Chinese what is being done.
    """
    if run.result.roster is None or not _on(run.situation):
        return run
    if not visits_count(run.situation):
        return replace(run, not_compared=NO_VISITS)
    step("对照：先排交流、后排走教")
    values = {t.id: t.value for t in run.decided_by.tiers if t.value is not None}
    told = {t.id: t.value for t in run.result.tiers if t.value is not None}
    wanted = cover_tiers(run.situation)
    separately = apart(run.situation, wanted[-1] if wanted else None, nodes=nodes)
    if separately is None:
        return replace(run, not_compared=NOT_APART)
    lines = tuple(
        Together(
            tier.id, tier.name, tier.unit, told[tier.id],
            told[tier.id] + separately[tier.id] - values[tier.id],
        )
        for tier in run.policy.tiers
        if tier.id in wanted and tier.id in values and tier.id in separately
    )  # fmt: skip
    return replace(run, jointness=lines)


def cover_tiers(situation: Situation) -> tuple[str, ...]:
    """Tiers of the policy in which uncovered lessons count and nothing else, in its order.

    Where other targets count too the solver may be stricter than the checks (curved measures), and
    a value of one would stand beside a value of the other.
    """
    used: dict[str, set[str]] = {}
    for row in situation.policy.rules:
        if row.force is Force.SOFT:
            used.setdefault(row.tier, set()).add(family_of(row.rule))
    return tuple(t.id for t in situation.policy.tiers if used.get(t.id) == {_COVER})


def apart(
    situation: Situation, last: str | None = None, *, nodes: int | None = None
) -> dict[str, int] | None:
    """Values of the tiers when full-time places are settled first and visits are added to them.

    last: the last tier looked at in either step, None = all. None when one of the two steps finds
    no plan. nodes: as in :func:`staffing.solve.solve`.
    """
    moves = propose(situation).moves
    alone = build_model(situation, moves)
    first = _columns(_tasks(situation, alone, last), alone, nodes)
    if first is None:
        return None
    both = build_model(situation, moves, itinerant=itinerant.columns)
    lower, upper = both.program.lower.copy(), both.program.upper.copy()
    lower[: len(moves)] = upper[: len(moves)] = first[: len(moves)]
    settled = replace(both, program=replace(both.program, lower=lower, upper=upper))
    then = _columns(_tasks(situation, settled, last), settled, nodes)
    if then is None:
        return None
    return {t.id: int(t.objective @ then) for t in _tasks(situation, both, last)}


def visits_count(situation: Situation) -> bool:
    """Whether there is anything to compare: 走教 is on, and some visit could be made."""
    return _on(situation) and bool(len(itinerant.slate(situation).moves))


def _on(situation: Situation) -> bool:
    return Mode.ITINERANT.name.lower() in situation.policy.modes


def _tasks(situation: Situation, model: Model, last: str | None) -> list[TierTask]:
    names = [tier.id for tier in situation.policy.tiers]
    names = names if last is None else names[: names.index(last) + 1]
    tasks = [TierTask(name, model.tier_objective(name)) for name in names]
    return [task for task in tasks if task.objective.any()]


def _columns(tasks: list[TierTask], model: Model, nodes: int | None) -> IntArray | None:
    answer = solve_tiers(model.program, tasks, nodes=nodes)
    return None if answer.columns is None else np.asarray(answer.columns)

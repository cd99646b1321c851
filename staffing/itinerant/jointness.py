"""Does deciding together pay? Rotation first and 走教 afterwards, beside both in one model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from constraints.board import IntArray
from constraints.registry import family_of
from constraints.situation import Situation
from models.policy import Force
from models.vocabulary import Mode
from staffing.modelling import visiting
from staffing.modelling.candidates import propose
from staffing.modelling.floors import floors_kept
from staffing.modelling.model import Model
from staffing.result import Run
from staffing.solve import NODES
from staffing.solver.pins import Pins, TierTask
from staffing.solver.program import Program
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
NOT_APART = "只排交流、不连同走教，排不出满足硬性规则的方案（如须走教才能补上的底线），无从对照"


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

    What is decided (锁定, published results) stands in both steps, and what enforced floors lack
    for it is held as small as it can be, as in the plan itself: what lacks more of them for a
    better cover is no plan to compare with. last: the last tier looked at in either step,
    None = all. None when one of the two steps finds no plan. nodes: as in
    :func:`staffing.solve.solve`.
    """
    moves = propose(situation).moves
    both = floors_kept(situation, moves, nodes)
    count = len(both.tasks(situation.policy.tiers_to(last)))
    above = Pins(both.program, both.tasks(situation.policy.tiers)).above(count)
    tasks, program = above.tasks, above.program
    upper = program.upper.copy()
    upper[_undecided(situation, both)] = 0
    first = _columns(tasks, replace(program, upper=upper), nodes)
    if first is None:
        return None
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[: len(moves)] = upper[: len(moves)] = first[: len(moves)]
    then = _columns(tasks, replace(program, lower=lower, upper=upper), nodes)
    return None if then is None else {t.id: int(t.objective @ then) for t in tasks}


def _undecided(situation: Situation, model: Model) -> IntArray:
    """Columns of visits that nobody has decided. Who is to go about wherever it may be has none."""
    somewhere = {
        situation.person_index[lock.person]
        for lock in situation.county.locks
        if lock.mode is Mode.ITINERANT and lock.school is None and not lock.forbids
        and lock.person in situation.person_index
    }  # fmt: skip
    visits = model.visits
    free = ~visiting.slate(situation).moves.locked & ~np.isin(visits.person, sorted(somewhere))
    return np.concatenate([visits.visit[free], visits.half_days[free]])


def visits_count(situation: Situation) -> bool:
    """Whether there is anything to compare: 走教 is on, and some visit could be made."""
    return _on(situation) and bool(len(visiting.slate(situation).moves))


def _on(situation: Situation) -> bool:
    return Mode.ITINERANT.name.lower() in situation.policy.modes


def _columns(tasks: Sequence[TierTask], program: Program, nodes: int | None) -> IntArray | None:
    answer = solve_tiers(program, tasks, nodes=nodes)
    return None if answer.columns is None else np.asarray(answer.columns)

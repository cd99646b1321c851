"""Solving a small county with 走教 in the one model, tier by tier."""

from __future__ import annotations

from dataclasses import dataclass, replace

from constraints.situation import Situation
from models.roster import Placement, Roster
from staffing.modelling import visiting
from staffing.modelling.candidates import propose
from staffing.modelling.extract import extract
from staffing.modelling.model import Model, build_model
from staffing.solver.tiers import solve_tiers


@dataclass(frozen=True)
class Plan:
    """The whole roster of a solve, its visits, and the value reached in every tier."""

    roster: Roster
    visits: tuple[Placement, ...]
    tiers: dict[str, int]


def solved(
    situation: Situation, upto: str | None = None, less: tuple[str, str] | None = None
) -> Plan:
    """All tiers proven, or those before and at *upto*.

    less: (person, host) of a visit that must get a half-day less than the best plan gives it.
    """
    moves = propose(situation).moves
    model = build_model(situation, moves, itinerant=visiting.columns)
    if less is not None:
        given = {(p.person, p.host): p.periods for p in solved(situation).visits}
        model = _with_less(situation, model, less, int(given[less] or 0))
    answer = solve_tiers(model.program, model.tasks(situation.policy.tiers_to(upto)))
    assert answer.columns is not None and all(proof.optimal for proof in answer.proofs)
    visits = visiting.placements_of_visits(situation, moves.subjects, model.visits, answer.columns)
    full_time = [p for p in extract(situation, model, answer.columns).placements
                 if p not in visits]  # fmt: skip
    tiers = {proof.id: proof.value for proof in answer.proofs}
    return Plan(Roster.of([*full_time, *visits]), visits, tiers)


def _with_less(situation: Situation, model: Model, visit: tuple[str, str], periods: int) -> Model:
    upper, visits = model.program.upper.copy(), model.visits
    for i in range(len(visits)):
        host = situation.county.schools[visits.host[i]].code
        if (situation.people[visits.person[i]], host) == visit:
            each = int(visits.periods_per_half_day[i])
            upper[visits.half_days[i]] = periods * 10 // each - 1
    return replace(model, program=replace(model.program, upper=upper))

"""Every roster of a county so small that all can be tried, judged by the plain checks alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from constraints.board import Candidates, IntArray
from constraints.situation import Situation
from models.county import County
from models.policy import Force
from models.roster import Roster
from staffing.audit import Audit, audit
from staffing.locks.excess import excesses
from staffing.modelling import visiting
from staffing.modelling.candidates import propose
from staffing.modelling.extract import extract
from staffing.modelling.model import Model, build_model
from staffing.policy_file import load, parse_overlay_set
from staffing.solve import Solved, solve
from tests.tiny import POLICIES

FLOORS = ("sending_floor", "flow_balance")
"""Rules of what must at least be there: whoever is free makes up for it where locks take it."""
PLAIN = POLICIES / "plain" / "policy.toml"
CURVED = ("primary_education", "primary_key", "primary_arts", "junior_education", "junior_key",
          "junior_arts")  # fmt: skip
"""Instances of the one rule whose rows may overstate it: left out where values are compared."""


def under(county: County, *settings: str) -> Situation:
    """The county under the plain policy with these settings; no curved measures, no 走教."""
    return with_visits(county, *settings, "modes.itinerant.on=false")


def with_visits(county: County, *settings: str) -> Situation:
    """The same with 走教."""
    off = [f"rules.variation.{name}.force=off" for name in CURVED]
    overlays = [parse_overlay_set(text) for text in (*off, *settings)]
    return Situation(county, load(PLAIN, county.term.reference, overlays))


@dataclass(frozen=True)
class Tried:
    """One roster that keeps every hard rule, and its audit."""

    roster: Roster
    audit: Audit

    def values(self, tiers: tuple[str, ...]) -> tuple[int, ...]:
        """Weighted shortfall tier by tier."""
        return tuple(self.audit.tier_value(tier) for tier in tiers)

    @property
    def below_floors(self) -> tuple[int, ...]:
        """What floors lack for the locks alone, others having made up for what they do; by row."""
        over = excesses(self.audit.situation, self.roster)
        rows = [row.id for row in self.audit.situation.policy.rules if row.rule in FLOORS]
        return tuple(sum(x.by for x in over if x.row.id == row) for row in rows)


def every_roster(there: Situation) -> Iterator[Tried]:
    """All rosters the candidates allow, judged by the plain checks alone."""
    slate = propose(there)
    model = build_model(there, slate.moves, itinerant=visiting.columns)
    hard = [row.id for row in there.policy.rules if row.force is Force.HARD]
    for chosen, week in product(product(*options(slate.moves)), list(weeks(model))):
        values = np.zeros(model.program.columns, np.int64)
        values[[i for i in chosen if i >= 0]] = 1
        values[model.visits.half_days], values[model.visits.visit] = week, np.minimum(week, 1)
        roster = extract(there, model, values)
        checked = audit(there, roster, slate.openings)
        if not any(m.short for row in hard for m in checked.measures[row]):
            yield Tried(roster, checked)


def options(moves: Candidates) -> list[list[int]]:
    """Per person the candidates to choose from, −1 = stays; somebody locked has no choice."""
    people = sorted(set(moves.person.tolist()))
    own = [np.flatnonzero(moves.person == person).tolist() for person in people]
    return [mine if moves.locked[mine].any() else [-1, *mine] for mine in own]


def weeks(model: Model) -> Iterator[IntArray]:
    """Half-days of every visit, no host getting more than are of use; none without 走教."""
    visits, program = model.visits, model.program
    place = np.stack([visits.host, visits.stage, visits.subject])
    _, place = np.unique(place, axis=1, return_inverse=True)
    bounds = zip(program.lower[visits.half_days], program.upper[visits.half_days], strict=True)
    for half_days in product(*(range(least, most + 1) for least, most in bounds)):
        week = np.array(half_days, np.int64)
        used = np.bincount(place.reshape(-1), week, len(visits))[place.reshape(-1)]
        if (used <= visits.useful).all():
            yield week


def check_against_every_roster(there: Situation) -> Solved:
    """The plan is the best there is, tier after tier, and its numbers are the audit's."""
    solved, tried = solve(there), list(every_roster(there))
    if not tried:
        assert solved.status == "infeasible" and solved.conflicts
        return solved
    assert solved.status == "optimal" and solved.roster is not None
    tiers = tuple(tier.id for tier in solved.tiers)
    floors = [one.below_floors for one in tried]
    tried = [one for one, below in zip(tried, floors, strict=True) if below == min(floors)]
    best = min(one.values(tiers) for one in tried)
    assert tuple(tier.value for tier in solved.tiers) == best
    assert all((tier.bound, tier.status) == (tier.value, "optimal") for tier in solved.tiers)
    equal = [one.roster for one in tried if one.values(tiers) == best]
    assert solved.roster in equal
    return solved

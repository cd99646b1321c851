"""Stays away from home that end: whose, where, on which day. What the lists of returns rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from constraints.facts.demand import Cell
from constraints.facts.standing import StandingFact
from constraints.facts.supply import Supply
from constraints.mode import ModeTerms
from constraints.outcome import Outcome
from models.column import Code
from models.roster import Placement
from models.vocabulary import Mode, Relation


@dataclass(frozen=True)
class Ending:
    """Somebody's stay at a school of the county. last: its last day; home: where they go back to;
    planned: decided by this plan, else it runs since an earlier term.
    """

    person: Code
    mode: Mode
    cell: Cell
    last: date
    home: Code
    planned: bool


@dataclass(frozen=True)
class Abroad:
    """A stay where nobody takes over lessons of this county: another county, a research office.

    away: that school, in the county or not; the rest as for :class:`Ending`.
    """

    person: Code
    mode: Mode
    away: Code
    last: date
    home: Code
    planned: bool
    successor: Code | None = None


def endings(outcome: Outcome) -> tuple[Ending, ...]:
    """Every stay that leads somebody back, in order of last day, school and person."""
    found = [*_planned(outcome), *_running(outcome)]
    return tuple(sorted(found, key=lambda e: (e.last, e.cell, e.person)))


def _planned(outcome: Outcome) -> Iterator[Ending]:
    supply = Supply.of(outcome.situation)
    for placement in outcome.moves:
        cell = supply.cell_after(outcome, placement.person)
        if cell is not None and cell[0] == placement.host and leads_back(outcome, placement):
            home = placement.return_school or placement.home
            yield Ending(placement.person, placement.mode, cell, placement.end, home, True)


def leads_back(outcome: Outcome, placement: Placement) -> bool:
    """Whether a placement ends at home: by its own word or its mode's; 调动 never does."""
    terms: ModeTerms | None = outcome.situation.policy.modes.get(placement.mode.name.lower())
    back = placement.return_school is not None or (terms is not None and terms.returns)
    return back and placement.relation is Relation.KEPT and placement.host != placement.home


def _running(outcome: Outcome) -> Iterator[Ending]:
    """Stays of 履历 that still run, of people the plan leaves there."""
    supply, county = Supply.of(outcome.situation), outcome.county
    for person, standing in StandingFact.of(outcome.situation).by_person.items():
        cell = supply.cell_of(person) if standing.running else None
        if cell is None or outcome.move_of(person) is not None:
            continue
        stay = [r for r in county.history_of[person] if r.start == standing.since][-1]
        if stay.end is not None:
            home = county.teacher[person].establishment_school
            yield Ending(person, stay.mode, cell, stay.end, home, False)


def abroad(outcome: Outcome) -> Iterator[Abroad]:
    """Stays without lessons here that lead somebody back, of this plan and of earlier terms."""
    county = outcome.county
    taught = {row.code for row in county.schools if row.kind.stages}
    for p in outcome.moves:
        if p.host not in taught and leads_back(outcome, p):
            home = p.return_school or p.home
            yield Abroad(p.person, p.mode, p.host, p.end, home, True, p.successor)
    for code, standing in StandingFact.of(outcome.situation).by_person.items():
        if not standing.running or outcome.move_of(code) is not None:
            continue
        stay = [r for r in county.history_of[code] if r.start == standing.since][-1]
        if stay.end is not None and stay.school not in taught:
            home = county.teacher[code].establishment_school
            yield Abroad(code, stay.mode, stay.school, stay.end, home, False)

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

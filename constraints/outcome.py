"""The county after a plan: where everyone is, told in plain Python. What every check reads.

Nothing here is shared with the solver's side.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from constraints.facts.standing import Standing, StandingFact
from constraints.situation import Situation
from models.column import Code
from models.roster import Placement, Roster
from models.vocabulary import Mode, Relation

PART_TIME_MODES = (Mode.ITINERANT,)
"""Modes that add to the main place instead of replacing it."""


class Outcome:
    """A roster laid over a situation."""

    def __init__(self, situation: Situation, roster: Roster) -> None:
        self.situation = situation
        self.county = situation.county
        self.roster = roster

    @cached_property
    def mains(self) -> dict[Code, tuple[Placement, ...]]:
        """Full-time placements by person, 留任 left out, in canonical order."""
        return {
            person: found
            for person, placements in self.roster.by_person.items()
            if (found := tuple(p for p in placements if p.mode not in (*PART_TIME_MODES, Mode.STAY)))
        }

    @cached_property
    def moves(self) -> tuple[Placement, ...]:
        """All full-time placements of the plan, in canonical order."""
        return tuple(p for p in self.roster.placements if p.mode not in (*PART_TIME_MODES, Mode.STAY))

    @cached_property
    def visits(self) -> tuple[Placement, ...]:
        """All itinerant placements of the plan, in canonical order."""
        return tuple(p for p in self.roster.placements if p.mode in PART_TIME_MODES)

    def standing(self, person: Code) -> Standing:
        """Where the person stands before any decision of this plan (forced events applied)."""
        return StandingFact.of(self.situation).by_person[person]

    def move_of(self, person: Code) -> Placement | None:
        """The person's (first) full-time placement, None when they stay."""
        found = self.mains.get(person)
        return found[0] if found else None

    def duty_school(self, person: Code) -> Code | None:
        """Where the person works under the plan; None when not in supply anywhere in the county."""
        move = self.move_of(person)
        if move is not None:
            return move.host if move.host in self.county.school else None
        standing = self.standing(person)
        return standing.school if standing.in_supply else None

    def establishment_school(self, person: Code) -> Code | None:
        """编制主体 the person is on the books of under the plan; None = on nobody's establishment."""
        standing = self.standing(person)
        if standing.holder is None:
            return None
        move = self.move_of(person)
        if move is not None and move.relation is Relation.TRANSFERRED:
            return self.county.establishment_holder(move.host) if move.host in self.county.school else None
        return standing.holder

    @cached_property
    def staff_of(self) -> dict[Code, tuple[Code, ...]]:
        """School → people in supply working there full-time under the plan, in code order."""
        grouped: defaultdict[Code, list[Code]] = defaultdict(list)
        for person in self.situation.people:
            school = self.duty_school(person)
            if school is not None:
                grouped[school].append(person)
        return {school: tuple(people) for school, people in grouped.items()}

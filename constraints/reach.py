"""Who could be where, whatever is decided: what the floors of the rules are counted from.

Nothing here knows of caps, of other rules or of who takes whose place; every person is taken by
themself, with all that was open to them. So what is counted from it can only be too little.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from constraints.board import STAGES, BoolArray, IntArray
from constraints.facts.seats import Seats
from constraints.facts.standing import Standing, StandingFact
from constraints.facts.supply import Supply
from constraints.outcome import Opening, Outcome
from constraints.situation import Situation
from models.column import Code
from models.roster import Roster
from models.vocabulary import Mode, Relation, Stage


@dataclass(frozen=True)
class Options:
    """Places people may end at, one entry each: person, school and stage by index, −1 = nowhere.

    Everybody has at least one entry, where they are before any decision.
    """

    person: IntArray
    school: IntArray
    stage: IntArray
    people: int

    def at(self, inside: BoolArray, stages: Iterable[Stage]) -> BoolArray:
        """Entries at these schools in these stages."""
        codes = [STAGES.index(stage) for stage in stages]
        known = (self.school >= 0) & inside[self.school]
        return np.asarray(known & np.isin(self.stage, codes))

    def may(self, entries: BoolArray) -> BoolArray:
        """People with any option among the entries."""
        return np.bincount(self.person[entries], minlength=self.people) > 0

    def must(self, entries: BoolArray) -> BoolArray:
        """People all of whose options are among the entries."""
        return ~self.may(~entries)

    def by_school(self, entries: BoolArray, schools: int) -> IntArray:
        """People with an option among the entries, by school, each counted once a school."""
        pairs = np.unique(self.person[entries] * schools + self.school[entries])
        return np.bincount(pairs % schools, minlength=schools)


class Reach:
    """What is open to everybody in a situation.

    openings: the placements that were open; None = not at hand, and anybody may go anywhere.
    """

    def __init__(self, situation: Situation, openings: Collection[Opening] | None = None) -> None:
        self.situation = situation
        self.openings = openings

    @cached_property
    def on_duty(self) -> Options:
        """Where people may teach full-time (现任教学校)."""
        cells = map(Supply.of(self.situation).cell_of, self.situation.people)
        now = self._places(cell[:2] if cell else None for cell in cells)
        return self._options(now, self._pairs(self._openings), np.arange(len(self._stages)))

    @cached_property
    def on_books(self) -> Options:
        """On whose establishment people may stand (编制学校)."""
        county, index = self.situation.county, self.situation.county.school_index
        now = self._places(map(self._booked, self.situation.people))
        moving = [o for o in self._openings if self._transfers(o.mode)]
        pairs = self._pairs(moving)
        holders = [index[county.establishment_holder(row.code)] for row in county.schools]
        return self._options(now, pairs[:, now[0][pairs[0]] >= 0], np.array(holders, np.int64))

    def _booked(self, code: Code) -> tuple[Code, Stage] | None:
        """编制主体 and stage of a 专任教师 on an establishment."""
        row, holder = self.situation.county.teacher.get(code), self._standing[code].holder
        if row is None or not row.teaches or row.stage is None or holder is None:
            return None
        return holder, row.stage

    def _places(self, cells: Iterable[tuple[Code, Stage] | None]) -> IntArray:
        """Schools and stages by index, −1 = nowhere: two rows."""
        index = self.situation.county.school_index
        found = [(index[c[0]], STAGES.index(c[1])) if c else (-1, -1) for c in cells]
        return np.array(found, np.int64).reshape(-1, 2).T

    def _options(self, now: IntArray, pairs: IntArray, counted_at: IntArray) -> Options:
        """Where everybody is, and every stage of every school they may go to."""
        people, away = np.arange(now.shape[1]), self._leavers
        entry, stage = np.nonzero(self._stages[pairs[1]] | self._own[pairs[0]])
        nowhere = np.full(len(away), -1)
        return Options(
            np.r_[people, pairs[0][entry], away],
            np.r_[now[0], counted_at[pairs[1][entry]], nowhere],
            np.r_[now[1], stage, nowhere],
            len(people),
        )

    @cached_property
    def _openings(self) -> tuple[Opening, ...]:
        """What was open, and what the locks alone would make."""
        fixed = Outcome(self.situation, Roster(())).decided
        return (*(self.openings or ()), *(Opening(p.person, p.mode, p.host) for p in fixed))

    def _pairs(self, openings: Iterable[Opening]) -> IntArray:
        """Distinct (person, school) pairs by index: two rows."""
        person, school = self.situation.person_index, self.situation.county.school_index
        if self.openings is None:
            return np.indices((len(person), len(school))).reshape(2, -1)
        found = {
            person[code] * len(school) + school[host]
            for code, _, host, _ in openings
            if code in person and host in school
        }
        return np.array(divmod(np.array(sorted(found), np.int64), max(len(school), 1)))

    @cached_property
    def _leavers(self) -> IntArray:
        """People who may leave the county, or its schools for a research office: those at home of
        a seat outside it, and to whom anything there is open."""
        seats, index = Seats.of(self.situation), self.situation.county.school_index
        gone = {p for i, seat in enumerate(seats.all) if seat.host not in index
                for p in seats.at_home(i)}  # fmt: skip
        taught = {row.code for row in self.situation.county.schools if row.kind.stages}
        gone |= {o.person for o in self._openings if o.host not in taught}
        person = self.situation.person_index
        return np.array(sorted(person[code] for code in gone if code in person), np.int64)

    @cached_property
    def _stages(self) -> BoolArray:
        """School × stage: what is taught there."""
        kinds = [row.kind.stages for row in self.situation.county.schools]
        taught = [[stage in stages for stage in STAGES] for stages in kinds]
        return np.array(taught, np.bool_).reshape(-1, len(STAGES))

    @cached_property
    def _own(self) -> BoolArray:
        """Person × stage: what each of them teaches now."""
        teacher = self.situation.county.teacher
        stages = [teacher[c].stage if c in teacher else None for c in self.situation.people]
        known = [[stage is own for stage in STAGES] for own in stages]
        return np.array(known, np.bool_).reshape(-1, len(STAGES))

    @property
    def _standing(self) -> Mapping[Code, Standing]:
        return StandingFact.of(self.situation).by_person

    def _transfers(self, mode: Mode) -> bool:
        """Whether a mode may move the establishment; one the policy does not know may."""
        said = self.situation.policy.modes.get(mode.name.lower())
        return said is None or said.relation is Relation.TRANSFERRED

    @cached_property
    def movers(self) -> Mapping[Mode, frozenset[Code]]:
        """Way of moving → people to whom anything is open by it; everybody when none is known."""
        found: dict[Mode, set[Code]] = {mode: set() for mode in Mode}
        for opening in self._openings:
            found[opening.mode].add(opening.person)
        everybody = frozenset(self.situation.people) if self.openings is None else frozenset()
        return {mode: everybody | people for mode, people in found.items()}

"""席位: places outside a person's own school that this plan may fill, team by team.

A *line* is a number of people wanted for one thing: a role of a team of our own (派出), the
counterparts (跟岗) of a role, a quota of the policy (挂职, 骨干跟岗), a release by interns.
A *seat* is a way to serve a line: a role, the school one comes from, the school one goes to,
perhaps outside the county.
口径: dates are the team's, from the term's first day on; a quota lasts whole semesters. 例外:
people already away (履历) in a running team keep their places, and whoever was sent for a quota of
the school year counts; only the rest is to be found. A
decision (锁定) to go where no line leads is a line of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from constraints.board import MODES, Candidates, IntArray
from constraints.facts._lines import AWAY_MODES, Line, Served, already_sent, served_lines, suits
from constraints.facts._quotas import (
    QUOTA_RULE,
    Quota,
    quota_homes,
    quota_names,
    quota_words,
)
from constraints.facts.researchers import Researchers
from constraints.facts.slices import Slices, last_day
from constraints.facts.standing import Standing, StandingFact
from constraints.facts.teams import Teams
from constraints.mode import ModeTerms
from constraints.situation import Fact, Situation
from models.column import Code
from models.policy import Params
from models.vocabulary import Mode, TeamRole

__all__ = [
    "AWAY_MODES",
    "FACT",
    "QUOTA_RULE",
    "Line",
    "P",
    "Quota",
    "Seat",
    "Seats",
    "already_sent",
    "days_of",
    "first_days",
    "host_codes",
    "host_of",
    "quota_homes",
    "quota_names",
    "quota_words",
    "stated_days",
    "where_to",
]


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: teams, quotas and interns say what is wanted."""


@dataclass(frozen=True)
class Seat:
    """One way to serve a line; its position in :attr:`Seats.all` is a candidate's ``team``."""

    line: int
    role: TeamRole
    home: Code
    host: Code


class Seats(Fact[P]):
    """Lines and seats of the term."""

    id = "seats"
    name = "外派席位"
    Params = P

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line: our own teams, counterparts, quotas, decisions outside the county."""
        return tuple(line for line, _ in self._served)

    @cached_property
    def all(self) -> tuple[Seat, ...]:
        """Every seat, line by line."""
        return tuple(
            Seat(number, role, home, host)
            for number, (_, ends) in enumerate(self._served)
            for role, home, host in ends
        )

    @cached_property
    def teams(self) -> Teams:
        """The teams whose places these are."""
        return Teams.of(self.situation)

    def line_of(self, seat: int) -> Line:
        """The line a seat serves."""
        return self.lines[self.all[seat].line]

    def seat_for(self, person: Code, mode: Mode, host: Code, role: TeamRole | None = None) -> int:
        """First seat of a mode that leads this person to *host*; −1 when there is none.

        role: that it must be of, in a team or a quota; None = any. Campuses of one school are one
        place at either end; a seat at that very campus goes first.
        """
        home, same = StandingFact.of(self.situation).by_person[person].school, -1
        for number, seat in enumerate(self.all):
            line = self.line_of(number)
            right = self.county.same_school(host, seat.host) and line.mode is mode
            right = right and (role is None or (seat.role is role and not line.decided))
            if right and self.county.same_school(home, seat.home) and self.fits(person, number):
                if seat.host == host:
                    return number
                same = number if same < 0 else same
        return same

    def fits(self, person: Code, seat: int) -> bool:
        """Whether someone holds the role of a seat and teaches the subject it asks for."""
        return suits(self.situation, person, self.line_of(seat), self.all[seat].role)

    def at_home(self, seat: int) -> tuple[Code, ...]:
        """People standing at the seat's home school (any campus) who could go, in code order."""
        return self._able_at.get(self.county.legal_school(self.all[seat].home), ())

    def holders(self, line: int) -> tuple[Code, ...]:
        """People who could sit in a line, told by its number, in code order."""
        own = [i for i, seat in enumerate(self.all) if seat.line == line]
        return tuple(sorted({who for i in own for who in self.at_home(i) if self.fits(who, i)}))

    # -- inside ---------------------------------------------------------------------------------

    @cached_property
    def _served(self) -> tuple[Served, ...]:
        return served_lines(self.situation)

    @cached_property
    def _able_at(self) -> Mapping[Code, tuple[Code, ...]]:
        grouped: defaultdict[Code, list[Code]] = defaultdict(list)
        for code, standing in StandingFact.of(self.situation).by_person.items():
            if standing.school is not None and not standing.fixed and _fit(standing):
                grouped[self.county.legal_school(standing.school)].append(code)
        return {school: tuple(people) for school, people in grouped.items()}


def host_of(situation: Situation, moves: Candidates, entry: int) -> Code:
    """Code of the school a candidate goes to, in the county or (by its seat) outside it."""
    host = int(moves.host[entry])
    if host >= 0:
        return situation.county.schools[host].code
    return Seats.of(situation).all[int(moves.team[entry])].host


def host_codes(situation: Situation) -> tuple[Code, ...]:
    """Codes of the schools one may go to: the county's, then those of other counties (外县学校)."""
    county = situation.county
    return (*(row.code for row in county.schools), *(row.code for row in county.outside_schools))


def where_to(situation: Situation, host: IntArray, team: IntArray) -> IntArray:
    """Position in :func:`host_codes` of the school each pair leads to, outside by its seat."""
    position = {code: i for i, code in enumerate(host_codes(situation))}
    seats, found = Seats.of(situation).all, host.copy()
    for i in np.flatnonzero(host < 0).tolist():
        found[i] = position[seats[int(team[i])].host]
    return found


def first_days(situation: Situation, moves: Candidates) -> IntArray:
    """The first days of :func:`days_of`, as ordinals, of all candidates at once.

    Visits (走教) are of the whole term, whenever their host opens.
    """
    slices, seats = Slices.of(situation), Seats.of(situation)
    hosts = [slices.begins(row.code).toordinal() for row in situation.county.schools]
    lines = [seats.line_of(number).start.toordinal() for number in range(len(seats.all))]
    at_host, at_seat = np.array([*hosts, 0], np.int64), np.array([*lines, 0], np.int64)
    begin = np.where(moves.team >= 0, at_seat[moves.team], at_host[moves.host])
    for i in np.flatnonzero(moves.locked & ~moves.of_mode(Mode.ITINERANT)).tolist():
        begin[i] = days_of(situation, moves, i)[0].toordinal()
    whole = situation.county.term.start.toordinal()
    return np.where(moves.of_mode(Mode.ITINERANT), whole, begin)


def days_of(situation: Situation, moves: Candidates, entry: int) -> tuple[date, date]:
    """First and last day of the placement a candidate stands for (see :func:`days`)."""
    mode, person = MODES[moves.mode[entry]], situation.people[moves.person[entry]]
    return days(situation, person, mode, host_of(situation, moves, entry), int(moves.team[entry]))


def days(
    situation: Situation, person: Code, mode: Mode, host: Code, seat: int = -1
) -> tuple[date, date]:
    """First and last day of a placement, be it planned or decided.

    A seat's are those of its line; all others begin with the term, or when the host opens, and last
    as long as their mode, unless a decision (锁定) to go there states its own. A researcher's stay
    at a school ends with the plan once it is long enough. seat: −1 = in none.
    """
    if seat >= 0:
        line = Seats.of(situation).line_of(seat)
        return line.start, line.end
    terms: ModeTerms = situation.policy.modes[mode.name.lower()]
    begin, end = stated_days(situation, person, mode, host)
    start = begin or Slices.of(situation).begins(host)
    longest, office = last_day(start, terms.length_months), Researchers.of(situation)
    if end is not None:
        return start, end
    if mode is not Mode.TEMPERING or person not in office.due:
        return start, longest
    enough = last_day(start, office.p.stay_months)
    return start, min(longest, max(enough, situation.county.term.end))


def stated_days(
    situation: Situation, person: Code, mode: Mode, host: Code
) -> tuple[date | None, date | None]:
    """起 and 止 of the decision (锁定) that sends somebody there; None where it states none."""
    for lock in situation.county.locks_of.get(person, ()):
        if (lock.mode, lock.school) == (mode, host):
            return lock.start, lock.end
    return None, None


def _fit(standing: Standing) -> bool:
    """Able to work: in supply, or without lessons for no reason the policy names (office, post)."""
    return standing.in_supply or not standing.cite


FACT = Seats

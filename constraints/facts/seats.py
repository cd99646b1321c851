"""席位: places outside a person's own school that this plan may fill, team by team.

A *line* is a number of people wanted for one thing: a role of a team of our own (派出), the
counterparts (跟岗) of a role, a quota of the policy (挂职, 骨干跟岗), a release by interns.
A *seat* is a way to serve a line: a role, the school one comes from, the school one goes to,
perhaps outside the county.
口径: dates are the team's, from the term's first day on; a quota lasts whole semesters. 例外:
people already away (履历) in a running team keep their places; only the rest is to be found. A
decision (锁定) to go where no line leads is a line of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from constraints.board import Candidates
from constraints.facts.grouping import Grouping
from constraints.facts.interns import Interns
from constraints.facts.pairing import Pairing
from constraints.facts.semesters import Semesters
from constraints.facts.standing import Standing, StandingFact
from constraints.facts.teams import Teams
from constraints.situation import Fact, Situation
from models.column import Code, Subject
from models.policy import Force, GroupName, Params, param
from models.sheets import LockRow, TeamRow
from models.vocabulary import Direction, Mode, TeamRole

AWAY_MODES = (Mode.SECONDMENT, Mode.SHADOWING, Mode.ATTACHMENT)
"""Modes whose places are seats; they may lie outside the county."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: teams, quotas and interns say what is wanted."""


@dataclass(frozen=True, kw_only=True)
class Quota(Params):
    """A quota of people exchanged by role, direction and length (双向挂职, 骨干跟岗)."""

    direction: Direction = param("方向（派入/派出）")
    mode: Mode = param("方式")
    roles: tuple[TeamRole, ...] = param("角色")
    heads: int = param("人数", unit="人", stricter="higher")
    each: bool = param("人数是否按每所学校计（否则按全县计）")
    paired: bool = param("是否只算与外县学校结对的学校")
    group: GroupName = param("我方学校（分组名）")
    semesters: int = param("时长", unit="学期")


QUOTA_RULE = "attachment_quota"
"""The rule whose policy rows are quotas; the modes read them to know whom to propose."""


@dataclass(frozen=True)
class Seat:
    """One way to serve a line; its position in :attr:`Seats.all` is a candidate's ``team``."""

    line: int
    role: TeamRole
    home: Code
    host: Code


@dataclass(frozen=True)
class Line:
    """People wanted for one thing.

    key: as findings name it; team: team, quota or (decided) person; heads: still to be found by
    this plan; row: of 支教团, None for quotas and decisions; decided: a decision (锁定) outside.
    """

    key: str
    team: Code
    mode: Mode
    subject: Subject | None
    heads: int
    start: date
    end: date
    row: TeamRow | None = None
    decided: bool = False


End = tuple[TeamRole, Code, Code]
"""Role, school one comes from, school one goes to."""


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

    def line_of(self, seat: int) -> Line:
        """The line a seat serves."""
        return self.lines[self.all[seat].line]

    def seat_for(self, person: Code, mode: Mode, host: Code) -> int:
        """First seat of a mode that leads this person to *host*; −1 when there is none."""
        home = StandingFact.of(self.situation).by_person[person].school
        for number, seat in enumerate(self.all):
            right = seat.host == host and self.line_of(number).mode is mode
            if right and self.same_school(home, seat.home) and self.fits(person, number):
                return number
        return -1

    def same_school(self, one: Code | None, other: Code) -> bool:
        """Whether two codes are one legal school; codes outside the county only when equal."""
        known = self.county.school
        if one is None or one not in known or other not in known:
            return one == other
        return self.county.legal_school(one) == self.county.legal_school(other)

    def fits(self, person: Code, seat: int) -> bool:
        """Whether someone holds the role of a seat and teaches the subject it asks for."""
        return self._suits(person, self.line_of(seat), self.all[seat].role)

    def at_home(self, seat: int) -> tuple[Code, ...]:
        """People standing at the seat's home school (any campus) who could go, in code order."""
        return self._able_at.get(self.county.legal_school(self.all[seat].home), ())

    def holders(self, line: int) -> tuple[Code, ...]:
        """People who could sit in a line, told by its number, in code order."""
        own = [i for i, seat in enumerate(self.all) if seat.line == line]
        return tuple(sorted({who for i in own for who in self.at_home(i) if self.fits(who, i)}))

    # -- inside ---------------------------------------------------------------------------------

    @cached_property
    def teams(self) -> Teams:
        """The rows of the sheet."""
        return Teams.of(self.situation)

    @cached_property
    def _served(self) -> tuple[tuple[Line, tuple[End, ...]], ...]:
        lines = [*self._own_teams(), *self._counterparts(), *self._quotas(), *self._releases()]
        for lock in self.county.locks:
            ends = self._decided_outside(lock)
            if ends is not None and not any(
                line.mode is lock.mode
                and host == ends[2]
                and self.same_school(ends[1], home)
                and self._suits(lock.person, line, role)
                for line, found in lines
                for role, home, host in found
            ):
                lines.append((self._of_lock(lock), (ends,)))
        return tuple(lines)

    def _suits(self, person: Code, line: Line, role: TeamRole) -> bool:
        if line.decided:
            return line.team == person
        wanted = (None, self.county.teacher[person].subject)
        return line.subject in wanted and self.teams.holds(person, role)

    def _own_teams(self) -> Iterator[tuple[Line, tuple[End, ...]]]:
        for row in self.teams.rows:
            if row.direction is Direction.OUTBOUND and row.sender in self.county.school:
                ends = (row.role, row.sender, row.receiver)
                yield self._of_row(row, Mode.SECONDMENT, row.heads, ends), (ends,)

    def _counterparts(self) -> Iterator[tuple[Line, tuple[End, ...]]]:
        for row in self.teams.rows:
            if row.receiver in self.county.school and self.teams.due(row):
                ends = (row.role, row.receiver, row.sender)
                yield self._of_row(row, Mode.SHADOWING, self.teams.due(row), ends), (ends,)

    def _of_row(self, row: TeamRow, mode: Mode, heads: int, ends: End) -> Line:
        term = self.county.term
        start, end = max(row.start, term.start), row.end
        subject = row.subject if mode is Mode.SECONDMENT else None
        left = heads - len(self._running(row, mode, ends))
        return Line(self.teams.names[row], row.team, mode, subject, max(left, 0), start, end, row)

    def _running(self, row: TeamRow, mode: Mode, ends: End) -> tuple[Code, ...]:
        """Our people who already hold a place of a team that runs since an earlier term."""
        role, home, host = ends
        start = self.county.term.start
        return tuple(
            code
            for code, history in self.county.history_of.items()
            if code in self.county.teacher
            and self.county.teacher[code].establishment_school == home
            and self.teams.holds(code, role)
            and any(
                h.mode is mode
                and h.school == host
                and row.start <= h.start < start
                and (h.end is None or h.end >= start)
                for h in history
            )
        )

    def _quotas(self) -> Iterator[tuple[Line, tuple[End, ...]]]:
        for policy_row in self.situation.policy.rows_of(QUOTA_RULE):
            quota = policy_row.params
            if policy_row.force not in (Force.HARD, Force.SOFT):
                continue
            if quota.direction is not Direction.OUTBOUND:
                continue
            start, end = Semesters.of(self.situation).first(quota.semesters)
            homes = self.quota_homes(quota)
            units = [(home,) for home in homes] if quota.each else [homes]
            for unit in units:
                ends = tuple(
                    (role, home, host)
                    for home in unit
                    if (host := self.partner(home)) is not None
                    for role in quota.roles
                )
                key = "/".join((policy_row.instance, *(unit if quota.each else ())))
                team = Code(policy_row.instance)
                yield Line(key, team, quota.mode, None, quota.heads, start, end), ends

    def _releases(self) -> Iterator[tuple[Line, tuple[End, ...]]]:
        spans = Semesters.of(self.situation).named
        for release, heads in Interns.of(self.situation).releases.items():
            days = spans[release.term]
            line = Line(release.key, Code(""), Mode.TRAINING, release.subject, heads, *days)
            yield line, ((TeamRole.TEACHER, release.school, release.school),)

    def quota_homes(self, quota: Quota) -> tuple[Code, ...]:
        """Our legal schools a quota speaks of: of its group, bound to an outside school if asked.

        Campuses count with their legal school: one quota for all of them.
        """
        members = Grouping.of(self.situation).members(quota.group)
        legal = sorted({self.county.legal_school(code) for code in members})
        return tuple(c for c in legal if not quota.paired or self._outside_partners(c))

    def partner(self, home: Code) -> Code | None:
        """Outside school a school exchanges people with: its team's, its pair's, its stage's."""
        if own := self._outside_partners(home):
            return own[0]
        outside = self.county.outside_schools
        stages = self.county.school[home].kind.stages
        alike = [row.code for row in outside if row.stage in stages]
        return next(iter([*alike, *(row.code for row in outside)]), None)

    def _outside_partners(self, home: Code) -> tuple[Code, ...]:
        outside = {row.code for row in self.county.outside_schools}
        ours = [row for row in self.teams.rows if self.same_school(row.receiver, home)]
        pairs = Pairing.of(self.situation).partners_of(home)
        return tuple(code for code in (*(row.sender for row in ours), *pairs) if code in outside)

    def _decided_outside(self, lock: LockRow) -> End | None:
        """Ends of a lock that sends somebody out of the county; None for all others."""
        standing = StandingFact.of(self.situation).by_person.get(lock.person)
        outside = {row.code for row in self.county.outside_schools}
        if standing is None or standing.school is None or lock.school not in outside:
            return None
        return (TeamRole.TEACHER, standing.school, lock.school) if lock.mode in AWAY_MODES else None

    def _of_lock(self, lock: LockRow) -> Line:
        days = self.county.term.start, self.county.term.end
        return Line(lock.person, lock.person, lock.mode, None, 1, *days, decided=True)

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


def _fit(standing: Standing) -> bool:
    """Able to work: in supply, or without lessons for no reason the policy names (office, post)."""
    return standing.in_supply or not standing.cite


FACT = Seats

"""Lines: how many people are wanted for what, and between which schools they would go.

Our own teams (派出), the counterparts (跟岗) of teams that come, quotas of the policy, releases by
interns, and decisions (锁定) to go where none of these leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from constraints.facts._held import sent_for
from constraints.facts._quotas import QUOTA_RULE, Quota, partner, quota_homes
from constraints.facts.interns import Interns
from constraints.facts.semesters import Semesters
from constraints.facts.standing import StandingFact
from constraints.facts.teams import Teams
from constraints.situation import Situation
from models.column import Code, Subject
from models.policy import Force
from models.sheets import LockRow, RoleRow
from models.vocabulary import Direction, Mode, TeamRole

AWAY_MODES = (Mode.SECONDMENT, Mode.SHADOWING, Mode.ATTACHMENT)
"""Modes whose places are seats; they may lie outside the county."""


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
    row: RoleRow | None = None
    decided: bool = False


End = tuple[TeamRole, Code, Code]
"""Role, school one comes from, school one goes to."""

Served = tuple[Line, tuple[End, ...]]
"""A line and every way to serve it."""


def served_lines(situation: Situation) -> tuple[Served, ...]:
    """Every line of the term: own teams, counterparts, quotas, releases, decisions."""
    found = [
        *_of_rows(situation, Mode.SECONDMENT, _own_teams(situation)),
        *_of_rows(situation, Mode.SHADOWING, _counterparts(situation)),
        *_quotas(situation),
        *_releases(situation),
    ]
    for lock in situation.county.locks:
        end = _decided_outside(situation, lock)
        if end is not None and not _leads(situation, lock, end, found):
            found.append((_of_lock(situation, lock), (end,)))
    return tuple(found)


def suits(situation: Situation, person: Code, line: Line, role: TeamRole) -> bool:
    """Whether someone holds a role of a line and teaches the subject it asks for."""
    if line.decided:
        return line.team == person
    wanted = (None, situation.county.teacher[person].subject)
    return line.subject in wanted and Teams.of(situation).holds(person, role)


def _own_teams(situation: Situation) -> _Wanted:
    return {
        row: (row.heads, (row.role, row.sender, row.receiver))
        for row in Teams.of(situation).rows
        if row.direction is Direction.OUTBOUND and row.sender in situation.county.school
    }


def _counterparts(situation: Situation) -> _Wanted:
    teams = Teams.of(situation)
    return {
        row: (teams.due(row), (row.role, row.receiver, row.sender))
        for row in teams.rows
        if row.receiver in situation.county.school and teams.due(row)
    }


_Wanted = Mapping[RoleRow, tuple[int, End]]
"""Row of 支教团 → people it asks for in all, and between which schools."""


def _of_rows(situation: Situation, mode: Mode, rows: _Wanted) -> Iterator[Served]:
    held, names = running(situation, mode, rows), Teams.of(situation).names
    for row, (heads, end) in rows.items():
        first, last = max(row.start, situation.county.term.start), row.end
        subject = row.subject if mode is Mode.SECONDMENT else None
        left = max(heads - len(held[row]), 0)
        yield Line(names[row], row.team, mode, subject, left, first, last, row), (end,)


def running(situation: Situation, mode: Mode, rows: _Wanted) -> Mapping[RoleRow, tuple[Code, ...]]:
    """Our people who already hold a place of a team since an earlier term, each one place.

    A place of their role and subject goes first, then of their role, then any with room: who has
    another office by now is there all the same.
    """
    teams, teacher = Teams.of(situation), situation.county.teacher
    away = {
        code: found
        for code in sorted(situation.county.history_of.keys() & teacher.keys())
        if (
            found := [
                row for row, (_, end) in rows.items() if _is_in(situation, code, mode, row, end)
            ]
        )
    }
    held: dict[RoleRow, list[Code]] = {row: [] for row in rows}
    for like in (2, 1, 0):
        for code in [code for code in away if not any(code in people for people in held.values())]:
            for row in away[code]:
                fits = teams.holds(code, row.role)
                own = fits * (1 + (row.subject in (None, teacher[code].subject)))
                if own >= like and len(held[row]) < rows[row][0]:
                    held[row].append(code)
                    break
    return {row: tuple(people) for row, people in held.items()}


def _is_in(situation: Situation, code: Code, mode: Mode, row: RoleRow, end: End) -> bool:
    """Whether somebody of the school is away with the team on the term's first day."""
    county, (_, home, host) = situation.county, end
    if not county.same_school(county.teacher[code].establishment_school, home):
        return False
    start = county.term.start
    return any(
        h.mode is mode
        and county.same_school(h.school, host)
        and row.start <= h.start < start
        and (h.end is None or h.end >= start)
        for h in county.history_of[code]
    )


def _quotas(situation: Situation) -> Iterator[Served]:
    for policy_row in situation.policy.rows_of(QUOTA_RULE):
        quota = policy_row.params
        if policy_row.force not in (Force.HARD, Force.SOFT):
            continue
        if quota.direction is not Direction.OUTBOUND:
            continue
        start, end = Semesters.of(situation).lasting(quota.semesters)
        homes = quota_homes(situation, quota)
        units = [(home,) for home in homes] if quota.each else [homes]
        for unit in units:
            ends = tuple(
                (role, home, host)
                for home in unit
                if (host := partner(situation, home)) is not None
                for role in quota.roles
            )
            key = "/".join((policy_row.instance, *(unit if quota.each else ())))
            team = Code(policy_row.instance)
            left = max(quota.heads - len(already_sent(situation, quota, unit)), 0)
            yield Line(key, team, quota.mode, None, left, start, end), ends


def already_sent(situation: Situation, quota: Quota, homes: tuple[Code, ...]) -> tuple[Code, ...]:
    """Our people of these schools whom an earlier plan sent and who count for a quota of this
    school year, in code order; whoever holds a place of a team does not."""
    rows = {Mode.SECONDMENT: _own_teams, Mode.SHADOWING: _counterparts}.get(quota.mode)
    teams = running(situation, quota.mode, rows(situation)) if rows else {}
    seated = frozenset(code for people in teams.values() for code in people)
    return sent_for(situation, quota, homes, seated)


def _releases(situation: Situation) -> Iterator[Served]:
    spans = Semesters.of(situation).named
    for release, heads in Interns.of(situation).releases.items():
        days = spans[release.term]
        line = Line(release.key, Code(""), Mode.TRAINING, release.subject, heads, *days)
        yield line, ((TeamRole.TEACHER, release.school, release.school),)


def _decided_outside(situation: Situation, lock: LockRow) -> End | None:
    """End of a lock that sends somebody out of the county; None for all others."""
    standing = StandingFact.of(situation).by_person.get(lock.person)
    outside = {row.code for row in situation.county.outside_schools}
    if standing is None or standing.school is None or lock.school not in outside:
        return None
    return (TeamRole.TEACHER, standing.school, lock.school) if lock.mode in AWAY_MODES else None


def _leads(situation: Situation, lock: LockRow, end: End, lines: list[Served]) -> bool:
    """Whether some line leads the person of a lock where it sends them."""
    _, school, outside = end
    return any(
        line.mode is lock.mode
        and host == outside
        and situation.county.same_school(school, home)
        and suits(situation, lock.person, line, role)
        for line, ends in lines
        for role, home, host in ends
    )


def _of_lock(situation: Situation, lock: LockRow) -> Line:
    term = situation.county.term
    days = lock.start or term.start, lock.end or term.end
    return Line(lock.person, lock.person, lock.mode, None, 1, *days, decided=True)

"""支教团: the teams of this term, who of other counties is in them, who of our own holds a role.

口径: rows of 支教团 that touch the term. Heads actually sent = 人数 − people of 外县人员 who are
here 挂职 already and are not sent twice. Counterparts (跟岗) are due for heads actually sent: as
the sheet's 跟岗人数 spreads them where it adds up to that number, else role by role. A team the
sheet gives no roles has those of the policy, a role without 人数 the policy's number; what the
sheet states goes before. 例外: a blank 行政职务 is 无; while the policy has 支教 switched off there
are no teams and no counterparts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import TypeVar

from constraints.facts.key_teacher import KeyTeacher
from constraints.situation import Fact
from models.column import Code
from models.county import County
from models.policy import Params, param
from models.problem import InputRefused, Problem
from models.sheets import OutsidePersonRow, RoleRow, TeamRow
from models.vocabulary import Direction, Leadership, Mode, SchoolKind, TeamRole

T = TypeVar("T", bound=TeamRow)


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Who holds which role, and counterparts per head sent."""

    leaders: tuple[Leadership, ...] = param("算作学校领导的行政职务")
    middles: tuple[Leadership, ...] = param("算作中层干部的行政职务")
    teachers: tuple[Leadership, ...] = param("可充任教师角色的行政职务")
    counterpart_ratio: Fraction = param("每派出1人对应的跟岗人数", stricter="higher")
    roles: Mapping[TeamRole, int] | None = param(
        "每支支教团各角色的人数（支教团表空着的按此）", unit="人", optional=True
    )


class Teams(Fact[P]):
    """Teams of the term."""

    id = "teams"
    name = "支教团与跟岗"
    Params = P

    # -- rows of the sheet ----------------------------------------------------------------------

    @cached_property
    def listed(self) -> tuple[RoleRow, ...]:
        """Rows of 支教团 that touch the term, each with its role and heads, in key order.

        Raises InputRefused where neither the sheet nor the policy says how many.
        """
        term = self.county.term
        touching = [r for r in self.county.teams if r.start <= term.end and r.end >= term.start]
        uncounted = [row for row in touching if not self._composition(row)]
        if uncounted:
            raise InputRefused([self._uncounted(row) for row in uncounted])
        rows = (
            RoleRow(**{**dict(row), "role": role, "heads": heads})
            for row in touching
            for role, heads in self._composition(row).items()
        )
        return tuple(sorted(rows, key=lambda r: [str(getattr(r, k) or "") for k in r.key]))

    @cached_property
    def rows(self) -> tuple[RoleRow, ...]:
        """The same while the policy has 支教; a mode switched off sends and receives nobody."""
        on = Mode.SECONDMENT.name.lower() in self.situation.policy.modes
        return self.listed if on else ()

    @cached_property
    def by_team(self) -> Mapping[Code, tuple[RoleRow, ...]]:
        """Rows by team."""
        grouped: defaultdict[Code, list[RoleRow]] = defaultdict(list)
        for row in self.rows:
            grouped[row.team].append(row)
        return {team: tuple(rows) for team, rows in sorted(grouped.items())}

    @cached_property
    def names(self) -> Mapping[RoleRow, str]:
        """``team/role`` of each row, told apart by subject and schools where that is not enough."""
        count = Counter((row.team, row.role) for row in self.rows)
        return {
            row: "/".join((row.team, row.role))
            if count[row.team, row.role] == 1
            else "/".join((row.team, row.role, row.subject or "不限", row.receiver, row.sender))
            for row in self.rows
        }

    @cached_property
    def members(self) -> Mapping[RoleRow, tuple[OutsidePersonRow, ...]]:
        """People of 外县人员 who fill each inbound row, in order of arrival; each fills one row."""
        return members_of(self.county, self.rows)

    def attached(self, row: RoleRow) -> int:
        """People of an inbound row who are already here 挂职."""
        return min(row.heads, sum(1 for person in self.members.get(row, ()) if person.attached))

    def sent(self, row: RoleRow) -> int:
        """Heads actually sent under a row: planned, less those already attached."""
        return row.heads - self.attached(row)

    def stated(self, team: Code) -> int | None:
        """跟岗人数 the sheet states for a team in all; None when every cell is blank."""
        given = [r.counterparts for r in self.by_team[team] if r.counterparts is not None]
        return sum(given) if given else None

    def due(self, row: RoleRow) -> int:
        """Counterparts of a row: as the sheet spreads them where that adds up, else 1:1 by role."""
        whole = sum(self.by_ratio(other) for other in self.by_team[row.team])
        if self.stated(row.team) == whole:
            return row.counterparts or 0
        return self.by_ratio(row)

    def by_ratio(self, row: RoleRow) -> int:
        """Counterparts by the policy's ratio to the heads actually sent under a row."""
        return ceil(self.sent(row) * self.p.counterpart_ratio)

    def _composition(self, row: TeamRow) -> Mapping[TeamRole, int]:
        """Heads by role of a row, the sheet before the policy; empty when neither says."""
        stated = self.p.roles or {}
        if row.role is None:
            return stated
        heads = row.heads if row.heads is not None else stated.get(row.role)
        return {} if heads is None else {row.role: heads}

    def _uncounted(self, row: TeamRow) -> Problem:
        field, what = ("role", "角色") if row.role is None else ("heads", f"“{row.role}”的人数")
        message = (
            f"支教团{row.team}的{what}空着，政策也没有写明每支支教团各角色的人数，不知要派几人；"
            "请在表中填写，或在政策 [facts.teams] 写明 roles"
        )
        cell = self.county.cell(row, field).partition("!")[2]
        return Problem(row.sheet, cell, message, "team_uncounted")

    def holds(self, person: Code, role: TeamRole) -> bool:
        """Whether someone of our own holds a role; blank 行政职务 is 无. Recruits hold none."""
        row = self.county.teacher.get(person)
        if row is None:
            return False
        office = row.leadership or Leadership.NONE
        match role:
            case TeamRole.LEADER:
                return office in self.p.leaders
            case TeamRole.MIDDLE:
                return office in self.p.middles
            case TeamRole.KEY_TEACHER:
                return row.teaches and KeyTeacher.of(self.situation).is_key(person)
            case TeamRole.RESEARCHER:
                school = self.county.school.get(row.duty_school)
                return school is not None and school.kind is SchoolKind.RESEARCH
            case TeamRole.TEACHER:
                return row.teaches and office in self.p.teachers


def members_of(county: County, rows: Sequence[T]) -> Mapping[T, tuple[OutsidePersonRow, ...]]:
    """People of 外县人员 by inbound row of 支教团, in order of arrival; each fills one row.

    A row without a role takes everybody its schools exchange.
    """
    free = sorted(county.outside_people, key=lambda person: (person.start, person.code))
    found: dict[T, tuple[OutsidePersonRow, ...]] = {}
    for row in rows:
        if row.direction is Direction.INBOUND:
            found[row] = tuple(person for person in free if _belongs(person, row))
            free = [person for person in free if person not in found[row]]
    return found


def _belongs(person: OutsidePersonRow, row: TeamRow) -> bool:
    """Whether someone of another county fills a row of 支教团."""
    return (
        (person.receiver, person.sender) == (row.receiver, row.sender)
        and row.role in (None, person.role)
        and (row.subject is None or person.subject in (None, row.subject))
        and person.start <= row.end
        and person.end >= row.start
    )


FACT = Teams

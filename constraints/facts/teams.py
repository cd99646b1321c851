"""支教团: the teams of this term, who of other counties is in them, who of our own holds a role.

口径: rows of 支教团 that touch the term. Heads actually sent = 人数 − people of 外县人员 who are
here 挂职 already and are not sent twice. Counterparts (跟岗) are due for heads actually sent: as
the sheet's 跟岗人数 spreads them where it adds up to that number, else role by role. 例外: a blank
行政职务 is 无; while the policy has 支教 switched off there are no teams and no counterparts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil

from constraints.facts.key_teacher import KeyTeacher
from constraints.situation import Fact
from models.column import Code
from models.county import County
from models.policy import Params, param
from models.sheets import OutsidePersonRow, TeamRow
from models.vocabulary import Direction, Leadership, Mode, SchoolKind, TeamRole


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Who holds which role, and counterparts per head sent."""

    leaders: tuple[Leadership, ...] = param("算作学校领导的行政职务")
    middles: tuple[Leadership, ...] = param("算作中层干部的行政职务")
    teachers: tuple[Leadership, ...] = param("可充任教师角色的行政职务")
    counterpart_ratio: Fraction = param("每派出1人对应的跟岗人数", stricter="higher")


class Teams(Fact[P]):
    """Teams of the term."""

    id = "teams"
    name = "支教团与跟岗"
    Params = P

    # -- rows of the sheet ----------------------------------------------------------------------

    @cached_property
    def listed(self) -> tuple[TeamRow, ...]:
        """Rows of 支教团 that touch the term, in key order."""
        term = self.county.term
        return tuple(r for r in self.county.teams if r.start <= term.end and r.end >= term.start)

    @cached_property
    def rows(self) -> tuple[TeamRow, ...]:
        """The same while the policy has 支教; a mode switched off sends and receives nobody."""
        on = Mode.SECONDMENT.name.lower() in self.situation.policy.modes
        return self.listed if on else ()

    @cached_property
    def by_team(self) -> Mapping[Code, tuple[TeamRow, ...]]:
        """Rows by team."""
        grouped: defaultdict[Code, list[TeamRow]] = defaultdict(list)
        for row in self.rows:
            grouped[row.team].append(row)
        return {team: tuple(rows) for team, rows in sorted(grouped.items())}

    @cached_property
    def names(self) -> Mapping[TeamRow, str]:
        """``team/role`` of each row, told apart by subject and schools where that is not enough."""
        count = Counter((row.team, row.role) for row in self.rows)
        return {
            row: "/".join((row.team, row.role))
            if count[row.team, row.role] == 1
            else "/".join((row.team, row.role, row.subject or "不限", row.receiver, row.sender))
            for row in self.rows
        }

    @cached_property
    def members(self) -> Mapping[TeamRow, tuple[OutsidePersonRow, ...]]:
        """People of 外县人员 who fill each inbound row, in order of arrival; each fills one row."""
        return members_of(self.county, self.rows)

    def attached(self, row: TeamRow) -> int:
        """People of an inbound row who are already here 挂职."""
        return min(row.heads, sum(1 for person in self.members.get(row, ()) if person.attached))

    def sent(self, row: TeamRow) -> int:
        """Heads actually sent under a row: planned, less those already attached."""
        return row.heads - self.attached(row)

    def stated(self, team: Code) -> int | None:
        """跟岗人数 the sheet states for a team in all; None when every cell is blank."""
        given = [r.counterparts for r in self.by_team[team] if r.counterparts is not None]
        return sum(given) if given else None

    def due(self, row: TeamRow) -> int:
        """Counterparts of a row: as the sheet spreads them where that adds up, else 1:1 by role."""
        whole = sum(self.by_ratio(other) for other in self.by_team[row.team])
        if self.stated(row.team) == whole:
            return row.counterparts or 0
        return self.by_ratio(row)

    def by_ratio(self, row: TeamRow) -> int:
        """Counterparts by the policy's ratio to the heads actually sent under a row."""
        return ceil(self.sent(row) * self.p.counterpart_ratio)

    def holds(self, person: Code, role: TeamRole) -> bool:
        """Whether someone of our own holds a role; blank 行政职务 is 无."""
        row = self.county.teacher[person]
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


def members_of(
    county: County, rows: Sequence[TeamRow]
) -> Mapping[TeamRow, tuple[OutsidePersonRow, ...]]:
    """People of 外县人员 by inbound row of 支教团, in order of arrival; each fills one row."""
    free = sorted(county.outside_people, key=lambda person: (person.start, person.code))
    found: dict[TeamRow, tuple[OutsidePersonRow, ...]] = {}
    for row in rows:
        if row.direction is Direction.INBOUND:
            found[row] = tuple(person for person in free if _belongs(person, row))
            free = [person for person in free if person not in found[row]]
    return found


def _belongs(person: OutsidePersonRow, row: TeamRow) -> bool:
    """Whether someone of another county fills a row of 支教团."""
    return (
        (person.receiver, person.sender, person.role) == (row.receiver, row.sender, row.role)
        and (row.subject is None or person.subject in (None, row.subject))
        and person.start <= row.end
        and person.end >= row.start
    )


FACT = Teams

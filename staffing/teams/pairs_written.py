"""Whom a plan's rows name as counterpart (对应人员) and successor (接替人员), and cannot.

口径: a counterpart is of the very team, here not 挂职 already, named once; in like posts where the
team has as many people in one as shadow it. Whoever is paired with somebody the list does not hold
may stand without a name. Teams whose people nobody lists are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from constraints.facts.seats import Line, Seats
from constraints.outcome import Outcome
from models.column import Code
from models.roster import Placement
from models.sheets import OutsidePersonRow, RoleRow
from models.vocabulary import Direction, Mode
from staffing.locks.as_decided import Told
from staffing.naming import CountyNames

_PAIRS = ("counterpart", "successor")


def paired(outcome: Outcome, lines: Mapping[Placement, Line]) -> Iterator[tuple[Placement, Told]]:
    """Rows with what is wrong in who they name. lines: of 支教团, by the row that serves each."""
    pairs = _Pairs(outcome, lines)
    yield from pairs.shadows()
    for p in outcome.roster.placements:
        line = lines.get(p)
        own = line is not None and p.mode is Mode.SECONDMENT
        guest = p.person in pairs.guest_row
        shadow = line is not None and p.mode is Mode.SHADOWING
        for field in _PAIRS:
            if getattr(p, field) is None or (shadow and field == "counterpart"):
                continue
            if own or guest:
                told = pairs.named_by_member(p, field)
                if told is not None:
                    yield p, told
            elif shadow:
                yield p, (field, "接替人员写在支教人员那一行", "请清空这一格")
            elif p.mode not in (Mode.SECONDMENT, Mode.SHADOWING) or p.team is None or pairs.known:
                why = "只有支教团的支教、跟岗人员一一对应"
                yield p, (field, why, "请清空这一格，或核对方式和团队编号")


class _Pairs:
    """Members and counterparts of every team of a plan."""

    def __init__(self, outcome: Outcome, lines: Mapping[Placement, Line]) -> None:
        self.outcome, self.lines = outcome, lines
        self.seats, self.names = Seats.of(outcome.situation), CountyNames(outcome.county)
        self.known = bool(outcome.county.teams)

    def shadows(self) -> Iterator[tuple[Placement, Told]]:
        """Of everybody who shadows a team; those without a name come last, when it is known who of
        the team is left."""
        blank = []
        for p, line in sorted(self._shadows.items(), key=lambda one: self._unlike(*one)):
            members = self._members(line)
            if p.counterpart is None:
                blank.append((p, line))
            elif members and (why := self._wrong(p, line, members)):
                self._faulty.append((p, line, why))
            else:
                self._taken[p.counterpart] = p.person
        for p, line, why in self._faulty:
            yield p, ("counterpart", why, self._instead(line))
        for p, line in blank:
            if self._free(line):
                why = f"支教团{line.team}的人员要一一对应"
                yield p, ("counterpart", why, self._instead(line))

    def named_by_member(self, p: Placement, field: str) -> Told | None:
        """What is wrong with whom somebody of a team names; None where nothing is."""
        other, row = Code(str(getattr(p, field))), self._row_of(p)
        mine = [(s, x) for s, x in self._shadows.items() if s.person == other]
        if not any(x.team == row.team for _, x in mine):
            theirs = self.guests.get(other)
            if theirs and (theirs.sender, theirs.receiver) == (row.receiver, row.sender):
                return None
            why = f"{self._who(other)}不是支教团{row.team}的跟岗人员"
            return field, why, "请改为跟岗人员，或清空这一格"
        wrong = {s for s, _, _ in self._faulty}
        elsewhere = [s for s, _ in mine if s not in wrong and s.counterpart not in (None, p.person)]
        if not elsewhere:
            return None
        why = f"{self._who(other)}那一行的对应人员是{self._who(elsewhere[0].counterpart)}"
        return field, why, "两行要一致，请改正其中一行"

    @cached_property
    def guests(self) -> Mapping[Code, OutsidePersonRow]:
        """People of 外县人员 by code."""
        return {row.code: row for row in self.outcome.county.outside_people}

    @cached_property
    def guest_row(self) -> Mapping[Code, RoleRow]:
        """The row of 支教团 that each of them fills."""
        return {x.code: row for row, people in self.seats.teams.members.items() for x in people}

    # -- inside ---------------------------------------------------------------------------------

    @cached_property
    def _shadows(self) -> Mapping[Placement, Line]:
        return {p: line for p, line in self.lines.items() if p.mode is Mode.SHADOWING}

    @cached_property
    def _taken(self) -> dict[Code | None, Code]:
        """Who shadows whom, of those nothing is wrong with."""
        return {}

    @cached_property
    def _faulty(self) -> list[tuple[Placement, Line, str]]:
        return []

    def _members(self, line: Line) -> Mapping[Code, RoleRow]:
        """Everybody of a line's team who may be shadowed, as far as listed, with their place."""
        assert line.row is not None
        if line.row.direction is Direction.OUTBOUND:
            own = ((p, x) for p, x in self.lines.items() if p.mode is Mode.SECONDMENT)
            return {p.person: x.row for p, x in own if x.team == line.team and x.row is not None}
        rows = self.seats.teams.by_team[line.team]
        return {
            person.code: row
            for row in rows
            for person in self.seats.teams.members[row]
            if not person.attached
        }

    def _wrong(self, p: Placement, line: Line, members: Mapping[Code, RoleRow]) -> str:
        """Why somebody cannot be a counterpart; empty when they can."""
        other = p.counterpart
        assert other is not None and line.row is not None
        if other not in members:
            return self._stranger(other, line)
        if other in self._taken:
            return f"{self._who(other)}已由{self._who(self._taken[other])}对应，一人只对应一人"
        alike = [code for code, row in members.items() if row == line.row]
        mine = [x for x in self._shadows.values() if x is line]
        if other not in alike and len(alike) >= len(mine):
            role = members[other].role
            return f"{self._who(other)}在团里是“{role}”，对应岗位应是“{line.row.role}”"
        return ""

    def _stranger(self, other: Code, line: Line) -> str:
        row, person = self.guest_row.get(other), self.guests.get(other)
        if person is not None and person.attached:
            return f"{self._who(other)}是已在当地挂职的，不另有人跟岗"
        if row is not None:
            return f"{self._who(other)}是支教团{row.team}的人员，这一行跟的是支教团{line.team}"
        return f"{self._who(other)}不是支教团{line.team}的人员"

    def _unlike(self, p: Placement, line: Line) -> tuple[bool, tuple[str, ...]]:
        """Those in like posts are asked first, then in canonical order."""
        row = self._members(line).get(p.counterpart or Code(""))
        return row != line.row, p.order

    def _free(self, line: Line) -> list[Code]:
        """People of a team whom nobody shadows; of the line's own post where there are any."""
        members = self._members(line)
        left = sorted(code for code in members if code not in self._taken)
        return [code for code in left if members[code] == line.row] or left

    def _instead(self, line: Line) -> str:
        free = self._free(line)
        if not free:
            return "请核对团队编号和对应人员"
        return f"请改为本团还没有人对应的{'或'.join(map(self._who, free))}"

    def _row_of(self, p: Placement) -> RoleRow:
        line = self.lines.get(p)
        row = line.row if line is not None else self.guest_row[p.person]
        assert row is not None
        return row

    def _who(self, code: Code | None) -> str:
        name = self.names.person(code)
        return f"{code}" if name == code else f"{name}（{code}）"

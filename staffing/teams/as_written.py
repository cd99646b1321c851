"""What rows say and cannot be: 接收学校, 岗位, 起止, 团队编号, 对应人员, 接替人员, 返回学校.

A row written by hand may be wrong in ways that no shortfall tells, or that one tells without its
cell. Whoever reads a roster asks here, be it to check it, to go on from it, or to take over its
edits. Rows that a decision (锁定) makes outside all teams are as that decision says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constraints.facts.seats import AWAY_MODES, Line, Seats, quota_words
from constraints.outcome import Outcome
from constraints.situation import Situation
from constraints.teams._sitting import between, ends_of, seated_lines, stated_role
from models.column import Code
from models.policy import Force
from models.roster import Placement, Roster
from models.sheets import PlanRow
from models.vocabulary import Relation, TeamRole
from staffing.locks.as_decided import Told, off_limits
from staffing.naming import CountyNames
from staffing.teams.pairs_written import paired

_HEADERS = {f.name: f.column.header for f in PlanRow.fields()}


@dataclass(frozen=True)
class Slip:
    """A field of a row that cannot be so: why, and what to do, in Chinese."""

    placement: Placement
    field: str
    why: str
    do: str

    @property
    def row(self) -> tuple[Code, int]:
        """Whose row it is, and which of their file."""
        return self.placement.person, self.placement.row_number

    def words(self, names: CountyNames, verb: str = "") -> str:
        """Whose field, what it says, why that cannot be; what to do is told after it."""
        p, value = self.placement, getattr(self.placement, self.field)
        who = f"{names.person(p.person)}（{p.person}）"
        value = names.team(value) if self.field == "team" else value
        said = "空着" if value is None else f"“{value}”"
        return f"{who}{p.mode}的{_HEADERS[self.field]}{verb}{said}：{self.why}"


def slips(situation: Situation, plan: Roster) -> tuple[Slip, ...]:
    """Every such field of a plan, row by row in canonical order; one field is told once."""
    outcome = Outcome(situation, plan)
    lines = seated_lines(outcome, AWAY_MODES)
    rows = _Rows(outcome)
    found = {(p, told[0]): told for p in plan.placements for told in rows.of(p, lines.get(p))}
    astray = {p for p, field in found if field == "team" or p not in lines}
    for p, told in paired(outcome, lines):
        if p not in astray:  # in another team they are other people's pairs
            found.setdefault((p, told[0]), told)
    order = {p: i for i, p in enumerate(plan.placements)}
    fields = {f.name: i for i, f in enumerate(PlanRow.fields())}
    asked = sorted(found.items(), key=lambda one: (order[one[0][0]], fields[one[0][1]]))
    return tuple(Slip(p, *told) for (p, _), told in asked)


class _Rows:
    """What single rows say of their place, without a look at others."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome, self.situation = outcome, outcome.situation
        self.seats, self.names = Seats.of(self.situation), CountyNames(self.situation.county)
        self.quotas = quota_words(self.situation.policy)
        roles = self.situation.policy.rows_of("team_roles")
        self.role_is_law = any(row.force is Force.HARD for row in roles)

    def of(self, p: Placement, line: Line | None) -> Iterator[Told]:
        """Of one row of somebody of ours; line: of 支教团, that it serves."""
        if p.person not in self.situation.county.teacher:
            return
        yield from self._return(p)
        yield from off_limits(self.situation, p)
        if p.mode not in AWAY_MODES:
            if p.team is not None:
                why = f"{p.mode}不随团，没有团队编号"
                yield "team", why, "请清空这一格，或核对方式"
        elif line is not None:
            yield from self._in_team(p, line)
        elif p.mode.name.lower() in self.situation.policy.modes and not self.outcome.is_locked(p):
            yield from self._unseated(p)
        if p.mode in AWAY_MODES and p.post is not None and stated_role(p) is None:
            yield "post", f"团里的岗位应为{'、'.join(TeamRole)}之一", "请改正"

    def _return(self, p: Placement) -> Iterator[Told]:
        back, county = p.return_school, self.situation.county
        if back is None:
            return
        own = (p.home, county.teacher[p.person].establishment_school)
        if p.relation is Relation.TRANSFERRED:
            yield "return_school", "调动不返回", "请清空这一格，或核对关系"
        elif not any(county.same_school(back, school) for school in own):
            why = f"不调动的，期满返回派出学校{self.names.school(p.home)}"
            yield "return_school", why, f"请改为“{p.home}”，或清空这一格"

    def _in_team(self, p: Placement, line: Line) -> Iterator[Told]:
        home, host = ends_of(line)
        if p.team is None:
            yield "team", f"这一行是支教团{line.team}的名额", f"请写明“{line.team}”"
        if not between(self.seats, p, line):
            way = f"{self.names.school(home)}到{self.names.school(host)}"
            why = f"支教团{line.team}的{p.mode}是从{way}，与这一行的两所学校不同"
            yield self._end(p, line), why, "请核对团队编号、派出学校、接收学校"
        for name in ("start", "end"):
            if getattr(p, name) != getattr(line, name):
                why = f"与支教团{line.team}不同期"
                yield name, why, f"请改为{getattr(line, name)}"
        role = stated_role(p)
        free = not self.role_is_law or self.outcome.is_locked(p)
        if role is not None and not free and not self.seats.teams.holds(p.person, role):
            yield "post", f"本人不具备“{role}”角色", "请改正岗位，或换具备该角色的人"

    def _end(self, p: Placement, line: Line) -> str:
        """Which cell is wrong of a row that is not between the schools of its team."""
        lines = (x for x in self.seats.lines if x.mode is p.mode and x.row is not None)
        if p.team is not None and any(between(self.seats, p, x) for x in lines):
            return "team"
        same = self.seats.county.same_school(p.host, ends_of(line)[1])
        return "home" if same else "host"

    def _unseated(self, p: Placement) -> Iterator[Told]:
        """A row that serves no line of 支教团: a quota's, or nobody's."""
        way = f"从{self.names.school(p.home)}到{self.names.school(p.host)}的{p.mode}"
        if p.team is not None and p.team in self.quotas:
            yield from self._of_quota(p, p.team)
        elif p.team is not None and self.situation.county.teams:
            role, there = stated_role(p), [x for x in self._rows_of(p) if x.team == p.team]
            if there and role is not None:
                yield "post", f"支教团{p.team}没有{p.mode}的“{role}”", "请核对岗位和团队编号"
            elif not there:
                yield "team", f"支教团{p.team}没有{p.mode}名额", "请核对团队编号和方式"
        elif p.team is None and (mine := self._serving(p, there=True)):
            told = "或".join(dict.fromkeys(f"“{self.quotas[x.team]}”" for x in mine))
            yield "team", f"{way}是名额{told}的", f"请写明{told}"
        elif p.team is None and self.situation.county.teams and not self._serving(p):
            why = f"没有哪个支教团、哪项名额有{way}"
            yield "team", why, "请写明团队编号，或核对方式和两所学校"

    def _of_quota(self, p: Placement, quota: Code) -> Iterator[Told]:
        lines = [x for x in self.seats.lines if x.team == quota and x.row is None]
        serving = [x for x in self._serving(p) if x.team == quota]
        if lines and not serving:
            role = stated_role(p)
            what = f"{p.mode}的“{role}”" if role else f"的{p.mode}"
            why = f"名额“{self.quotas[quota]}”没有从{self.names.school(p.home)}派出{what}"
            yield "team", why, "请核对团队编号、方式和岗位"
        for name, late in (("start", False), ("end", True)):
            given, wanted = getattr(p, name), [getattr(x, name) for x in serving]
            if wanted and not any(given >= day if late else given <= day for day in wanted):
                why = f"名额“{self.quotas[quota]}”要派满时长"
                yield name, why, f"请改为{wanted[0]}"

    def _serving(self, p: Placement, *, there: bool = False) -> list[Line]:
        """Lines of quotas that a row can serve; there: at its very school."""
        role, same = stated_role(p), self.seats.county.same_school
        seats = (x for x in self.seats.all if same(x.home, p.home) and role in (None, x.role))
        seats = (x for x in seats if not there or same(x.host, p.host))
        lines = (self.seats.lines[seat.line] for seat in seats)
        return [x for x in lines if x.row is None and x.mode is p.mode and not x.decided]

    def _rows_of(self, p: Placement) -> list[Line]:
        return [x for x in self.seats.lines if x.row is not None and x.mode is p.mode]

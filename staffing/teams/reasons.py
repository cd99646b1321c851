"""Why a place of a team is not filled: the role, the subject, the rule or the floor that binds.

Asked with the plain checks alone: everybody who could hold the place is put there in their turn in
the very plan, and what then breaks among the enforced rules is the reason; where it would not break
beside what is decided (锁定) alone, that is said. If nothing bars as many as are missing, they are
sent with whom else the team lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from constraints.facts.seats import Line, Seats
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Force, RuleRow
from models.roster import Placement, Roster
from models.vocabulary import Mode, TeamRole
from staffing.naming import CountyNames
from staffing.teams.sent import CAPS, COVER, OWN, Barred, Broken, Sent, matched

RULES = {"team_whole": Mode.SECONDMENT, "counterpart_quota": Mode.SHADOWING}
"""Rules whose missing heads are asked after, and the mode of the places they speak of."""

_SHOWN = 3
"""Places of one rule that are named; the others are counted."""

_NO_LEADERS = (
    "没有带领导人员内部文件（--leaders）：学校领导由谁去不在花名册里，差的人或许就在那份文件里，"
    "加上再核查才知道"
)


class TeamReasons:
    """Reasons within one plan. measures: what the audit measured on it, by policy row id;
    with_leaders: whether the plan has the leaders' own rows, which no roster shows."""

    def __init__(
        self,
        situation: Situation,
        roster: Roster,
        measures: Mapping[str, Sequence[Measure]],
        with_leaders: bool = True,
    ) -> None:
        self._with_leaders = with_leaders
        self.situation, self.roster, self.measures = situation, roster, measures
        self.seats, self.names = Seats.of(situation), CountyNames(situation.county)
        self._sent = Sent(situation, roster)

    def told(self, finding: Finding) -> str:
        """The reason behind a finding of :data:`RULES` with heads missing; else empty."""
        mode, key = RULES.get(finding.rule), finding.key
        missing = (finding.required or 0) > (finding.measured or 0)
        for number, line in enumerate(self.seats.lines):
            if missing and line.mode is mode and line.row is not None and line.key == key:
                if line.row.role is TeamRole.LEADER and not self._with_leaders:
                    return _NO_LEADERS
                heads = int((finding.required or 0) - (finding.measured or 0))
                return self._why(number, line, heads)
        return ""

    def _why(self, number: int, line: Line, heads: int) -> str:
        assert line.row is not None
        own = self._own(number)
        able = [code for code in own if self.seats.teams.holds(code, line.row.role)]
        said = f"本校具备“{line.row.role}”角色的 {len(able)} 人"
        if line.subject is not None:
            able = [c for c in able if self.situation.county.teacher[c].subject == line.subject]
            said += f"，其中主教{line.subject}的 {len(able)} 人"
        here, taken = self.seats.at_home(self._sent.seat(number)), self._taken(line.mode)
        free = [code for code in able if code in here and code not in taken]
        if len(able) >= heads and len(able) > len(free):
            sent = "、方案已派" if taken.intersection(able) else ""
            said += f"，能外派的 {len(free)} 人（其余已在外、已锁定{sent}或不能任教）"
        if len(free) < heads:
            return f"{said}，不足 {heads} 人"
        barred = {code: found for code in free if (found := self._sent.alone(code, number))}
        fixed = [found for found in barred.values() if not found.by_plan]
        if len(free) - len(fixed) < heads:
            return f"{said}；{self._barred(fixed)}"
        why, by_plan = self._together(line)
        if by_plan and len(free) - len(barred) < heads:
            return f"{said}；{self._barred(barred.values())}"
        return f"{said}，可派 {len(free) - len(fixed)} 人；{why}"

    def _together(self, line: Line) -> tuple[str, bool]:
        """Enough of this place are not barred whatever the rest of the plan is: another place of
        the team is, or the whole team; or that rest bars them, which is said second."""
        others = self._lines_of(line)
        for number, other in others:
            free = self._unbarred(number)
            if other.key != line.key and len(free) < self._left(other):
                role = other.key.partition("/")[2]
                return f"同团的“{role}”派不足，整团未派", False
        places = {i: (self._left(x), self._unbarred(i)) for i, x in others}
        if sum(left for left, _ in places.values()) == 1:
            (number, people), *_ = ((i, who) for i, (left, who) in places.items() if left)
            return self._best([[self._sent.placed(code, number)] for code in people], line)
        team = matched(places)
        if team is None:
            return "同一人不能兼任两个角色，全团凑不齐", False
        rows = [
            self._sent.placed(code, number) for number, people in team.items() for code in people
        ]
        forced = all(left in (0, len(people)) for left, people in places.values())
        return self._best([rows], line, "全团" if forced else "按编号顺序凑出的一团")

    def _best(
        self, teams: Sequence[Sequence[Placement]], line: Line, who: str = ""
    ) -> tuple[str, bool]:
        """What sending the first of these that breaks nothing would worsen; else what the first
        of them breaks, as they all break something."""
        if not teams:
            return "没有别的人可派", False
        barred = [self._sent.breaks(rows, *COVER, *CAPS) for rows in teams]
        free = next((rows for rows, found in zip(teams, barred, strict=True) if not found), None)
        if free is None:
            said = f"{barred[0].words}{who}派出会违反{self._named(barred[0].broken)}"
            return said, any(found.by_plan for found in barred)
        worse = self._worse(free, line)
        return f"派出会使{worse}更差" if worse else "没有硬性规则妨碍，方案没有安排", False

    def _lines_of(self, line: Line) -> list[tuple[int, Line]]:
        """Lines of the same team and mode, leaders' as far as the plan shows them; counterparts
        stand each for themselves."""
        if line.mode is not Mode.SECONDMENT:
            return [(i, x) for i, x in enumerate(self.seats.lines) if x is line]
        return [
            (i, x)
            for i, x in enumerate(self.seats.lines)
            if x.team == line.team
            and x.mode is line.mode
            and x.row is not None
            and (self._with_leaders or x.row.role is not TeamRole.LEADER)
        ]

    def _left(self, line: Line) -> int:
        """Heads of a line the plan has not filled."""
        filled = sum(
            p.mode is line.mode and p.team == line.team and p.post == line.key.split("/")[1]
            for p in self.roster.placements
        )
        return max(line.heads - filled, 0)

    def _taken(self, mode: Mode) -> set[Code]:
        """People whom the plan sends by that mode already."""
        return {p.person for p in self.roster.placements if p.mode is mode}

    def _unbarred(self, number: int) -> tuple[Code, ...]:
        """Whom nothing keeps from a place but, it may be, the rest of the plan."""
        seat, alone = self._sent.seat(number), self._sent.alone
        fitting = (code for code in self.seats.at_home(seat) if self.seats.fits(code, seat))
        taken = self._taken(self.seats.lines[number].mode)
        free = (c for c in fitting if c not in taken)
        return tuple(c for c in free if not (found := alone(c, number)) or found.by_plan)

    def _barred(self, found: Iterable[Barred]) -> str:
        """``其中 2 人派出会违反派出学校学科底线（城关小学语文）``, rule by rule."""
        counts: Counter[tuple[str, str]] = Counter()
        places: dict[tuple[str, str], dict[str, None]] = {}
        for barred in found:
            row, key = barred.broken[0]
            counts[row, barred.words] += 1
            parts = [part for part in key.split("/") if part not in self.situation.county.teacher]
            places.setdefault((row, barred.words), {})["/".join(parts)] = None
        said = []
        for (row, words), count in counts.items():
            rule = self._row(row)
            where = [] if isinstance(rules()[rule.rule], PairRule) else list(places[row, words])
            said.append(f"{words}{count} 人派出会违反“{_title(rule)}”{self._where(where)}")
        return "，".join(said)

    def _named(self, broken: Broken) -> str:
        keys: dict[str, list[str]] = {}
        for row, key in broken:
            keys.setdefault(row, []).append(key)
        return "、".join(
            f"“{_title(self._row(row))}”{self._where(found)}" for row, found in keys.items()
        )

    def _where(self, keys: list[str]) -> str:
        if not any(keys):
            return ""
        more = f"等{len(keys)}处" if len(keys) > _SHOWN else ""
        return f"（{'、'.join(self.names.key(key) for key in keys[:_SHOWN])}{more}）"

    def _own(self, number: int) -> list[Code]:
        """Everybody who stands at the place's home school, able to go or not."""
        home = self.seats.all[self._sent.seat(number)].home
        return [
            code
            for code, standing in StandingFact.of(self.situation).by_person.items()
            if code in self.situation.county.teacher
            and self.seats.county.same_school(standing.school, home)
        ]

    def _worse(self, rows: Sequence[Placement], line: Line) -> str:
        """The first soft rule, in the order of tiers, that sending the team makes worse."""
        order = [tier.id for tier in self.situation.policy.tiers]
        last = next(
            (row.tier for row in self.situation.policy.rules
             if RULES.get(row.rule) is line.mode and row.force is Force.SOFT), None
        )  # fmt: skip
        outcome = Outcome(self.situation, Roster.of([*self._beside(rows), *rows]))
        before = order[: order.index(last) + 1] if last in order else order
        for row in sorted(self._soft(before), key=lambda row: before.index(row.tier)):
            after = sum(m.short or 0 for m in rules()[row.rule].measure(outcome, row.params))
            if after > sum(m.short or 0 for m in self.measures.get(row.id, ())):
                return f"排在前面或同一层的“{_title(row)}”"
        return ""

    def _soft(self, tiers: Sequence[str]) -> Iterator[RuleRow]:
        for row in self.situation.policy.rules:
            weighs = row.force is Force.SOFT and row.tier in tiers and rules()[row.rule].steers
            if weighs and row.rule not in OWN:
                yield row

    def _beside(self, rows: Sequence[Placement]) -> list[Placement]:
        """The plan but for these people."""
        moved = {row.person for row in rows}
        return [p for p in self.roster.placements if p.person not in moved]

    def _row(self, row_id: str) -> RuleRow:
        return next(row for row in self.situation.policy.rules if row.id == row_id)


def _title(row: RuleRow) -> str:
    return row.title or rules()[row.rule].name

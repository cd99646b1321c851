"""Why a place of a team is not filled: the role, the subject, the rule or the floor that binds.

Asked with the plain checks alone: everybody who could hold the place is sent in their turn beside
what is decided (锁定), and what then breaks among the enforced rules is the reason. Whoever breaks
nothing alone is sent with the rest of the team, at last beside the plan.
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
from staffing.teams.sent import CAPS, COVER, OWN, Broken, Sent, matched

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
        self._sent = Sent(situation)

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
        free = [code for code in able if code in self.seats.at_home(self._sent.seat(number))]
        if len(able) >= heads > len(free):
            said += f"，能外派的 {len(free)} 人（其余已在外、已锁定或不能任教）"
        if len(free) < heads:
            return f"{said}，不足 {heads} 人"
        barred = {code: broken for code in free if (broken := self._sent.alone(code, number))}
        if len(free) - len(barred) < heads:
            return f"{said}；{self._barred(barred.values())}"
        return f"{said}，可派 {len(free) - len(barred)} 人；{self._together(line, heads)}"

    def _together(self, line: Line, heads: int) -> str:
        """Nobody of this place is barred: another place of the team is, or the whole team."""
        others = self._lines_of(line)
        for number, other in others:
            free = self._unbarred(number)
            if other.key != line.key and len(free) < self._left(other):
                role = other.key.partition("/")[2]
                return f"同团的“{role}”派不足，整团未派"
        team = matched({i: (self._left(x), self._unbarred(i)) for i, x in others})
        if team is None:
            return "同一人不能兼任两个角色，全团凑不齐"
        sent = self._sent
        rows = [sent.placed(code, number) for number, people in team.items() for code in people]
        for plan, words in ((sent.decided, ""), (self._beside(rows), "按方案的其他安排，")):
            if broken := sent.breaks(plan, rows, *COVER, *CAPS):
                return f"{words}全团派出会违反{self._named(broken)}"
        worse = self._worse(rows, line)
        return f"派出会使{worse}更差" if worse else "没有硬性规则妨碍，方案没有安排"

    def _lines_of(self, line: Line) -> list[tuple[int, Line]]:
        """Lines of the same team and mode; counterparts stand each for themselves."""
        if line.mode is not Mode.SECONDMENT:
            return [(i, x) for i, x in enumerate(self.seats.lines) if x is line]
        return [
            (i, x)
            for i, x in enumerate(self.seats.lines)
            if x.team == line.team and x.mode is line.mode and x.row is not None
        ]

    def _left(self, line: Line) -> int:
        """Heads of a line the plan has not filled."""
        filled = sum(
            p.mode is line.mode and p.team == line.team and p.post == line.key.split("/")[1]
            for p in self.roster.placements
        )
        return max(line.heads - filled, 0)

    def _unbarred(self, number: int) -> tuple[Code, ...]:
        seat = self._sent.seat(number)
        fitting = (code for code in self.seats.at_home(seat) if self.seats.fits(code, seat))
        taken = {
            p.person for p in self.roster.placements if p.mode is self.seats.lines[number].mode
        }
        return tuple(c for c in fitting if c not in taken and not self._sent.alone(c, number))

    def _barred(self, found: Iterable[Broken]) -> str:
        """``其中 2 人派出会违反派出学校学科底线（城关小学语文）``, rule by rule."""
        counts: Counter[str] = Counter()
        places: dict[str, dict[str, None]] = {}
        for broken in found:
            row, key = broken[0]
            counts[row] += 1
            parts = [part for part in key.split("/") if part not in self.situation.county.teacher]
            places.setdefault(row, {})["/".join(parts)] = None
        said = []
        for row, count in counts.items():
            rule = self._row(row)
            where = [] if isinstance(rules()[rule.rule], PairRule) else list(places[row])
            said.append(f"{count} 人派出会违反“{_title(rule)}”{self._where(where)}")
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

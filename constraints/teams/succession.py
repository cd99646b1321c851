"""支教团离开时由跟岗人员接替：每名跟岗人员对应一名团员，期满返回受援学校接手其工作。

口径：跟岗安排的“对应人员”须是本团的外县团员，一名团员至多对应一人，“返回学校”须是受援学校；安排表列有该团员的，其
“接替人员”须是这名跟岗人员。
例外：外县人员表没有列出团员姓名的，无法判定；本县自派的团由安排表互相对应。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from constraints.facts.seats import Line, Seats
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.teams._sitting import ends_of, sitting
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params
from models.roster import Placement
from models.vocabulary import Direction, Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own."""


class Succession(Rule[P]):
    """Everyone who shadows takes over from somebody of the team."""

    id = "succession"
    name = "跟岗期满接替支教"
    unit = "人"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per counterpart of every team."""
        seats = Seats.of(outcome.situation)
        shadows, own = sitting(outcome, Mode.SHADOWING), sitting(outcome, Mode.SECONDMENT)
        takes: set[Code] = set()
        for line in seats.lines:
            if line.mode is not Mode.SHADOWING or line.row is None:
                continue
            members = self._members(seats, line, own)
            for placement in shadows[line.key]:
                who = (placement.person,)
                if not members:
                    yield Measure(
                        placement.person, None, 1, None, people=who, missing=("外县人员",)
                    )
                    continue
                other = placement.counterpart
                named = other is not None and other in members and other not in takes
                takes |= {other} if named and other else set()
                good = int(named and self._returns(outcome, seats, placement, line))
                yield Measure(placement.person, good, 1, 1 - good, people=who)

    def explain(self, finding: Finding) -> str:
        """The person."""
        if finding.short is None:
            return f"{finding.key}接替哪位支教人员无法判定。"
        return (
            f"{finding.key}跟岗期满接替支教的安排不明：应接替{finding.required}人，"
            f"落实{finding.measured}人，差{finding.short}人。"
        )

    def _members(
        self, seats: Seats, line: Line, own: Mapping[str, tuple[Placement, ...]]
    ) -> set[Code]:
        """Everyone of the line's team who may be taken over from."""
        if line.row is not None and line.row.direction is Direction.OUTBOUND:
            return {m.person for key, rows in own.items() for m in rows if _team(key) == line.team}
        rows = seats.teams.by_team[line.team]
        people = [person for row in rows for person in seats.teams.members[row]]
        return {person.code for person in people if not person.attached}

    def _returns(self, outcome: Outcome, seats: Seats, placement: Placement, line: Line) -> bool:
        back = placement.return_school
        if back is not None and not seats.county.same_school(back, ends_of(line)[0]):
            return False
        rows = outcome.roster.by_person.get(placement.counterpart or Code(""), ())
        return all(row.successor in (None, placement.person) for row in rows)


def _team(key: str) -> str:
    return key.partition("/")[0]


RULE = Succession()

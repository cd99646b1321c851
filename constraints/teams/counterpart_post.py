"""跟岗人员从受援学校出来，到派出支教团的学校的对应岗位，与支教同期。

口径：逐人核对派出学校、接收学校和起止日期；岗位按支教团的角色对应，由“团队角色相符”核对。校区视为同一法人学校。
例外：没有团队编号、也不在某团两所学校之间的跟岗（骨干跟岗等名额）不在此列。团队编号查无此团的，记一处。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from constraints.facts.seats import Line, Seats
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.teams._sitting import ends_of, sitting
from models.finding import Finding, Measure
from models.policy import Params
from models.roster import Placement
from models.vocabulary import Mode

HOME, HOST, DAYS, TEAM = "派出学校", "接收学校", "起止日期", "团队编号"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: post for post, school for school, in the same period."""


class CounterpartPost(Rule[P]):
    """Counterparts sit where their team comes from, while it is here."""

    id = "counterpart_post"
    name = "跟岗学校与岗位对应"
    unit = "处"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per counterpart and per thing that has to correspond."""
        seats = Seats.of(outcome.situation)
        seated = sitting(outcome, Mode.SHADOWING)
        lines = [x for x in seats.lines if x.key in seated and x.mode is Mode.SHADOWING]
        for line in lines:
            for placement in seated[line.key]:
                for what, wrong in self._compare(seats, placement, line):
                    yield _measure(placement, what, wrong)
        quotas = {line.team for line in seats.lines if line.row is None}
        known = {placement for rows in seated.values() for placement in rows}
        for placement in outcome.moves:
            stray = placement.mode is Mode.SHADOWING and placement not in known
            if stray and placement.team is not None and placement.team not in quotas:
                yield _measure(placement, TEAM, True)

    def explain(self, finding: Finding) -> str:
        """Person and what does not correspond."""
        person, _, what = finding.key.partition("/")
        why = {
            HOME: "不是受援学校的人员",
            HOST: "跟岗学校不是该团队的派出学校",
            DAYS: "跟岗起止与该团队支教不同期",
            TEAM: "所写团队没有跟岗名额",
        }[what]
        return (
            f"{person}{why}：{what}不对应的应为{finding.required}处，"
            f"实为{finding.measured}处，超{finding.short}处。"
        )

    def _compare(
        self, seats: Seats, placement: Placement, line: Line
    ) -> Iterator[tuple[str, bool]]:
        home, host = ends_of(line)
        yield HOME, not seats.same_school(placement.home, home)
        yield HOST, not seats.same_school(placement.host, host)
        yield DAYS, (placement.start, placement.end) != (line.start, line.end)


def _measure(placement: Placement, what: str, wrong: bool) -> Measure:
    person = placement.person
    return Measure(f"{person}/{what}", int(wrong), 0, int(wrong), people=(person,))


RULE = CounterpartPost()

"""跟岗人员从受援学校出来，到派出支教团的学校的对应岗位，与支教同期。

口径：逐人核对派出学校、接收学校和起止日期；岗位按支教团的角色对应，由“团队角色相符”核对。校区视为同一法人学校。
例外：骨干跟岗等政策名额内的、锁定到外县的不在此列。团队编号查无此团的，没有团队编号又不在某团两所学校之间的，记一处。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from constraints.facts.seats import AWAY_MODES, Line, Seat, Seats
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.teams._sitting import ends_of, sitting
from models.finding import Finding, Measure
from models.policy import Params
from models.roster import Placement
from models.vocabulary import Mode

HOME, HOST, DAYS, TEAM, NONE = "派出学校", "接收学校", "起止日期", "团队编号", "没有团队"


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
        known = {placement for rows in seated.values() for placement in rows}
        for placement in outcome.moves:
            if placement.mode is Mode.SHADOWING and placement not in known:
                yield from self._stray(outcome, placement)

    def _stray(self, outcome: Outcome, placement: Placement) -> Iterator[Measure]:
        """A counterpart of no team: a quota's, a decision's, or nobody's."""
        seats = Seats.of(outcome.situation)
        lines = {seat.line for seat in seats.all if self._leads(seats, seat, placement)}
        quotas = {seats.lines[i].team for i in lines if seats.lines[i].row is None}
        if placement.team is not None:
            if placement.team not in {x.team for x in seats.lines if x.row is None}:
                yield _measure(placement, TEAM, True)
        elif not quotas and not outcome.is_locked(placement):
            yield _measure(placement, NONE, True)

    def _leads(self, seats: Seats, seat: Seat, placement: Placement) -> bool:
        """Whether a place for 跟岗 is between the two schools of a placement."""
        right = seats.lines[seat.line].mode is Mode.SHADOWING and seat.host == placement.host
        return right and seats.county.same_school(placement.home, seat.home)

    def sees(self, placement: Placement) -> bool:
        """Places of teams alone."""
        return placement.mode in AWAY_MODES

    def explain(self, finding: Finding) -> str:
        """Person and what does not correspond."""
        person, _, what = finding.key.partition("/")
        why = {
            HOME: "不是受援学校的人员",
            HOST: "跟岗学校不是该团队的派出学校",
            DAYS: "跟岗起止与该团队支教不同期",
            TEAM: "所写团队没有跟岗名额",
            NONE: "没有写团队编号，也不在任何支教团的两所学校之间",
        }[what]
        named = TEAM if what == NONE else what
        return (
            f"{person}{why}：{named}不对应的应为{finding.required}处，"
            f"实为{finding.measured}处，超{finding.short}处。"
        )

    def _compare(
        self, seats: Seats, placement: Placement, line: Line
    ) -> Iterator[tuple[str, bool]]:
        home, host = ends_of(line)
        yield HOME, not seats.county.same_school(placement.home, home)
        yield HOST, not seats.county.same_school(placement.host, host)
        yield DAYS, (placement.start, placement.end) != (line.start, line.end)


def _measure(placement: Placement, what: str, wrong: bool) -> Measure:
    person = placement.person
    return Measure(f"{person}/{what}", int(wrong), 0, int(wrong), people=(person,))


RULE = CounterpartPost()

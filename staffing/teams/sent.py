"""Somebody sent to a place of a team, asked with the plain checks alone: what breaks then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from constraints.facts.demand import Cell
from constraints.facts.seats import Seats
from constraints.facts.standing import StandingFact
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.registry import family_of, rules
from constraints.situation import Situation
from models.column import Code
from models.policy import Force, RuleRow
from models.roster import Placement, Roster
from models.vocabulary import Relation
from staffing.teams.fill import in_seat

OWN = ("team_whole", "counterpart_quota", "team_roles", "counterpart_post")
"""Rules about the places themselves; they are no reason."""

PERSONAL, COVER, CAPS = ("placement", "timebound"), ("cover",), ("establishment", "rotation")
"""Families of enforced rules: about one person's going, about what is left, about numbers."""

Broken = tuple[tuple[str, str], ...]
"""(policy row id, key) of what breaks."""

_Shorts = dict[tuple[str, str], int]
"""The same with how much is lacking."""


@dataclass(frozen=True)
class Barred:
    """What breaks; by_plan: only beside whom else the plan sends, not beside what is decided
    (锁定) alone. Nothing broken = nothing bars."""

    broken: Broken
    by_plan: bool = False

    def __bool__(self) -> bool:
        return bool(self.broken)

    @property
    def words(self) -> str:
        """What is said before the rules."""
        return "按方案的其他安排，" if self.by_plan else ""


class Sent:
    """People in places of a plan. A place is the number of its line among
    :attr:`constraints.facts.seats.Seats.lines`."""

    def __init__(self, situation: Situation, plan: Roster) -> None:
        self.situation, self.seats, self.plan = situation, Seats.of(situation), plan
        self._asked: dict[tuple[Code, int], Barred] = {}
        self._left_behind: dict[tuple[Cell | None, Code | None], Barred] = {}
        self._lacking: dict[tuple[tuple[Placement, ...], tuple[str, ...]], _Shorts] = {}

    @cached_property
    def decided(self) -> tuple[Placement, ...]:
        """The placements that the locks alone make."""
        return Outcome(self.situation, Roster(())).decided

    def seat(self, number: int) -> int:
        """The first seat of a place."""
        return next(i for i, seat in enumerate(self.seats.all) if seat.line == number)

    def placed(self, code: Code, number: int) -> Placement:
        """Someone in a place, as the plan table would say it."""
        seat = self.seat(number)
        mode = self.seats.lines[number].mode
        home = StandingFact.of(self.situation).by_person[code].school
        terms = self.situation.policy.modes.get(mode.name.lower())
        term, host = self.situation.county.term, self.seats.all[seat].host
        relation = terms.relation if terms else Relation.KEPT
        row = self.situation.county.teacher[code]
        bare = Placement(
            code, mode, relation, home or host, host, term.start, term.end, row.subject, row.stage
        )
        return in_seat(self.situation, bare, seat)

    def alone(self, code: Code, number: int) -> Barred:
        """What a person in a place breaks, put there in the plan and nobody else moved."""
        if (code, number) not in self._asked:
            rows = [self.placed(code, number)]
            personal = self._personal(rows)
            self._asked[code, number] = Barred(personal) if personal else self._at_home(code, rows)
        return self._asked[code, number]

    def breaks(self, rows: Sequence[Placement], *families: str) -> Barred:
        """Enforced rules that the plan with these rows, in place of whatever else it has those
        people do, lacks more of than it does now."""
        plan, people = self.plan.placements, {row.person for row in rows}
        rest = tuple(p for p in plan if p.person not in people)
        broken = self._more((*rest, *rows), plan, families)
        if not broken:
            return Barred(())
        alone = self._more((*self.decided, *rows), self.decided, families)
        return Barred(broken, by_plan=not set(broken) & set(alone))

    def _personal(self, rows: Sequence[Placement]) -> Broken:
        """Rules about the person and the place."""
        outcome = Outcome(self.situation, Roster.of(list(rows)))
        return tuple(
            (row.id, measure.key)
            for row in self._hard(*PERSONAL)
            for measure in rules()[row.rule].measure(outcome, row.params)
            if measure.short and rows[0].person in measure.people
        )

    def _at_home(self, code: Code, rows: Sequence[Placement]) -> Barred:
        """What the school left behind keeps no longer; whoever teaches the same breaks the same,
        but for those the plan moves already."""
        moved = code if code in self.plan.by_person else None
        at = Supply.of(self.situation).cell_of(code), moved
        if at not in self._left_behind:
            self._left_behind[at] = self.breaks(rows, *COVER)
        return self._left_behind[at]

    def _more(
        self, after: tuple[Placement, ...], before: tuple[Placement, ...], families: tuple[str, ...]
    ) -> Broken:
        """What a plan lacks more of than another."""
        if (before, families) not in self._lacking:
            self._lacking[before, families] = self._shorts(before, families)
        less = self._lacking[before, families]
        found = self._shorts(after, families)
        return tuple(at for at, short in found.items() if short > less.get(at, 0))

    def _shorts(self, plan: tuple[Placement, ...], families: Sequence[str]) -> _Shorts:
        outcome = Outcome(self.situation, Roster.of(plan))
        return {
            (row.id, measure.key): measure.short or 0
            for row in self._hard(*families)
            for measure in rules()[row.rule].measure(outcome, row.params)
        }

    def _hard(self, *families: str) -> Iterator[RuleRow]:
        for row in self.situation.policy.rules:
            steers = row.force is Force.HARD and rules()[row.rule].steers
            if steers and row.rule not in OWN and family_of(row.rule) in families:
                yield row


def matched(
    places: Mapping[int, tuple[int, Sequence[Code]]],
) -> dict[int, tuple[Code, ...]] | None:
    """As many people for each place as it needs, nobody twice; None when it cannot be done."""
    seats = [number for number, (heads, _) in places.items() for _ in range(heads)]
    holder: dict[Code, int] = {}

    def found(seat: int, seen: set[Code]) -> bool:
        for code in places[seats[seat]][1]:
            if code in seen:
                continue
            seen.add(code)
            if code not in holder or found(holder[code], seen):
                holder[code] = seat
                return True
        return False

    if not all(found(seat, set()) for seat in range(len(seats))):
        return None
    chosen: dict[int, tuple[Code, ...]] = {}
    for code, seat in sorted(holder.items()):
        chosen[seats[seat]] = (*chosen.get(seats[seat], ()), code)
    return chosen

"""时间段: the intervals the term is cut into; every row of the model has one in its key.

口径: 本期起 to 本期止, both days included, cut on the first day and after the last day of the
events whose sheets the policy names; of 履历, 人员状态 and 退休 only where somebody's place really
changes (在岗变动), of 安排期满 where a new placement of a mode would end. Without any there is one
slice, the whole term, and changes within it are not noticed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from constraints.facts.standing import PAST_AGE, StandingFact
from constraints.facts.turns import Cause, Turn, Turns
from constraints.situation import Fact
from models.column import Code, Month
from models.policy import Params, param
from models.vocabulary import Word


class Event(Word):
    """Sheets whose rows begin and end on days of their own."""

    TEAM = "支教团"
    OUTSIDE_PERSON = "外县人员"
    REVOLVING_POST = "周转编制"
    SCHOOL_CHANGE = "学校调整"
    HISTORY = "履历"
    STATUS = "人员状态"
    RETIREMENT = "退休"
    PLACEMENT = "安排期满"


_DATES = {
    Event.TEAM: ("teams", "start", "end"),
    Event.OUTSIDE_PERSON: ("outside_people", "start", "end"),
    Event.REVOLVING_POST: ("revolving_posts", "start", "end"),
    Event.SCHOOL_CHANGE: ("school_changes", "effective", ""),
}
"""Event → field of the county, field of the first day, field of the last day."""

_CAUSES = {
    Event.HISTORY: Cause.RETURN,
    Event.STATUS: Cause.STATUS,
    Event.RETIREMENT: Cause.RETIREMENT,
    Event.SCHOOL_CHANGE: Cause.CLOSURE,
}
"""Event → the cause of the turns that it notices."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which events cut the term; empty = none."""

    cut_by: tuple[Event, ...] = param("以哪些表的起止日期划分时间段")


class Slices(Fact[P]):
    """Intervals between event dates, in order of time."""

    id = "slices"
    name = "时间段"
    Params = P

    @cached_property
    def spans(self) -> tuple[tuple[date, date], ...]:
        """First and last day of every slice; at least one, without gaps or overlap."""
        term = self.county.term
        inside = {day for day in self._cuts() if term.start < day <= term.end}
        starts = [term.start, *sorted(inside)]
        ends = [*(day - timedelta(days=1) for day in starts[1:]), term.end]
        return tuple(zip(starts, ends, strict=True))

    def covered(self, start: date, end: date) -> tuple[int, int]:
        """First and last slice (inclusive) the days from *start* to *end* touch.

        ``(0, -1)``, an empty range, when they lie outside the term.
        """
        touched = [i for i, (a, b) in enumerate(self.spans) if start <= b and end >= a]
        return (touched[0], touched[-1]) if touched else (0, -1)

    def place_in(self, code: Code, late: int) -> Code | None:
        """School where somebody is in supply in a slice when the plan decides nothing."""
        turns = [t for t in self.turning.get(code, ()) if t.day <= self.spans[late][0]]
        if turns:
            return turns[-1].school
        standing = StandingFact.of(self.situation).by_person[code]
        return standing.school if standing.in_supply else None

    def gone(self, code: Code, late: int | None) -> bool:
        """Whether somebody teaches nowhere in a slice, placed or not: past the retirement age, or
        in supply at first and no more. late: None = as the term begins."""
        standing = StandingFact.of(self.situation).by_person[code]
        if standing.why == PAST_AGE:
            return True
        if late is None or code not in self.turning or self.place_in(code, late) is not None:
            return False
        return standing.in_supply

    def begins(self, host: Code) -> date:
        """First day of the term on which a school takes people: 本期起, or when it opens."""
        start, end = self.county.term.start, self.county.term.end
        day = self.county.opening.get(host, start)
        return day if self.notices(Event.SCHOOL_CHANGE) and start < day <= end else start

    def notices(self, event: Event) -> bool:
        """Whether the policy cuts the term by an event."""
        return event in self.p.cut_by

    @cached_property
    def turning(self) -> Mapping[Code, tuple[Turn, ...]]:
        """Turns on days that cut the term, by person in code order."""
        causes = {_CAUSES[event] for event in self.p.cut_by if event in _CAUSES}
        if not causes:
            return {}
        found = Turns.of(self.situation).of_person.items()
        kept = {code: tuple(t for t in turns if t.cause in causes) for code, turns in found}
        return {code: turns for code, turns in kept.items() if turns}

    def _cuts(self) -> Iterator[date]:
        for event in self.p.cut_by:
            if event in _DATES:
                yield from self._of_sheet(*_DATES[event])
        for turns in self.turning.values():
            yield from (turn.day for turn in turns)
        if self.notices(Event.PLACEMENT):
            for terms in self.situation.policy.modes.values():
                yield last_day(self.county.term.start, terms.length_months) + timedelta(days=1)

    def _of_sheet(self, rows: str, first: str, last: str) -> Iterator[date]:
        for row in getattr(self.county, rows):
            yield getattr(row, first)
            if last:
                yield getattr(row, last) + timedelta(days=1)


def last_day(start: date, months: int) -> date:
    """Last day of a placement that begins on *start* and lasts whole *months*."""
    after = Month.of(start).plus(months)
    day = min(start.day, (after.plus(1).first_day - after.first_day).days)
    return date(after.year, after.month, day) - timedelta(days=1)


def whole_months(first: date, last: date) -> int:
    """Whole months from the first day to the last, both included."""
    after = last + timedelta(days=1)
    whole = Month.of(after) - Month.of(first)
    return whole - 1 if after.day < first.day else whole


FACT = Slices

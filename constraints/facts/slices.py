"""时间段: the intervals the term is cut into; every row of the model has one in its key.

口径: 本期起 to 本期止, both days included, cut on the first day and after the last day of the
events whose sheets the policy names. Without any there is one slice, the whole term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from constraints.situation import Fact
from models.policy import Params, param
from models.vocabulary import Word


class Event(Word):
    """Sheets whose rows begin and end on days of their own."""

    TEAM = "支教团"
    OUTSIDE_PERSON = "外县人员"
    REVOLVING_POST = "周转编制"
    SCHOOL_CHANGE = "学校调整"


_DATES = {
    Event.TEAM: ("teams", "start", "end"),
    Event.OUTSIDE_PERSON: ("outside_people", "start", "end"),
    Event.REVOLVING_POST: ("revolving_posts", "start", "end"),
    Event.SCHOOL_CHANGE: ("school_changes", "effective", ""),
}
"""Event → field of the county, field of the first day, field of the last day."""


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

    def _cuts(self) -> Iterator[date]:
        for event in self.p.cut_by:
            rows, first, last = _DATES[event]
            for row in getattr(self.county, rows):
                yield getattr(row, first)
                if last:
                    yield getattr(row, last) + timedelta(days=1)


FACT = Slices

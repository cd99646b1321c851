"""在岗变动: who changes place within the term whatever the plan decides, and on which day.

口径: 起点 (standing) told again on every day that may change it: the day after a running placement
of 履历 ends, the day a status begins or the day after it ends, the month after the one of statutory
retirement, the day a school closes. A turn is kept where the person is in supply at another school
than before, or in supply no more, or again. 例外: days after the term's end are not looked at; who
comes back after the term is told by the list of returns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from constraints.facts.retirement import Retirement
from constraints.facts.standing import Standing, StandingFact
from constraints.situation import Fact
from models.column import Code
from models.policy import Params
from models.sheets import TeacherRow
from models.vocabulary import SchoolChange, Word


class Cause(Word):
    """Why somebody changes place."""

    RETURN = "期满返回"
    STATUS = "人员状态变动"
    RETIREMENT = "退休"
    CLOSURE = "学校调整"


class Turn(NamedTuple):
    """From *day* on the person is in supply at *school*; None = nowhere."""

    day: date
    cause: Cause
    school: Code | None


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: standing and retirement say what changes."""


class Turns(Fact[P]):
    """Changes within the term that no plan decides."""

    id = "turns"
    name = "本期内在岗变动"
    Params = P

    @cached_property
    def of_person(self) -> Mapping[Code, tuple[Turn, ...]]:
        """Turns of everyone who has any, by person in code order, each in order of days."""
        found = {row.code: tuple(self._turns(row)) for row in self.county.teachers}
        return {code: turns for code, turns in found.items() if turns}

    def _turns(self, row: TeacherRow) -> Iterator[Turn]:
        fact, days = StandingFact.of(self.situation), dict(self._days(row))
        held = _supplied(fact.by_person[row.code])
        for day in sorted(days):
            now = _supplied(fact.on(row, day))
            if now != held:
                yield Turn(day, days[day], now)
            held = now

    def _days(self, row: TeacherRow) -> Iterator[tuple[date, Cause]]:
        """Days on which something about a person may change; the weightier cause comes last."""
        term = self.county.term
        for day, cause in self._events(row):
            if term.start < day <= term.end:
                yield day, cause

    def _events(self, row: TeacherRow) -> Iterator[tuple[date, Cause]]:
        for day in self._closures:
            yield day, Cause.CLOSURE
        for stay in self.county.history_of.get(row.code, ()):
            if stay.end is not None:
                yield stay.end + timedelta(days=1), Cause.RETURN
        if row.status_from is not None:
            yield row.status_from, Cause.STATUS
        if row.status_to is not None:
            yield row.status_to + timedelta(days=1), Cause.STATUS
        month = Retirement.of(self.situation).month_of(row.code)
        if month is not None:
            yield month.plus(1).first_day, Cause.RETIREMENT

    @cached_property
    def _closures(self) -> tuple[date, ...]:
        rows = self.county.school_changes
        return tuple(sorted({r.effective for r in rows if r.change is not SchoolChange.OPEN}))


def _supplied(standing: Standing) -> Code | None:
    return standing.school if standing.in_supply else None


FACT = Turns

"""学期: the semesters inside a term, for what lasts a semester (跟岗一学期, 实习置换).

口径: told by the dates, not by the name: where 本期起 to 本期止 hold two semesters of the policy's
months, the first lasts those months and the second one the rest; else the term is one semester.
What lasts more semesters than the term holds goes on past its end.
例外: a term named 春季 is a spring semester.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from constraints.facts.slices import last_day
from constraints.situation import Fact
from models.column import Month
from models.policy import Params, param
from models.vocabulary import Term, TermName

Span = tuple[date, date]
"""First and last day."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How long a semester is."""

    months: int = param("一学期按几个月计", unit="月", positive=True)


class Semesters(Fact[P]):
    """First and last days of semesters."""

    id = "semesters"
    name = "学期"
    Params = P

    def first(self, count: int) -> Span:
        """The first *count* semesters of the term, never past its end."""
        start, end = self.county.term.start, self.county.term.end
        whole = count >= len(self.named)
        return start, end if whole else self._after(count) - timedelta(days=1)

    def lasting(self, count: int) -> Span:
        """*count* semesters from the first day: those of the term where it holds so many, else on
        past its end, two semesters making a year."""
        if count <= len(self.named):
            return self.first(count)
        start, years = self.county.term.start, count // 2
        return start, last_day(start, 12 * years + count % 2 * self.p.months)

    @cached_property
    def named(self) -> Mapping[Term, Span]:
        """Days of 秋季 and 春季, as far as the term covers them."""
        term = self.county.term
        if term.name is TermName.SPRING:
            return {Term.SPRING: (term.start, term.end)}
        if term.end < self._after(2) - timedelta(days=1):
            return {Term.AUTUMN: (term.start, term.end)}
        return {
            Term.AUTUMN: (term.start, self._after(1) - timedelta(days=1)),
            Term.SPRING: (self._after(1), term.end),
        }

    @cached_property
    def year_begins(self) -> date:
        """First day of the school year (学年) as far as this term can tell: 本期起 of its first
        term; of a later one, whose last day is the year's too, the day a year before the next.

        口径: a later term is named 春季, or begins in the second calendar year that 学年 names.
        """
        term = self.county.term
        named, year = term.school_year, str(term.start.year)
        second = year in named and not named.startswith(year) and term.name is TermName.YEAR
        if not second and term.name is not TermName.SPRING:
            return term.start
        after = term.end + timedelta(days=1)
        return min(Month.of(after).plus(-12).first_day + timedelta(days=after.day - 1), term.start)

    def _after(self, count: int) -> date:
        """First day after *count* semesters; a term starts them on the first of its month."""
        return Month.of(self.county.term.start).plus(count * self.p.months).first_day


FACT = Semesters

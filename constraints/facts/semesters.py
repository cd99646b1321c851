"""学期: the semesters inside a term, for what lasts a semester (跟岗一学期, 实习置换).

口径: in a plan for the school year the first semester lasts the policy's months from 本期起 and the
second one the days after it to 本期止; a plan for one semester is that semester.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from constraints.situation import Fact
from models.column import Month
from models.policy import Params, param
from models.vocabulary import Term, TermName

Span = tuple[date, date]
"""First and last day."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How long a semester is."""

    months: int = param("一学期按几个月计", unit="月")


class Semesters(Fact[P]):
    """First and last days of semesters."""

    id = "semesters"
    name = "学期"
    Params = P

    def first(self, count: int) -> Span:
        """The first *count* semesters of the term, never past its end."""
        term = self.county.term
        if term.name is not TermName.YEAR:
            return term.start, term.end
        after = Month.of(term.start).plus(count * self.p.months).first_day
        return term.start, min(after - timedelta(days=1), term.end)

    @cached_property
    def named(self) -> Mapping[Term, Span]:
        """Days of 秋季 and 春季, as far as the term covers them."""
        term = self.county.term
        if term.name is not TermName.YEAR:
            only = Term.AUTUMN if term.name is TermName.AUTUMN else Term.SPRING
            return {only: (term.start, term.end)}
        autumn = self.first(1)
        spring = autumn[1] + timedelta(days=1), term.end
        return {Term.AUTUMN: autumn} | ({Term.SPRING: spring} if spring[0] <= spring[1] else {})


FACT = Semesters

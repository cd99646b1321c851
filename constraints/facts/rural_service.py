"""农村服务: how long somebody has taught in rural schools, and how long they owe it until when.

口径: days before a date on which the person stood at a rural school: the 履历 row that began last
decides (是否乡村, blank = by the school's group); days no row covers belong to the present school,
since 进入本校年月. A year is 365 days. Without 履历 and 进入本校年月 the column 乡村任教年数
speaks; without any of them the time is unknown. 例外: schools outside the county are rural only
when a row says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from constraints.facts.grouping import Grouping
from constraints.facts.standing import StandingFact
from constraints.situation import Fact
from models.column import Code
from models.policy import GroupName, Params, param
from models.sheets import HistoryRow, TeacherRow
from models.vocabulary import Service

YEAR = 365
"""Days in a year of service."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Where service counts, who owes it, how much."""

    group: GroupName = param("算作农村任教的学校分组")
    segmented: tuple[Service, ...] = param("农村服务年限可分段合并计算的服务期类型")
    years: Mapping[Service, int] = param("各服务期类型应在农村服务的年限", unit="年")
    bound: tuple[Service, ...] = param("捆绑聘用的服务期类型")
    bound_terms: int = param("捆绑聘用的聘期数", unit="个")
    term_months: int = param("一个聘期的月数", unit="月")
    bound_years: int | None = param("捆绑聘用的聘期内应在农村任教的年限", unit="年", optional=True)


@dataclass(frozen=True)
class Debt:
    """Days of rural service owed by the end of a day; days None = the source leaves it blank."""

    days: int | None
    until: date


class RuralService(Fact[P]):
    """Rural service done and owed."""

    id = "rural_service"
    name = "农村服务年限"
    Params = P

    def segmented(self, code: Code) -> Debt | None:
        """What is owed under a service period that may be served in segments; None = nothing."""
        row = self.county.teacher.get(code)
        if row is None or row.service not in self.p.segmented or row.service is None:
            return None
        years, until = self.p.years.get(row.service), row.service_until
        if until is None and years is not None and row.first_appointed is not None:
            until = row.first_appointed.plus(12 * years).first_day - timedelta(days=1)
        if until is None or until < self.county.term.start:
            return None
        return Debt(None if years is None else years * YEAR, until)

    def bound(self, code: Code) -> Debt | None:
        """What is owed over the contract terms of a bound appointment; None = nothing."""
        row = self.county.teacher.get(code)
        if row is None or row.service not in self.p.bound or row.first_appointed is None:
            return None
        months = self.p.bound_terms * self.p.term_months
        until = row.first_appointed.plus(months).first_day - timedelta(days=1)
        if until < self.county.term.start:
            return None
        years = self.p.bound_years
        return Debt(None if years is None else years * YEAR, until)

    def rural(self, school: Code | None) -> bool:
        """Whether service at a school counts."""
        return school is not None and Grouping.of(self.situation).has(self.p.group, school)

    def served(self, code: Code, before: date) -> int | None:
        """Days of rural service before a day, if the person stays until then; None = unknown."""
        row = self.county.teacher[code]
        rows = self.county.history_of.get(code, ())
        if not rows and row.school_since is None:
            return None if row.rural_years is None else int(Fraction(row.rural_years) * YEAR)
        return sum((b - a).days for a, b in self._pieces(row, rows, before))

    def _pieces(
        self, row: TeacherRow, rows: tuple[HistoryRow, ...], before: date
    ) -> Iterator[tuple[date, date]]:
        """Stretches (first day, day after the last) of rural service before a day."""
        since = row.school_since.first_day if row.school_since else before
        ends = {r: (r.end + timedelta(days=1)) if r.end else before for r in rows}
        cuts = {since, before, *(r.start for r in rows), *ends.values()}
        days = sorted(day for day in cuts if day <= before)
        here = self.rural(StandingFact.of(self.situation).by_person[row.code].school)
        for first, after in pairwise(days):
            over = [r for r in rows if r.start <= first and after <= ends[r]]
            last = max(over, key=lambda r: r.start, default=None)
            if last is None:
                counts = here and since <= first
            else:
                counts = self.rural(last.school) if last.rural is None else last.rural
            if counts:
                yield first, after

    @cached_property
    def people(self) -> tuple[Code, ...]:
        """Everyone who owes rural service of either kind, in code order."""
        codes = (row.code for row in self.county.teachers)
        return tuple(c for c in codes if self.segmented(c) or self.bound(c))


FACT = RuralService

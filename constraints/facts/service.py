"""服务期: obligations under which a person may not be moved out before they end.

口径: an obligation binds while its last day (服务期至) is not before the first day of the term.
Blank 服务期至 = first appointment (首聘年月) plus the policy's years for that kind; when either
is unknown the person is bound without end, because an unknown day is never a day already past.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from constraints.situation import Fact
from models.column import Code
from models.policy import Params, param
from models.sheets import TeacherRow
from models.vocabulary import Service


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which kinds bind and for how long."""

    binding: tuple[Service, ...] = param("服务期内不得调出的类型")
    years: Mapping[str, int] = param("各类型服务年限（服务期至空白时用）", unit="年")


class ServicePeriod(Fact[P]):
    """Who is within a service period."""

    id = "service"
    name = "服务期"
    Params = P

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """``教师.服务期类型`` when there is no such column: then no obligation is known."""
        known = self.county.has_column(TeacherRow.sheet, "service")
        return () if known else ("教师.服务期类型",)

    def bound_until(self, code: Code) -> date | None:
        """Last day of the obligation that binds this term (date.max = unknown), None = free."""
        return self._bound.get(code)

    @cached_property
    def _bound(self) -> dict[Code, date]:
        start = self.county.term.start
        ends = {r.code: self._end(r) for r in self.county.teachers if r.service in self.p.binding}
        return {code: end for code, end in ends.items() if end >= start}

    def _end(self, row: TeacherRow) -> date:
        if row.service_until is not None:
            return row.service_until
        years = self.p.years.get(row.service.value) if row.service else None
        if years is None or row.first_appointed is None:
            return date.max
        return row.first_appointed.plus(12 * years).first_day - timedelta(days=1)


FACT = ServicePeriod

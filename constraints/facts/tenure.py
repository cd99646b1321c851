"""同校年限: continuous months at the same legal school (法人学校) on the reference date (口径日期).

口径: by month, from 进入本校年月, carried back over 履历 rows at the same legal school that end
no more than ``join_months`` before (moving between campuses interrupts nothing). A placement
elsewhere of at least ``away_months`` restarts the count when it ends; with ``away_months`` absent
nothing restarts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from constraints.facts.standing import Standing, StandingFact
from constraints.situation import Fact
from models.column import Code, Month
from models.policy import Params, param
from models.sheets import HistoryRow, TeacherRow
from models.vocabulary import Mode, Relation


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """What joins and what interrupts the years at one school."""

    join_months: int = param("同一法人学校前后任教相接的最大间隔", unit="月")
    away_modes: tuple[Mode, ...] = param("可能中断同校年限的方式", needs="away_months")
    away_months: int | None = param("离校多少个月起重新计算同校年限", unit="月", optional=True)


class Tenure(Fact[P]):
    """Months at one school."""

    id = "tenure"
    name = "同校连续任教年限"
    Params = P

    def months(self, code: Code) -> int | None:
        """Continuous months at the legal school; None when 进入本校年月 is blank."""
        return self._months.get(code)

    @cached_property
    def _months(self) -> dict[Code, int | None]:
        now = Month.of(self.county.term.reference)
        standings = StandingFact.of(self.situation).by_person
        found: dict[Code, int | None] = {}
        for row in self.county.teachers:
            since = self._since(row, standings[row.code])
            found[row.code] = None if since is None else max(0, now - since)
        return found

    def _since(self, row: TeacherRow, standing: Standing) -> Month | None:
        since = row.school_since
        history = self.county.history_of.get(row.code, ())
        if since is None or not history or standing.school is None:
            return since
        school = self.county.legal_school(standing.school)
        for past in reversed(history):
            if past.end is None or not self._at(past, school):
                continue
            gap = since - Month.of(past.end)
            if Month.of(past.start) < since and gap <= self.p.join_months:
                since = Month.of(past.start)
        return max([since, *self._restarts(history, school, since)])

    def _restarts(self, history: tuple[HistoryRow, ...], school: Code, since: Month) -> list[Month]:
        """Months in which the count starts again, after a placement long enough elsewhere."""
        if self.p.away_months is None:
            return []
        now = Month.of(self.county.term.reference)
        found = []
        for past in history:
            start = Month.of(past.start)
            end = now if past.end is None else min(now, Month.of(past.end))
            away = past.mode in self.p.away_modes and not self._at(past, school)
            if past.relation is Relation.TRANSFERRED or not away or end < since:
                continue
            if end - start + 1 >= self.p.away_months:
                found.append(end)
        return found

    def _at(self, row: HistoryRow, school: Code) -> bool:
        inside = row.school in self.county.school
        return inside and self.county.legal_school(row.school) == school


FACT = Tenure

"""返回免召: after an ended exchange a person is not called again for the policy's years.

口径: years run from the last day of the ended placement (履历); the person may be called from the
same day of the year on. Volunteers may go earlier. Placements shorter than the policy's months
give no such freedom.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from constraints.situation import Fact
from models.column import Code, Month
from models.policy import Params, param
from models.sheets import HistoryRow
from models.vocabulary import Mode, Relation


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How long one is left alone after which placements."""

    years: int = param("交流返回后几年内不再安排", unit="年", stricter="higher")
    modes: tuple[Mode, ...] = param("返回后免召的方式")
    minimum_months: int = param("返回后免召的最短交流月数", unit="月")


class Recall(Fact[P]):
    """Who has lately returned."""

    id = "recall"
    name = "交流返回后免召期"
    Params = P

    def free_from(self, code: Code) -> date | None:
        """First day the person may be called again, None when they may be called this term."""
        return self._free.get(code)

    @cached_property
    def _free(self) -> dict[Code, date]:
        start = self.county.term.start
        found: dict[Code, date] = {}
        for row in self.county.history:
            if row.end is None or row.end >= start or not self._counts(row):
                continue
            again = _years_on(row.end, self.p.years)
            if again > start:
                found[row.person] = max(again, found.get(row.person, again))
        return found

    def _counts(self, row: HistoryRow) -> bool:
        if row.end is None or row.mode not in self.p.modes or row.relation is Relation.TRANSFERRED:
            return False
        # Both months named belong to the placement: 2024-09 to 2025-08 are twelve.
        return Month.of(row.end) - Month.of(row.start) + 1 >= self.p.minimum_months


def _years_on(day: date, years: int) -> date:
    """The same day *years* later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


FACT = Recall

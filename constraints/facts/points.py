"""积分: a person's points for one use (竞聘 or 交流): summed and checked, never invented.

Items without 认定单位 count only where the policy lets them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from constraints.situation import Fact
from models.column import Code
from models.policy import Params, param
from models.sheets import PointsRow
from models.vocabulary import PointsUse


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which items count."""

    certified_only: bool = param("是否只计有认定单位的项目")


class Points(Fact[P]):
    """Points by person and use."""

    id = "points"
    name = "积分"
    Params = P

    def total(self, code: Code, use: PointsUse) -> Fraction | None:
        """Exact sum of the counted items; None when the person has none for this use."""
        return self._totals.get((code, use))

    @cached_property
    def _totals(self) -> dict[tuple[Code, PointsUse], Fraction]:
        return {
            key: sum((Fraction(row.points) for row in rows), Fraction())
            for key, rows in self._counted.items()
        }

    @cached_property
    def _counted(self) -> dict[tuple[Code, PointsUse], tuple[PointsRow, ...]]:
        grouped: defaultdict[tuple[Code, PointsUse], list[PointsRow]] = defaultdict(list)
        for row in self.county.points:
            if row.certifier or not self.p.certified_only:
                grouped[row.person, row.use].append(row)
        return {key: tuple(rows) for key, rows in grouped.items()}


FACT = Points

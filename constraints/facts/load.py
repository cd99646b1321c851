"""工作量: a full weekly load by stage and subject, and what homeroom and office take off it.

口径: tenths of a period (1 课时 = 10). 班主任 and 少先队辅导员 count as a share of the person's own
standard load ("班主任工作量按当地教师标准课时工作量一半计算"); 行政职务 likewise. Shares of
one person add up, never beyond the full load. A reduction belongs to the school where it is held
now and stays there when the person leaves, for someone else will be homeroom teacher.
例外: stages the policy counts in heads (幼儿园) have no load: 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from constraints.situation import Fact
from models.column import Code, Subject
from models.policy import Params, param
from models.sheets import TeacherRow
from models.vocabulary import Leadership, Stage

TENTHS = 10
"""Tenths in a period."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Weekly standard periods, and reductions as shares of a standard load."""

    weekly: Mapping[Stage, Fraction] = param("周标准课时（按学段）", unit="课时", divides=True)
    weekly_by_subject: Mapping[Stage, Mapping[Subject, Fraction]] | None = param(
        "周标准课时（按学段、学科，未列的学科按学段）", unit="课时", optional=True
    )
    homeroom: Fraction = param("班主任工作量占标准课时的份额", portion=True)
    young_pioneers: Fraction = param("少先队辅导员工作量占标准课时的份额", portion=True)
    leaders: Mapping[Leadership, Fraction] = param("行政职务减免占标准课时的份额", portion=True)


def tenths(periods: Fraction) -> int:
    """Periods as tenths of a period, half a tenth rounded up."""
    return int((periods * TENTHS * 2 + 1) // 2)


class Load(Fact[P]):
    """Standard loads and reductions, in tenths of a period."""

    id = "load"
    name = "教师工作量"
    Params = P

    def standard(self, stage: Stage, subject: str) -> int:
        """Full weekly load in tenths; 0 for a stage without one (counted in heads)."""
        found = self._standards.get((stage, subject))
        if found is None:
            special = (self.p.weekly_by_subject or {}).get(stage, {})
            periods = special.get(Subject(subject), self.p.weekly.get(stage))
            found = self._standards[stage, subject] = 0 if periods is None else tenths(periods)
        return found

    @cached_property
    def _standards(self) -> dict[tuple[Stage, str], int]:
        """Worked out once a stage and subject."""
        return {}

    def reduction(self, code: Code) -> int:
        """Tenths a week that homeroom, young pioneers and office take; blank takes nothing, and a
        recruit has none of them."""
        found = self._reductions.get(code)
        if found is None:
            found = self._reductions[code] = self._reduced(self.county.teacher.get(code))
        return found

    @cached_property
    def _reductions(self) -> dict[Code, int]:
        """Worked out once a person."""
        return {}

    def _reduced(self, row: TeacherRow | None) -> int:
        if row is None or row.stage is None or row.subject is None:
            return 0
        share = min(self._share(row), Fraction(1))
        return tenths(share * self.standard(row.stage, row.subject) / TENTHS)

    def _share(self, row: TeacherRow) -> Fraction:
        share = self.p.leaders.get(row.leadership or Leadership.NONE, Fraction(0))
        if row.homeroom:
            share += self.p.homeroom
        if row.young_pioneers:
            share += self.p.young_pioneers
        return share


FACT = Load

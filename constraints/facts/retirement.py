"""退休: the month a person reaches statutory retirement age, under the law that raises it by steps.

口径: by month, since the workbook holds birth months. The original month is birth + original age;
from the month the law starts, every ``step`` original months begun add one month, up to ``most``
(policy-facts §2.4: ``min(most, m // step + 1)``, m counted from the law's first month). Women on
teachers' and clerks' posts and women on the posts named ``worker_posts`` (工勤) have lines of
their own. Women appointed to senior grades can follow the men's line (a switch, 待核实) unless
they chose otherwise (退休选择). Elastic choices (弹性提前/延迟) carry no date in the workbook and
leave the statutory month as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from constraints.situation import Fact
from models.column import Code, Month
from models.policy import Params, param
from models.sheets import TeacherRow
from models.vocabulary import Gender, PostKind, RetirementChoice, Title


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Original ages, steps and limits of the delay; all in months."""

    delay_from: date = param("延迟退休起始日", settled=True)
    men_months: int = param("男职工原退休年龄", unit="月", settled=True)
    men_step: int = param("男职工每几个月延迟一个月", unit="月", divides=True, settled=True)
    men_most: int = param("男职工最多延迟", unit="月", settled=True)
    women_months: int = param("女教师（干部、专业技术）原退休年龄", unit="月", settled=True)
    women_step: int = param("女教师每几个月延迟一个月", unit="月", divides=True, settled=True)
    women_most: int = param("女教师最多延迟", unit="月", settled=True)
    worker_posts: tuple[PostKind, ...] = param("按工人年龄退休的女职工岗位类别")
    workers_months: int = param("女工人原退休年龄", unit="月", settled=True)
    workers_step: int = param("女工人每几个月延迟一个月", unit="月", divides=True, settled=True)
    workers_most: int = param("女工人最多延迟", unit="月", settled=True)
    women_senior_as_men: bool = param("聘任高级岗位的女教师是否按男职工年龄退休")
    women_senior_title: Title = param("高级女教师的职称下限", needs="women_senior_as_men")
    women_senior_grade: int = param(
        "高级女教师的聘任岗位等级（几级及以上）", unit="级", needs="women_senior_as_men"
    )


class Retirement(Fact[P]):
    """Statutory retirement month of everyone in the workbook."""

    id = "retirement"
    name = "法定退休年月"
    Params = P

    def month_of(self, code: Code) -> Month | None:
        """Statutory retirement month; None for people who are not in the workbook."""
        return self._months.get(code)

    def months_left(self, code: Code) -> int | None:
        """Months from the reference month (口径日期) to retirement, negative once past."""
        month = self.month_of(code)
        return None if month is None else month - Month.of(self.county.term.reference)

    @cached_property
    def _months(self) -> dict[Code, Month]:
        # Thousands share a line and a birth month; the calendar is worked out once for each.
        known: dict[tuple[tuple[int, int, int], Month], Month] = {}
        found = {}
        for row in self.county.teachers:
            key = (self._line(row), row.born)
            if key not in known:
                known[key] = self._statutory(*key)
            found[row.code] = known[key]
        return found

    def _line(self, row: TeacherRow) -> tuple[int, int, int]:
        """(original age, step, most), all in months."""
        p = self.p
        if row.gender is Gender.MALE or self._woman_as_man(row):
            return p.men_months, p.men_step, p.men_most
        if row.post_kind in p.worker_posts:
            return p.workers_months, p.workers_step, p.workers_most
        return p.women_months, p.women_step, p.women_most

    def _woman_as_man(self, row: TeacherRow) -> bool:
        p = self.p
        if not p.women_senior_as_men:
            return False
        if row.retirement_choice is RetirementChoice.WOMAN_CADRE_EARLY:
            return False
        if row.post_grade is not None:
            return row.post_grade <= p.women_senior_grade
        return row.title is not None and row.title.rank >= p.women_senior_title.rank

    def _statutory(self, line: tuple[int, int, int], born: Month) -> Month:
        months, step, most = line
        original = born.plus(months)
        begun = original - Month.of(self.p.delay_from)
        return original if begun < 0 else original.plus(min(most, begun // step + 1))


FACT = Retirement

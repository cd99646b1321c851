"""What the sample county must show, and the shape it is drawn in.

Two kinds of numbers, neither of them policy. *Published* figures are copied from 表1 of the source
named below (column 2020年) and reproduced by the sample. *Shape* numbers size the invented schools
so that the county looks like one; no rule reads them.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from models.column import Month
from models.vocabulary import Locale, Stage

SOURCE = "《桓台县教育事业发展“十四五”规划》桓政发〔2022〕6号 表1"
"""Where the published figures stand."""

# -- published: 表1, 2020年 ----------------------------------------------------------------------

KINDERGARTEN_PUPILS = 16_300
"""幼儿在园人数 1.63 万."""
COMPULSORY_PUPILS = 37_000
"""义务教育在校生 3.7 万."""
UPPER_PUPILS = 14_000
"""高中段教育在校生 1.4 万, the vocational pupils among them."""
VOCATIONAL_PUPILS = 3_000
"""其中:中职在校生数(含技工学校学生数) 0.3 万."""
PRESCHOOL_SHARE = Fraction(7801, 10_000)
"""幼儿园学前教育专业毕业专任教师比例."""
BACHELOR_SHARE = Fraction(9477, 10_000)
"""义务教育阶段本科及以上学历专任教师比例."""
DEGREE_RATIO = Fraction(103, 100)
"""城市与农村义务教育学校专任教师本科以上学历比例之比."""
MASTER_SHARE = Fraction(2094, 10_000)
"""高中阶段教育专任教师中硕士研究生以上学历比例 (中职 included: 高中阶段教育)."""
DOUBLE_QUALIFIED_SHARE = Fraction(4, 5)
"""中职院校“双师型”教师占专任专业教师比例."""

PUBLISHED_BASELINES: tuple[tuple[str, str], ...] = (
    ("T02", "1.03"),
    ("T03", "0.9477"),
    ("T04", "0.7801"),
    ("T05", "0.2094"),
    ("T06", "0.80"),
)
"""基期值 for 2020: id in the ledger of targets and its published value."""
PUBLISHED_YEAR = 2020

# -- the term ------------------------------------------------------------------------------------

SCHOOL_YEAR = "2026-2027"
TERM_START = date(2026, 9, 1)
TERM_END = date(2027, 8, 31)
REFERENCE = date(2026, 9, 1)
NOW = Month.of(REFERENCE)
VACATION_END = date(2026, 8, 31)
HIRED = Month(2026, 8)
"""Month in which this year's newcomers were first appointed."""
"""Last day before the term: exchanges that end here return now."""

# -- shape ---------------------------------------------------------------------------------------

FULL_SIZE = 5_000
"""Teachers of the county the published figures belong to; other sizes scale its counts."""

LOAD: dict[Stage, float] = {
    Stage.PRIMARY: 16.0,
    Stage.JUNIOR: 14.0,
    Stage.SENIOR: 12.0,
    Stage.VOCATIONAL: 12.0,
    Stage.SPECIAL: 16.0,
    Stage.KINDERGARTEN: 20.0,
}
"""Weekly periods a full-time teacher is taken to give when the sample's staff is sized."""

CURRICULUM: dict[str, tuple[int, ...]] = {
    "道德与法治": (3, 3, 3, 3, 2, 2, 2, 2, 2),
    "语文": (8, 8, 7, 7, 6, 6, 5, 4, 5),
    "数学": (4, 4, 4, 4, 5, 5, 4, 4, 5),
    "英语": (0, 0, 2, 2, 3, 3, 4, 4, 4),
    "科学": (1, 1, 2, 2, 2, 2, 0, 0, 0),
    "历史": (0, 0, 0, 0, 0, 0, 2, 2, 2),
    "地理": (0, 0, 0, 0, 0, 0, 2, 2, 0),
    "生物": (0, 0, 0, 0, 0, 0, 3, 3, 0),
    "物理": (0, 0, 0, 0, 0, 0, 0, 2, 3),
    "化学": (0, 0, 0, 0, 0, 0, 0, 0, 3),
    "体育": (4, 4, 3, 3, 3, 3, 3, 3, 3),
    "音乐": (2, 2, 2, 2, 2, 2, 1, 1, 1),
    "美术": (2, 2, 2, 2, 2, 2, 1, 1, 1),
    "综合实践": (1, 1, 2, 2, 3, 3, 3, 3, 3),
    "地方课程": (4, 4, 3, 3, 2, 2, 4, 3, 2),
}
"""Weekly periods by grade one to nine, used to size the sample's staff only."""

SENIOR_PERIODS: dict[str, float] = {
    "语文": 4.5, "数学": 4.5, "英语": 4.5, "思想政治": 2.4, "历史": 2.2, "地理": 2.3,
    "物理": 2.9, "化学": 2.6, "生物": 2.5, "体育": 2.0, "音乐": 0.8, "美术": 0.8,
    "信息科技": 1.0, "通用技术": 0.7, "心理健康": 0.4,
}  # fmt: skip
"""Mean weekly periods per senior class, 选课走班 averaged out."""

VOCATIONAL_PERIODS: dict[str, float] = {
    "语文": 3.0, "数学": 2.5, "英语": 2.5, "思想政治": 2.0, "历史": 1.0, "体育": 2.0,
    "艺术": 1.0, "信息科技": 2.0, "专业课": 12.0,
}  # fmt: skip
"""Mean weekly periods per vocational class."""

SHORTAGE_SUBJECTS = ("英语", "科学", "物理", "体育", "音乐", "美术", "信息科技")
"""Subjects the sample's rural schools are short in."""

STAFFING_OF_MAIN: dict[Locale, float] = {Locale.CITY: 1.07, Locale.TOWN: 1.0, Locale.RURAL: 0.96}
STAFFING_OF_SHORT: dict[Locale, float] = {Locale.CITY: 1.10, Locale.TOWN: 0.92, Locale.RURAL: 0.62}
"""Heads relative to need by locale: seats are comfortable, villages lack specialists."""

OVERHEAD = 1.10
"""Heads kept above bare lessons, for people away and for leaders' reduced loads."""

WEAK_ROUND = (date(2024, 9, 1), date(2027, 8, 31))
"""The running three-year round of weak schools (薄弱轮次)."""

"""乡村学校校长 (含副校长) 中年轻者的占比应高于基期，不断提高。

口径: 分母 = 分组学校中现任政策所列行政职务的人，分子 = 其中口径日期不超过规定周岁的 (“以下”含本
数)；与基期值表中该指标最近一年 (或政策指定年度) 的占比相比，须高于它。差额单位 人: 还需多少名换
成年轻者。
例外: 本期前已达法定退休年龄的不计。没有基期值、缺行政职务列、或范围内没有任职者时无法判定。校长调
动另有程序，只核对，不参与求解。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from constraints.facts.grouping import Grouping
from constraints.facts.leaders import led_under
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.ratios._baseline import absent, baseline, value_of
from constraints.ratios._words import percent
from constraints.rule import Rule
from models.column import Code, Month
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.sheets import TeacherRow
from models.vocabulary import Leadership

_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Whose age, and against which year."""

    group: GroupName = param("学校范围（分组名）")
    leaders: tuple[Leadership, ...] = param("行政职务范围")
    oldest: int = param("年龄上限（含）", unit="周岁")
    indicator: str = param("基期值表中的指标名")
    base_year: int | None = param("基期年度，不写取最近一年", optional=True)


class LeadersYoung(Rule[P]):
    """Young leaders lacking to exceed the base share; one row, key ""."""

    id, name, unit = "leaders_young", "年轻校长占比", "人"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row for the group."""
        situation = outcome.situation
        base = baseline(situation, p.indicator, p.base_year)
        missing = list(Grouping.of(situation).missing(p.group))
        if not situation.county.has_column(TeacherRow.sheet, "leadership"):
            missing.append("教师.行政职务")
        leaders = _leaders(outcome, p)
        young = sum(_age(outcome, code) <= p.oldest for code in leaders)
        measured = Fraction(young, len(leaders)) if leaders else None
        counts = (young, len(leaders))
        if base is None:
            missing.append(absent(p.indicator))
        if missing or base is None or not leaders:
            note = "" if leaders else "范围内没有任职者"
            yield Measure("", measured, None, None, *counts, missing=tuple(missing), note=note)
            return
        required = value_of(base)
        needed = min(floor(required * len(leaders)) + 1, len(leaders))
        readings = ((f"{base.year}年", percent(required)),)
        short = max(needed - young, 0)
        yield Measure("", measured, required, short, *counts, readings=readings)

    def explain(self, finding: Finding) -> str:
        """Share now, share then, people."""
        if finding.short is None:
            return f"{finding.name}没有基期值、缺少所需的列或没有任职者，无法判定。"
        return (
            f"{finding.name}应高于基期的{percent(finding.required)}，"
            f"实为{percent(finding.measured)}，还差{finding.short}人。"
        )


def _leaders(outcome: Outcome, p: P) -> list[Code]:
    """Leaders of the group's schools under the plan, in code order."""
    grouping, retired = Grouping.of(outcome.situation), StandingFact.of(outcome.situation).retired
    found = []
    for row in outcome.county.teachers:
        stands = outcome.standing(row.code).school
        if row.leadership not in p.leaders or stands is None or retired(row):
            continue
        leads = led_under(outcome, row.code, stands)
        if grouping.has(p.group, leads if leads in outcome.county.school else stands):
            found.append(row.code)
    return found


def _age(outcome: Outcome, code: Code) -> int:
    """Completed years of age on the reference date, by month of birth."""
    reference = Month.of(outcome.county.term.reference)
    return (reference - outcome.county.teacher[code].born) // _MONTHS


RULE = LeadersYoung()

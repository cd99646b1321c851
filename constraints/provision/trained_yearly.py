"""范围内学校的教师每年轮训一遍。

口径: 单位 人。分母 = 分组学校的在岗教师 (现任教学校)；分子 = 其中口径日期之前规定月数内，履历有“
培训”记录的。
例外: 履历中全县没有一条培训记录的，无法判定。只核对，不参与求解。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.ratios._population import CountedAt, counted
from constraints.ratios._words import percents
from constraints.rule import Rule
from models.column import Code, Month
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Who must have been trained, and since when."""

    group: GroupName = param("学校范围（分组名）")
    months: int = param("轮训一遍的月数", unit="月", stricter="lower")
    share: Fraction = param("应轮训的比例", stricter="higher", portion=True)


class TrainedYearly(Rule[P]):
    """Teachers not yet trained; one row, key ""."""

    id, name, unit = "trained_yearly", "教师轮训", "人"
    Params = P
    in_percent = True

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row for the group."""
        grouping = Grouping.of(outcome.situation)
        recorded = any(row.mode is Mode.TRAINING for row in outcome.county.history)
        missing = (*grouping.missing(p.group), *(() if recorded else ("履历.方式（培训）",)))
        people = [
            person.code
            for person in counted(outcome, CountedAt.HOST)
            if grouping.has(p.group, person.school)
        ]
        if missing or not people:
            note = "" if people else "范围内没有教师"
            yield Measure("", None, p.share, None, missing=missing, note=note)
            return
        untrained = [code for code in people if not _trained(outcome, code, p.months)]
        done = len(people) - len(untrained)
        short = max(ceil(len(people) * p.share) - done, 0)
        measured = Fraction(done, len(people))
        who = tuple(untrained) if short else ()
        yield Measure("", measured, p.share, short, done, len(people), who)

    def explain(self, finding: Finding) -> str:
        """Share trained."""
        if finding.short is None:
            return f"{finding.name}没有培训记录，无法判定。"
        measured, required = percents(finding.measured, finding.required)
        return f"{finding.name}应达{required}，实为{measured}，还差{finding.short}人。"


def _trained(outcome: Outcome, code: Code, months: int) -> bool:
    """Whether a training of the last months is on record (still running counts)."""
    day = outcome.county.term.reference
    since = Month.of(day).plus(-months).first_day
    return any(
        row.mode is Mode.TRAINING and row.start <= day and (row.end is None or row.end >= since)
        for row in outcome.county.history_of.get(code, ())
    )


RULE = TrainedYearly()

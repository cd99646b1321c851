"""名师工作室应达到规定数量，每室一名领衔人和规定人数的成员。

口径: 单位 个。实有 = 基期值表中该指标最近一年的数值；另列按规定数量共需领衔人和成员多少人，以及
范围内可领衔的教师 (名师称号或骨干) 现有多少人。
例外: 工作室不在教师表中，没有基期值的无法判定。只核对，不参与求解。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from constraints.facts.grouping import Grouping
from constraints.facts.key_teacher import KeyTeacher
from constraints.outcome import Outcome
from constraints.ratios._baseline import absent, baseline, value_of
from constraints.ratios._population import CountedAt, in_group
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.vocabulary import Stage


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How many studios, how large."""

    group: GroupName = param("学校范围（分组名）")
    stages: tuple[Stage, ...] = param("学段范围")
    studios: int = param("工作室数量", unit="个", stricter="higher")
    leaders: int = param("每室领衔人", unit="人")
    least_members: int | None = param("每室成员最少", unit="人", optional=True)
    most_members: int | None = param("每室成员最多", unit="人", optional=True)
    indicator: str = param("基期值表中的指标名")


class Studios(Rule[P]):
    """Studios lacking; one row, key ""."""

    id, name, unit = "studios", "名师工作室", "个"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row."""
        situation = outcome.situation
        base = baseline(situation, p.indicator)
        missing = Grouping.of(situation).missing(p.group)
        if base is None or missing:
            missing = (*missing, *(() if base else (absent(p.indicator),)))
            readings = _readings(outcome, p)
            yield Measure("", None, p.studios, None, missing=missing, readings=readings)
            return
        have = floor(value_of(base))
        short = max(p.studios - have, 0)
        yield Measure("", have, p.studios, short, readings=_readings(outcome, p))

    def explain(self, finding: Finding) -> str:
        """Studios."""
        if finding.short is None:
            return f"名师工作室应有{finding.required}个，没有基期值，是否达到无法判定。"
        return (
            f"名师工作室应有{finding.required}个，实有{finding.measured}个，差{finding.short}个。"
        )


def _readings(outcome: Outcome, p: P) -> tuple[tuple[str, str], ...]:
    """People needed for all studios, and people who could lead one."""
    fact, teacher = KeyTeacher.of(outcome.situation), outcome.county.teacher
    able = [
        code
        for code in in_group(outcome, CountedAt.HOST, p.group, p.stages)
        if teacher[code].master_title or fact.is_key(code)
    ]
    found = [("共需领衔人", f"{p.studios * p.leaders}人"), ("现有名师、骨干", f"{len(able)}人")]
    if p.least_members is not None and p.most_members is not None:
        span = f"{p.studios * p.least_members}—{p.studios * p.most_members}人"
        found.append(("共需成员", span))
    return tuple(found)


RULE = Studios()

"""每若干所幼儿园应配一名责任督学。

口径: 单位 人。应有 = 范围内幼儿园数 ÷ 每名督学负责的园数，向上取整；实有 = 基期值表中该指标最近
一年的数值。
例外: 督学不在教师表中，没有基期值的无法判定，但列出应有人数；没有幼儿园的无法判定。
只核对，不参与求解。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.ratios._baseline import absent, baseline, value_of
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Kindergartens per inspector."""

    group: GroupName = param("幼儿园范围（分组名）")
    per_inspector: int = param("每名督学负责的园数", unit="所", stricter="lower", divides=True)
    indicator: str = param("基期值表中的指标名")


class Inspectors(Rule[P]):
    """Inspectors lacking; one row, key ""."""

    id, name, unit = "inspectors", "幼儿园责任督学", "人"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row for the county."""
        situation = outcome.situation
        schools = len(Grouping.of(situation).working(p.group))
        required = ceil(schools / p.per_inspector)
        base = baseline(situation, p.indicator)
        missing = Grouping.of(situation).missing(p.group)
        if not (schools or missing):
            yield Measure("", None, None, None, note="范围内没有幼儿园")
            return
        if base is None or missing:
            missing = (*missing, *(() if base else (absent(p.indicator),)))
            note = f"{schools}所幼儿园，应有{required}人"
            yield Measure("", None, required, None, missing=missing, note=note)
            return
        have = floor(value_of(base))
        yield Measure("", have, required, max(required - have, 0))

    def explain(self, finding: Finding) -> str:
        """Inspectors."""
        if finding.short is None:
            return f"责任督学是否配齐无法判定：{finding.note or '缺少所需的列'}。"
        return f"责任督学应有{finding.required}人，实有{finding.measured}人，差{finding.short}人。"


RULE = Inspectors()

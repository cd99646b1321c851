"""教职工配备应达到生师比 (小规模学校、教学点按班师比保底) 的标准。

口径: 每个编制主体，应有 = 编制标准 (学生数 ÷ 生师比，分学段相加后取整；政策所列学校与班师比相比
取大)，实有 = 方案执行后的在编人数 (含借调、病休、产假，不含合同制)。差额单位 人。两种标准都列出。
例外: 没有标准的单位 (教研机构等) 不列；缺列、缺班级的无法判定。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from constraints.facts.demand import Demand
from constraints.facts.establishment import Establishment
from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param

_BY_PUPILS, _BY_CLASSES, _USED = "按生师比", "按班师比", "采用"
_NONE = "无"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which establishments; the ratios are the establishment's own."""

    group: GroupName = param("学校范围（分组名）")


class PupilsPerPost(Rule[P]):
    """People lacking against the staffing standard, by 编制主体."""

    id, name, unit = "pupils_per_post", "教职工配备标准", "人"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row per 编制主体 with a standard, in code order."""
        grouping = Grouping.of(outcome.situation)
        missing = grouping.missing(p.group)
        if missing:
            yield Measure("", None, None, None, missing=missing)
        for line in Establishment.of(outcome.situation).after(outcome):
            if not grouping.has(p.group, line.school):
                continue
            if line.standard is None:
                campuses = Establishment.of(outcome.situation).holders[line.school]
                if lacking := Demand.of(outcome.situation).lacking(campuses):
                    yield Measure(line.school, None, None, None, missing=lacking)
                continue
            pupils = str(line.by_pupils) if line.by_pupils is not None else _NONE
            classes = str(line.by_classes) if line.by_classes is not None else _NONE
            readings = ((_BY_PUPILS, pupils), (_BY_CLASSES, classes), (_USED, line.binding))
            short = max(line.standard - line.on_roll, 0)
            yield Measure(line.school, line.on_roll, line.standard, short, readings=readings)

    def total(self, measures: Sequence[Measure]) -> Measure:
        """All schools as one, with what each way of reckoning comes to."""
        told = [dict(m.readings) for m in measures if m.readings]
        sums = {way: sum(int(kinds[way]) for kinds in told if kinds[way] != _NONE)
                for way in (_BY_PUPILS, _BY_CLASSES)}  # fmt: skip
        by_class = sum("班师比" in kinds[_USED] for kinds in told)
        readings = [(way, f"{heads}人") for way, heads in sums.items()]
        readings.append(("采用班师比的", f"{by_class}所"))
        return replace(super().total(measures), readings=tuple(readings) if told else ())

    def explain(self, finding: Finding) -> str:
        """Posts by the standard, people on the books."""
        if finding.short is None:
            return f"{finding.key}{finding.name}缺少所需的列或班级，无法判定。"
        return (
            f"{finding.key}按标准应配{finding.required}人，在编{finding.measured}人，"
            f"差{finding.short}人。"
        )


RULE = PupilsPerPost()

"""达到优质均衡资源配置要求的学校占比不得低于规定值 (七项中若干项达标，其余不低于标准的规定份额)。

口径: 逐校逐学段核对每百名学生高于规定学历教师、骨干教师、体育艺术教师 (L1—L3，方案执行后的在岗教
师) 和办学条件 (L4—L7，按学段权重折算)，一校各学段都达到才算达到。应有学校数 = 占比 × 学校数，向
上取整；差额单位所。
例外: 学生数不足规定人数的教学点不计；已知指标达不到的即为未达到，其余办学条件未填的学校无法判定；
无法判定的学校足以左右结果时，整项无法判定。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import ceil

from constraints.board import Board, Terms
from constraints.facts.demand import Demand
from constraints.outcome import Outcome
from constraints.ratios._balanced import (
    MATERIAL,
    Bar,
    Site,
    facilities,
    post_passing,
    sites,
    unsplit,
)
from constraints.ratios._balanced_told import Values, measured, named, school_parts
from constraints.ratios._holding import Holding, Property, holders, missing_columns
from constraints.ratios._population import (
    CountedAt,
    crowd,
    missing_groups,
)
from constraints.ratios._unavoidable import bounds
from constraints.ratios._words import percents
from constraints.reach import Reach
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code, Subject
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.problem import InputRefused, Problem
from models.vocabulary import Education, Stage

_HUNDRED = 100
_ALL = ("L1", "L2", "L3", *MATERIAL)


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """The seven indicators (L1—L7) by stage, and how many must be met."""

    group: GroupName = param("学校范围（分组名）")
    share: Fraction = param("达到要求的学校占比下限", stricter="higher", portion=True)
    standards: Mapping[Stage, Mapping[str, Fraction]] = param(
        "各学段 L1—L7 的标准", stricter="higher"
    )
    needed: int = param("至少达标的指标项数", unit="项", stricter="higher")
    floor: Fraction = param("其余指标不低于标准的份额", stricter="higher", portion=True)
    education: Mapping[Stage, Education] = param("高于规定学历的最低学历（按学段）")
    arts: tuple[Subject, ...] = param("体育、艺术学科")
    stage_weights: Mapping[Stage, Fraction] = param("办学条件分学段折算的权重", divides=True)
    fewest_pupils: int = param("纳入统计的学校最少学生数", unit="人", stricter="lower")
    counted_at: CountedAt = param("按编制学校或现任教学校计")

    def __post_init__(self) -> None:
        lacking = [f"{s.value}的{label}" for s in self.standards for label in _ALL
                   if label not in self.standards[s]]  # fmt: skip
        tables = {"高于规定学历的最低学历": self.education, "权重": self.stage_weights}
        lacking += [f"{stage.value}的{label}" for stage in self.standards
                    for label, table in tables.items() if stage not in table]  # fmt: skip
        lacking += [f"{s.value}的标准" for s in self.stage_weights if s not in self.standards]
        if lacking:
            text = f"优质均衡的标准不全，缺{'、'.join(lacking)}；请补上"
            raise InputRefused([Problem("政策", "rules.balanced_schools", text, "policy_value")])


class Verdict(Enum):
    """Whether a school has what it must."""

    PASSES = "达到"
    FAILS = "未达到"
    UNKNOWN = "无法判定"


_SHORT = {Verdict.PASSES: 0, Verdict.FAILS: 1, Verdict.UNKNOWN: None}


class BalancedSchools(Rule[P]):
    """Schools lacking; one row, key ""."""

    id, name, unit = "balanced_schools", "优质均衡学校占比", "所"
    Params = P
    in_percent = True

    def post(self, board: Board, p: P) -> None:
        """Rows of :func:`constraints.ratios._balanced.post_passing`; unknown material is met."""
        situation, people = board.situation, crowd(board, p.counted_at, recruits=True)
        if _absent(situation, p):
            return
        count = len(situation.county.schools)
        heads = {
            (label, stage): people.by_school(stage, holders(situation, what), count)
            for label, by_stage in indicators(p).items()
            for stage, what in by_stage.items()
        }
        bars: dict[Site, list[Bar]] = {}
        spare: dict[Site, int] = {}
        for site in _sites(situation, p):
            at, standard = situation.county.school_index[site.school], p.standards[site.stage]
            spare[site] = _spare(facilities(situation, site), standard, p)
            bars[site] = []
            for label in indicators(p):
                base, change = heads[label, site.stage]
                here = Terms(*(x[change.row == at] for x in change))
                met = _heads(standard[label], site.pupils)
                floor = _heads(standard[label] * p.floor, site.pupils)
                bars[site].append(Bar(site, met, floor, int(base[at]), here))
        open_ = len(_unsplit(situation, p))
        schools = len({site.school for site in bars}) + open_
        needed = -(-p.share.numerator * schools // p.share.denominator)
        post_passing(board, bars, spare, max(needed - open_, 0))

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row for the group; undecided schools count as passing for the shortfall."""
        situation = outcome.situation
        if absent := _absent(situation, p):
            yield Measure("", None, p.share, None, missing=absent)
            return
        values = measured(outcome, _sites(situation, p), indicators(p), p.counted_at)
        verdicts = _judged(situation, p, values)
        shorts = {school: _SHORT[found] for school, found in verdicts.items()}
        if not verdicts:
            yield Measure("", None, p.share, None, note="范围内没有学校")
            return
        count = {v: sum(x is v for x in verdicts.values()) for v in Verdict}
        required = ceil(p.share * len(verdicts))
        passing, unknown = count[Verdict.PASSES], count[Verdict.UNKNOWN]
        short: int | None = max(required - passing - unknown, 0)
        if not short and passing < required:
            short = None
        yield Measure(
            "",
            Fraction(passing, len(verdicts)),
            p.share,
            short,
            numerator=passing,
            denominator=len(verdicts),
            missing=self._unknown(situation, p, verdicts) if short is None else (),
            readings=(
                *((v.value, f"{n}所") for v, n in count.items()),
                self._counted_otherwise(outcome, p),
            ),
            note=named(situation, [x for x, v in verdicts.items() if v is Verdict.FAILS]),
            parts=tuple(school_parts(situation, values, shorts, p.standards, p.floor)),
        )

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """Schools lacking though each had everyone who may come to it."""
        situation = reach.situation
        if _absent(situation, p):
            return {}
        index, codes = situation.county.school_index, list(situation.county.school)
        most = {
            (label, stage): bounds(reach, holders(situation, what), stage, codes, p.counted_at).high
            for label, by_stage in indicators(p).items()
            for stage, what in by_stage.items()
        }
        failing: dict[Code, bool] = {}
        for site in _sites(situation, p):
            values = dict(facilities(situation, site))
            for label in indicators(p):
                heads = int(most[label, site.stage][index[site.school]])
                values[label] = Fraction(heads * _HUNDRED, site.pupils)
            fails = verdict(values, p.standards[site.stage], p) is Verdict.FAILS
            failing[site.school] = failing.get(site.school, False) or fails
        failing |= dict.fromkeys(_unsplit(situation, p), False)
        able = len(failing) - sum(failing.values())
        return {"": max(ceil(p.share * len(failing)) - able, 0)}

    def explain(self, finding: Finding) -> str:
        """Share of schools."""
        if finding.short is None:
            return f"{finding.name}缺少办学条件等数据，无法判定。"
        measured, required = percents(finding.measured, finding.required)
        named = f"{finding.note}。" if finding.note else ""
        return (
            f"{finding.name}应不低于{required}，实为{measured}，至少还差{finding.short}所。{named}"
        )

    def _unknown(
        self, situation: Situation, p: P, verdicts: Mapping[Code, Verdict]
    ) -> tuple[str, ...]:
        """What is lacking of the schools undecided about."""
        open_ = _unsplit(situation, p)
        others = {x for x, v in verdicts.items() if v is Verdict.UNKNOWN} - {*open_}
        return (*Demand.of(situation).lacking(open_), *(("办学条件",) if others else ()))

    def _counted_otherwise(self, outcome: Outcome, p: P) -> tuple[str, str]:
        """Reading: schools that pass when people count at the other kind of school."""
        other = CountedAt.HOME if p.counted_at is CountedAt.HOST else CountedAt.HOST
        found = self.verdicts(outcome, p, other).values()
        return f"按{other.value}", f"达到{sum(v is Verdict.PASSES for v in found)}所"

    def verdicts(self, outcome: Outcome, p: P, where: CountedAt) -> dict[Code, Verdict]:
        """Verdict of every school compared, in code order; people count there."""
        situation = outcome.situation
        values = measured(outcome, _sites(situation, p), indicators(p), where)
        return _judged(situation, p, values)


def _judged(
    situation: Situation, p: P, values: Mapping[Code, Mapping[Site, Values]]
) -> dict[Code, Verdict]:
    found = {
        school: _together([verdict(known, p.standards[s.stage], p) for s, known in own.items()])
        for school, own in values.items()
    }
    found |= dict.fromkeys(_unsplit(situation, p), Verdict.UNKNOWN)
    return {school: found[school] for school in sorted(found)}


def verdict(
    values: Mapping[str, Fraction | None], standard: Mapping[str, Fraction], p: P
) -> Verdict:
    """The rule of "at least so many met and no other below the floor" on one school and stage."""
    known = {label: value for label, value in values.items() if value is not None}
    missed = [label for label, value in known.items() if value < standard[label]]
    if any(known[label] < p.floor * standard[label] for label in missed):
        return Verdict.FAILS
    if len(missed) > len(standard) - p.needed:
        return Verdict.FAILS
    return Verdict.PASSES if len(known) == len(standard) else Verdict.UNKNOWN


def indicators(p: P) -> dict[str, dict[Stage, Holding]]:
    """L1—L3 as what a teacher has, by stage."""

    def one(**kw: object) -> Holding:
        unset = dict.fromkeys(("education", "subjects", "staff_kinds", "degree_counts"))
        return Holding(**{**unset, **kw})  # type: ignore[arg-type]

    return {
        "L1": {s: one(property=Property.EDUCATION, education=p.education[s]) for s in p.standards},
        "L2": {s: one(property=Property.KEY) for s in p.standards},
        "L3": {s: one(property=Property.SUBJECT, subjects=p.arts) for s in p.standards},
    }


def _absent(situation: Situation, p: P) -> tuple[str, ...]:
    """Columns without which nothing can be counted."""
    absent = list(missing_groups(situation, p.group, stages=tuple(p.stage_weights)))
    for by_stage in indicators(p).values():
        absent += [x for what in by_stage.values() for x in missing_columns(situation, what)]
    return tuple(dict.fromkeys(absent))


def _sites(situation: Situation, p: P) -> Iterator[Site]:
    return sites(situation, p.group, p.stage_weights, p.fewest_pupils)


def _unsplit(situation: Situation, p: P) -> tuple[Code, ...]:
    return unsplit(situation, p.group, tuple(p.stage_weights), p.fewest_pupils)


def _together(verdicts: list[Verdict]) -> Verdict:
    """A school with several stages passes with all of them."""
    if Verdict.FAILS in verdicts:
        return Verdict.FAILS
    return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.PASSES


def _spare(material: Mapping[str, Fraction | None], standard: Mapping[str, Fraction], p: P) -> int:
    """How many indicators people may still miss; −1 when what is known of the rest forbids it."""
    missed = [k for k, value in material.items() if value is not None and value < standard[k]]
    below = [k for k in missed if (material[k] or 0) < p.floor * standard[k]]
    return -1 if below else max(len(standard) - p.needed - len(missed), -1)


def _heads(per_hundred: Fraction, pupils: int) -> int:
    """Fewest heads that reach so many per hundred pupils."""
    return -(-per_hundred.numerator * pupils // (per_hundred.denominator * _HUNDRED))


RULE = BalancedSchools()

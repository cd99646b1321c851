"""每百名学生拥有的某类教师数不得低于规定值 (农村初中每百名学生至少一名名师 …)。

口径: 应有人数 = 每百名学生数 × 学生数 ÷ 100，向上取整；全范围合计，或按政策逐校计。实有 = 范围内
规定学段符合条件的教师，按政策在编制学校或现任教学校计 (按任教学科、现任教学校计的，招聘人员安排到校
的也计)。差额单位 人。
例外: 没有该学段学生的学校不计；缺列、办几个学段而班级表里没有的学校无法判定。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from constraints.board import Board
from constraints.facts.demand import Demand
from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.ratios._floors import post_floors
from constraints.ratios._holding import Holding, held, holders, missing_columns
from constraints.ratios._population import CountedAt, counted, missing_groups
from constraints.ratios._pupils import pupils, untold
from constraints.ratios._unavoidable import least_lacking
from constraints.ratios._words import figures
from constraints.reach import Reach
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, param
from models.vocabulary import Stage

_HUNDRED = 100


@dataclass(frozen=True, kw_only=True)
class P(Holding):
    """How many of whom per hundred pupils."""

    group: GroupName = param("学校范围（分组名）")
    stages: tuple[Stage, ...] = param("学段范围")
    per_hundred: Fraction = param("每百名学生应有人数", unit="人", stricter="higher")
    each_school: bool = param("逐校计（否则全范围合计）")
    counted_at: CountedAt = param("按编制学校或现任教学校计")


class PerHundredPupils(Rule[P]):
    """People lacking, by school or (key "") together."""

    id, name, unit = "per_hundred_pupils", "每百名学生拥有的某类教师", "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per key of :func:`_shares`."""
        if _absent(board.situation, p):
            return
        needed = _needed(board.situation, p)
        post_floors(board, needed, p.stages, holders(board.situation, p), p.counted_at)

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row per school, or one."""
        situation = outcome.situation
        if absent := _absent(situation, p):
            yield Measure("", None, p.per_hundred, None, missing=absent)
            return
        other = CountedAt.HOME if p.counted_at is CountedAt.HOST else CountedAt.HOST
        here, there = (_by_school(outcome, p, where) for where in (p.counted_at, other))
        for school in _untold(situation, p) if p.each_school else ():
            lacking = Demand.of(situation).lacking((school,))
            yield Measure(school, None, p.per_hundred, None, missing=lacking)
        for key, (schools, count) in _shares(situation, p).items():
            found = sum(here[school] for school in schools)
            short = max(ceil(p.per_hundred * count / _HUNDRED) - found, 0)
            measured = Fraction(found * _HUNDRED, count)
            otherwise = f"{sum(there[school] for school in schools)}人"
            readings = [(f"按{other.value}", otherwise)]
            if len(schools) > 1:
                readings.append(("逐校达到", _each_school(situation, p, here)))
            yield Measure(
                key, measured, p.per_hundred, short, found, count, readings=tuple(readings)
            )

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """People lacking though everyone came who counts and may."""
        if _absent(reach.situation, p):
            return {}
        who = holders(reach.situation, p)
        return least_lacking(reach, _needed(reach.situation, p), p.stages, who, p.counted_at)

    def total(self, measures: Sequence[Measure]) -> Measure:
        """All schools as one: people, pupils, and how many per hundred."""
        if not any(m.denominator for m in measures):
            return super().total(measures)
        found = sum(m.numerator or 0 for m in measures)
        count = sum(m.denominator or 0 for m in measures)
        every, measured = super().total(measures), Fraction(found) * _HUNDRED / count
        required = measures[0].required
        return Measure("", measured, required, every.short, found, count, missing=every.missing)

    def explain(self, finding: Finding) -> str:
        """Per hundred pupils."""
        if finding.short is None:
            return f"{finding.name}缺少所需的列，无法判定。"
        measured, required = figures(finding.measured, finding.required)
        return (
            f"{finding.key or finding.name}每百名学生应有{required}人，实有{measured}人，"
            f"还差{finding.short}人。"
        )


def _absent(situation: Situation, p: P) -> tuple[str, ...]:
    """What is lacking without which nobody can be counted, or not all schools together."""
    groups = missing_groups(situation, p.group, stages=p.stages)
    open_ = () if p.each_school else Demand.of(situation).lacking(_untold(situation, p))
    return (*groups, *missing_columns(situation, p), *open_)


def _untold(situation: Situation, p: P) -> list[Code]:
    """Schools of the group of which nobody has told how many pupils are of these stages."""
    grouping = Grouping.of(situation)
    return [school for school in untold(situation, *p.stages) if grouping.has(p.group, school)]


def _by_school(outcome: Outcome, p: P, where: CountedAt) -> Counter[Code]:
    """People who count, by the school they count at."""
    known = held(outcome.situation, p)
    return Counter(
        person.school
        for person in counted(outcome, where, recruits=True)
        if person.stage in p.stages and known.get(person.code)
    )


def _each_school(situation: Situation, p: P, heads: Counter[Code]) -> str:
    """The other reading of "so many per hundred": schools that reach it by themselves."""
    each = _shares(situation, replace(p, each_school=True))
    enough = sum(heads[own[0]] * _HUNDRED >= p.per_hundred * count for own, count in each.values())
    return f"{enough}/{len(each)}所"


def _needed(situation: Situation, p: P) -> dict[str, tuple[Sequence[Code], int]]:
    """Key → schools and the people they need (solver's half)."""
    a, b = p.per_hundred.numerator, p.per_hundred.denominator * _HUNDRED
    return {key: (own, -(-a * count // b)) for key, (own, count) in _shares(situation, p).items()}


def _shares(situation: Situation, p: P) -> dict[str, tuple[Sequence[Code], int]]:
    """Key → schools and their pupils; schools without pupils of these stages left out."""
    found: dict[Code, int] = {}
    for school, count in pupils(situation, *p.stages).items():
        if count and Grouping.of(situation).has(p.group, school):
            found[school] = count
    if p.each_school:
        return {school: ((school,), found[school]) for school in sorted(found)}
    return {"": (sorted(found), sum(found.values()))} if found else {}


RULE = PerHundredPupils()

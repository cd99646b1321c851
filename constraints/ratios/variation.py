"""校际差异系数：每百名学生拥有的某类教师数，校际差异系数不得高于规定值。

口径: 差异系数 = S ÷ X̄，X̄ = 全部学校该类教师 ÷ 全部学生，S² = Σ (P_i/P_N)(X_i − X̄)²，按学生数
加权；九年一贯制等学校分学段计。差额单位 人: 最少还要有多少人到不足的学校去 (先从富余学校调配，逐
人从最富余处调到最缺处，贪心即最少；只靠调配不能达标时才另增人)。按任教学科、现任教学校计的，招聘人员
安排到校的也计。
例外: 学生数不足规定人数的教学点、没有该学段学生的学校不计；只有一所学校、全部学校都没有该类教师时
无法判定；办几个学段的学校，班级表里没有而人数够统计的，各学段有多少学生不知道，整项无法判定。
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from weakref import WeakKeyDictionary

from constraints.board import Board
from constraints.facts.demand import Demand
from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.ratios._even import Even
from constraints.ratios._holding import Holding, held, holders, missing_columns
from constraints.ratios._population import CountedAt, Person, counted, crowd, missing_groups, moved
from constraints.ratios._pupils import pupils, untold
from constraints.ratios._spread import least_missing, missing, root, variation
from constraints.ratios._unavoidable import Bounds, bounds
from constraints.ratios._within import Within
from constraints.ratios._words import figures
from constraints.reach import Reach
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, param
from models.roster import Roster
from models.vocabulary import Stage

_DIGITS = 8
_HUNDRED = 100


@dataclass(frozen=True, kw_only=True)
class P(Holding):
    """Which indicator, in which stage, and how uneven it may be."""

    group: GroupName = param("学校范围（分组名）")
    stage: Stage = param("学段")
    fewest_pupils: int = param("纳入统计的学校最少学生数", unit="人", stricter="lower")
    limit: Fraction = param("差异系数上限", stricter="lower")
    counted_at: CountedAt = param("按编制学校或现任教学校计")


class Variation(Rule[P]):
    """People to move between schools until the spread is within the limit; one row, key ""."""

    id, name, unit = "variation", "校际差异系数", "人"
    Params = P
    conservative = refutable = True
    steered_as = "以偏严的折线代替曲线，所计差数不少于核查"

    def post(self, board: Board, p: P) -> None:
        """Rows of :mod:`constraints.ratios._even`; laxer ones of :mod:`._within`."""
        if _absent(board.situation, p):
            return
        schools, have = _schools(board.situation, p), holders(board.situation, p)
        people = crowd(board, p.counted_at, recruits=True)
        base, change = people.by_school(p.stage, have, len(board.situation.county.schools))
        even = Even.of(board.situation, schools, base, change, p.limit)
        (Within(even) if board.laxer else even).post(board)

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row for the county."""
        situation = outcome.situation
        if absent := _absent(situation, p):
            yield Measure("", None, p.limit, None, missing=absent)
            return
        there = tuple(_pupils_of(situation, p).values())
        found = _spread(_heads(outcome, p, p.counted_at), there, p.limit)
        other = CountedAt.HOME if p.counted_at is CountedAt.HOST else CountedAt.HOST
        words = _spread_words(_heads(outcome, p, other), there)
        yield replace(found, readings=((f"按{other.value}", words),))

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """People to move though everyone is where it is evenest, as far as they may go."""
        schools = _schools(reach.situation, p)
        if _absent(reach.situation, p) or not schools:
            return {}
        low, high = _bounds(reach, p, list(schools))
        return {"": least_missing(low.tolist(), high.tolist(), list(schools.values()), p.limit)}

    def decided(self, reach: Reach, p: P) -> bool:
        """Whether somebody is left to count whoever may go has gone."""
        schools = list(_schools(reach.situation, p))
        if len(schools) < 2:
            return False
        absent = _absent(reach.situation, p)
        return not absent and bool(_bounds(reach, p, schools).low.any())

    def explain(self, finding: Finding) -> str:
        """Coefficient, limit, and what "short" means."""
        if finding.short is None:
            return f"{finding.name}无法判定：{finding.note or '缺少所需的列'}。"
        measured, required = figures(finding.measured, finding.required)
        return (
            f"{finding.name}应不高于{required}，实为{measured}，"
            f"还差{finding.short}人（校际间最少调配人数）。"
        )


def _bounds(reach: Reach, p: P, schools: Sequence[Code]) -> Bounds:
    return bounds(reach, holders(reach.situation, p), p.stage, schools, p.counted_at)


@lru_cache
def _spread_words(heads: tuple[int, ...], pupils_of: tuple[int, ...]) -> str:
    if not sum(heads):
        return "无"
    return figures(root(variation(heads, pupils_of), _DIGITS), None)[0]


def spread(heads: Sequence[int], pupils_of: Sequence[int], limit: Fraction) -> Measure:
    """The measured row: heads and pupils by school against the limit."""
    if not sum(heads):
        note = "各校均无该类教师" if heads else "范围内没有可比的学校"
        return Measure("", None, limit, None, note=note)
    if len(heads) == 1:
        return Measure("", None, limit, None, note="范围内只有一所学校，无可比")
    square = variation(heads, pupils_of)
    come, leave = missing(heads, pupils_of, limit)
    mean = Fraction(sum(heads), sum(pupils_of))
    note = f"其中从富余学校调配{leave}人，另需增加{come - leave}人" if come > leave else ""
    return Measure(
        "",
        root(square, _DIGITS),
        limit,
        come,
        numerator=root(square * (mean * _HUNDRED) ** 2, _DIGITS),
        denominator=mean * _HUNDRED,
        note=note,
    )


_spread = lru_cache(spread)
"""Many plans differ in nothing that a ratio sees."""


def _heads(outcome: Outcome, p: P, where: CountedAt) -> tuple[int, ...]:
    """Holders by school compared, counted there: those without a plan, and whom it moves."""
    known = _KNOWN.setdefault(outcome.situation, {})
    if (p, where) not in known:
        known[p, where] = _unmoved(outcome, p, where)
    unmoved, holding = known[p, where]
    heads = dict(unmoved)
    for sides in moved(outcome, where, recruits=True):
        for step, person in zip((-1, 1), sides, strict=True):
            if person is not None and _compared(person, p, heads):
                heads[person.school] += step * (holding.get(person.code) is True)
    return tuple(heads.values())


def _unmoved(outcome: Outcome, p: P, where: CountedAt) -> _Unmoved:
    """Holders by school compared without a plan, and who holds."""
    heads = dict.fromkeys(_pupils_of(outcome.situation, p), 0)
    holding = held(outcome.situation, p)
    for person in counted(outcome.like(Roster(())), where, recruits=True):
        if _compared(person, p, heads):
            heads[person.school] += holding.get(person.code) is True
    return heads, holding


def _compared(person: Person, p: P, schools: Collection[Code]) -> bool:
    return person.stage is p.stage and person.school in schools


_Unmoved = tuple[dict[Code, int], Mapping[Code, bool | None]]
_KNOWN: WeakKeyDictionary[Situation, dict[tuple[P, CountedAt], _Unmoved]] = WeakKeyDictionary()
_PUPILS: WeakKeyDictionary[Situation, dict[P, dict[Code, int]]] = WeakKeyDictionary()
"""What no plan changes, kept as long as the county itself."""


def _pupils_of(situation: Situation, p: P) -> dict[Code, int]:
    known = _PUPILS.setdefault(situation, {})
    if p not in known:
        known[p] = _schools(situation, p)
    return known[p]


def _absent(situation: Situation, p: P) -> tuple[str, ...]:
    """What is lacking without which nobody can be counted, or not all schools compared."""
    groups, grouping = missing_groups(situation, p.group, stages=(p.stage,)), Grouping.of(situation)
    large = [school for school, most in untold(situation, p.stage).items()
             if most >= p.fewest_pupils and grouping.has(p.group, school)]  # fmt: skip
    return (*groups, *missing_columns(situation, p), *Demand.of(situation).lacking(large))


def _schools(situation: Situation, p: P) -> dict[Code, int]:
    """Pupils of the schools that are compared, in code order."""
    grouping = Grouping.of(situation)
    return {
        school: count
        for school, count in pupils(situation, p.stage).items()
        if count and count >= p.fewest_pupils and grouping.has(p.group, school)
    }


RULE = Variation()

"""乡村学校校长 (含副校长) 中年轻者的占比应高于基期，不断提高。

口径: 分母 = 分组学校中现任政策所列行政职务的人，分子 = 其中口径日期不超过规定周岁的 (“以下”含本
数)；与基期值表中该指标最近一年 (或政策指定年度) 的占比相比，须高于它。差额单位 人: 还需多少名换
成年轻者。
例外: 本期前已达法定退休年龄的不计。没有基期值 (或不在0到1之间)、缺行政职务列、或范围内没有任职者
时无法判定。领导人员按干部管理权限任免，政策列为可交流或已锁定、派出的才会变动；求解只计年轻者到任，不
靠调出年长者凑数。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import numpy as np

from constraints.board import MODES, Board, BoolArray, IntArray, terms
from constraints.facts.grouping import Grouping
from constraints.facts.leaders import WITHOUT_OFFICE, led_under
from constraints.facts.standing import StandingFact
from constraints.outcome import Opening, Outcome
from constraints.ratios._baseline import no_share, share_baseline, value_of
from constraints.ratios._words import percent, percents
from constraints.reach import Reach
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code, Month
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.roster import Roster
from models.sheets import TeacherRow
from models.vocabulary import Leadership, Mode

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
    conservative = refutable = True
    steered_as = "只计年轻者到任，不把调出年长者当作改善，所计差数不少于核查"
    in_percent = True

    def post(self, board: Board, p: P) -> None:
        """``b·(young + short) > a·leaders`` for a base share of a/b; all of them where a = b.

        Also all of them where nobody leads here yet, which asks for more than the share does.
        Laxer: as many as the base share will do wherever nobody may be left to lead.
        """
        situation, moves = board.situation, board.moves
        base = share_baseline(situation, p.indicator, p.base_year)
        if base is None or _absent(situation, p):
            return
        leads, young = _masks(situation, p)
        inside = Grouping.of(situation).mask(p.group)
        stands = _stands(situation)
        here = leads & (stands >= 0) & inside[stands]
        in_office = ~np.isin(moves.mode, [MODES.index(m) for m in (Mode.STAY, *WITHOUT_OFFICE)])
        column = moves.where(in_office & leads[moves.person] & (moves.host >= 0))
        person = moves.person[column]
        change = inside[moves.host[column]].astype(np.int64) - here[person]
        uncredited = (change < 0) & ~young[person]
        credited = np.where(uncredited & (not board.by_check), 0, change)
        share = value_of(base)
        least, (a, b) = 1, share.as_integer_ratio()
        if board.laxer and not np.delete(here, person[change < 0]).any():
            least = 0
        elif share == 1 or not here.any():
            least, a, b = 0, 1, 1
        row = terms(np.zeros(len(column)), column, b * young[person] * change - a * credited)
        right = a * int(here.sum()) + least - b * int((here & young).sum())
        board.at_least([""], [row], np.array([right]), worth=b)

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row for the group."""
        situation = outcome.situation
        base = share_baseline(situation, p.indicator, p.base_year)
        missing = _absent(situation, p)
        leaders = _leaders(outcome, p)
        young = sum(_is_young(situation, code, p) for code in leaders)
        measured = Fraction(young, len(leaders)) if leaders else None
        counts = (young, len(leaders))
        if base is None:
            missing.append(no_share(situation, p.indicator, p.base_year))
        if missing or base is None or not leaders:
            note = "" if leaders else "范围内没有任职者"
            yield Measure("", measured, None, None, *counts, missing=tuple(missing), note=note)
            return
        required = value_of(base)
        needed = _needed(required, len(leaders))
        readings = ((f"{base.year}年", percent(required)),)
        short = max(needed - young, 0)
        yield Measure("", measured, required, short, *counts, readings=readings)

    def met_at(self, outcome: Outcome, p: P) -> Fraction | None:
        """The base share: rows that credit whoever leaves are as straight as any."""
        base = share_baseline(outcome.situation, p.indicator, p.base_year)
        return None if base is None else value_of(base)

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """Lacking though every young one came who may, and of the others only who must stays."""
        situation = reach.situation
        base = share_baseline(situation, p.indicator, p.base_year)
        if base is None or _absent(situation, p):
            return {}
        able = stuck = 0
        for code, places in _places(reach, p).items():
            inside = {Grouping.of(situation).has(p.group, school) for school in places}
            if _is_young(situation, code, p):
                able += True in inside
            else:
                stuck += False not in inside
        return {"": max(_needed(value_of(base), able + stuck) - able, 0)}

    def explain(self, finding: Finding) -> str:
        """Share now, share then, people."""
        if finding.short is None:
            return f"{finding.name}没有基期值、缺少所需的列或没有任职者，无法判定。"
        measured, required = percents(finding.measured, finding.required)
        return f"{finding.name}应高于基期的{required}，实为{measured}，还差{finding.short}人。"


def _needed(share: Fraction, leaders: int) -> int:
    """Young ones it takes among so many to exceed the share; never more than all."""
    return min(floor(share * leaders) + 1, leaders)


def _absent(situation: Situation, p: P) -> list[str]:
    """Absent columns without which nobody is known to lead here."""
    missing = list(Grouping.of(situation).missing(p.group))
    if not situation.county.has_column(TeacherRow.sheet, "leadership"):
        missing.append("教师.行政职务")
    return missing


def _leaders(outcome: Outcome, p: P) -> list[Code]:
    """Leaders of the group's schools under the plan, in code order."""
    grouping = Grouping.of(outcome.situation)
    found = []
    for code, stands in _in_office(outcome.situation, p).items():
        leads = led_under(outcome, code, stands)
        if grouping.has(p.group, leads if leads in outcome.county.school else stands):
            found.append(code)
    return found


def _in_office(situation: Situation, p: P) -> dict[Code, Code]:
    """Who holds one of the offices → the school where they stand, in code order."""
    fact, found = StandingFact.of(situation), {}
    for row in situation.county.teachers:
        stands = fact.by_person[row.code].school
        if row.leadership in p.leaders and stands is not None and not fact.retired(row):
            found[row.code] = stands
    return found


def _places(reach: Reach, p: P) -> dict[Code, set[Code]]:
    """Leader → schools of the county they may come to lead, their own included."""
    situation, fixed = reach.situation, Outcome(reach.situation, Roster(())).decided
    found = {code: {stands} for code, stands in _in_office(situation, p).items()}
    if reach.openings is None:
        everywhere = set(situation.county.school)
        return {code: own | everywhere for code, own in found.items()}
    open_ = (*reach.openings, *(Opening(move.person, move.mode, move.host) for move in fixed))
    for person, mode, host, _ in open_:
        if person in found and mode not in WITHOUT_OFFICE and host in situation.county.school:
            found[person].add(host)
    return found


def _masks(situation: Situation, p: P) -> tuple[BoolArray, BoolArray]:
    """Masks over ``situation.people``: who holds one of the offices, and who of them is young."""
    office = _in_office(situation, p)
    leads = np.array([code in office for code in situation.people], np.bool_)
    young = [code in office and _is_young(situation, code, p) for code in situation.people]
    return leads, np.array(young, np.bool_)


def _stands(situation: Situation) -> IntArray:
    """School by index where everyone stands before the plan, −1 = nowhere."""
    standing, index = StandingFact.of(situation).by_person, situation.county.school_index
    stands = (standing[code].school for code in situation.people)
    return np.array([-1 if school is None else index.get(school, -1) for school in stands],
                    np.int64)  # fmt: skip


def _is_young(situation: Situation, code: Code, p: P) -> bool:
    """Whether the completed years on the reference date, by month of birth, are not too many."""
    reference = Month.of(situation.county.term.reference)
    return (reference - situation.county.teacher[code].born) // _MONTHS <= p.oldest


RULE = LeadersYoung()

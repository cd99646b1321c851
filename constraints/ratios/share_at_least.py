"""某类教师占全部教师的比例不得低于规定值 (本科以上、学前专业、双师型、公办 …)。

口径: 分母 = 分组学校规定学段的教师 (政策可限于专业课教师)，分子 = 其中符合条件的；按政策在编制学
校或现任教学校计，另一口径同列。应有人数 = 比例 × 分母，向上取整；差额单位 人，指还需提升 (或对调)
多少人。
例外: 缺列无法判定；空白者不算符合，空白若能决定达标与否则无法判定。求解只计符合条件者调入，不靠
调出不符合者凑数。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from constraints.board import Board, BoolArray
from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.ratios._compared import Share, blank_note, share_among
from constraints.ratios._holding import (
    Holding,
    blank_cells,
    holders,
    maybe_holders,
    missing_columns,
)
from constraints.ratios._population import (
    CountedAt,
    crowd,
    in_group,
    missing_groups,
)
from constraints.ratios._unavoidable import Side, best, unknown
from constraints.ratios._words import percents
from constraints.reach import Reach
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, param
from models.sheets import TeacherRow
from models.vocabulary import Stage


@dataclass(frozen=True, kw_only=True)
class P(Holding):
    """Whose share of whom."""

    group: GroupName = param("学校范围（分组名）")
    stages: tuple[Stage, ...] = param("学段范围")
    vocational_only: bool | None = param("分母只计专业课教师", optional=True)
    share: Fraction = param("比例下限", stricter="higher", portion=True)
    counted_at: CountedAt = param("按编制学校或现任教学校计")


class ShareAtLeast(Rule[P]):
    """Holders lacking; one row, key ""."""

    id, name, unit = "share_at_least", "某类教师占比", "人"
    Params = P
    conservative = refutable = True
    steered_as = "只计符合条件者调入，不把调出不符合者当作改善，所计差数不少于核查"
    in_percent = True

    def post(self, board: Board, p: P) -> None:
        """``b·(holders + short) ≥ a·heads`` for a share of a/b, by candidate.

        Laxer: whose cell is blank may well be a holder, as the check says.
        """
        if _absent(board.situation, p):
            return
        people, inside = crowd(board, p.counted_at), Grouping.of(board.situation).mask(p.group)
        base = _base(board.situation, p)
        heads = people.among(inside, p.stages, base)
        have = (maybe_holders if board.laxer else holders)(board.situation, p)
        held = people.among(inside, p.stages, base & have)
        a, b = p.share.numerator, p.share.denominator
        uncredited = (heads.change < 0) & (held.change == 0)
        credited = np.where(uncredited & (not board.by_check), 0, heads.change)
        row = held._replace(change=b * held.change - a * credited).terms(people)
        board.at_least([""], [row], np.array([a * heads.base - b * held.base]), worth=b)

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row for the county."""
        absent = _absent(outcome.situation, p)
        if absent:
            yield Measure("", None, p.share, None, missing=absent)
            return
        found = _count(outcome, p, p.counted_at)
        if not found.heads:
            blank = _vocation_blank(outcome, p)
            note = "范围内没有教师"
            yield Measure("", None, p.share, None, missing=blank, note="" if blank else note)
            return
        other = CountedAt.HOME if p.counted_at is CountedAt.HOST else CountedAt.HOST
        needed = ceil(found.heads * p.share)
        short = max(needed - found.holders, 0)
        undecided = bool(short) and found.holders + found.blanks >= needed
        yield Measure(
            "",
            found.value,
            p.share,
            None if undecided else short,
            numerator=found.holders,
            denominator=found.heads,
            missing=blank_cells(p, found.blanks) if undecided else (),
            readings=((f"按{other.value}", str(_count(outcome, p, other))),),
            note=blank_note(found),
        )

    def met_at(self, outcome: Outcome, p: P) -> Fraction | None:
        """The share asked for: rows that credit whoever leaves are as straight as any."""
        return p.share

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """Holders lacking though every one came who may, and of the others all left who may."""
        if unknown(reach, p, p.stages, p.group):
            return {}
        base = _base(reach.situation, p)
        found = best(reach, p, Side(p.group, p.stages), p.counted_at, base)
        return {"": max(ceil(found.heads * p.share) - found.holders, 0)}

    def decided(self, reach: Reach, p: P) -> bool:
        """Whether nobody's cell is blank who stands in the denominator."""
        if unknown(reach, p, p.stages, p.group):
            return False
        blank = maybe_holders(reach.situation, p) & ~holders(reach.situation, p)
        return not (blank & _base(reach.situation, p)).any()

    def explain(self, finding: Finding) -> str:
        """Share, floor, people."""
        if finding.short is None:
            return f"{finding.name}缺少所需的列、空白过多或范围内没有教师，无法判定。"
        measured, required = percents(finding.measured, finding.required)
        return f"{finding.name}应不低于{required}，实为{measured}，还差{finding.short}人。"


def _count(outcome: Outcome, p: P, where: CountedAt) -> Share:
    teacher = outcome.county.teacher
    people: list[Code] = [
        code
        for code in in_group(outcome, where, p.group, p.stages)
        if not p.vocational_only or teacher[code].vocational_subject
    ]
    return share_among(outcome, p, people)


def _vocation_blank(outcome: Outcome, p: P) -> tuple[str, ...]:
    """The column that leaves nobody known to teach a trade, where it is blank of somebody here."""
    people = in_group(outcome, p.counted_at, p.group, p.stages) if p.vocational_only else ()
    blank = sum(outcome.county.teacher[code].vocational_subject is None for code in people)
    return (f"教师.专业课教师（{blank}人空白）",) if blank else ()


def _base(situation: Situation, p: P) -> BoolArray:
    """Who stands in the denominator."""
    teacher = situation.county.teacher
    known = [code in teacher for code in situation.people]
    if not p.vocational_only:
        return np.array(known, np.bool_)
    return np.array(
        [x and teacher[c].vocational_subject is True
         for c, x in zip(situation.people, known, strict=True)], np.bool_)  # fmt: skip


def _absent(situation: Situation, p: P) -> tuple[str, ...]:
    groups = missing_groups(situation, p.group, stages=p.stages)
    absent = [*groups, *missing_columns(situation, p)]
    if p.vocational_only and not situation.county.has_column(
        TeacherRow.sheet, "vocational_subject"
    ):
        absent.append("教师.专业课教师")
    return tuple(absent)


RULE = ShareAtLeast()

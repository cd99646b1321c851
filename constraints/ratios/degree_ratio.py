"""两组学校达到规定学历的教师比例之比不得高于规定值 (优势一方 ÷ 劣势一方)。

口径: 比例 = 规定学段中达到最低学历的教师 ÷ 全部教师，按政策在编制学校或现任教学校计，另一口径同列。
差额单位 人: 还需把多少名达到学历的教师与劣势一方未达到者对调，比值才不高于规定值 (向上取整)；另列只
来不换要多少人、“或使劣势一方多少人提升学历”。求解只计达到学历者调入劣势一方，不靠调出未达到者凑数。
例外: 一方没有教师、双方都没有达到学历的，或缺少分组和学历列时无法判定。学历空白的不算达
到，人数另注。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from constraints.board import Board
from constraints.outcome import Outcome
from constraints.ratios._compared import blank_note, exchange_words, exchanges, upgrades
from constraints.ratios._holding import Holding, Property
from constraints.ratios._population import CountedAt
from constraints.ratios._two_groups import TwoGroups
from constraints.ratios._words import figures
from constraints.reach import Reach
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.vocabulary import Education, Stage


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which two sides, which education, and how far apart they may be."""

    disadvantaged: GroupName = param("劣势一方（分组名）")
    advantaged: GroupName = param("优势一方（分组名）", unlike="disadvantaged")
    stages: tuple[Stage, ...] = param("学段范围")
    education: Education = param("最低学历")
    limit: Fraction = param("比例之比的上限", stricter="lower", quotient=True)
    counted_at: CountedAt = param("按编制学校或现任教学校计")


class DegreeRatio(Rule[P]):
    """People to exchange until the shares are near enough; one row, key ""."""

    id, name, unit = "degree_ratio", "两类学校学历比例之比", "人"
    Params = P
    conservative = refutable = True
    steered_as = "只计达到学历者调入劣势一方，不把调出未达到者当作改善，所计差数不少于核查"

    def post(self, board: Board, p: P) -> None:
        """Rows of :mod:`constraints.ratios._steer`."""
        _groups(p).post(board, limit=p.limit)

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row for the county."""
        groups, situation = _groups(p), outcome.situation
        if absent := groups.missing(situation):
            yield Measure("", None, p.limit, None, missing=absent)
            return
        here, there = groups.shares(outcome)
        if empty := groups.nobody(situation, (here, there), p.limit):
            yield empty
            return
        if not (here.holders or there.holders):
            yield Measure("", None, p.limit, None, note="双方都没有达到学历的教师")
            return
        short = exchanges(here, there, p.limit)
        readings = groups.readings(situation, (here, there))
        readings.append(_otherwise(outcome, p))
        if short:
            readings.append(("还差的人是对调", exchange_words(here, there, p.limit)))
            readings.append(("或使劣势一方提升", f"{upgrades(here, there, p.limit)}人"))
        yield Measure(
            "",
            there.value / here.value if here.holders else None,
            p.limit,
            short,
            numerator=there.value,
            denominator=here.value,
            readings=tuple(readings),
            note=blank_note(here, there),
        )

    def met_at(self, outcome: Outcome, p: P) -> Fraction | None:
        """A share that the one side is not above and the other not below."""
        return _groups(p).met_at(outcome, p.limit)

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """Exchanges still needed whoever may go has gone."""
        return _groups(p).floor(reach, p.limit)

    def explain(self, finding: Finding) -> str:
        """Ratio, limit, and what "short" means."""
        if finding.short is None:
            return f"{finding.name}无法判定：{finding.note or '缺少所需的列'}。"
        measured, required = figures(finding.measured, finding.required)
        return (
            f"{finding.name}应不高于{required}，实为{measured}，还差{finding.short}人"
            "（以达到学历者与未达到者对调计）。"
        )


def _otherwise(outcome: Outcome, p: P) -> tuple[str, str]:
    """Reading: the ratio counted at the other kind of school."""
    where, (here, there) = _groups(p).shares_otherwise(outcome)
    known = here.holders and there.heads
    return f"按{where.value}", figures(there.value / here.value if known else None, None)[0]


def _groups(p: P) -> TwoGroups:
    what = Holding(
        property=Property.EDUCATION,
        education=p.education,
        subjects=None,
        staff_kinds=None,
        degree_counts=None,
    )
    return TwoGroups(what, (p.disadvantaged, p.advantaged), p.stages, p.counted_at)


RULE = DegreeRatio()

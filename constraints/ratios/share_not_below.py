"""一组学校某类教师的比例不低于另一组学校 (镇驻地的骨干、本科、专科比例不低于城区)。

口径: 比例 = 规定学段中符合条件的教师 ÷ 全部教师，按政策在编制学校或现任教学校计，另一口径同列。
差额单位人: 还需把多少名符合条件者与本组不符合者对调，比例才不低于对方 (向上取整)；另列只来不换要
多少人、“或使本组多少人提升”。
例外: 一方没有教师、或缺少分组和所需列时无法判定。空白者不算符合，人数另注。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from constraints.board import Board
from constraints.outcome import Outcome
from constraints.ratios._compared import blank_note, exchange_words, exchanges, upgrades
from constraints.ratios._holding import Holding
from constraints.ratios._population import CountedAt
from constraints.ratios._two_groups import TwoGroups
from constraints.ratios._words import percents
from constraints.reach import Reach
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import GroupName, param
from models.vocabulary import Stage

_EVEN = Fraction(1)
_NEITHER = "双方都没有符合条件的教师"


@dataclass(frozen=True, kw_only=True)
class P(Holding):
    """Who must not be below whom."""

    disadvantaged: GroupName = param("不得低于对方的一组（分组名）")
    advantaged: GroupName = param("对方（分组名）", unlike="disadvantaged")
    stages: tuple[Stage, ...] = param("学段范围")
    counted_at: CountedAt = param("按编制学校或现任教学校计")


class ShareNotBelow(Rule[P]):
    """People to exchange until the share is as high as the other side's; one row, key ""."""

    id, name, unit = "share_not_below", "某类教师占比不低于另一组学校", "人"
    Params = P
    conservative = refutable = True
    steered_as = "只计符合条件者调入本组，不把调出不符合者当作改善，所计差数不少于核查"
    in_percent = True

    def post(self, board: Board, p: P) -> None:
        """Rows of :mod:`constraints.ratios._steer` at the limit of one."""
        _groups(p).post(board, limit=_EVEN)

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row for the county."""
        groups, situation = _groups(p), outcome.situation
        if absent := groups.missing(situation):
            yield Measure("", None, None, None, missing=absent)
            return
        here, there = groups.shares(outcome)
        if empty := groups.nobody(situation, (here, there), None):
            yield empty
            return
        short = exchanges(here, there, _EVEN)
        readings = groups.readings(situation, (here, there))
        readings.append(_otherwise(outcome, p))
        if short:
            readings.append(("还差的人是对调", exchange_words(here, there, _EVEN)))
            readings.append(("或使本组提升", f"{upgrades(here, there, _EVEN)}人"))
        yield Measure(
            "",
            here.value,
            there.value,
            short,
            numerator=here.holders,
            denominator=here.heads,
            readings=tuple(readings),
            note=blank_note(here, there) if here.holders or there.holders else _NEITHER,
        )

    def met_at(self, outcome: Outcome, p: P) -> Fraction | None:
        """A share that the one side is not above and the other not below."""
        return _groups(p).met_at(outcome, _EVEN)

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """Exchanges still needed whoever may go has gone."""
        return _groups(p).floor(reach, _EVEN)

    def explain(self, finding: Finding) -> str:
        """Both shares and the people to exchange."""
        if finding.short is None:
            return f"{finding.name}：无法判定，{finding.note or '缺少所需的列'}。"
        measured, required = percents(finding.measured, finding.required)
        return (
            f"{finding.name}：本组为{measured}，对方为{required}，"
            f"还差{finding.short}人（以符合者与不符合者对调计）。"
        )


def _otherwise(outcome: Outcome, p: P) -> tuple[str, str]:
    """Reading: both shares counted at the other kind of school."""
    where, (here, there) = _groups(p).shares_otherwise(outcome)
    return f"按{where.value}", f"{here}，对方{there}"


def _groups(p: P) -> TwoGroups:
    return TwoGroups(p, (p.disadvantaged, p.advantaged), p.stages, p.counted_at)


RULE = ShareNotBelow()

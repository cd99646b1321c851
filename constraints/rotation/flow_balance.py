"""城乡双向流动：返向流动人数与正向流动人数之比须在政策规定的幅度之内。

口径：按学校分组数适用方式的人数，正向如城市到农村，返向如农村到城市；返向应不少于正向的下限倍数、不多于上限倍数，
各留政策允许的人数余量；差额按人计，向上取整。按每次安排计，以前学期已派出的不计入。
例外：锁定的安排先行落实；因此超出幅度的，其余的人不得再加大差额。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np

from constraints.board import Board, terms
from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.roster import Placement
from models.vocabulary import Mode

LOW, HIGH = "下限", "上限"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Two groups of schools and the band for the flow back."""

    one: GroupName = param("正向流动的派出学校（分组）")
    other: GroupName = param("正向流动的接收学校（分组）")
    modes: tuple[Mode, ...] = param("计入的方式")
    low: Fraction | None = param("返向流动不少于正向的倍数", stricter="higher", optional=True)
    high: Fraction | None = param("返向流动不多于正向的倍数", stricter="lower", optional=True)
    allowance: int = param("允许相差人数", unit="人", stricter="lower")


class FlowBalance(Rule[P]):
    """Flow back between low and high times the flow out, give or take the allowance."""

    id = "flow_balance"
    name = "城乡双向流动平衡"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """A row for each side of the band, multiplied by the fraction's denominator."""
        moves, fact = board.moves, Grouping.of(board.situation)
        if fact.missing(p.one, p.other):
            return
        one, other = fact.mask(p.one), fact.mask(p.other)
        known = moves.of_modes(p.modes) & (moves.home >= 0) & (moves.host >= 0)
        out = moves.where(known & one[moves.home] & other[moves.host])
        back = moves.where(known & other[moves.home] & one[moves.host])
        nought = [np.zeros(len(side), np.int64) for side in (out, back)]
        for factor, key, at_least in ((p.low, LOW, True), (p.high, HIGH, False)):
            if factor is None:
                continue
            a, b = factor.numerator, factor.denominator
            entries = [terms(nought[0], out, -a), terms(nought[1], back, b)]
            slack = np.array([b * p.allowance])
            if at_least:
                board.at_least([key], entries, -slack, worth=b, decisions_first=True)
            else:
                board.at_most([key], entries, slack, worth=b, decisions_first=True)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Both sides of the band, flow back against what it should be."""
        fact = Grouping.of(outcome.situation)
        absent = fact.missing(p.one, p.other)
        each, chosen = self._flows(outcome.moves, p, fact), self._flows(outcome.chosen, p, fact)
        out, back = (sum(flow[side] for flow in each) for side in (0, 1))
        for key, factor in ((LOW, p.low), (HIGH, p.high)):
            if factor is None:
                continue
            if absent:
                yield Measure(key, None, None, None, missing=absent)
                continue
            steps = [b - a * factor for a, b in chosen]
            if key == LOW:
                stay = back - sum(step for step in steps if step < 0)
                required = ceil(min(out * factor - p.allowance, stay))
                yield Measure(key, back, max(0, required), max(0, required - back), back, out)
            else:
                stay = back - sum(step for step in steps if step > 0)
                required = floor(max(out * factor + p.allowance, stay))
                yield Measure(key, back, required, max(0, back - required), back, out)

    def explain(self, finding: Finding) -> str:
        """Heads of the flow back."""
        if finding.short is None:
            return "学校分组所需的列缺失，双向流动无法判定。"
        word, lack = ("不少于", "差") if finding.key == LOW else ("不多于", "超")
        figures = f"{word}{finding.required}人，实为{finding.measured}人，{lack}{finding.short}人"
        return f"返向流动应{figures}。"

    def _flows(
        self, placements: Iterable[Placement], p: P, fact: Grouping
    ) -> list[tuple[bool, bool]]:
        """Per placement of the modes: whether it flows out, and whether it flows back."""
        return [
            (
                fact.has(p.one, m.home) and fact.has(p.other, m.host),
                fact.has(p.other, m.home) and fact.has(p.one, m.host),
            )
            for m in placements
            if m.mode in p.modes
        ]


RULE = FlowBalance()

"""Rows that a bounded coefficient of variation implies, so that they may prove: the laxer half.

The plan leaves x_i heads at school i, X in all; the check asks Σ x_i²/P_i ≤ (1+c²)·X²/P. On the
left every head has a cost of its own, so that whole numbers are met exactly, save that the wide
steps far above what a school should have cost no more than their first head each. On the right X
lies in one of a list of spans, over each of which the square is at most its chord: with every
total on the list that is the square itself. Costs are rounded down and what is allowed up, and
where nobody is left to count the rows hold: nobody can say of such a plan that it breaks the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, isqrt
from typing import NamedTuple

import numpy as np

from constraints.board import Board, IntArray, Terms, terms
from constraints.ratios._even import Even, Steps, ends
from constraints.ratios._spread import most

MOST = 64
"""Spans of totals on the list: where more totals can come about, so many, spread evenly."""


class _Span(NamedTuple):
    """Totals from *low*, *width* more; what the limit allows there, scaled: at its start, and by
    how much more for each further head."""

    low: int
    width: int
    allowed: int
    slope: int


@dataclass(frozen=True)
class Within:
    """The heads and the limit of an :class:`Even`."""

    even: Even

    def post(self, board: Board) -> None:
        """Write the rows; one shortfall, of the empty key, undoes them."""
        even, person = self.even, board.moves.person
        lost, gained = even.ranges(person[even.change.column])
        net = even.net()
        fewest, ceiling = even.totals(person, net)
        if not ceiling:
            return
        scale, _ = even.scale(most(ceiling, sum(even.pupils), even.limit))
        low = even.base - lost
        steps = self._steps(low, even.base + gained, ceiling)
        filled = board.columns(len(steps.row), upper=steps.width)
        linked = [even.change, terms(steps.row, filled, -1)]
        board.always(linked, low - even.base, low - even.base)
        allowed = self._allowed(board, net, self._spans(fewest, ceiling, scale))
        pupils = np.array(even.pupils, np.int64)
        cost = scale * (2 * steps.start + 1) // pupils[steps.row]
        spent = sum(scale * int(x) ** 2 // p for x, p in zip(low, even.pupils, strict=True))
        whole = spent + sum((cost * steps.width).tolist())
        row = [*allowed, terms(np.zeros(len(filled)), filled, -cost)]
        board.at_least([""], row, np.array([spent]), worth=max(whole, 1))

    def _steps(self, low: IntArray, high: IntArray, ceiling: int) -> Steps:
        """Steps of one head from the fewest a school can have to well above its share, then wider
        ones."""
        found, every = list[tuple[int, int, int]](), sum(self.even.pupils)
        for row, (least, last) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
            has, share = int(self.even.base[row]), ceiling * self.even.pupils[row] // every
            knee = max(has, share) + isqrt(has) + 2
            found += ((row, a, b - a) for a, b in pairwise(ends(least, (least, knee), last)))
        return Steps(*np.array(found, np.int64).reshape(-1, len(Steps._fields)).T)

    def _spans(self, fewest: int, ceiling: int, scale: int) -> list[_Span]:
        even = self.even
        count = min(ceiling - fewest, MOST) + 1
        ends_ = sorted({int(x) for x in np.linspace(fewest, ceiling, count)})
        at = [scale * most(x, sum(even.pupils), even.limit) for x in ends_]
        if len(ends_) == 1:
            return [_Span(fewest, 0, ceil(at[0]), 0)]
        return [
            _Span(x, y - x, ceil(a), ceil((b - a) / (y - x)))
            for (x, a), (y, b) in pairwise(zip(ends_, at, strict=True))
        ]

    def _allowed(self, board: Board, net: Terms, spans: list[_Span]) -> list[Terms]:
        """The total in one of the spans; what the limit allows there."""
        low, width, allowed, slope = np.array(spans, np.int64).T
        one, zero = np.ones(1, np.int64), np.zeros(len(spans))
        chosen = board.columns(len(spans), upper=1)
        further = board.columns(len(spans), upper=width)
        board.always([terms(zero, chosen)], one, one)
        every = np.arange(len(spans))
        inside = [terms(every, chosen, width), terms(every, further, -1)]
        board.always(inside, np.zeros(len(spans), np.int64), None)
        base = np.array([-int(self.even.base.sum())])
        board.always([net, terms(zero, chosen, -low), terms(zero, further, -1)], base, base)
        return [terms(zero, chosen, allowed), terms(zero, further, slope)]

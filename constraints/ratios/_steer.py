"""The linear form of "share there ÷ share here ≤ limit" when heads move between the two sides.

"Here" is the disadvantaged side with R heads and R_d holders, "there" the other with U and U_d.
When here gains k heads and δ holders from there, the shortfall s (holders exchanged against others)
obeys δ + s ≥ h(k) = [U_d(R+k) − c·R_d(U−k)] / [(R+k) + c(U−k)], convex in k for c ≥ 1. The rows are
the convex hull of the points (k, ⌈h(k)⌉): exact for whole k, with small whole coefficients.

Only qualified people who come are credited: an unqualified person who leaves counts for nothing,
and people who enter or leave both sides together count at their least worth. So the rows may
overstate the shortfall, never understate it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import NamedTuple

import numpy as np

from constraints.board import Board, IntArray, terms
from constraints.ratios._population import Change, Crowd

Point = tuple[int, int]


class Side(NamedTuple):
    """One side of a ratio: heads and holders, before and by candidate."""

    heads: Change
    holders: Change


def sides(here: tuple[Change, Change], there: tuple[Change, Change]) -> tuple[Side, Side]:
    """(heads, holders) of both sides, with unqualified people who leave here taken out."""
    leaves = (here[0].change < 0) & (here[1].change == 0)
    uncredited = leaves & (there[0].change >= 0)
    heads = [Change(x.base, np.where(uncredited, 0, x.change)) for x in (here[0], there[0])]
    return Side(heads[0], here[1]), Side(heads[1], there[1])


class Span(NamedTuple):
    """Least and most a number can become."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class Ratio:
    """Two sides and the limit (≥ 1) of the quotient of their shares."""

    crowd: Crowd
    here: Side
    there: Side
    limit: Fraction

    def post(self, board: Board) -> None:
        """Write the rows; the shortfall has the empty key."""
        here, crowd = self.here, self.crowd
        if self.limit < 1 or self._divisor().low <= 0:
            self._post_all(board)
            return
        heads = self._span(here.heads)
        low, high = int(heads.low) - here.heads.base, int(heads.high) - here.heads.base
        points = [(k - low, self._needed(k)) for k in range(low, high + 1)]
        shift = min(y for _, y in points)
        gained = board.columns(1, upper=high - low)
        needed = board.columns(1, upper=max(y for _, y in points) - shift)
        moved = [here.heads.terms(crowd), terms([0], gained, -1)]
        board.always(moved, np.array([low]), np.array([low]))
        for (k, y), (k2, y2) in _edges(_hull([(k, y - shift) for k, y in points])):
            run, rise = k2 - k, y2 - y
            board.always(
                [terms([0], needed, run), terms([0], gained, -rise)],
                np.array([run * y - rise * k]),
                None,
            )
        scale, credit, worth = self._credits()
        used = np.flatnonzero(credit)
        row = [terms(np.zeros(len(used)), crowd.column[used], credit[used])]
        row.append(terms([0], needed, -scale))
        board.at_least([""], row, np.array([scale * shift]), worth=worth)

    def _post_all(self, board: Board) -> None:
        """Where h is not convex or nobody is counted yet: exchanging every holder there will do."""
        held = self.there.holders
        board.at_least([""], [held._replace(change=-held.change).terms(self.crowd)],
                       np.array([held.base]))  # fmt: skip

    def _needed(self, k: int) -> int:
        """⌈h(k)⌉: holders here must gain when it gains *k* heads."""
        a, b = self.limit.numerator, self.limit.denominator
        here, there = self.here.heads.base + k, self.there.heads.base - k
        over = b * self.there.holders.base * here - a * self.here.holders.base * there
        return -(-over // (b * here + a * there))

    def _span(self, change: Change) -> Span:
        """Least and most heads, each person counted once."""
        person = self.crowd.person
        lost = len(np.unique(person[change.change < 0]))
        gained = len(np.unique(person[change.change > 0]))
        return Span(Fraction(change.base - lost), Fraction(change.base + gained))

    def _credits(self) -> tuple[int, IntArray, int]:
        """(scale, credit of every candidate, worth of one short) of the main row.

        A candidate that moves w heads and v holders into both sides together adds
        ``[c·(holders here)·w − (heads here)·v] / D`` to δ, with D = (R+k) + c(U−k); each is taken
        at the worst the ranges allow, and never as a gain.
        """
        heads_in = self.here.heads.change + self.there.heads.change
        holders_in = self.here.holders.change + self.there.holders.change
        own = self.here.holders.change
        if not (heads_in.any() or holders_in.any()):
            return 1, own, 1
        scale = self.here.heads.base + self.there.heads.base
        # A school may stand on both sides: then one person counts twice.
        span = range(-2, 3)
        worst = [[min(floor(scale * self._worst(w, v)), 0) for v in span] for w in span]
        table = np.array(worst, np.int64)
        shrink = len(np.unique(self.crowd.person[heads_in < 0])) * -min(int(heads_in.min()), 0)
        worth = floor(scale * (1 - self.limit * shrink / self._divisor().low))
        return scale, scale * own + table[heads_in + 2, holders_in + 2], max(worth, 1)

    def _worst(self, w: int, v: int) -> Fraction:
        holders, heads = self._span(self.here.holders), self._span(self.here.heads)
        value = self.limit * w * (holders.low if w > 0 else holders.high)
        value -= v * (heads.high if v > 0 else heads.low)
        divisor = self._divisor()
        return value / (divisor.high if value > 0 else divisor.low)

    def _divisor(self) -> Span:
        """Range of D, linear in k."""
        total, heads = self.here.heads.base + self.there.heads.base, self._span(self.here.heads)
        ends = [here + self.limit * (total - here) for here in heads]
        return Span(min(ends), max(ends))


def _hull(points: list[Point]) -> list[Point]:
    """Lower convex hull of points in order of their first coordinate."""
    hull: list[Point] = []
    for x, y in points:
        while len(hull) > 1:
            (x1, y1), (x2, y2) = hull[-2:]
            if (y2 - y1) * (x - x1) < (y - y1) * (x2 - x1):
                break
            hull.pop()
        hull.append((x, y))
    return hull


def _edges(hull: list[Point]) -> list[tuple[Point, Point]]:
    """Consecutive vertices; a lone vertex is a level edge."""
    if len(hull) == 1:
        x, y = hull[0]
        return [((x, y), (x + 1, y))]
    return list(pairwise(hull))

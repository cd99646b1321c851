"""The linear form of "share there ÷ share here ≤ limit" when heads move between the two sides.

"Here" is the disadvantaged side with R heads and R_d holders, "there" the other with U and U_d.
With H = R_d + U_d and c the limit, the shortfall s (holders exchanged against others) obeys
R_d + s ≥ f = H·R / (R + c·U). While k heads pass from there to here, and nobody else comes or goes,
f is convex in k for c ≥ 1, and the rows are the convex hull of the points (k, ⌈f(k)⌉): exact for
whole k, with small whole coefficients.

People who enter or leave a side from elsewhere change f by at most their gradient's largest value:
with σ = R/(R + c·U) and η = H/(R + c·U), both from 0 to 1, σ a holder, η(1−σ) a head here, −cησ a
head there. So the rows may overstate the shortfall by a fraction of such a person each, never
understate it. Only qualified people who come are credited: an unqualified person who leaves counts
for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from math import floor
from typing import NamedTuple

import numpy as np

from constraints.board import Board, BoolArray, IntArray, terms
from constraints.ratios._population import Change, Crowd

Point = tuple[int, int]


class Side(NamedTuple):
    """One side of a ratio: heads and holders, before and by candidate."""

    heads: Change
    holders: Change

    @property
    def others(self) -> Change:
        """Heads who are no holders."""
        heads, holders = self.heads, self.holders
        return Change(heads.base - holders.base, heads.change - holders.change)


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
        if self.limit < 1 or not here.heads.base + self.there.heads.base:
            self._post_all(board)
            return
        passing = here.heads._replace(change=np.where(self._passes, here.heads.change, 0))
        low, high = (int(end) - passing.base for end in self._span(passing))
        points = [(k - low, self._needed(k)) for k in range(low, high + 1)]
        shift = min(y for _, y in points)
        gained = board.columns(1, upper=high - low)
        needed = board.columns(1, upper=max(y for _, y in points) - shift)
        moved = [passing.terms(crowd), terms([0], gained, -1)]
        board.always(moved, np.array([low]), np.array([low]))
        for (k, y), (k2, y2) in _edges(_hull([(k, y - shift) for k, y in points])):
            run, rise = k2 - k, y2 - y
            board.always(
                [terms([0], needed, run), terms([0], gained, -rise)],
                np.array([run * y - rise * k]),
                None,
            )
        scale, credit = self._credits()
        used = np.flatnonzero(credit)
        row = [terms(np.zeros(len(used)), crowd.column[used], credit[used])]
        row.append(terms([0], needed, -scale))
        board.at_least([""], row, np.array([scale * shift]), worth=scale)

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

    @cached_property
    def _passes(self) -> BoolArray:
        """Candidates that take somebody from one side to the other."""
        return np.equal(self.here.heads.change, -self.there.heads.change)

    def _credits(self) -> tuple[int, IntArray]:
        """(scale, credit of every candidate in the main row, times the scale)."""
        own, scale = self.here.holders.change, self.here.heads.base + self.there.heads.base
        if self._passes.all():
            return 1, own
        holders = own + self.there.holders.change
        moves = np.stack([own, self.here.heads.change, self.there.heads.change, holders], axis=1)
        kinds, kind = np.unique(moves[~self._passes], axis=0, return_inverse=True)
        credit = scale * own
        least = [floor(scale * self._least(*steps)) for steps in kinds.tolist()]
        credit[~self._passes] = np.array(least, np.int64)[kind.reshape(-1)]
        return scale, credit

    def _least(self, own: int, here: int, there: int, holders: int) -> Fraction:
        """Least a move adds to R_d − f: at a corner, for it is linear in σ and in η. Only holders
        who come here may add anything.
        """
        found = (
            own - part * holders - full * (1 - part) * here + self.limit * full * part * there
            for part, full in self._corners
        )
        return min(*found, Fraction(max(own, 0)))

    @cached_property
    def _corners(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """Least and greatest (σ, η); η is at most the share of holders, and c·η at least."""
        here, there = self._span(self.here.heads), self._span(self.there.heads)
        holders = [self._span(side.holders) for side in (self.here, self.there)]
        others = [self._span(side.others) for side in (self.here, self.there)]
        fewest, most = holders[0].low + holders[1].low, holders[0].high + holders[1].high
        part = (
            _quotient(here.low, here.low + self.limit * there.high, Fraction(0)),
            _quotient(here.high, here.high + self.limit * there.low, Fraction(1)),
        )
        full = (
            _quotient(fewest, fewest + others[0].high + others[1].high, Fraction(0)) / self.limit,
            _quotient(most, most + others[0].low + others[1].low, Fraction(1)),
        )
        return tuple(product(part, full))


def _quotient(number: Fraction, whole: Fraction, otherwise: Fraction) -> Fraction:
    """number ÷ whole; *otherwise* where there is nothing to divide by."""
    return number / whole if whole else otherwise


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

"""The linear form of a bounded coefficient of variation: the solver's half.

The plan leaves x_i heads at school i. Hypothetical people who come (and, no more, who leave) turn
them into y_i, whose Σ y_i²/P_i must be within the limit; the shortfall is those who come. Each
y_i is made of steps of one head (wider ones far from what it has and should have) that cost what
x²/P_i differs between their ends, scaled to whole numbers and rounded up; what the limit allows is
taken on a tangent when the total of all schools can change. So the shortfall may be overstated,
never understated. Heads nobody can take away cost a constant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, isqrt, lcm
from typing import NamedTuple

import numpy as np

from constraints.board import Board, IntArray, Terms, terms
from constraints.ratios._spread import enough, most
from constraints.situation import Situation
from models.column import Code

_FINENESS = 2**24
"""Whole units the limit's row is cut into: rounding stays far below the effect of one person."""

_ROUNDINGS = 4
"""Roundings a head can suffer on its way into that row."""


class Steps(NamedTuple):
    """Steps of heads: school, heads below the step, heads in it."""

    row: IntArray
    start: IntArray
    width: IntArray


@dataclass(frozen=True)
class Even:
    """Heads by school before the plan, how candidates change them (rows = schools), the limit."""

    pupils: tuple[int, ...]
    base: IntArray
    change: Terms
    limit: Fraction

    @classmethod
    def of(
        cls,
        situation: Situation,
        schools: Mapping[Code, int],
        base: IntArray,
        change: Terms,
        limit: Fraction,
    ) -> Even:
        """From arrays over all schools, keeping those compared."""
        at = np.array([situation.county.school_index[code] for code in schools], np.int64)
        row_of = np.full(len(base), -1)
        row_of[at] = np.arange(len(at))
        inside = row_of[change.row] >= 0
        kept = Terms(row_of[change.row[inside]], change.column[inside], change.coefficient[inside])
        return cls(tuple(schools.values()), base[at], kept, limit)

    def post(self, board: Board) -> None:
        """Write the rows; the shortfall has the empty key. Nothing when there can be no heads."""
        lost, gained = self.ranges(board.moves.person[self.change.column])
        net = self.net()
        fewest, ceiling = self.totals(board.moves.person, net)
        if not ceiling:
            return
        scale, margin = self.scale(most(ceiling, sum(self.pupils), self.limit))
        heads = enough(ceiling, self.pupils, self.limit, margin)
        if heads is None:
            self._out_of_reach(board)
            return
        count, every, one = len(self.pupils), np.arange(len(self.pupils)), np.zeros(1, np.int64)
        give = board.columns(count, upper=self.base + gained)
        take = board.columns(count, upper=heads)
        spans = self.base - lost, self.base + gained
        fixed, steps = self._steps(spans, fewest, heads)
        filled = board.columns(len(steps.row), upper=steps.width, steps=True)
        linked = [self.change, terms(every, take), terms(every, give, -1)]
        linked.append(terms(steps.row, filled, -1))
        board.always(linked, fixed - self.base, fixed - self.base)
        into, out = terms(np.zeros(count), take), terms(np.zeros(count), give, -1)
        board.always([into, out], one, None)
        self._bound(board, (heads, scale), (fixed, steps, filled), [net, into, out])
        board.at_least([""], [Terms(into.row, into.column, -into.coefficient)], one)

    def _out_of_reach(self, board: Board) -> None:
        """A limit too small for whole numbers to tell from nought: whatever the plan, as many are
        said to lack as would make it one head a pupil, which has no spread at all."""
        board.at_least([""], [terms([], [])], np.array([sum(self.pupils)]))

    def _bound(
        self,
        board: Board,
        tangent: tuple[int, int],
        units: tuple[IntArray, Steps, IntArray],
        total: list[Terms],
    ) -> None:
        """Cost of all units ≤ the tangent (at how many heads, scale) of what the limit allows."""
        (heads, scale), (fixed, steps, filled) = tangent, units
        pupils = np.array(self.pupils, np.int64)
        cost = -(-scale * (2 * steps.start + steps.width) // pupils[steps.row])
        spent = sum(-(-scale * int(f) ** 2 // p) for f, p in zip(fixed, self.pupils, strict=True))
        at_heads = scale * most(heads, sum(self.pupils), self.limit)
        slope = 2 * at_heads / heads
        entries = [terms(np.zeros(len(filled)), filled, cost)]
        for block in total:
            worth = np.where(block.coefficient > 0, floor(slope), ceil(slope)) * block.coefficient
            entries.append(Terms(block.row, block.column, -worth))
        allowed = floor(slope * int(self.base.sum()) - at_heads) - spent
        board.always(entries, None, np.array([allowed]))

    def scale(self, largest: Fraction) -> tuple[int, Fraction]:
        """(whole units per head per pupil, what rounding may cost a head: none if all divides)."""
        scale = ceil(_FINENESS / largest)
        exact = lcm(*self.pupils, sum(self.pupils) * (self.limit**2).denominator)
        if exact <= scale:
            return -(-scale // exact) * exact, Fraction(0)
        return scale, Fraction(_ROUNDINGS + len(self.pupils), scale)

    def net(self) -> Terms:
        """Candidates that change the total of all schools compared, in one row."""
        column, place = np.unique(self.change.column, return_inverse=True)
        net = np.zeros(len(column), np.int64)
        np.add.at(net, place, self.change.coefficient)
        used = np.flatnonzero(net)
        return terms(np.zeros(len(used)), column[used], net[used])

    def totals(self, person: IntArray, net: Terms) -> tuple[int, int]:
        """Fewest and most heads in all schools compared, each person counted once."""
        base, more = int(self.base.sum()), net.coefficient > 0
        lost, gained = (len(np.unique(person[net.column[sign]])) for sign in (~more, more))
        return base - lost, base + gained

    def ranges(self, person: IntArray) -> tuple[IntArray, IntArray]:
        """Most people each school can lose and gain, each person counted once."""
        found = []
        for sign in (-1, 1):
            moves = self.change.coefficient == sign
            pairs = np.unique(np.stack([self.change.row[moves], person[moves]]), axis=1)
            found.append(np.bincount(pairs[0], minlength=len(self.pupils)))
        return found[0], found[1]

    def _steps(
        self, spans: tuple[IntArray, IntArray], fewest: int, heads: int
    ) -> tuple[IntArray, Steps]:
        """Per school the heads whose cost is constant, and the steps above them: one head each
        about what it has and should have, the wider the further away.

        spans: fewest and most heads each can have; fewest, heads: in all schools. Nobody is given
        away from a school with less than its share.
        """
        pupils, every = np.array(self.pupils, np.int64), int(sum(self.pupils))
        low, high = fewest * pupils // every, heads * pupils // every + 2
        found: list[tuple[int, int, int]] = []
        fixed = np.zeros(len(pupils), np.int64)
        for row, (least, most_) in enumerate(zip(*spans, strict=True)):
            about = isqrt(self.base[row]) + 2
            knees = min(self.base[row], low[row]) - about, max(self.base[row], high[row]) + about
            fixed[row] = max(0, min(least, low[row] - about))
            own = ends(int(fixed[row]), (int(knees[0]), int(knees[1])), int(max(most_, high[row])))
            found += ((row, start, end - start) for start, end in pairwise(own))
        return fixed, Steps(*np.array(found, np.int64).reshape(-1, len(Steps._fields)).T)


def ends(first: int, knees: tuple[int, int], last: int) -> list[int]:
    """Where steps end from *first* up to at least *last*: every head between the knees, ever wider
    steps away from them.
    """
    below, end, width = list[int](), knees[0], 1
    while end > first:
        below.append(end)
        width *= 2
        end -= width
    found = [first, *reversed(below)]
    width = 1
    while found[-1] < last:
        found.append(found[-1] + width)
        width *= 2 if found[-1] >= knees[1] else 1
    return found

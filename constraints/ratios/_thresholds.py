""" "Share there ÷ share here ≤ limit" through a share to choose: the rows of an enforced rule.

With R heads and R_d holders here, U and U_d there and the limit c, s exchanges are enough exactly
when some share t lies between: U_d − s ≤ c·t·U and R_d + s ≥ t·R. For a given t both are straight,
whoever comes or leaves, so one of a list of shares is chosen. With every share on the list that can
come about here the rows are the rule itself; with fewer they are a little stricter, never laxer.
Where t need only lie between two neighbours of a list from 0 to 1, here held to the lower and there
to the upper, they are a little laxer, never stricter (for c ≥ 1, at t = 1 there is nothing to hold
there): what they refuse is proven. So it is with every share on the list, and 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from constraints.board import Board, IntArray, terms
from constraints.ratios._population import Change, Crowd
from constraints.ratios._steer import Side

MOST = 64
"""Shares on the list: where more can come about, so many, spread evenly."""

FINEST = 1000
"""Largest denominator of a share of such a list, which keeps the coefficients small."""


class _Known(NamedTuple):
    """A side's holders and others, and the fewest and most that each can become."""

    changes: tuple[Change, Change]
    ends: tuple[tuple[int, int], tuple[int, int]]


class _Row(NamedTuple):
    """``holders·H + others·O`` of one side of a ratio, at least nought; worth: of an exchange."""

    side: _Known
    holders: int
    others: int
    worth: int


@dataclass(frozen=True)
class Thresholds:
    """Two sides and the limit of the quotient of their shares; between: the laxer rows; at: the
    only share on the list, None = as many as there may be."""

    crowd: Crowd
    here: Side
    there: Side
    limit: Fraction
    between: bool = False
    at: Fraction | None = None

    def post(self, board: Board) -> None:
        """Write the rows; the shortfall has the empty key."""
        if self.between and self.limit < 1:
            return  # nothing of these is known to be laxer
        shares = self._pairs()
        here, there = self._known
        exchanged = board.columns(1, upper=max(there.ends[0][1], here.ends[1][1], 1))
        chosen = board.columns(len(shares), upper=1)
        board.always([terms(np.zeros(len(shares)), chosen)], np.ones(1, np.int64), None)
        for pair, column in zip(shares, chosen.tolist(), strict=True):
            for row in self._rows(*pair):
                self._post(board, row, exchanged, column)
        board.at_least([""], [terms([0], exchanged, -1)], np.zeros(1, np.int64))

    def _pairs(self) -> list[tuple[Fraction, Fraction]]:
        """(share held to here, share held to there)."""
        if self.at is not None:
            return [(self.at, self.at)]
        every = self._every()
        shares = self._spread() if every is None else every
        if self.between:
            shares = sorted({*shares, Fraction(1)})  # at which nobody at all need be here
            if every is None:
                return list(pairwise(shares))
        return [(share, share) for share in shares]

    def _rows(self, low: Fraction, high: Fraction) -> tuple[_Row, _Row]:
        """Holders enough here, few enough there."""
        p, q = low.as_integer_ratio()
        p2, q2 = high.as_integer_ratio()
        a, b = self.limit.as_integer_ratio()
        here, there = self._known
        return (
            _Row(here, q - p, -p, q),
            _Row(there, a * p2 - b * q2, a * p2, b * q2),
        )

    def _post(self, board: Board, row: _Row, exchanged: IntArray, chosen: int) -> None:
        """The row, where its share is chosen."""
        factors = row.holders, row.others
        least = sum(min(f * a, f * b) for f, (a, b) in zip(factors, row.side.ends, strict=True))
        if least >= 0:
            return
        parts = list(zip(row.side.changes, factors, strict=True))
        entries = [
            change._replace(change=factor * change.change).terms(self.crowd)
            for change, factor in parts
        ]
        entries += [terms([0], exchanged, row.worth), terms([0], [chosen], least)]
        base = sum(factor * change.base for change, factor in parts)
        board.always(entries, np.array([least - base]), None)

    def _every(self) -> list[Fraction] | None:
        """Every share that can come about here; nought, at which enough exchanges always do, among
        them. None where they are more than MOST."""
        (low, high), (fewest, most) = self._known[0].ends
        if (high - low + 1) * (most - fewest + 1) > MOST**2:
            return None
        pairs = ((x, x + y) for x in range(low, high + 1) for y in range(fewest, most + 1))
        every = {Fraction(x, heads) for x, heads in pairs if heads} | {Fraction(0)}
        return sorted(every) if len(every) <= MOST else None

    def _spread(self) -> list[Fraction]:
        """So many of them, spread evenly, nought among them."""
        (low, high), (fewest, most) = self._known[0].ends
        start, end = Fraction(low, max(low + most, 1)), Fraction(high, max(high + fewest, 1))
        step = (end - start) / (MOST - 2)
        spread = ((start + step * i).limit_denominator(FINEST) for i in range(MOST - 1))
        return sorted({Fraction(0), *spread})

    @cached_property
    def _known(self) -> tuple[_Known, _Known]:
        """Here and there."""
        both = [(side.holders, side.others) for side in (self.here, self.there)]
        here, there = (_Known(x, (self._ends(x[0]), self._ends(x[1]))) for x in both)
        return here, there

    def _ends(self, change: Change) -> tuple[int, int]:
        """Fewest and most a number can become, each person counted once."""
        person = self.crowd.person
        lost, gained = (len(np.unique(person[x])) for x in (change.change < 0, change.change > 0))
        return change.base - lost, change.base + gained

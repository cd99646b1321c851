"""Two groups of schools compared by the share of some people in each: what such rules put together.

The rows are those of :mod:`constraints.ratios._steer`, the check is that of
:mod:`constraints.ratios._compared`; this file only says of whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from constraints.board import Board
from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.ratios._compared import Share, share_of
from constraints.ratios._holding import Holding, holders, missing_columns
from constraints.ratios._population import CountedAt, crowd, missing_groups
from constraints.ratios._steer import Ratio, Side, sides
from constraints.ratios._thresholds import FINEST, Thresholds
from constraints.ratios._unavoidable import Side as Group
from constraints.ratios._unavoidable import least_exchanges
from constraints.reach import Reach
from constraints.situation import Situation
from models.finding import Measure
from models.vocabulary import Stage

Shares = tuple[Share, Share]
"""Of the disadvantaged group and of the other."""


@dataclass(frozen=True)
class TwoGroups:
    """The people of *what* among all in *stages*, in two named groups, the disadvantaged first."""

    what: Holding
    groups: tuple[str, str]
    stages: tuple[Stage, ...]
    counted_at: CountedAt

    def post(self, board: Board, limit: Fraction) -> None:
        """Write that the other group's share is at most *limit* times the disadvantaged one's."""
        situation, people = board.situation, crowd(board, self.counted_at)
        if self.missing(situation):
            return
        grouping, have = Grouping.of(situation), holders(situation, self.what)
        everyone = np.ones(len(have), np.bool_)
        here, there = (
            (people.among(inside, self.stages, everyone), people.among(inside, self.stages, have))
            for inside in map(grouping.mask, self.groups)
        )
        if board.by_check:
            both = Side(*here), Side(*there)
            Thresholds(people, *both, limit, between=board.laxer, at=board.met_at).post(board)
        else:
            Ratio(people, *sides(here, there), limit=limit).post(board)

    def met_at(self, outcome: Outcome, limit: Fraction) -> Fraction | None:
        """A share between the two, the other's taken by the limit, as far from both as may be."""
        here, there = self.shares(outcome)
        if not (here.heads and there.heads):
            return None
        low, high = there.value / limit, here.value
        middle = ((low + high) / 2).limit_denominator(FINEST)
        return middle if low <= middle <= high else None

    def floor(self, reach: Reach, limit: Fraction) -> Mapping[str, int]:
        """Exchanges still needed whoever may go has gone."""
        here, there = (Group(group, self.stages) for group in self.groups)
        return least_exchanges(reach, self.what, (here, there), self.counted_at, limit)

    def shares(self, outcome: Outcome) -> Shares:
        """Both shares as the policy counts them."""
        return self._shares(outcome, self.counted_at)

    def shares_otherwise(self, outcome: Outcome) -> tuple[CountedAt, Shares]:
        """(the other kind of school, both shares counted there)."""
        host = self.counted_at is CountedAt.HOST
        other = CountedAt.HOME if host else CountedAt.HOST
        return other, self._shares(outcome, other)

    def _shares(self, outcome: Outcome, where: CountedAt) -> Shares:
        here, there = (share_of(outcome, self.what, g, self.stages, where) for g in self.groups)
        return here, there

    def missing(self, situation: Situation) -> tuple[str, ...]:
        """Columns absent without which nothing can be compared."""
        groups = missing_groups(situation, *self.groups, stages=self.stages)
        return (*groups, *missing_columns(situation, self.what))

    def nobody(
        self, situation: Situation, shares: Shares, required: Fraction | None
    ) -> Measure | None:
        """The row where a group has no teachers, naming it; None where both have some."""
        both = zip(self.groups, shares, strict=True)
        empty = [group for group, share in both if not share.heads]
        if not empty:
            return None
        note = f"{'、'.join(map(Grouping.of(situation).label, empty))}没有教师"
        return Measure("", None, required, None, note=note)

    def readings(self, situation: Situation, shares: Shares) -> list[tuple[str, str]]:
        """Each group's heads under its name."""
        label = Grouping.of(situation).label
        both = zip(self.groups, shares, strict=True)
        return [(label(group), str(share)) for group, share in both]

"""Rows that published decisions (锁定) may break, and that nobody else may then make worse.

A row ``sum(c x) >= right`` to which the decisions alone add no more than ``alone < right`` cannot
be asked of them. Either it holds all the same, because others make up for it, or nobody who is free
takes anything from it (*worse*: the free entries with c < 0). A column *broken* says which:

- ``sum(c x) + (right - alone) broken >= right``
- ``sum(worse) >= -(most that they can take) (1 - broken)``

The first says nothing while nothing is taken, so that the second is all that a broken row asks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, IntArray, Terms
from staffing.modelling.entries import lowest, renumbered


@dataclass(frozen=True)
class Excused:
    """Rows as they stand beside the decisions.

    right: the right side of every row, lowered to what the decisions leave where others can only
    take, or only give; row: the rows that leave a choice; gap: what *broken* is worth in each of
    them; worse: what free people take from them, rows numbered among themselves; most: upper bounds
    of its columns.
    """

    right: IntArray
    row: IntArray
    gap: IntArray
    worse: Terms
    most: IntArray

    def in_all(self, broken: IntArray, short: IntArray, worth: int) -> tuple[list[Terms], IntArray]:
        """``sum(worse) + worth * short >= -(most) (1 - broken)``: each taken is one too many."""
        each, least = np.arange(len(broken)), np.zeros(len(broken), np.int64)
        np.add.at(least, self.worse.row, self.worse.coefficient * self.most)
        own = Terms(each, short, np.full(len(broken), worth, np.int64))
        return [self.worse, Terms(each, broken, least), own], least

    def one_by_one(self, broken: IntArray) -> tuple[list[Terms], IntArray]:
        """``x <= most (1 - broken)`` for whatever is taken: the tightest way to say nobody.

        It has no shortfall: what is granted is granted to the row itself.
        """
        each = np.arange(len(self.most))
        taken = Terms(each, self.worse.column, np.full(len(each), -1))
        return [taken, Terms(each, broken[self.worse.row], -self.most)], -self.most


def excused(
    entries: Terms, right: IntArray, decided: BoolArray, lower: IntArray, upper: IntArray
) -> Excused:
    """How the rows (*entries* merged) stand back for the decisions.

    decided, lower, upper: per column of the program.
    """
    row, column, c = entries
    least, most = lower[column], upper[column]
    own = decided[column]
    alone = lowest(Terms(row[own], column[own], c[own]), len(right), lower, upper)
    takes = ~own & (c < 0) & (most > 0)
    varies = (~own & (c > 0) & (most > 0)) | (own & (least < most))
    taken, varied = (np.bincount(row[mask], minlength=len(right)) > 0 for mask in (takes, varies))
    broken = (alone < right) & (np.bincount(row[own], minlength=len(right)) > 0)
    choice = broken & taken & varied
    return Excused(
        np.where(broken & ~choice, alone, right),
        np.flatnonzero(choice),
        (right - alone)[choice],
        renumbered(Terms(row[takes], column[takes], c[takes]), choice),
        most[takes][choice[row[takes]]],
    )

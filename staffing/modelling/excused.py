"""Rows that published decisions (锁定) may break, and that nobody else may then make worse.

A row ``sum(c x) >= right`` to which the decisions alone add no more than ``alone < right`` cannot
be asked of them. Either it holds all the same, because others make up for it, or nobody takes
anything more from it (*worse*: the entries with c < 0, beyond what is decided of their columns). A
column *broken* says which:

- ``sum(c x) + (right - alone) broken >= right``
- ``sum(c (x - decided)) over worse >= -(most that they can take) (1 - broken)``

The first says nothing while nothing is taken, so that the second is all that a broken row asks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from constraints.board import IntArray, Terms
from staffing.modelling.entries import renumbered


@dataclass(frozen=True)
class Excused:
    """Rows as they stand beside the decisions.

    right: the right side of every row, lowered to what the decisions leave where others can only
    take, or only give; row: the rows that leave a choice; gap: what *broken* is worth in each of
    them; worse: what is free to take from them, rows numbered among themselves; decided, most: of
    its columns, what is decided and the upper bounds.
    """

    right: IntArray
    row: IntArray
    gap: IntArray
    worse: Terms
    decided: IntArray
    most: IntArray

    def in_all(self, broken: IntArray, short: IntArray, worth: int) -> tuple[list[Terms], IntArray]:
        """``sum(worse) + worth * short >= -(most) (1 - broken)``: each taken is one too many."""
        each, (alone, least) = np.arange(len(broken)), np.zeros((2, len(broken)), np.int64)
        np.add.at(alone, self.worse.row, self.worse.coefficient * self.decided)
        np.add.at(least, self.worse.row, self.worse.coefficient * self.most)
        own = Terms(each, short, np.full(len(broken), worth, np.int64))
        return [self.worse, Terms(each, broken, least - alone), own], least

    def one_by_one(self, broken: IntArray) -> tuple[list[Terms], IntArray]:
        """``x <= most - (most - decided) broken`` for whatever is taken: the tightest way to say
        nobody.

        It has no shortfall: what is granted is granted to the row itself.
        """
        each = np.arange(len(self.most))
        taken = Terms(each, self.worse.column, np.full(len(each), -1))
        free = self.decided - self.most
        return [taken, Terms(each, broken[self.worse.row], free)], -self.most


def excused(
    entries: Terms, right: IntArray, decided: IntArray, lower: IntArray, upper: IntArray
) -> Excused:
    """How the rows (*entries* merged) stand back for the decisions.

    decided: how much of each column of the program is; lower, upper: their bounds. Columns not held
    to what is decided count as if they took it all, and gave nothing.
    """
    row, column, c = entries
    fixed, least, most = decided[column], lower[column], upper[column]
    own, gives = fixed > 0, c > 0
    alone = np.zeros(len(right), np.int64)
    np.add.at(alone, row[own], (c * np.where(gives, least, fixed))[own])
    takes, varies = ~gives & (most > fixed), np.where(gives, most > least, least < fixed)
    some = (np.bincount(row[mask], minlength=len(right)) > 0 for mask in (own, takes, varies))
    touched, taken, varied = some
    broken = (alone < right) & touched
    choice = broken & taken & varied
    inside = choice[row] & takes
    return Excused(
        np.where(broken & ~choice, alone, right),
        np.flatnonzero(choice),
        (right - alone)[choice],
        renumbered(Terms(row[takes], column[takes], c[takes]), choice),
        fixed[inside],
        most[inside],
    )

"""Which demands of a conflict end it when given up alone, with every other rule of the county kept.

A set of demands that cannot hold is as small as it can be, yet giving one of them up need not end
the matter: somebody no longer exempt may be kept from going by a rule that the set does without.
So each is asked again against the whole county. A row of the workbook is taken out of the county
itself, as the office would, because who counts for a share may change with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np

from constraints.registry import rules
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Code, Row
from models.county import County
from models.sheets import ExemptionRow, LockRow
from staffing.answers.diagnose.conceding import Conceded, wide_slate
from staffing.answers.diagnose.giving import Item, open_model
from staffing.answers.diagnose.verdicts import Verdicts
from staffing.answers.diagnose.where import deciding_rows
from staffing.modelling.candidates import OPEN, Slate

TRIED = 12
"""Rows taken out of a county for one conflict; of any further ones nothing is claimed."""

_UNALTERABLE = ("one_main_place", "other_school")
"""Rules that state what is so by nature: nobody can give them up."""


@dataclass(frozen=True)
class Relief:
    """What is asked of one conflict. granted: demands given up anyhow, on behalf of others."""

    situation: Situation
    conceded: Conceded
    granted: Collection[Item]

    def of(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Those of *items* that end the conflict alone."""
        named = tuple(items)
        people = {Code(item.key.partition("/")[0]) for item in named if _about_person(item)}
        asked = self._asked(self.situation, self.conceded.slate, people)
        written = [item for item in named if deciding_rows(self.situation.county, item)]
        ends = {item for item in written[:TRIED] if self._taken_out(item)}
        ends |= {
            item
            for item in named
            if item not in written and item.rule not in _UNALTERABLE
            if self._holds(asked, {item, *self.granted})
        }
        return tuple(item for item in named if item in ends)

    def _taken_out(self, item: Item) -> bool:
        """Whether the county without the rows of a demand has a plan."""
        rows = deciding_rows(self.situation.county, item)
        there = Situation(_without(self.situation.county, rows), self.situation.policy)
        return self._holds(self._asked(there, wide_slate(there), ()), self.granted)

    def _asked(self, there: Situation, slate: Slate, people: Collection[Code]) -> Verdicts:
        """The whole county, every pair of *people* open to what the rules say of it."""
        pairs = slate.pairs
        own = [i for i, code in enumerate(there.people) if code in people]
        known = (slate.struck == OPEN) | pairs.locked | np.isin(pairs.person, own)
        taken = pairs.take(np.asarray(known))
        return Verdicts(open_model(there, taken, lifted=self.conceded.lifted))

    def _holds(self, asked: Verdicts, given: Collection[Item]) -> bool:
        items = asked.model.items
        return asked.holds(i for i, item in enumerate(items) if item not in given)


def _about_person(item: Item) -> bool:
    return isinstance(rules()[item.rule], PairRule)


def _without(county: County, rows: Iterable[Row]) -> County:
    gone = {id(row) for row in rows}
    locks: tuple[LockRow, ...] = tuple(x for x in county.locks if id(x) not in gone)
    kept: tuple[ExemptionRow, ...] = tuple(x for x in county.exemptions if id(x) not in gone)
    return replace(county, locks=locks, exemptions=kept)

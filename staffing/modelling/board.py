"""The board: rules write arrays of rows on it, the solver reads a program off it.

It owns every shortfall, asks the policy row what it is worth, and alone adds tightening rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar, cast

import numpy as np

from constraints.board import BoolArray, Candidates, IntArray, Terms, Visits
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force, RuleRow
from staffing.modelling.arrival import arrivals
from staffing.modelling.circles import Circles
from staffing.modelling.draft import Draft
from staffing.modelling.entries import identities, joined, lowest, merged, renumbered
from staffing.modelling.excused import excused
from staffing.modelling.release import release
from staffing.modelling.rounding import half_day_steps, rounded
from staffing.solver.program import Program

T = TypeVar("T")


@dataclass(frozen=True)
class Shorts:
    """Shortfalls of one call of a rule: their keys, columns and the policy row they belong to."""

    row: RuleRow
    keys: tuple[str, ...]
    columns: IntArray


class ProgramBoard:
    """The board rules write on (see :class:`constraints.board.Board`).

    elastic: give hard rules an open shortfall too (for naming what cannot hold); tighten: whether
    tightening rows are written; held: whether what is decided is fixed, else it is as free as
    anything; lifted: whether limits stand back for it; by_check, laxer: see
    :class:`constraints.board.Board`, of enforced rules.
    """

    def __init__(
        self,
        situation: Situation,
        moves: Candidates,
        *,
        elastic: bool = False,
        tighten: bool = True,
        held: bool = True,
        lifted: bool = True,
        by_check: bool = False,
        laxer: bool = False,
    ) -> None:
        self.situation = situation
        self.moves = moves
        self.visits = Visits.none()
        self._elastic, self._tighten, self._held, self._lifted = elastic, tighten, held, lifted
        self._by_check, self._laxer = by_check or laxer, laxer
        self._decided = [moves.locked.astype(np.int64) * lifted]
        self._draft = Draft(moves.locked.astype(np.int64) * held)
        self._circles = Circles()
        self.shorts: list[Shorts] = []
        self._shared: dict[str, Any] = {}
        self._known: dict[tuple[str, str, bytes], int] = {}
        self._row: RuleRow | None = None

    def post(self, row: RuleRow) -> None:
        """Let the rule of a policy row write its rows."""
        self._row = row
        if not self.laxer or rules()[row.rule].refutable:
            rules()[row.rule].post(self, row.params)
        self._row = None

    @property
    def writing(self) -> RuleRow:
        """The policy row whose rule is posting now."""
        assert self._row is not None
        return self._row

    @property
    def by_check(self) -> bool:
        """As :class:`constraints.board.Board` has it."""
        return self._by_check and self._bends

    @property
    def met_at(self) -> Fraction | None:
        """No plan is at hand."""
        return None

    @property
    def laxer(self) -> bool:
        """As :class:`constraints.board.Board` has it."""
        return self._laxer and self._bends

    def columns(
        self, count: int, *, upper: int | IntArray, integer: bool = True, steps: bool = False,
        decided: IntArray | None = None,
    ) -> IntArray:  # fmt: skip
        """New columns from 0 to *upper*; returns their indices. decided: how much of each is."""
        amount = np.zeros(count, np.int64) if decided is None else decided
        before = self._draft.columns - sum(map(len, self._decided))
        self._decided += [np.zeros(before, np.int64), amount * self._lifted]
        held = amount * self._held
        return self._draft.add_columns(count, upper, lower=held, integer=integer, steps=steps)

    def at_least(
        self,
        keys: Sequence[str],
        terms: Sequence[Terms],
        right: IntArray,
        *,
        worth: int = 1,
        step: IntArray | None = None,
        decisions_first: bool = False,
    ) -> IntArray:
        """Rows ``sum(terms) + worth * short >= right``; see :class:`constraints.board.Board`."""
        entries, right = merged(joined(terms)), np.asarray(right, np.int64)
        if not decisions_first:
            return self._at_least(keys, entries, right, worth, step)
        found = excused(entries, right, self.decided, *self._draft.bounds)
        broken = self.columns(len(found.row), upper=1)
        either = merged(joined([entries, Terms(found.row, broken, found.gap)]))
        shorts = self._at_least(keys, either, found.right, worth, step)
        short = shorts[found.row]
        rows = found.in_all(broken, short, worth) if self._steers else found.one_by_one(broken)
        self.always(*rows, None)
        return shorts

    def _at_least(
        self,
        keys: Sequence[str],
        entries: Terms,
        right: IntArray,
        worth: int,
        step: IntArray | None,
    ) -> IntArray:
        """The rows of :meth:`at_least`, entries merged."""
        least = lowest(entries, len(keys), *self._draft.bounds)
        bites = right > least
        kept = np.flatnonzero(bites)
        shorts = np.full(len(keys), -1, np.int64)
        if not len(kept):
            return shorts
        entries, right, least = renumbered(entries, bites), right[kept], right[kept] - least[kept]
        step = np.zeros(len(kept), np.int64) if step is None else np.asarray(step, np.int64)[kept]
        named = tuple(keys[i] for i in kept.tolist())
        what = identities(entries, [right, step, np.full(len(right), worth)])
        said = [(self.writing.rule, key, row) for key, row in zip(named, what, strict=True)]
        columns, new = self._short_columns(said, -(-least // worth))
        self.shorts.append(Shorts(self.writing, named, columns))
        shorts[kept] = columns
        entries, right, step = renumbered(entries, new), right[new], step[new]
        own = Terms(np.arange(len(right)), columns[new], np.full(len(right), worth, np.int64))
        self._draft.add_rows([entries, own], right, None, steering=self._steers)
        if self._tighten and len(self.visits):
            whole = merged(joined([entries, own]))
            self._circles.take(self.writing.rule, self.visits, whole, (right, step), self._closed)
        if step.any():
            self._imply([entries, own], right, step)
            if self._closed:
                self._release(entries, right)
        return shorts

    def at_most(
        self,
        keys: Sequence[str],
        terms: Sequence[Terms],
        right: IntArray,
        *,
        worth: int = 1,
        decisions_first: bool = False,
    ) -> IntArray:
        """Rows ``sum(terms) - worth * short <= right``: the same rows, signs turned."""
        turned = [Terms(t.row, t.column, -t.coefficient) for t in terms]
        least = -np.asarray(right, np.int64)
        return self.at_least(keys, turned, least, worth=worth, decisions_first=decisions_first)

    def implied(self, terms: Sequence[Terms], right: IntArray, step: IntArray) -> None:
        """Tightening rows of what the rule knows to hold; see :class:`constraints.board.Board`."""
        self._imply(terms, right, step)

    def _imply(self, terms: Sequence[Terms], right: IntArray, step: IntArray) -> None:
        """Roundings of ``sum(terms) >= right``: of a person's step, of a half-day of 走教, and with
        all 兼课 already used.

        A continuous column y with a positive coefficient and upper bound u is written u - y': what
        is left of the right side when every such column is at its bound must come from whole ones.
        """
        if not self._tighten:
            return
        entries = joined(terms)
        self._round(entries, right, step)
        self._round(entries, right, self._half_days(entries, len(right)))
        upper = self._draft.bounds[1]
        for arriving, asked in arrivals(self.visits, self._draft.whole, upper, entries, right):
            self._draft.add_rows([arriving], asked, None, steering=True)
        lent = ~self._draft.integer[entries.column] & (entries.coefficient > 0)
        if lent.any():
            most = entries.coefficient * upper[entries.column]
            rest = right.copy()
            np.subtract.at(rest, entries.row[lent], most[lent])
            helped = np.bincount(entries.row[lent], minlength=len(right)) > 0
            whole = Terms(*(part[~lent] for part in entries))
            self._round(whole, rest, np.where(helped, step, 0))
            self._round(whole, rest, np.where(helped, self._half_days(whole, len(right)), 0))

    def always(
        self, terms: Sequence[Terms], lower: IntArray | None, upper: IntArray | None
    ) -> None:
        """Structural rows; None = that side is open."""
        self._draft.add_rows(list(terms), lower, upper, steering=self._steers)

    def forced(self, terms: Sequence[Terms], count: int) -> IntArray:
        """What the decisions (锁定) alone add to each of *count* rows."""
        row, column, c = joined(terms)
        total = np.zeros(count, np.int64)
        np.add.at(total, row, c * self.decided[column])
        return total

    def shared(self, name: str, build: Callable[[], T]) -> T:
        """Something built once per board and used by several rules."""
        if name not in self._shared:
            self._shared[name] = build()
        return cast(T, self._shared[name])

    def program(self) -> Program:
        """The program of all that was written, with what follows for schools that visits tie."""
        self._round(*self._circles.sums())
        return self._draft.program(np.concatenate([self.visits.visit, self.visits.half_days]))

    # -- inside -------------------------------------------------------------------------------

    @property
    def _closed(self) -> bool:
        """Whether the rule posting now must hold."""
        return self._row is not None and self._row.force is Force.HARD and not self._elastic

    @property
    def _bends(self) -> bool:
        """Whether the rule posting now is enforced, and its rows are stricter than its check."""
        row = self._row
        return row is not None and row.force is Force.HARD and rules()[row.rule].conservative

    @property
    def _steers(self) -> bool:
        """Whether the rule posting now only measures a shortfall."""
        return self._row is not None and self._row.force is Force.SOFT

    @property
    def decided(self) -> IntArray:
        """How much of every column published decisions take: placements whole, of a visit the
        half-days that are locked."""
        found = np.concatenate(self._decided)
        return np.append(found, np.zeros(self._draft.columns - len(found), np.int64))

    def _release(self, entries: Terms, right: IntArray) -> None:
        """Half-days of 走教 that only a newcomer sets free (:mod:`staffing.modelling.release`)."""
        found = release(self.visits, self._draft.integer, entries, right)
        if found is None:
            return
        somebody = self.columns(found.cells, upper=1)
        own = Terms(np.arange(found.cells), somebody, np.full(found.cells, -1))
        self.always([found.comes, own], np.zeros(found.cells, np.int64), None)
        freed = Terms(np.arange(len(found.giver)), somebody[found.giver], found.more)
        self.always([found.half_days, freed], -found.rest, None)
        which = np.arange(len(found.visit))
        comes = Terms(which, somebody[found.giver[found.host]], np.ones(len(which), np.int64))
        self.always([comes, Terms(which, found.visit, -comes.coefficient)], which * 0, None)

    def _short_columns(
        self, said: Sequence[tuple[str, str, bytes]], most: IntArray
    ) -> tuple[IntArray, BoolArray]:
        """Shortfall columns, and which of them are new; *most* satisfies the row in any case.

        Two steering instances of a rule that say the same of the same cell share its shortfall.
        """
        known = [self._known.get(what, -1) if self._steers else -1 for what in said]
        columns = np.array(known, np.int64)
        new = columns < 0
        upper = np.zeros(len(said), np.int64) if self._closed else most
        columns[new] = self._draft.add_columns(int(new.sum()), upper[new], short=True)
        if self._steers:
            self._known.update(zip(said, columns.tolist(), strict=True))
        return columns, new

    def _round(self, entries: Terms, right: IntArray, step: IntArray) -> None:
        """Write the rounding of the rows for a step, where there is something to round."""
        written = rounded(entries, right, step, self._draft.whole)
        self._draft.add_rows(*written, None, steering=True)

    def _half_days(self, entries: Terms, count: int) -> IntArray:
        return half_day_steps(self.visits, entries, count, self._draft.columns)

"""Tightening of rows that half-days of 走教 tie together: what one school gives, another gets.

Alone, neither row sees that a fraction of a newcomer is nobody: at the giving school it sets a few
half-days free, at the receiving one it meets a part of the need. Added up over a few schools that
visits connect, the half-days between them cancel; the sum follows from the rows, and rounded for
what a newcomer brings it counts whole newcomers, wherever in the circle they start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from constraints.board import IntArray, Terms, Visits
from staffing.modelling.entries import joined, merged

MOST_ROWS = 5
"""Rows added up at most; longer sums say little more."""

MOST_SUMS = 100
"""Sums tried of one circle, small ones first: a wide circle has very many."""


@dataclass(frozen=True)
class _Tied:
    """A row ``sum(entries) >= right`` with the visits (by position) it gets and gives.

    closed: it must hold and has no shortfall.
    """

    entries: Terms
    right: int
    step: int
    gets: frozenset[int]
    gives: frozenset[int]
    closed: bool


@dataclass
class Circles:
    """Rows that half-days stand in, by rule, as they are written."""

    _rows: dict[str, list[_Tied]] = field(default_factory=dict)

    def take(
        self,
        rule: str,
        visits: Visits,
        entries: Terms,
        sides: tuple[IntArray, IntArray],
        closed: bool,
    ) -> None:
        """Remember those of the rows ``sum(entries) >= right`` that visits or half-days stand in.

        sides: right and, for each row, what a person brings (0 = not said).
        """
        known = _Positions(visits)
        touched = np.isin(entries.column, known.columns)
        for row in np.unique(entries.row[touched]).tolist():
            here = entries.row == row
            own = Terms(entries.row[here] * 0, entries.column[here], entries.coefficient[here])
            tied = known.tied(own, int(sides[0][row]), int(sides[1][row]), closed)
            if tied is not None:
                self._rows.setdefault(rule, []).append(tied)

    def sums(self) -> tuple[Terms, IntArray, IntArray]:
        """Sums over connected rows (merged entries, right sides, steps) that ask for something."""
        parts: list[Terms] = []
        rights: list[int] = []
        steps: list[int] = []
        for rows in self._families():
            for chosen in _connected(rows):
                right = sum(rows[i].right for i in chosen)
                step = max(rows[i].step for i in chosen)
                if right > 0 and step > 0:
                    entries = joined([rows[i].entries for i in chosen])
                    parts.append(Terms(entries.row + len(rights), *entries[1:]))
                    rights.append(right)
                    steps.append(step)
        return merged(joined(parts)), np.array(rights, np.int64), np.array(steps, np.int64)

    def _families(self) -> Iterator[Sequence[_Tied]]:
        """Rows of one rule that ask for half-days, once each, with rows that give them.

        A school whose own row of the rule gives as well needs no other to give for it.
        """
        giving = list(self._giving.values())
        for rows in self._rows.values():
            asking = {row.gets: row for row in reversed(rows) if row.gets and row.right > 0}
            if asking:
                own = frozenset[int]().union(*(row.gives for row in asking.values()))
                beside = [row for row in giving if not row.gives & own]
                yield [*sorted(asking.values(), key=_order), *beside]

    @cached_property
    def _giving(self) -> Mapping[frozenset[int], _Tied]:
        """One row for every set of half-days given: one that must hold before any other."""
        found: dict[frozenset[int], _Tied] = {}
        for row in sorted(
            (row for rows in self._rows.values() for row in rows if row.gives),
            key=lambda row: (not row.closed, _order(row)),
        ):
            found.setdefault(row.gives, row)
        return found


class _Positions:
    """Which visit a column belongs to."""

    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        self._of_half_days = {c: i for i, c in enumerate(visits.half_days.tolist())}
        self._of_visit = {c: i for i, c in enumerate(visits.visit.tolist())}
        self.columns = np.concatenate([visits.visit, visits.half_days])

    def tied(self, entries: Terms, right: int, step: int, closed: bool) -> _Tied | None:
        """The row as one over half-days; None where that says nothing."""
        if any(column in self._of_visit for column in entries.column.tolist()):
            found = self._in_half_days(entries)
            if found is None:
                return None
            entries, scale = found
            right, step = right * scale, 0
        gets, gives = set[int](), set[int]()
        for column, c in zip(entries.column.tolist(), entries.coefficient.tolist(), strict=True):
            if column in self._of_half_days:
                (gets if c > 0 else gives).add(self._of_half_days[column])
        if gives and not step:
            return None  # a limit on a visitor's half-days, no school that has them to give
        return _Tied(entries, right, step, frozenset(gets), frozenset(gives), closed)

    def _in_half_days(self, entries: Terms) -> tuple[Terms, int] | None:
        """A row that counts visits, with half-days in their place: there are at least as many.

        Multiplied by what a half-day brings, so that those given elsewhere cancel. None where a
        visit counts against the row, or half-days stand in it already.
        """
        positions = [self._of_visit.get(column, -1) for column in entries.column.tolist()]
        at = np.array(positions, np.int64)
        mixed = np.isin(entries.column, self._visits.half_days)
        if ((at >= 0) & (entries.coefficient < 0)).any() or mixed.any():
            return None
        scale = int(self._visits.periods_per_half_day[at[at >= 0]].min())
        column = np.where(at >= 0, self._visits.half_days[at], entries.column)
        return Terms(entries.row, column, entries.coefficient * scale), scale


def _order(row: _Tied) -> tuple[Sequence[int], Sequence[int]]:
    return sorted(row.gets), sorted(row.gives)


def _connected(rows: Sequence[_Tied]) -> Iterator[tuple[int, ...]]:
    """Sets of rows that half-days connect, small ones first, of every circle."""
    near = _neighbours(rows)
    left = set(range(len(rows)))
    while left:
        circle = _circle(min(left), near)
        left -= circle
        yield from _subsets(sorted(circle), near)


def _neighbours(rows: Sequence[_Tied]) -> Mapping[int, frozenset[int]]:
    """Rows that give a row something or get something from it."""
    giving: dict[int, set[int]] = {}
    for i, row in enumerate(rows):
        for visit in row.gives:
            giving.setdefault(visit, set()).add(i)
    found: dict[int, set[int]] = {i: set() for i in range(len(rows))}
    for i, row in enumerate(rows):
        for j in set[int]().union(*(giving.get(visit, set()) for visit in row.gets)) - {i}:
            found[i].add(j)
            found[j].add(i)
    return {i: frozenset(others) for i, others in found.items()}


def _circle(start: int, near: Mapping[int, frozenset[int]]) -> set[int]:
    found, waiting = set[int](), [start]
    while waiting:
        row = waiting.pop()
        if row not in found:
            found.add(row)
            waiting.extend(near[row])
    return found


def _subsets(
    circle: Iterable[int], near: Mapping[int, frozenset[int]]
) -> Iterator[tuple[int, ...]]:
    """Connected sets of two and more rows of a circle, as many as are worth trying."""
    level: list[tuple[int, ...]] = [(row,) for row in circle]
    count = 0
    for _ in range(MOST_ROWS - 1):
        wider = {
            tuple(sorted((*chosen, other)))
            for chosen in level
            for row in chosen
            for other in near[row]
            if other not in chosen
        }
        level = sorted(wider)[: MOST_SUMS - count]
        yield from level
        count += len(level)

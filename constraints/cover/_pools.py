"""Pools of subjects that 兼课 ties together: the solver's half, for tightening rows alone.

A pool is a set of subjects of one school, stage and slice into which no 兼课 flows from outside: a
subject with everything that may be taught alongside it. Adding up the rows of a pool, the flows
inside cancel and those going out only make the row easier, so the sum without flows follows from
the rows; its own rounding is what the single rows cannot see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from constraints.board import IntArray, Terms, terms
from constraints.cover._balance import Cells
from constraints.facts.alongside import Alongside
from models.vocabulary import Stage

MOST_TARGETS = 3
"""Subjects taught alongside that are pooled together at most; more pools help little."""


@dataclass(frozen=True)
class Pools:
    """Member rows of every pool: ``row[i]`` belongs to pool ``pool[i]``."""

    count: int
    pool: IntArray
    row: IntArray

    def summed(self, block: Terms) -> Terms:
        """The entries of the member rows, standing in the pools' rows."""
        order = np.argsort(block.row, kind="stable")
        sorted_rows = block.row[order]
        start = np.searchsorted(sorted_rows, self.row, side="left")
        size = np.searchsorted(sorted_rows, self.row, side="right") - start
        offset = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        entry = order[np.repeat(start, size) + offset]
        return terms(np.repeat(self.pool, size), block.column[entry], block.coefficient[entry])

    def totals(self, values: IntArray) -> IntArray:
        """Sum of a value per row over each pool."""
        total = np.zeros(self.count, np.int64)
        np.add.at(total, self.pool, values[self.row])
        return total

    def firsts(self, values: IntArray) -> IntArray:
        """The value of each pool's first member."""
        first = np.zeros(self.count, np.int64)
        first[self.pool[::-1]] = values[self.row[::-1]]
        return first


def closed_pools(all_cells: Cells, rows: IntArray) -> Pools:
    """Every pool among *rows* (positions within *rows*)."""
    groups: dict[tuple[str, Stage, int], dict[str, int]] = {}
    for position, row in enumerate(rows.tolist()):
        late, at = divmod(row, len(all_cells.cells))
        school, stage, subject = all_cells.cells[at]
        groups.setdefault((school, stage, late), {})[subject] = position
    sources = _sources(all_cells)
    member_lists: list[list[int]] = []
    for (_, stage, _), members in groups.items():
        for pool in _closures(sources.get(stage, {}), members):
            member_lists.append([members[subject] for subject in pool])
    sizes = [len(members) for members in member_lists]
    return Pools(
        len(member_lists),
        np.repeat(np.arange(len(member_lists)), sizes),
        np.array([row for members in member_lists for row in members], np.int64),
    )


def _sources(all_cells: Cells) -> Mapping[Stage, Mapping[str, tuple[str, ...]]]:
    """Stage → subject taught alongside → who may teach it."""
    found: dict[Stage, dict[str, tuple[str, ...]]] = {}
    for arc in Alongside.of(all_cells.situation).arcs:
        own = found.setdefault(arc.stage, {})
        own[arc.target] = (*own.get(arc.target, ()), arc.source)
    return found


def _closures(
    sources: Mapping[str, tuple[str, ...]], members: Mapping[str, int]
) -> Iterable[tuple[str, ...]]:
    """Pools of up to MOST_TARGETS subjects with all that may, directly or not, help them."""
    targets = sorted(subject for subject in sources if subject in members)
    seen: set[tuple[str, ...]] = set()
    for size in range(1, MOST_TARGETS + 1):
        for chosen in combinations(targets, size):
            pool = _closed(sources, chosen, members)
            if len(pool) > 1 and pool not in seen:
                seen.add(pool)
                yield pool


def _closed(
    sources: Mapping[str, tuple[str, ...]], chosen: Iterable[str], members: Mapping[str, int]
) -> tuple[str, ...]:
    found, waiting = set[str](), list(chosen)
    while waiting:
        subject = waiting.pop()
        if subject not in found and subject in members:
            found.add(subject)
            waiting.extend(sources.get(subject, ()))
    return tuple(sorted(found))

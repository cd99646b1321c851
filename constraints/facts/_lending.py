"""一校多区: what a campus has beyond its need serves its sister campuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from constraints.facts.demand import Cell


class Lent(NamedTuple):
    """Lessons of a cell that serve the same stage and subject at a sister campus, in tenths."""

    source: Cell
    to: Cell
    tenths: int


def lending(spare: Mapping[Cell, int], whole: Callable[[Cell], Cell]) -> Iterator[Lent]:
    """In the order of cells. spare: tenths a cell has beyond its need, below zero what it lacks;
    whole: the cell of the whole legal school."""
    left, alike = dict(spare), defaultdict[Cell, list[Cell]](list)
    for cell in spare:
        alike[whole(cell)].append(cell)
    for to in spare:
        for source in alike[whole(to)]:
            amount = min(left[source], -left[to])
            if amount > 0:
                left[source] -= amount
                left[to] += amount
                yield Lent(source, to, amount)

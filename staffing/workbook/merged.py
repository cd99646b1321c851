"""Merged cells (合并单元格): only the corner keeps its content, the rest reads as blank.

Over titles and heads that does no harm. Over data it would turn what the office sees in every row
into a blank in all rows but one, so a cell that lost its content that way is refused.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from staffing.workbook.ledger import column_letter
from staffing.workbook.plain_text import is_blank


@dataclass(frozen=True, order=True)
class Area:
    """A merged area: Excel rows, columns counted from 0, all inclusive."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def name(self) -> str:
        """``C3:C5``."""
        return f"{self.corner}:{column_letter(self.right)}{self.bottom}"

    @property
    def corner(self) -> str:
        """``C3``, the cell that keeps the content."""
        return f"{column_letter(self.left)}{self.top}"


class MergedCells:
    """The merged areas of one sheet, asked cell by cell while its rows are read downwards."""

    def __init__(self, areas: Sequence[Area], columns: Iterable[int]) -> None:
        self._starting: defaultdict[int, list[Area]] = defaultdict(list)
        self._over: dict[int, list[Area]] = {}
        for area in areas:
            self._starting[area.top].append(area)
        for column in columns if areas else ():
            self._over[column] = sorted(a for a in areas if a.left <= column <= a.right)
        self._holding: set[Area] = set()
        self._said: set[Area] = set()

    def pass_row(self, number: int, cells: Sequence[object]) -> None:
        """Remember which areas whose corner stands in this row hold anything."""
        for area in self._starting.get(number, ()):
            if area.left < len(cells) and not is_blank(cells[area.left]):
                self._holding.add(area)

    def hiding(self, number: int, column: int) -> Area | None:
        """The filled area that makes a blank cell blank; None when it is blank by itself."""
        areas = self._over.get(column)
        if not areas:
            return None
        area = areas[bisect_right(areas, number, key=lambda a: a.top) - 1]
        inside = area.top <= number <= area.bottom and area in self._holding
        return area if inside else None

    def first_time(self, area: Area) -> bool:
        """Whether the area has not been complained of yet."""
        known = area in self._said
        self._said.add(area)
        return not known

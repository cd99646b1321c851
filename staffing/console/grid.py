"""A table on the screen: numbers never cut, columns left out aloud where the screen is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from staffing.console.wrapping import prose

GOOD, BAD, UNSURE, QUIET = "green", "bold red", "yellow", "dim"

Cell = object
"""Anything a cell can show: Text as it is, None as an empty cell, the rest by ``str``."""

_NARROWEST, _READABLE, _FRAME = 14, 20, 3
"""Least width a column of prose is squeezed to; the width below which other columns are left out
rather; what a column's frame takes."""


class Grid:
    """Rows under headers. ``>`` before a header: numbers, to the right, never wrapped; ``~``: may
    be left out on a narrow screen (the last such column goes first)."""

    def __init__(self, title: str, *headers: str) -> None:
        self._title = title
        self._names = [header.lstrip("~>") for header in headers]
        self._numbers = [">" in header[:2] for header in headers]
        self._optional = [header.startswith("~") for header in headers]
        self._rows: list[list[Text]] = []
        self._total: list[Text] | None = None

    def row(self, *cells: Cell) -> None:
        """Add a row."""
        self._rows.append(_texts(cells))

    def total(self, *cells: Cell) -> None:
        """The last row, set apart by a line."""
        self._total = _texts(cells)

    def show(self, console: Console) -> tuple[str, ...]:
        """Print the table, and name the columns there was no room for; these are returned."""
        kept, left_out = self._fitted(console.width)
        table = Table()
        for column in kept:
            number = self._numbers[column]
            table.add_column(
                Text(self._names[column]),
                justify="right" if number else "left",
                no_wrap=number,
                overflow="fold",
                min_width=min(self._width(column), _NARROWEST),
            )
        for row in self._rows:
            table.add_row(*(row[column] for column in kept))
        if self._total:
            table.add_section()
            table.add_row(*(self._total[column] for column in kept))
        if self._title:  # a line of its own, that a narrow table does not break it
            console.print(Group(prose(Text(self._title, style="bold"))))
        console.print(table)
        names = tuple(self._names[column] for column in sorted(left_out))
        if names:
            said = f"（屏幕较窄，未显示：{'、'.join(names)}）"
            console.print(Text(said, style=QUIET), soft_wrap=True)
        return names

    def _fitted(self, room: int) -> tuple[list[int], list[int]]:
        kept, left_out = list(range(len(self._names))), []
        for column in reversed(range(len(self._names))):
            if sum(self._least(c) + _FRAME for c in kept) + 1 <= room:
                break
            if self._optional[column]:
                kept.remove(column)
                left_out.append(column)
        return kept, left_out

    def _least(self, column: int) -> int:
        width = self._width(column)
        return width if self._numbers[column] else min(width, _READABLE)

    def _width(self, column: int) -> int:
        rows = self._rows if self._total is None else [*self._rows, self._total]
        return max([cell_len(self._names[column]), *(r[column].cell_len for r in rows)])


def _texts(cells: Sequence[Cell]) -> list[Text]:
    found = (c if isinstance(c, Text) else Text("" if c is None else str(c)) for c in cells)
    return [prose(text) for text in found]

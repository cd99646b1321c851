"""A table on the screen: numbers never cut, columns left out aloud where the screen is narrow.

What still does not fit goes on in a second table; where rows take several lines, a line parts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from staffing.console.wrapping import listed, prose

GOOD, BAD, UNSURE, QUIET = "color(34)", "bold red1", "orange3", "dim"
PLACE = "deep_sky_blue3"
"""Styles, in colours that can be read on a white ground as on a black one. PLACE: where it is."""

Cell = object
"""Anything a cell can show: Text as it is, None as an empty cell, the rest by ``str``."""

_NARROWEST, _READABLE, _FRAME = 14, 22, 3
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
        """Print the table, and name the columns there was no room for; these are returned. Of a
        table without rows only that it has none."""
        if self._title:  # a line of its own, that a narrow table does not break it
            console.print(Group(prose(Text(self._title, style="bold"))))
        if not self._rows and self._total is None:
            console.print(Text("（没有）", style=QUIET))
            return ()
        kept, left_out = self._fitted(console.width)
        for number, columns in enumerate(self._parts(kept, console.width)):
            if number:
                console.print(Text("（屏幕较窄，接上表）", style=QUIET), soft_wrap=True)
            console.print(self._table(columns, console.width))
        names = tuple(self._names[column] for column in sorted(left_out))
        if names:
            said = f"（屏幕较窄，未显示：{'、'.join(names)}）"
            console.print(Text(said, style=QUIET), soft_wrap=True)
        return names

    def _table(self, columns: Sequence[int], room: int) -> Table:
        table, widths = Table(), self._shared_out(columns, room)
        for column, width in widths.items():
            number = self._numbers[column]
            table.add_column(
                Text(self._names[column]),
                justify="right" if number else "left",
                no_wrap=number,
                overflow="fold",
                width=width,
            )
        rows = self._rows if self._total is None else [*self._rows, self._total]
        tall = [any(_widest(row[c]) > width for c, width in widths.items()) for row in rows]
        for at, row in enumerate(rows):
            last = at == len(self._rows) - 1 and self._total is not None
            apart = last or any(tall[at : at + 2])
            table.add_row(*(row[column] for column in columns), end_section=apart)
        return table

    def _shared_out(self, columns: Sequence[int], room: int) -> dict[int, int]:
        """Width of every column: a number's own; prose shares the rest, short columns first."""
        widths = {column: self._width(column) for column in columns}
        prose_columns = [column for column in columns if not self._numbers[column]]
        left = room - 1 - len(widths) * _FRAME
        left -= sum(widths[column] for column in columns if self._numbers[column])
        for count, column in enumerate(sorted(prose_columns, key=widths.__getitem__)):
            widths[column] = min(
                widths[column], max(left // (len(prose_columns) - count), _NARROWEST)
            )
            left -= widths[column]
        return widths

    def _parts(self, kept: Sequence[int], room: int) -> list[list[int]]:
        """Columns of each table there is room for; the first column stands in all of them."""
        head, *others = kept
        parts = [[head]]
        for column in others:
            if len(parts[-1]) > 1 and not self._fits([*parts[-1], column], room, _NARROWEST):
                parts.append([head])
            parts[-1].append(column)
        return parts

    def _fitted(self, room: int) -> tuple[list[int], list[int]]:
        kept, left_out = list(range(len(self._names))), []
        for column in reversed(range(len(self._names))):
            if self._fits(kept, room, _READABLE):
                break
            if self._optional[column]:
                kept.remove(column)
                left_out.append(column)
        return kept, left_out

    def _fits(self, columns: Sequence[int], room: int, prose: int) -> bool:
        """Whether numbers have all they need and prose at least *prose*, or all it needs."""
        widths = ((self._width(c), self._numbers[c]) for c in columns)
        least = (width if number else min(width, prose) for width, number in widths)
        return sum(least) + len(columns) * _FRAME + 1 <= room

    def _width(self, column: int) -> int:
        rows = self._rows if self._total is None else [*self._rows, self._total]
        return max([cell_len(self._names[column]), *(_widest(row[column]) for row in rows)])


def _widest(text: Text) -> int:
    """Cells of its longest line."""
    return max(map(cell_len, text.plain.split("\n")))


def _texts(cells: Sequence[Cell]) -> list[Text]:
    found = (c if isinstance(c, Text) else Text("" if c is None else str(c)) for c in cells)
    return [listed(text) for text in found]


_FEW = 6
"""Names, or cells, of one line shown before the rest is counted."""


def first_few(words: Iterable[str]) -> str:
    """The first few, and how many there are."""
    every = list(words)
    shown = "、".join(every[:_FEW])
    return shown if len(every) <= _FEW else f"{shown}等 {len(every)} 处"

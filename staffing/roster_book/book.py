"""A roster workbook as plain data: what stands on which sheet, before any file is written.

Being plain, it can be stored with the run and written again later, byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.vocabulary import Mode
from staffing.wording import Share

Value = str | int | Decimal | date | Share | None
"""What a cell can hold. Text is always text, whatever it begins with."""


@dataclass(frozen=True)
class Column:
    """Header and width (in half-width characters) of a column.

    wrap: whether long text may wrap; judges: whether its words are coloured by what they say.
    """

    header: str
    width: int = 10
    wrap: bool = False
    judges: bool = False


@dataclass(frozen=True)
class Block:
    """A table on a sheet, with an optional heading above and lines of prose below it.

    spread: the last column takes all width that is left (for item/content tables); new_page: the
    printer starts a new page before it.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    heading: str = ""
    lines_after: tuple[str, ...] = ()
    spread: bool = False
    new_page: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart of a block's columns: ``kind`` column or bar, one series per column in *series*."""

    kind: str
    title: str
    block: int
    labels: int
    series: tuple[int, ...]
    axis: str


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title, lines of prose under it, tables, charts.

    bare: the header stands in row 1 and the title only in the printed page's head (the plan table,
    which programs read). widths: of the whole sheet; of the only block when empty.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    bare: bool = False
    widths: tuple[int, ...] = ()

    @property
    def column_widths(self) -> tuple[int, ...]:
        """Width of every column of the sheet."""
        return self.widths or tuple(c.width for c in self.blocks[0].columns)


@dataclass(frozen=True)
class Book:
    """All sheets in order. created: the date put into the file's properties (never today)."""

    title: str
    created: date
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name; KeyError when there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)


def names_in(book: Book) -> dict[str, str]:
    """Code → name of every person and school the book names beside its code, or in 交流名单 where
    安排表 has the code."""
    found: dict[str, str] = {}
    for block in (block for sheet in book.sheets for block in sheet.blocks):
        headers = [column.header for column in block.columns]
        for code, name in _NAMED:
            if code in headers and name in headers:
                at, beside = headers.index(code), headers.index(name)
                pairs = ((row[at], row[beside]) for row in block.rows)
                found |= {str(c): str(n) for c, n in pairs if c is not None and n is not None}
    plan, listed = (_columns(book, sheet, _PLACES) for sheet in ("安排表", "交流名单"))
    moves = [row for row in plan if row[1] != Mode.STAY.value]
    for codes, names in zip(moves, listed, strict=False):
        # Both are in the plan's order; a recruit and who is away for training name one school.
        if codes[0] == names[0] and codes[2] != codes[3]:
            named = zip(codes[2:], names[2:], strict=True)
            found |= {str(c): str(n) for c, n in named if c is not None and n is not None}
    return found


def _columns(book: Book, sheet: str, headers: Sequence[str]) -> list[tuple[Value, ...]]:
    """These columns of a sheet's first table; nothing where it has not all of them."""
    blocks = [block for one in book.sheets if one.name == sheet for block in one.blocks[:1]]
    found = []
    for block in blocks:
        there = [column.header for column in block.columns]
        if set(headers) <= set(there):
            at = [there.index(header) for header in headers]
            found += [tuple(row[i] for i in at) for row in block.rows]
    return found


_NAMED = (("教师编号", "姓名"), ("学校代码", "学校"))
"""Headers of a code and of the name that goes with it."""

_PLACES = ("教师编号", "方式", "派出学校", "接收学校")


def to_plain(book: Book) -> dict[str, Any]:
    """The book as JSON-ready data; the inverse of :func:`from_plain`."""
    return {
        "title": book.title,
        "created": book.created.isoformat(),
        "sheets": [_sheet_to_plain(sheet) for sheet in book.sheets],
    }


def _sheet_to_plain(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "title": sheet.title,
        "notes": list(sheet.notes),
        "bare": sheet.bare,
        "widths": list(sheet.widths),
        "charts": [vars(chart) | {"series": list(chart.series)} for chart in sheet.charts],
        "blocks": [_block_to_plain(block) for block in sheet.blocks],
    }


def _block_to_plain(block: Block) -> dict[str, Any]:
    return {
        "columns": [[c.header, c.width, c.wrap, c.judges] for c in block.columns],
        "rows": [[_value_to_plain(value) for value in row] for row in block.rows],
        "heading": block.heading,
        "lines_after": list(block.lines_after),
        "spread": block.spread,
        "new_page": block.new_page,
    }


def _value_to_plain(value: Value) -> Any:
    match value:
        case Share():
            return {"share": str(value.value)}
        case Decimal():
            return {"number": str(value)}
        case date():
            return {"date": value.isoformat()}
        case _:
            return value


def from_plain(data: dict[str, Any]) -> Book:
    """A book from what :func:`to_plain` gave; KeyError or ValueError when it is something else."""
    return Book(
        title=data["title"],
        created=date.fromisoformat(data["created"]),
        sheets=tuple(_sheet_from_plain(sheet) for sheet in data["sheets"]),
    )


def _sheet_from_plain(data: dict[str, Any]) -> Sheet:
    return Sheet(
        name=data["name"],
        title=data["title"],
        blocks=tuple(_block_from_plain(block) for block in data["blocks"]),
        notes=tuple(data["notes"]),
        charts=tuple(Chart(**{**c, "series": tuple(c["series"])}) for c in data["charts"]),
        bare=data["bare"],
        widths=tuple(data["widths"]),
    )


def _block_from_plain(data: dict[str, Any]) -> Block:
    return Block(
        columns=tuple(Column(*column) for column in data["columns"]),
        rows=tuple(_row_from_plain(row) for row in data["rows"]),
        heading=data["heading"],
        lines_after=tuple(data["lines_after"]),
        spread=data["spread"],
        new_page=data["new_page"],
    )


def _row_from_plain(row: Sequence[Any]) -> tuple[Value, ...]:
    return tuple(_value_from_plain(value) for value in row)


def _value_from_plain(value: Any) -> Value:
    match value:
        case {"share": text}:
            return Share(Decimal(text))
        case {"number": text}:
            return Decimal(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case str() | int() | None:
            return value
    raise ValueError(f"not a cell: {value!r}")

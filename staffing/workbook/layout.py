"""How our term workbooks look: one writer of sheets for the template and for whole counties.

Texts are written as texts (a leading ``=`` starts no formula), nothing depends on the clock, and
every sheet is ready to print: title, frozen and repeated header, widths, A4 landscape.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from models.column import Code, Field, IdNumber, Month, Row, Subject
from models.sheets import TeacherRow

CREATED = datetime(2000, 1, 1)
"""A constant date of creation, so that equal contents give equal bytes."""

TITLE_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2
FIRST_WRITABLE = date(1900, 3, 1)  # before it, spreadsheet programs disagree on serial numbers
_DATE_FORMATS = {date: "yyyy-mm-dd", Month: "yyyy-mm"}
_FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}


class BookWriter:
    """A workbook being written; a context manager that closes the file."""

    def __init__(self, path: Path, title: str) -> None:
        import xlsxwriter

        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book: Any = xlsxwriter.Workbook(str(path), options)
        self.book.set_properties({"title": title, "created": CREATED})
        self.title_format = self._format(bold=True, font_size=14)
        self.header_format = self._format(bold=True, text_wrap=True, border=1, bg_color="#DDEBF7")
        self.required_format = self._format(bold=True, text_wrap=True, border=1, bg_color="#FCE4D6")
        self.example_format = self._format(italic=True, font_color="#7F7F7F")
        self.wrap_format = self._format(text_wrap=True, valign="top")
        self.plain_format = self._format()
        self.text_format = self._format(num_format="@")
        self.dates = {kind: self._format(num_format=f) for kind, f in _DATE_FORMATS.items()}
        self.example_dates = {
            kind: self._format(num_format=f, italic=True, font_color="#7F7F7F")
            for kind, f in _DATE_FORMATS.items()
        }

    def __enter__(self) -> BookWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.book.close()

    def _format(self, **properties: object) -> Any:
        return self.book.add_format({**_FONT, **properties})

    def add_sheet(self, sheet: type[Row], title: str, columns: Sequence[Field]) -> Any:
        """A sheet with title, header and print settings; returns the worksheet."""
        ws = self.book.add_worksheet(sheet.sheet)
        ws.write_string(TITLE_ROW, 0, title, self.title_format)
        ws.set_row(TITLE_ROW, 24)
        ws.set_row(HEADER_ROW, 30)
        for index, field in enumerate(columns):
            star = star_of(sheet, field)
            style = self.required_format if star else self.header_format
            ws.set_column(index, index, _width(field), self._column_format(field))
            ws.write_string(HEADER_ROW, index, field.column.header + star, style)
        prepare_print(ws, HEADER_ROW, frozen_columns=min(2, len(columns)))
        return ws

    def write_row(self, ws: Any, number: int, values: Iterable[object], example: bool) -> None:
        """One row of typed values, blanks left out."""
        for index, value in enumerate(values):
            if value is not None and value != ():
                self._write(ws, (number, index), value, example)

    def _column_format(self, field: Field) -> Any:
        """Text format for codes and numbers of identity, so that typing keeps leading zeros."""
        if field.kind in (Code, IdNumber):
            return self.text_format
        return self.dates.get(field.kind, self.plain_format)

    def _write(self, ws: Any, place: tuple[int, int], value: object, example: bool) -> None:
        plain = self.example_format if example else self.plain_format
        dates = self.example_dates if example else self.dates
        if isinstance(value, bool):
            ws.write_string(*place, "是" if value else "否", plain)
        elif isinstance(value, int) or (isinstance(value, Decimal) and _fits_number(value)):
            ws.write_number(*place, value, plain)
        elif isinstance(value, (date, Month)):
            day = value.first_day if isinstance(value, Month) else value
            if day < FIRST_WRITABLE:
                ws.write_string(*place, str(value), plain)
            else:
                ws.write_datetime(*place, day, dates[type(value)])
        else:
            text = "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
            ws.write_string(*place, text, plain if example else self.text_format)


def star_of(sheet: type[Row], field: Field) -> str:
    """★ required; ☆ required of 教师岗 only."""
    if field.required:
        return "★"
    return "☆" if sheet is TeacherRow and field.name in TeacherRow.required_of_teachers else ""


def prepare_print(ws: Any, header_row: int, frozen_columns: int) -> None:
    """A4 landscape, one page wide, header repeated and frozen, page numbers."""
    ws.freeze_panes(header_row + 1, frozen_columns)
    ws.repeat_rows(0, header_row)
    ws.set_landscape()
    ws.set_paper(9)
    ws.fit_to_pages(1, 0)
    ws.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    ws.set_footer("&C第 &P 页，共 &N 页")


@cache
def _fits_number(value: Decimal) -> bool:
    """Whether a spreadsheet number keeps the value exactly."""
    return Decimal(format(float(value), ".15g")) == value


def _width(field: Field) -> float:
    by_kind = {Code: 14, IdNumber: 21, date: 12, Month: 10, Subject: 10, int: 8, bool: 8}
    return float(max(by_kind.get(field.kind, 10), 2 * len(field.column.header) + 3))

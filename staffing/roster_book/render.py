"""Writing a book with xlsxwriter. The only importer of xlsxwriter."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.finding import State
from staffing.roster_book.book import Block, Book, Chart, Column, Sheet, Value
from staffing.roster_book.seal import seal
from staffing.wording import OVER_LIMIT, PROPOSED_WORDS, STATE_WORDS, Share

FONT, TITLE_FONT = "宋体", "黑体"
_NOTHING = "（没有）"
"""Below the head of a table without rows, so that nobody thinks it unfinished."""
_A4, _ROW_HEIGHT, _TITLE_HEIGHT, _CELL_LIMIT = 9, 15, 30, 32_000
_SECTION_SCALE = 90
"""Per cent at which a section's columns fit an A4 sheet laid across, with room to spare."""

_LIVELY = "=+-@"
"""First characters a spreadsheet might take for the beginning of a formula."""

_GOOD = {"font_color": "#1E6B34"}
_BAD = {"font_color": "#B00020", "bold": True}
_UNSURE = {"font_color": "#8A5A00"}
_TONES: tuple[tuple[str, dict[str, Any]], ...] = (
    (STATE_WORDS[State.SHORT], _BAD),
    (STATE_WORDS[State.UNDECIDABLE], _UNSURE),
    (STATE_WORDS[State.MET], _GOOD),
    ("已证明最优", _GOOD),
    ("最多还能好", _UNSURE),
    ("按折线已到界限", _UNSURE),
    ("未", _BAD),
    (OVER_LIMIT, _BAD),
    (PROPOSED_WORDS, _UNSURE),
)
"""First words of a judgement and how they look; the word alone must do when printed in black."""


def render(book: Book, path: Path) -> None:
    """Write and seal the whole book; the same book gives the same bytes. Raises OSError."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    workbook = xlsxwriter.Workbook(str(path), {"in_memory": False, "default_date_format": ""})
    try:
        created = datetime.combine(book.created, time())
        workbook.set_properties({"title": book.title, "created": created})
        pen = _Pen(workbook)
        for sheet in book.sheets:
            _SheetWriter(workbook, pen, sheet).write()
        workbook.close()
        seal(path)
    except FileCreateError as error:  # it hides the operating system's own error
        raise error.args[0] from None


class _Pen:
    """Cell formats, made once each."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        stated = {"font_name": FONT, "font_size": 10, "valign": "vcenter", **properties}
        key = tuple(sorted(stated.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(stated)
        return self._made[key]

    def cell(self, value: Value, column: Column) -> Any:
        """Format of a table's cell: border, number format, and the tone of a word that judges."""
        look: dict[str, Any] = {"border": 1, "text_wrap": column.wrap}
        match value:
            case str():
                if value[:1] in _LIVELY and value:
                    look["quote_prefix"] = True
                if column.judges:
                    look |= next((tone for word, tone in _TONES if value.startswith(word)), {})
            case Share():
                look["num_format"] = _places(-int(value.value.as_tuple().exponent) - 2) + "%"
            case Decimal():
                look["num_format"] = _places(-int(value.as_tuple().exponent))
            case date():
                look |= {"num_format": "yyyy-mm-dd", "align": "center"}
        return self.format(**look)


def _places(count: int) -> str:
    return "0." + "0" * count if count > 0 else "0"


class _SheetWriter:
    """Writes one sheet from top to bottom."""

    def __init__(self, workbook: Any, pen: _Pen, sheet: Sheet) -> None:
        self.workbook, self.pen, self.sheet = workbook, pen, sheet
        self.page = workbook.add_worksheet(sheet.name)
        self.widths = sheet.column_widths
        self.last = len(self.widths) - 1
        self.row = 0
        self.breaks: list[int] = []
        self.tops: list[int] = []

    def write(self) -> None:
        for column, width in enumerate(self.widths):
            self.page.set_column(column, column, width)
        if not self.sheet.bare:
            self._title()
        for block in self.sheet.blocks:
            self._block(block)
        for number, chart in enumerate(self.sheet.charts):
            self._chart(chart, number)
        self._print_setup()

    def _title(self) -> None:
        look = {"font_name": TITLE_FONT, "font_size": 16, "align": "center", "bold": True}
        self._across(self.sheet.title, 0, self.pen.format(**look), height=_TITLE_HEIGHT)
        for line in self.sheet.notes:
            self._across(line, 0, self.pen.format(text_wrap=True, font_color="#555555"))

    def _across(self, line: str, first: int, look: Any, *, height: float | None = None) -> None:
        """One line of text over all columns from *first* on, high enough to be read whole."""
        if first < self.last:
            self.page.merge_range(self.row, first, self.row, self.last, "", look)
        self._text(self.row, first, line, look)
        room = sum(self.widths[first:])
        self.page.set_row(self.row, height or _ROW_HEIGHT * _lines(line, room))
        self.row += 1

    def _block(self, block: Block) -> None:
        if block.new_page and self.tops:
            self.breaks.append(self.row)
        if block.heading:
            look = self.pen.format(bold=True, font_size=12, font_name=TITLE_FONT)
            self._across(block.heading, 0, look, height=_ROW_HEIGHT * 1.5)
        self.tops.append(self.row)
        self._header(block)
        for row in block.rows:
            self._data_row(block, row)
        if not block.rows and not block.lines_after and not self.sheet.bare:
            self._across(_NOTHING, 0, self.pen.format(font_color="#555555"))
        for line in block.lines_after:
            self._across(line, 0, self.pen.format(text_wrap=True))
        if len(self.sheet.blocks) > 1:
            self.row += 1

    def _header(self, block: Block) -> None:
        look = self.pen.format(
            bold=True, border=1, align="center", text_wrap=True, bg_color="#DCE6F1"
        )
        for column, stated in enumerate(block.columns):
            self._text(self.row, column, stated.header, look)
        if block.spread and len(block.columns) - 1 < self.last:
            self._spread(block, block.columns[-1].header, look)
        self.row += 1

    def _data_row(self, block: Block, row: tuple[Value, ...]) -> None:
        for column, value in enumerate(row):
            self._cell(self.row, column, value, block.columns[column])
        if block.spread and len(row) - 1 < self.last:
            value = row[-1]
            self._spread(block, value, self.pen.cell(value, block.columns[-1]))
            room = sum(self.widths[len(row) - 1 :])
            self.page.set_row(self.row, _ROW_HEIGHT * _lines(str(value or ""), room))
        self.row += 1

    def _spread(self, block: Block, value: Value, look: Any) -> None:
        first = len(block.columns) - 1
        self.page.merge_range(self.row, first, self.row, self.last, "", look)
        self._put(self.row, first, value, look)

    def _cell(self, row: int, column: int, value: Value, stated: Column) -> None:
        self._put(row, column, value, self.pen.cell(value, stated))

    def _put(self, row: int, column: int, value: Value, look: Any) -> None:
        match value:
            case None | "":
                self.page.write_blank(row, column, None, look)
            case Share():
                self.page.write_number(row, column, float(value.value), look)
            case int() | Decimal():
                self.page.write_number(row, column, float(value), look)
            case date():
                self.page.write_datetime(row, column, datetime.combine(value, time()), look)
            case str():
                self._text(row, column, value, look)

    def _text(self, row: int, column: int, text: str, look: Any) -> None:
        whole = text if len(text) <= _CELL_LIMIT else text[:_CELL_LIMIT] + "……（余略）"
        self.page.write_string(row, column, whole, look)

    def _chart(self, chart: Chart, number: int) -> None:
        block, top = self.sheet.blocks[chart.block], self.tops[chart.block]
        if not block.rows:
            return
        first, last, name = top + 1, top + len(block.rows), self.sheet.name
        drawn = self.workbook.add_chart({"type": chart.kind})
        for column in chart.series:
            drawn.add_series(
                {
                    "name": [name, top, column],
                    "categories": [name, first, chart.labels, last, chart.labels],
                    "values": [name, first, column, last, column],
                }
            )
        drawn.set_title({"name": chart.title, "name_font": {"name": FONT, "size": 12}})
        value_axis, label_axis = {"name": chart.axis}, {"num_font": {"name": FONT, "size": 9}}
        drawn.set_x_axis(label_axis if chart.kind == "column" else value_axis)
        drawn.set_y_axis(value_axis if chart.kind == "column" else label_axis)
        drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
        drawn.set_size({"width": 760, "height": 360})
        self.page.insert_chart(1 + 19 * number, self.last + 2, drawn)

    def _print_setup(self) -> None:
        page, sheet = self.page, self.sheet
        header_row = self.tops[0]
        alone = len(sheet.blocks) == 1
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.center_horizontally()
        page.set_footer("&C第 &P 页，共 &N 页&R" + sheet.name)
        if sheet.bare:
            page.set_header("&C" + sheet.title.replace("&", "&&")[:200])
        if self.breaks:  # a sheet fitted to a page's width ignores page breaks set by hand
            page.set_h_pagebreaks(self.breaks)
            page.set_print_scale(_SECTION_SCALE)
        else:
            page.fit_to_pages(1, 0)
        page.repeat_rows(0, header_row if alone else 0)
        page.freeze_panes(header_row + 1 if alone else (0 if sheet.bare else 1), 0)
        if alone and sheet.blocks[0].rows:
            columns = len(sheet.blocks[0].columns) - 1
            page.autofilter(header_row, 0, header_row + len(sheet.blocks[0].rows), columns)


def _lines(text: str, room: int) -> int:
    """How many lines *text* takes in *room* half-width characters."""
    return sum(max(-(-text_width(line) // max(room, 1)), 1) for line in text.split("\n"))


def text_width(text: str) -> int:
    """Width in half-width characters; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)

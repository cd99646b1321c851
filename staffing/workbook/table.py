"""One sheet read into drafts: every cell typed or complained about, no row lost for one cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from models.column import Field, Row
from staffing.workbook.cells import Parser, Surroundings, parser_for
from staffing.workbook.header import (
    SEARCHED_ROWS,
    Header,
    RawRow,
    filled,
    find_header,
    header_names,
)
from staffing.workbook.header_checks import check_header, complain_no_header
from staffing.workbook.ledger import Ledger, quoted
from staffing.workbook.merged import Area, MergedCells
from staffing.workbook.plain_text import is_blank
from staffing.workbook.refusal import CellRefused
from staffing.workbook.respelling import has_words, respelled
from staffing.workbook.row_notes import (
    EXAMPLE_MARK,
    complain_stray,
    is_second_header,
    is_signature,
    note_hidden,
    note_hidden_columns,
    note_unread,
)
from staffing.workbook.swapped import LOOKED_AT, complain_swapped, exchanged, misplaced

NumberedRow = tuple[int, RawRow]

MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
EMPTY_RUN = 1_000
_STRAY = 3
"""Required columns a sheet has at least for a row without any of them to be told as a whole."""

_TOTALS = frozenset({"合计", "总计", "小计", "共计"})
_FOOTNOTES = ("注：", "注:", "说明：", "说明:", "备注：", "填表人", "制表人", "审核人", "填报单位")
_UNSEEN: object = object()


@dataclass(frozen=True)
class Draft:
    """A row as far as it could be read.

    values: field → typed value, only where a cell was filled and sound; lost: field → the text a
    refused cell most likely stood for; refused: fields whose cell was complained about.
    """

    number: int
    values: Mapping[str, object]
    lost: Mapping[str, str]
    refused: frozenset[str]

    def get(self, name: str) -> object:
        """The typed value; None when blank or refused."""
        return self.values.get(name)


@dataclass(frozen=True)
class Table:
    """A sheet's drafts.

    readable: its header was found; present: the workbook has the sheet; examples: Excel rows that
    still hold the template's example; doubled: fields several columns claim, not read.
    """

    sheet: type[Row]
    drafts: tuple[Draft, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    present: bool = False
    readable: bool = False
    examples: tuple[int, ...] = ()
    doubled: frozenset[str] = frozenset()

    def place(self, draft: Draft, name: str) -> tuple[int, int | None]:
        """Row and column of a draft's cell, for the ledger."""
        return draft.number, self.columns.get(name)


@dataclass(frozen=True)
class RawSheet:
    """What the spreadsheet library hands over: cells by row, and cells that hold formulas.

    rows: given a width, the rows from Excel row 1 on, each padded to that many cells;
    formulas: (Excel row, column from 0) of every formula cell; last_row: the last row with any
    content as far as known; merged: merged areas; hidden: rows that do not show; unseen: columns
    (counted from 0) that do not.
    """

    rows: Callable[[int], Iterator[NumberedRow]]
    formulas: frozenset[tuple[int, int]]
    last_row: int | None
    merged: tuple[Area, ...] = ()
    hidden: frozenset[int] = frozenset()
    unseen: frozenset[int] = frozenset()


def read_table(sheet: type[Row], raw: RawSheet, around: Surroundings, ledger: Ledger) -> Table:
    """Read one sheet; complaints go to the ledger."""
    top = [(n, filled(cells)) for n, cells in islice(raw.rows(MAX_COLUMNS), SEARCHED_ROWS)]
    header = find_header(sheet, top)
    if header is None:
        complain_no_header(sheet, ledger)
        return Table(sheet, present=True)
    check_header(sheet, header, ledger)
    stated = {n: i for n, i in header.columns.items() if n not in header.repeated}
    # Padding each row to the widest sheet there could be would take most of the reading time.
    width = max(i + 1 for _, row in top for i, cell in enumerate(row) if not is_blank(cell))
    body = _below(raw, header, width)
    begun = list(islice(body, LOOKED_AT))
    turns = misplaced(sheet, stated, (cells for _, cells in begun), around)
    complain_swapped(sheet, stated, turns, ledger)
    columns = exchanged(stated, turns)
    reader = _Reader(sheet, replace(header, columns=columns), raw, around, ledger)
    drafts = tuple(reader.read(chain(begun, body)))
    note_hidden(sheet, [d.number for d in drafts if d.number in raw.hidden], ledger)
    if drafts:
        note_hidden_columns(sheet, columns, raw.unseen, header.last_row, ledger)
    examples, doubled = tuple(reader.examples), frozenset(header.repeated)
    return Table(sheet, drafts, columns, True, True, examples, doubled)


def _below(raw: RawSheet, header: Header, width: int) -> Iterator[NumberedRow]:
    """The rows under the header."""
    return (item for item in raw.rows(width) if item[0] > header.last_row)


class _Reader:
    """Turns the rows under a header into drafts."""

    def __init__(
        self,
        sheet: type[Row],
        header: Header,
        raw: RawSheet,
        around: Surroundings,
        ledger: Ledger,
    ) -> None:
        self.sheet, self.header, self.raw, self.ledger = sheet, header, raw, ledger
        self.names = header_names(sheet)
        self.plan: list[tuple[Field, int, Parser, dict[str, object]]] = [
            (column, header.columns[column.name], parser_for(column, around), {})
            for column in sheet.fields()
            if column.name in header.columns
        ]
        self.merged = MergedCells(raw.merged, (index for _, index, _, _ in self.plan))
        self.calculated: list[tuple[int, int]] = []
        self.examples: list[int] = []
        self.respelled: set[tuple[str, str]] = set()

    def read(self, rows: Iterator[NumberedRow]) -> Iterator[Draft]:
        """Drafts of all rows that hold data."""
        empty = 0
        for number, cells in rows:
            self.merged.pass_row(number, cells)
            if self._is_empty(number, cells):
                empty += 1
                if empty >= EMPTY_RUN:
                    self._complain_rest(rows)
                    break
                continue
            empty = 0
            if number > MAX_ROWS:
                message = f"超过{MAX_ROWS}行，不像一个县的数据；请删去多余的行"
                self.ledger.error(self.sheet.sheet, (number, None), "too_many_rows", message)
                break
            if not self._skip(number, cells) and not self._is_stray(number, cells):
                yield self._draft(number, cells)
        self._note_calculated()

    def _is_empty(self, number: int, cells: RawRow) -> bool:
        # Most rows of a padded sheet hold no cell at all: counting tells so quickest.
        bare = cells.count(None) == len(cells) or all(is_blank(cell) for cell in cells)
        return bare and not (self.raw.formulas and self._has_formula(number))

    def _skip(self, number: int, cells: RawRow) -> bool:
        """Repeated heads, totals, footnotes, rows without any known cell, the example row."""
        if any(isinstance(cell, str) and cell.startswith(EXAMPLE_MARK) for cell in cells):
            self.examples.append(number)
            return True
        first = next((str(cell).strip() for cell in cells if not is_blank(cell)), "")
        if "".join(first.split()) in _TOTALS:
            message = f"以{quoted(first)}开头，按合计行处理，没有读入"
            self.ledger.warn(self.sheet.sheet, (number, None), "total_row", message)
            return True
        if first.startswith(_FOOTNOTES) and sum(not is_blank(cell) for cell in cells) == 1:
            return True
        below = number == self.header.last_row + 1
        if is_signature(cells) or (below and is_second_header(cells)):
            note_unread(self.sheet, number, cells, self.ledger)
            return True
        known = (cells[index] for _, index, _, _ in self.plan if index < len(cells))
        if all(is_blank(cell) for cell in known) and not self._has_formula(number):
            return True
        return self.header.is_repeated_by(cells, self.names)

    def _is_stray(self, number: int, cells: RawRow) -> bool:
        """Whether nothing that must be filled is: a remark beside the table, told as a whole."""
        must = [(column, index) for column, index, _, _ in self.plan if column.required]
        if len(must) < _STRAY or self._has_formula(number):
            return False
        for _, index in must:
            filled_in = index < len(cells) and not is_blank(cells[index])
            if filled_in or self.merged.hiding(number, index) is not None:
                return False
        complain_stray(self.sheet, (number, cells), [column for column, _ in must], self.ledger)
        return True

    def _has_formula(self, number: int) -> bool:
        return any((number, index) in self.raw.formulas for _, index, _, _ in self.plan)

    def _draft(self, number: int, cells: RawRow) -> Draft:
        values: dict[str, object] = {}
        lost: dict[str, str] = {}
        refused: set[str] = set()
        width = len(cells)
        remember = not self.raw.formulas
        for column, index, parse, memo in self.plan:
            raw = cells[index] if index < width else None
            try:
                value = memo.get(raw, _UNSEEN) if remember and type(raw) is str else _UNSEEN
                if value is _UNSEEN:
                    value = self._value(column, number, index, raw, parse)
                    self._note_respelled(column, (number, index), raw, parse)
                    if remember and type(raw) is str:
                        memo[raw] = value
                if value is not None:
                    values[column.name] = value
            except CellRefused as why:
                refused.add(column.name)
                lost.update({column.name: why.lost} if why.lost else {})
                if why.message:
                    self.ledger.error(self.sheet.sheet, (number, index), why.kind, why.message)
        return Draft(number, values, lost, frozenset(refused))

    def _value(self, column: Field, number: int, index: int, raw: object, parse: Parser) -> object:
        header = column.column.header
        is_formula = (number, index) in self.raw.formulas
        if not is_blank(raw):
            value = parse(raw)
            self.calculated.extend([(number, index)] if is_formula else ())
            return value
        if is_formula:
            raise CellRefused(
                "formula",
                f"{header}是公式，文件里没有算出的结果；请在 Excel/WPS 中复制后“粘贴为数值”",
            )
        if (area := self.merged.hiding(number, index)) is not None:
            raise CellRefused("merged_cells", self._merged_words(header, area))
        if column.required:
            why = f"（{column.column.note}）" if column.column.note else ""
            raise CellRefused("blank_required", f"{header}是必填项，现在是空白{why}；请填写")
        return None

    def _merged_words(self, header: str, area: Area) -> str:
        """Empty when the area has been complained of already."""
        if not self.merged.first_time(area):
            return ""
        return (
            f"{header}在合并单元格 {area.name} 里：合并后只有 {area.corner} 留有内容，"
            "其余各格读出来都是空白；请取消合并，逐格填写"
        )

    def _note_respelled(
        self, column: Field, place: tuple[int, int], raw: object, parse: Parser
    ) -> None:
        """Say once per column and spelling that a word was read as another."""
        if not isinstance(raw, str) or is_blank(raw) or not has_words(column):
            return
        for written, read in respelled(column, raw, parse):
            if (column.name, written) not in self.respelled:
                self.respelled.add((column.name, written))
                message = (
                    f"{column.column.header}“{written}”按“{read}”读取（本列写成“{written}”的都是）；"
                    "如果不是这个意思，请改成表中的词"
                )
                self.ledger.warn(self.sheet.sheet, place, "respelled", message)

    def _complain_rest(self, rows: Iterator[NumberedRow]) -> None:
        """Rows that hold nothing but blanks end a sheet as rows without any cell do."""
        far = next((number for number, cells in rows if not self._is_empty(number, cells)), None)
        if far is not None:
            message = (
                f"从这一行起的内容离上面的数据隔了{EMPTY_RUN}多个空行，不知道算不算数据；"
                "请把它移上去，或清除其内容"
            )
            self.ledger.error(self.sheet.sheet, (far, None), "far_row", message)

    def _note_calculated(self) -> None:
        if self.calculated:
            message = (
                f"共有{len(self.calculated)}格是公式（从这一格起），读入的是上次保存时算出的结果，"
                "可能已过时；请复制后“粘贴为数值”"
            )
            self.ledger.warn(self.sheet.sheet, self.calculated[0], "formulas", message)

"""The empty term workbook the office fills in, and a county written back as a term workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.column import Code, Field, IdNumber, Month, Row, Subject
from models.county import FIELD_OF_SHEET, County
from models.sheets import SHEETS, PlanRow, SchoolRow, TermRow
from models.vocabulary import SUBJECTS
from staffing.workbook.cells import Surroundings, parser_for
from staffing.workbook.layout import (
    CREATED,
    FIRST_ROW,
    HEADER_ROW,
    BookWriter,
    prepare_print,
    star_of,
)
from staffing.workbook.ledger import column_letter
from staffing.workbook.references import REFERENCES
from staffing.workbook.row_notes import EXAMPLE_MARK
from staffing.workbook.subject_table import known_subjects

TEMPLATE_SHEETS: tuple[type[Row], ...] = (*SHEETS, PlanRow)
GUIDE, LISTS = "填表说明", "字典"
LITERAL_LIMIT = 255  # longest list a drop-down may carry inside itself, commas included
DROPDOWN_ROWS = 10_000
EXAMPLE_NOTE = f"{EXAMPLE_MARK}，填写前请整行删除"

SCHOOL_CODES = f"={SchoolRow.sheet}!$A${FIRST_ROW + 1}:$A${DROPDOWN_ROWS}"
SCHOOL_COLUMNS = frozenset(
    (sheet, name)
    for sheet, name, targets in REFERENCES
    if targets == (SchoolRow,) and sheet is not SchoolRow
)

_KIND_WORDS: Mapping[object, str] = {
    Code: "文本",
    IdNumber: "文本",
    str: "文字",
    int: "整数",
    Decimal: "数",
    date: "日期",
    Month: "年月",
    bool: "是/否",
    Subject: "学科表",
}
_GUIDE_LINES = (
    "★ 这一列不能空；☆ 岗位类别为教师时不能空；"
    "其余列可不填，整列删掉也可以，但用到它的规则会答“无法判定”。",
    "必须填的工作表：本期、学校、班级、教师。其余工作表用不到的，删去示例行留空，或把整张表删去。",
    f"每张表第{FIRST_ROW + 1}行是示例（灰色斜体，末列写着“{EXAMPLE_MARK}”），"
    "填写前请整行删除，否则拒收。",
    "代码、编号、身份证号一律是文本（单元格左上角有绿角），不要存成数字：开头的0和末几位会丢失。",
    "不知道就留空，不要填0、“无”或“/”（词表里本来有“无”的除外）。是/否列空白不等于“否”，批注写明"
    "“空白=否”的除外。",
    "日期写成 2026-09-01；年月写成 1990-01。只写到月的，“起”按当月第一天、“止”按当月最后一天。",
    "请填数值，不要填公式；列的先后可以调整，也可以另加自己的列（不读入）。",
    "“安排表”报学期数据时不填。手工编方案时另存一份，只填这张表：一行一项安排，没有列出的人视为不动。",
)


def write_template(path: Path) -> None:
    """Write the empty workbook; the same program writes the same bytes."""
    with BookWriter(path, "学期工作簿模板") as writer:
        _write_guide(writer)
        lists = DropDowns(writer)
        for sheet in TEMPLATE_SHEETS:
            _write_blank_sheet(writer, sheet, lists)
        lists.write()


def write_county(county: County, path: Path) -> None:
    """Write a county as a term workbook; reading it back gives the same county.

    Columns and sheets that the county's own workbook lacked stay absent, so that a missing column
    is still told from blank cells; so do columns seldom filled in that no row states.
    """
    rows: dict[type[Row], tuple[Row, ...]] = {TermRow: (county.term,)}
    rows |= {sheet: getattr(county, name) for name, sheet in FIELD_OF_SHEET.items()}
    term = f"{county.term.school_year}学年 {county.term.name}"
    with BookWriter(path, f"学期工作簿 {term}") as writer:
        for sheet in SHEETS:
            columns = [f for f in sheet.fields() if _written(county, f, rows[sheet], sheet)]
            if not columns:
                continue
            ws = writer.add_sheet(sheet, f"{sheet.sheet}（{term}）", columns)
            for number, row in enumerate(rows[sheet], start=FIRST_ROW):
                writer.write_row(ws, number, (getattr(row, f.name) for f in columns), False)


def _written(county: County, field: Field, rows: Sequence[Row], sheet: type[Row]) -> bool:
    """Whether a column is written: the workbook has it, and somebody states it where few do."""
    stated = not field.column.seldom or any(getattr(r, field.name) is not None for r in rows)
    return stated and county.has_column(sheet.sheet, field.name)


class DropDowns:
    """Drop-down lists; those too long to stand in a cell's rule go to a hidden sheet."""

    def __init__(self, writer: BookWriter) -> None:
        self.writer = writer
        self.columns: dict[tuple[str, ...], int] = {}

    def source(self, words: tuple[str, ...]) -> list[str] | str:
        """What a drop-down refers to: the words, or a range of the hidden sheet."""
        if len(",".join(words)) <= LITERAL_LIMIT:
            return list(words)
        letter = column_letter(self.columns.setdefault(words, len(self.columns)))
        return f"={LISTS}!${letter}$1:${letter}${len(words)}"

    def write(self) -> None:
        """Write the hidden sheet, after all sheets have named their lists, if any is too long."""
        if not self.columns:
            return
        ws = self.writer.book.add_worksheet(LISTS)
        ws.hide()
        for words, column in self.columns.items():
            for number, word in enumerate(words):
                ws.write_string(number, column, word)


def _write_blank_sheet(writer: BookWriter, sheet: type[Row], lists: DropDowns) -> None:
    columns = sheet.fields()
    ws = writer.add_sheet(sheet, f"{sheet.sheet}（{_when_filled(sheet)}）", columns)
    for index, field in enumerate(columns):
        if note := _note(sheet, field):
            ws.write_comment(HEADER_ROW, index, note, {"author": "", "x_scale": 1.5})
        _add_dropdown(ws, (sheet, index), field, lists)
    writer.write_row(ws, FIRST_ROW, (example_value(field) for field in columns), True)
    ws.set_column(len(columns), len(columns), 28)
    ws.write_string(FIRST_ROW, len(columns), EXAMPLE_NOTE, writer.example_format)


def example_value(field: Field) -> object:
    """The column's example as a typed value; None where there is none."""
    if not field.column.example:
        return None
    around = Surroundings(known_subjects(), CREATED)
    return parser_for(field, around)(field.column.example)


def _add_dropdown(ws: Any, place: tuple[type[Row], int], field: Field, lists: DropDowns) -> None:
    sheet, index = place
    words = SUBJECTS if field.kind is Subject else field.words
    if field.many or not (words or (sheet, field.name) in SCHOOL_COLUMNS):
        return
    rule = {
        "validate": "list",
        "source": lists.source(tuple(words)) if words else SCHOOL_CODES,
        # 中职 and 特教 may add subjects, schools may be entered later; other words are closed.
        "error_type": "stop" if field.words else "warning",
        "error_title": "请从下拉框中选择",
        "error_message": f"“{field.column.header}”只能填下拉框中的词。",
    }
    ws.data_validation(FIRST_ROW, index, DROPDOWN_ROWS, index, rule)


def _write_guide(writer: BookWriter) -> None:
    ws = writer.book.add_worksheet(GUIDE)
    ws.write_string(0, 0, "学期工作簿填表说明", writer.title_format)
    for number, line in enumerate(_GUIDE_LINES, start=1):
        ws.write_string(number, 0, f"{number}. {line}", writer.plain_format)
    start = len(_GUIDE_LINES) + 2
    for index, (title, width) in enumerate(
        (("工作表", 12), ("列", 22), ("必填", 6), ("填什么", 10), ("说明", 60), ("示例", 16))
    ):
        ws.set_column(index, index, width)
        ws.write_string(start, index, title, writer.header_format)
    number = start
    for sheet in TEMPLATE_SHEETS:
        for field in sheet.fields():
            number += 1
            for index, text in enumerate(_dictionary_row(sheet, field)):
                ws.write_string(number, index, text, writer.wrap_format)
    prepare_print(ws, start, frozen_columns=0)
    ws.freeze_panes(0, 0)


def _dictionary_row(sheet: type[Row], field: Field) -> tuple[str, ...]:
    column = field.column
    kind = _KIND_WORDS.get(field.kind, "词表")
    words = "" if field.kind is bool or not field.words else f"可填：{'、'.join(field.words)}"
    also = f"也认：{'、'.join(column.also)}" if column.also else ""
    unit = f"单位：{column.unit}" if column.unit else ""
    note = "；".join(part for part in (column.note, unit, words, also) if part)
    return sheet.sheet, column.header, star_of(sheet, field), kind, note, column.example


def _note(sheet: type[Row], field: Field) -> str:
    star = {"★": "必填", "☆": "教师岗必填"}.get(star_of(sheet, field), "可不填")
    _, _, _, kind, note, _ = _dictionary_row(sheet, field)
    return f"{star}，{kind}。{note}"


def _when_filled(sheet: type[Row]) -> str:
    """What the office must know of a sheet before it fills it in."""
    if sheet is PlanRow:
        return "报学期数据时不填，只用于手工编方案；填时带★的列不能空"
    if sheet.required_sheet:
        return "这张表必须填；带★的列不能空"
    return "这张表可以不填；填时带★的列不能空"

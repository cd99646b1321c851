"""Workbooks as clerks send them in: each oddity is read, or refused in words, at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID253
import pytest
from openpyxl.utils import get_column_letter  # noqa: TID253

from models.problem import Problem
from staffing.intake import Checked, check_book
from staffing.workbook.template import write_county
from tests.tiny import tiny

Found = list[tuple[str, str]]
FIRST = 3
"""The first row of data, under title and header."""

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def column(sheet: Any, header: str) -> int:
    """Column of a header, from 1."""
    return next(c.column for c in sheet[FIRST - 1] if str(c.value or "").rstrip("★☆") == header)


def put(book: Any, place: str, *values: Any) -> None:
    """Values from the first row down under a header (``教师.性别``)."""
    title, header = place.split(".")
    index = column(book[title], header)
    for row, value in enumerate(values, FIRST):
        book[title].cell(row, index).value = value


def spoiled(book: Any, place: str, change: Callable[[str], Any]) -> None:
    """Every value under a header written otherwise."""
    title, header = place.split(".")
    sheet = book[title]
    index = column(sheet, header)
    for row in range(FIRST, sheet.max_row + 1):
        if sheet.cell(row, index).value is not None:
            sheet.cell(row, index).value = change(str(sheet.cell(row, index).value))


def under(book: Any, *rows: dict[int, Any]) -> None:
    """Rows under the table of 教师, by column from 1."""
    sheet = book["教师"]
    last = sheet.max_row
    for number, row in enumerate(rows, last + 1):
        for index, value in row.items():
            sheet.cell(number, index).value = value


def merged(book: Any) -> None:
    letter = get_column_letter(column(book["教师"], "现任教学校"))
    book["教师"].merge_cells(f"{letter}{FIRST}:{letter}{FIRST + 2}")


def hidden(book: Any) -> None:
    book["教师"].row_dimensions[FIRST + 1].hidden = True
    book["教师"].column_dimensions.group("C", "D", hidden=True)


def copied(book: Any) -> None:
    book.copy_worksheet(book["学校"]).title = "学校 (2)"
    book.copy_worksheet(book["班级"]).title = "班级备份"


def twice(book: Any) -> None:
    book.copy_worksheet(book["班级"]).title = " 班级 "


def second_header(book: Any) -> None:
    book["班级"].insert_rows(FIRST)
    for index, unit in enumerate(("（代码）", "（年级）", "（个）", "（人）"), 1):
        book["班级"].cell(FIRST, index).value = unit


def numbered(book: Any) -> None:
    book["班级"].insert_rows(FIRST)
    for index in range(1, 5):
        book["班级"].cell(FIRST, index).value = index


def signed(book: Any) -> None:
    under(
        book,
        {1: "合计", 3: 7},
        {1: "注：以上截至9月"},
        {1: "制表日期：2026年9月", 5: "审核人：样例"},
        {2: "单位负责人（签字）"},
    )


def filtered(book: Any) -> None:
    sheet = book["教师"]
    sheet.auto_filter.ref = f"A{FIRST - 1}:C{sheet.max_row}"
    for row in range(FIRST + 1, sheet.max_row + 1):
        sheet.row_dimensions[row].hidden = True


def painted(book: Any) -> None:
    from openpyxl.styles import PatternFill

    fill = PatternFill("solid", fgColor="FFFF00")
    for row in range(100, 3_100):
        book["教师"].cell(row, 1).fill = fill


def alike(book: Any) -> None:
    sheet = book["教师"]
    under(book, {c.column: c.value for c in sheet[FIRST]})
    sheet.cell(sheet.max_row, 1).value = "t1"


def veiled(book: Any) -> None:
    book["班级"].sheet_state = "veryHidden"


DATES = ("2019.9.1", "2019年9月", "２０２４/９", "43709", "19.9", "2019-13", "2019-09-31")

ODD: dict[str, tuple[Callable[[Any], object], Found, Found]] = {
    "merged cells": (merged, [("G4", "merged_cells")], []),
    "hidden row and columns": (
        hidden, [], [("C2", "hidden_columns"), ("4行", "hidden_rows")]
    ),
    "a hidden sheet": (veiled, [], [("", "hidden_sheet")]),
    "a formula never worked out": (
        lambda b: put(b, "教师.姓名", "=A3"), [("B3", "formula")], []
    ),
    "wide digits and units": (
        lambda b: spoiled(b, "学校.在校生数", lambda n: f"{n}人".translate(WIDE)), [], []
    ),
    "dates in every form": (
        lambda b: put(b, "教师.进入本校年月", *DATES),
        [(f"AJ{row}", "bad_date") for row in (6, 7, 8, 9)],
        [],
    ),
    "spaces at the end of codes": (
        lambda b: spoiled(b, "教师.现任教学校", lambda code: f" {code}\u3000\u00a0"), [], []
    ),
    "copies of sheets": (copied, [], [("", "sheet_copy"), ("", "sheet_copy")]),
    "one sheet twice": (twice, [("", "duplicate_sheet")], []),
    "units under the header": (second_header, [], [("3行", "remark_row")]),
    "numbers of columns under the header": (numbered, [], [("3行", "remark_row")]),
    "signatures under the table": (
        signed, [], [("10行", "total_row"), ("12行", "remark_row"), ("13行", "remark_row")]
    ),
    "a filter": (filtered, [], [("4行", "hidden_rows")]),
    "coloured empty rows": (painted, [], []),
    "one fault in every row": (
        lambda b: spoiled(b, "教师.主教学科", lambda _: "语文课"),
        [(f"R{row}", "unknown_word") for row in range(3, 10)],
        [],
    ),
    "codes in small letters": (
        lambda b: spoiled(b, "校际距离.学校甲", str.lower),
        [(f"A{row}", "unknown_code") for row in (3, 4, 5)],
        [],
    ),
    "a code twice, but for capitals": (alike, [], [("A10", "codes_alike")]),
    "zeros gone": (
        lambda b: put(b, "教师.教师编号", 7), [("A3", "numeric_code")], []
    ),
}  # fmt: skip


def checked(tmp_path: Path, change: Callable[[Any], object]) -> Checked:
    """The tiny county's workbook, changed."""
    write_county(tiny(), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    change(book)
    book.save(tmp_path / "odd.xlsx")
    return check_book(tmp_path / "odd.xlsx")


def _places(problems: tuple[Problem, ...], known: tuple[Problem, ...] = ()) -> Found:
    old = {problem.message for problem in known}
    return [(p.cell, p.kind) for p in problems if p.message not in old]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_workbook_is_read_or_refused_at_its_place(odd: str, tmp_path: Path) -> None:
    change, errors, warnings = ODD[odd]
    plain, found = checked(tmp_path, lambda _: None), checked(tmp_path, change)
    assert _places(found.errors) == errors
    read = {"duplicate_person", "nobody_on_duty", "no_classes"}  # what follows from a row more
    told = [one for one in _places(found.warnings, plain.warnings) if one[1] not in read]
    assert told == warnings


WORDS: dict[str, tuple[Callable[[Any], object], str]] = {
    "capitals": (
        lambda b: put(b, "校际距离.学校甲", "a"), "表中写作“A”，只是大小写不同；请改成一致"
    ),
    "two codes": (
        lambda b: put(b, "教师.现任教学校", "A、B"), "一格里写了2个代码，只能填一个"
    ),
    "a serial number as text": (
        lambda b: put(b, "教师.进入本校年月", "43709"), "多半是日期变成的序号"
    ),
    "a year of two digits": (
        lambda b: put(b, "教师.进入本校年月", "19.9"), "年份没有写全四位"
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", WORDS)
def test_what_was_meant_is_said(slip: str, tmp_path: Path) -> None:
    change, words = WORDS[slip]
    assert words in checked(tmp_path, change).errors[0].message


def test_letters_for_digits_are_seen(tmp_path: Path) -> None:
    """B01 and T10 are codes; BO1 and Tl0 are not."""

    def change(book: Any) -> None:
        for title, header in (
            ("学校", "学校代码"),
            ("班级", "学校代码"),
            ("教师", "编制学校"),
            ("教师", "现任教学校"),
            ("校际距离", "学校甲"),
            ("校际距离", "学校乙"),
        ):
            spoiled(book, f"{title}.{header}", lambda code: f"{code}01")
        put(book, "教师.现任教学校", "AO1")  # fmt: skip

    (problem,) = checked(tmp_path, change).errors
    assert "像是把“A01”里的数字0、1写成了字母" in problem.message


def test_the_short_name_of_a_grade_is_read(tmp_path: Path) -> None:
    found = checked(tmp_path, lambda b: put(b, "班级.年级", "小一"))
    assert found.errors == () and ("B3", "respelled") in _places(found.warnings)

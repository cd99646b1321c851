"""What clerks really do to a workbook: merge cells, swap coordinates, write words of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID253
import pytest

from staffing.workbook import read_workbook
from staffing.workbook.reader import Reading
from tests.workbook import build

Sheets = dict[str, build.Sheet]


def read(tmp_path: Path, sheets: Sheets) -> Reading:
    return read_workbook(build.write(tmp_path / "book.xlsx", sheets))


def found(reading: Reading) -> list[tuple[str, str, str]]:
    return [(p.sheet, p.cell, p.kind) for p in (*reading.errors, *reading.warnings)]


# -- merged cells ---------------------------------------------------------------------------------


def merged(tmp_path: Path, sheets: Sheets, sheet: str, area: str) -> Reading:
    path = build.write(tmp_path / "plain.xlsx", sheets)
    book = openpyxl.load_workbook(path)
    book[sheet].merge_cells(area)
    book.save(tmp_path / "book.xlsx")
    return read_workbook(tmp_path / "book.xlsx")


def test_content_lost_in_a_merge_is_named_once_with_its_area(tmp_path: Path) -> None:
    reading = merged(tmp_path, build.sound(), "学校", "F2:F4")
    (problem,) = reading.errors
    assert (problem.sheet, problem.cell, problem.kind) == ("学校", "F3", "merged_cells")
    assert "F2:F4" in problem.message and "只有 F2" in problem.message
    assert "取消合并" in problem.message and "必填" not in problem.message


def test_an_optional_column_does_not_lose_it_in_silence(tmp_path: Path) -> None:
    sheets = build.sound()
    for row, value in zip(sheets["学校"], ["教育集团", "样例集团", "", "", ""], strict=True):
        row.append(value or None)
    assert found(merged(tmp_path, sheets, "学校", "J2:J4")) == [("学校", "J3", "merged_cells")]
    assert read(tmp_path, sheets).errors == ()


def test_merged_titles_and_merged_blanks_lose_nothing(tmp_path: Path) -> None:
    sheets = build.sound()
    sheets["学校"].insert(0, ["样例县学校表"])
    for row in sheets["学校"][1:]:
        row.append(None)
    sheets["学校"][1][-1] = "教育集团"
    path = build.write(tmp_path / "plain.xlsx", sheets)
    book = openpyxl.load_workbook(path)
    book["学校"].merge_cells("A1:I1")
    book["学校"].merge_cells("J3:J5")
    book.save(tmp_path / "book.xlsx")
    assert found(read_workbook(tmp_path / "book.xlsx")) == []


# -- formulas -------------------------------------------------------------------------------------


@pytest.mark.parametrize("formula", ["=1+1", "=VLOOKUP(A2,学校!A:B,2,0)"])
def test_an_uncalculated_formula_is_one_error_and_no_warning(formula: str, tmp_path: Path) -> None:
    sheets = build.sound()
    cell = build.put(sheets, "教师", 2, "职称", formula)
    assert found(read(tmp_path, sheets)) == [("教师", cell, "formula")]


# -- places ---------------------------------------------------------------------------------------


def placed(*places: tuple[Any, Any]) -> Sheets:
    """The sound workbook with 经度 and 纬度 of its four schools."""
    sheets = build.sound()
    for row, place in zip(sheets["学校"], [("经度", "纬度"), *places], strict=True):
        row += place
    return sheets


NEAR = ((118.1, 36.9), (118.2, 36.95), (118.0, 36.8))


def test_swapped_coordinates_are_said_to_be_swapped(tmp_path: Path) -> None:
    reading = read(tmp_path, placed((36.9, 118.1), *NEAR))
    (problem,) = reading.errors
    assert (problem.sheet, problem.cell, problem.kind) == ("学校", "J2", "swapped_place")
    assert "填反了" in problem.message and "请对调" in problem.message


def test_a_place_outside_the_country_is_refused_without_a_guess(tmp_path: Path) -> None:
    reading = read(tmp_path, placed((11.81, 36.9), (118.1, 369), *NEAR[:2]))
    assert found(reading) == [("学校", "J2", "place_range"), ("学校", "K3", "place_range")]
    assert "填反" not in "".join(p.message for p in reading.errors)


def test_half_a_place_is_a_warning(tmp_path: Path) -> None:
    reading = read(tmp_path, placed((118.1, None), *NEAR))
    assert reading.errors == () and found(reading) == [("学校", "K2", "half_place")]


# -- words ----------------------------------------------------------------------------------------


def test_a_word_read_as_another_is_said_once(tmp_path: Path) -> None:
    sheets = build.sound()
    for row in (2, 3, 4):
        build.put(sheets, "教师", row, "编制类型", "事业编")
    build.put(sheets, "教师", 3, "兼教学科", "体育、道法")
    reading = read(tmp_path, sheets)
    assert reading.errors == ()
    assert found(reading) == [("教师", "H2", "respelled"), ("教师", "O3", "respelled")]
    assert "“事业编”按“在编”读取" in reading.warnings[0].message
    assert "“道法”按“道德与法治”读取" in reading.warnings[1].message


def test_numbers_of_the_contract_need_no_warning(tmp_path: Path) -> None:
    sheets = build.sound()
    build.put(sheets, "学校", 2, "城乡", 111)
    build.put(sheets, "学校", 3, "城乡", "220")
    build.put(sheets, "班级", 2, "年级", 1)
    assert found(read(tmp_path, sheets)) == []


def test_a_remark_beside_the_table_is_told_once(tmp_path: Path) -> None:
    sheets = build.sound()
    remark = [None] * 6
    sheets["学校"] += [[*remark, "待核对", None, None]]
    (error,) = read_workbook(build.write(tmp_path / "a.xlsx", sheets)).errors
    assert (error.place, error.kind) == ("学校!G6", "stray_row")
    assert "“待核对”" in error.message and "必填的学校代码等8项全空着" in error.message


def test_one_code_here_and_in_another_county_is_told(tmp_path: Path) -> None:
    sheets = build.sound()
    sheets["外县学校"] = [["代码", "名称", "学段", "县"], ["0302", "外县一小", "小学", "样例外县"]]
    sheets["外县人员"] = [
        ["编号", "姓名", "角色", "来源学校", "受援学校", "起", "止"],
        ["T02", "样例庚", "教师", "0302", "0301", "2026-09-01", "2027-08-31"],
    ]
    errors = read_workbook(build.write(tmp_path / "a.xlsx", sheets)).errors
    assert [(e.place, e.kind) for e in errors] == [
        ("外县学校!A2", "duplicate_key"),
        ("外县人员!A2", "duplicate_key"),
    ]
    assert "“学校”表第3行已用于“样例二小”" in errors[0].message
    assert "“教师”表第3行已用于“样例乙”" in errors[1].message


def test_traditional_characters_of_heads_sheets_and_words_are_read(tmp_path: Path) -> None:
    """A word so written is said; people's and schools' names stay as they are."""
    sheets = build.sound()
    heads = {"教师编号": "教師編號", "编制学校": "編制學校", "职称": "職稱", "学历": "學歷"}
    sheets["教师"][0] = [heads.get(head, head) for head in sheets["教师"][0]]
    sheets["教师"][2][build.column(build.sound()["教师"], "主教学科")] = "數學"
    sheets["教师"][1][1] = "張學"
    sheets["學校"] = sheets.pop("学校")
    reading = read_workbook(build.write(tmp_path / "a.xlsx", sheets))
    assert reading.county is not None, reading.errors
    assert (reading.county.teachers[0].name, reading.county.teachers[1].subject) == ("張學", "数学")
    assert ["“數學”按“数学”读取" in w.message for w in reading.warnings] == [True]


@pytest.mark.parametrize(
    ("header", "value", "words"),
    [
        (
            "主教学科",
            "语文、数学",
            "里有2个词，这一列一格只填一个；请只留主要的一个，其余写进“兼教",
        ),
        ("任教学段", "小学/初中", "里有2个词，这一列一格只填一个"),
        ("主教学科", "语文、奥数", "不在学科表中"),
    ],
)
def test_two_words_where_one_belongs(header: str, value: str, words: str, tmp_path: Path) -> None:
    sheets = build.sound()
    cell = build.put(sheets, "教师", 2, header, value)
    (error,) = read_workbook(build.write(tmp_path / "a.xlsx", sheets)).errors
    assert error.cell == cell and words in error.message


def test_a_column_there_twice_is_not_missing_as_well(tmp_path: Path) -> None:
    sheets = build.sound()
    sheets["教师"][0][build.column(sheets["教师"], "兼教学科")] = "学历"
    (error,) = read_workbook(build.write(tmp_path / "a.xlsx", sheets)).errors
    assert error.kind == "duplicate_column"

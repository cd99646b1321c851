"""Columns that have changed places are named once, and their cells are not complained of."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.workbook import read_workbook
from tests.workbook import build

Sheets = dict[str, build.Sheet]


def county() -> Sheets:
    """The sound workbook with enough people to tell, and a sheet that refers to them."""
    sheets = build.sound()
    more = [("T04", "样例丁"), ("T05", "样例戊"), ("T06", "样例己")]
    sheets["教师"] += [build.teacher(code, name, 学历="专科") for code, name in more]
    sheets["志愿"] = [
        ["教师编号", "志愿序号", "学校代码", "方式"],
        *([f"T0{i}", 1, "0302", "交流"] for i in (1, 2, 4)),
    ]
    away = [[f"T0{i}", "0302", f"201{i}-09-01", f"201{i}-12-31"] for i in range(1, 7)]
    sheets["履历"] = [["教师编号", "学校代码", "起", "止", "方式", "关系"]]
    sheets["履历"] += [[*row, "交流", "不调动"] for row in away]
    return sheets


def moved(sheets: Sheets, sheet: str, *headers: str) -> Sheets:
    """The sheet with what stands under each header moved to the next, the last to the first."""
    at = [build.column(sheets[sheet], header) for header in headers]
    for row in sheets[sheet][1:]:
        content = [row[i] for i in at]
        for i, value in zip((*at[1:], at[0]), content, strict=True):
            row[i] = value
    return sheets


@pytest.mark.parametrize(
    ("sheet", "one", "other"),
    [
        ("教师", "教师编号", "姓名"),
        ("教师", "学历", "职称"),
        ("教师", "性别", "出生年月"),
        ("教师", "编制学校", "姓名"),
        ("教师", "编制学校", "教师编号"),
        ("教师", "任教学段", "主教学科"),
        ("教师", "学历", "姓名"),
        ("学校", "学校代码", "学校名称"),
        ("班级", "学校代码", "年级"),
        ("志愿", "教师编号", "学校代码"),
        ("教师", "出生年月", "参加工作年月"),
        ("教师", "出生年月", "进入本校年月"),
        ("教师", "参加工作年月", "进入本校年月"),
        ("履历", "起", "止"),
    ],
)
def test_two_swapped_columns_are_one_error(
    sheet: str, one: str, other: str, tmp_path: Path
) -> None:
    path = build.write(tmp_path / "a.xlsx", moved(county(), sheet, one, other))
    (error,) = read_workbook(path).errors
    assert (error.kind, error.sheet, error.cell) == ("swapped_columns", sheet, "")
    assert error.message.startswith(f"{sheet}表的") and "两列似乎对调了" in error.message
    assert f"“{one}”（" in error.message and f"“{other}”（" in error.message


def test_it_comes_first_and_other_errors_stay(tmp_path: Path) -> None:
    sheets = moved(county(), "教师", "学历", "职称")
    build.put(sheets, "学校", 2, "城乡", "城外")
    cell = build.put(sheets, "教师", 3, "性别", "姑娘")
    errors = read_workbook(build.write(tmp_path / "a.xlsx", sheets)).errors
    assert [(e.kind, e.sheet, e.cell) for e in errors] == [
        ("swapped_columns", "教师", ""),
        ("unknown_word", "学校", "E2"),
        ("unknown_word", "教师", cell),
    ]


def test_a_date_out_of_order_here_and_there_is_no_swap(tmp_path: Path) -> None:
    sheets = county()
    for row in (2, 3, 4, 5):
        build.put(sheets, "教师", row, "出生年月", "2009-01")
    assert read_workbook(build.write(tmp_path / "a.xlsx", sheets)).errors == ()


def test_three_columns_moved_round_are_one_error(tmp_path: Path) -> None:
    sheets = moved(county(), "教师", "学历", "职称", "任教学段")
    (error,) = read_workbook(build.write(tmp_path / "a.xlsx", sheets)).errors
    assert error.kind == "swapped_columns" and "有3列似乎错位" in error.message
    assert "“职称”（Q列）列里填的像是“学历”（P列）" in error.message


def test_a_few_strange_cells_are_no_swap(tmp_path: Path) -> None:
    sheets = county()
    for row in (2, 3, 4):
        build.put(sheets, "教师", row, "学历", "一级")
    errors = read_workbook(build.write(tmp_path / "a.xlsx", sheets)).errors
    assert [e.kind for e in errors] == ["unknown_word"] * 3


def test_a_column_all_wrong_whose_own_content_is_nowhere_is_told_cell_by_cell(
    tmp_path: Path,
) -> None:
    sheets = county()
    for row in range(2, 8):
        build.put(sheets, "教师", row, "学历", "一级")
    errors = read_workbook(build.write(tmp_path / "a.xlsx", sheets)).errors
    assert [e.kind for e in errors] == ["unknown_word"] * 6

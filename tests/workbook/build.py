"""Tiny workbooks and counties for the tests; every person and school in them is invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from models.id_number import check_character
from staffing.workbook.ledger import column_letter

Sheet = list[list[Any]]

TERM: Sheet = [
    ["学年", "学期", "起", "止", "口径日期"],
    ["2026-2027", "秋季", "2026-09-01", "2027-08-31", "2026-09-01"],
]
SCHOOLS: Sheet = [
    ["学校代码", "学校名称", "举办性质", "学段", "城乡", "学区", "核定编制", "在校生数", "班级数"],
    ["0301", "样例一小", "公办", "小学", "城区", "城关", 10, 90, 2],
    ["0302", "样例二小", "公办", "小学", "乡村", "北乡", 10, 40, 1],
    ["0303", "样例初中", "公办", "初中", "镇区", "北乡", 10, 50, 1],
    ["0304", "样例民办园", "民办", "幼儿园", "城区", "城关", None, 30, 1],
]
CLASSES: Sheet = [
    ["学校代码", "年级", "班级数", "学生数"],
    ["0301", "一年级", 2, 90],
    ["0302", "三年级", 1, 40],
    ["0303", "七年级", 1, 50],
    ["0304", "大班", 1, 30],
]
TEACHER_HEADER = [
    "教师编号",
    "姓名",
    "性别",
    "出生年月",
    "身份证号",
    "编制学校",
    "现任教学校",
    "编制类型",
    "人员状态",
    "状态起",
    "状态止",
    "岗位类别",
    "任教学段",
    "主教学科",
    "兼教学科",
    "学历",
    "职称",
    "骨干级别",
    "资格证学段",
    "参加工作年月",
    "进入本校年月",
    "首聘年月",
]


def id_number(born: str = "19850301", order: str = "002") -> str:
    """A made-up identity number with a right check character; an even *order* is a woman's."""
    digits = "999999" + born + order
    return digits + check_character(digits)


def teacher(code: str, name: str, **changes: Any) -> list[Any]:
    """A sound row of 教师; *changes* are keyed by header."""
    row: dict[str, Any] = dict.fromkeys(TEACHER_HEADER)
    row |= {
        "教师编号": code,
        "姓名": name,
        "性别": "女",
        "出生年月": "1985-03",
        "编制学校": "0301",
        "现任教学校": "0301",
        "编制类型": "在编",
        "人员状态": "在岗",
        "岗位类别": "教师",
        "任教学段": "小学",
        "主教学科": "语文",
        "学历": "本科",
        "职称": "一级",
        "骨干级别": "无",
        "资格证学段": "小学",
        "参加工作年月": "2008-08",
        "进入本校年月": "2015-08",
        "首聘年月": "2008-08",
    }
    unknown = changes.keys() - row.keys()
    assert not unknown, f"no such columns: {unknown}"
    return list((row | changes).values())


def sound() -> dict[str, Sheet]:
    """The sheets of a small, entirely sound workbook."""
    people = [
        teacher("T01", "样例甲"),
        teacher("T02", "样例乙", 出生年月="1990-07", 主教学科="数学"),
        teacher("T03", "样例丙", 性别="男", 编制学校="0302", 现任教学校="0302"),
    ]
    sheets: dict[str, Sheet] = {
        "本期": TERM,
        "学校": SCHOOLS,
        "班级": CLASSES,
        "教师": [TEACHER_HEADER, *people],
    }
    return deepcopy(sheets)


def column(sheet: Sheet, header: str) -> int:
    """Position of a header in the sheet's first row."""
    return sheet[0].index(header)


def put(sheets: dict[str, Sheet], sheet: str, row: int, header: str, value: Any) -> str:
    """Set a cell by Excel row and header; returns the cell's address."""
    index = column(sheets[sheet], header)
    sheets[sheet][row - 1][index] = value
    return f"{column_letter(index)}{row}"


def write(path: Path, sheets: Mapping[str, Sequence[Iterable[Any]]]) -> Path:
    """Write sheets of raw cells; a header stands in row 1."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        ws = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for index, value in enumerate(row, start=1):
                if value is not None:
                    ws.cell(number, index, value)
    book.save(path)
    book.close()
    return path

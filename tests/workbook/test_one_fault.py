"""One broken workbook per kind of error: the message stands at its cell and says what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.problem import InputRefused
from staffing.workbook import load_county, read_workbook
from tests.workbook import build

Sheets = dict[str, build.Sheet]


@dataclass(frozen=True)
class Cell:
    """One cell broken, the error expected there, words its message must have."""

    sheet: str
    row: int
    header: str
    value: Any
    kind: str
    words: tuple[str, ...] = ()


CELLS = (
    Cell("本期", 2, "学期", "夏季", "unknown_word", ("夏季", "可填")),
    Cell("本期", 2, "学年", "2026", "bad_school_year"),
    Cell("本期", 2, "止", "2025-08-31", "bad_span", ("早于",)),
    Cell("本期", 2, "口径日期", "2016-09-01", "bad_reference"),
    Cell("本期", 2, "口径日期", "2026年9月", "bad_date", ("写到日",)),
    Cell("本期", 2, "起", "2026-02-30", "bad_date", ("日历上没有",)),
    Cell(
        "学校", 2, "学校代码", 301, "numeric_code", ("以0开头（如“0301”）", "已被去掉", "文本格式")
    ),
    Cell("学校", 2, "学校代码", 3703210101000001, "numeric_code", ("15位",)),
    Cell("学校", 2, "学校代码", "3.70321E+09", "numeric_code", ("科学计数法",)),
    Cell("学校", 3, "学校代码", "0301", "duplicate_key", ("第2行",)),
    Cell("学校", 3, "城乡", "农村", "unknown_word", ("最接近“乡村”",)),
    Cell("学校", 2, "举办性质", "公立学校", "unknown_word", ("最接近“公办”",)),
    Cell("学校", 2, "核定编制", None, "blank_required", ("编制主体",)),
    Cell("学校", 2, "核定编制", "约86", "not_number"),
    Cell("学校", 2, "在校生数", -3, "number_range", ("负数",)),
    Cell("学校", 2, "班级数", 2.5, "not_integer"),
    Cell("学校", 2, "在校生数", 1e300, "number_range"),
    Cell("学校", 2, "学区", date(2026, 9, 1), "date_for_text"),
    Cell("班级", 2, "年级", "十年级", "unknown_word"),
    Cell("班级", 2, "学校代码", "0309", "unknown_code", ("最接近“030",)),
    Cell("班级", 2, "学校代码", "样例一小", "unknown_code", ("这是名称，应填代码“0301”",)),
    Cell("教师", 2, "姓名", "　 ", "blank_required"),
    Cell("教师", 2, "主教学科", "数学学", "unknown_word", ("不在学科表中，最接近“数学”",)),
    Cell("教师", 2, "主教学科", None, "blank_required", ("岗位类别是教师",)),
    Cell("教师", 2, "兼教学科", "体育、数学学", "unknown_word"),
    Cell("教师", 2, "身份证号", 341524199007145100.0, "numeric_id", ("第15位",)),
    Cell("教师", 2, "身份证号", "37032119900714", "id_form", ("18位", "370321****0714")),
    Cell("教师", 2, "出生年月", datetime(2449, 10, 15), "bad_date", ("200808", "“2008-08”")),
    Cell("教师", 2, "出生年月", datetime(1905, 6, 7), "bad_date", ("只录入了年份1985", "缺月份")),
    Cell("教师", 2, "出生年月", datetime(2500, 1, 1), "bad_date", ("年份不合理",)),
    Cell("教师", 2, "出生年月", "#VALUE!", "error_value", ("20080801", "“1990-01”")),
    Cell("教师", 2, "出生年月", 1990, "bad_date", ("缺月份",)),
    Cell("教师", 2, "出生年月", 1990.1, "bad_date", ("1月还是10月",)),
    Cell("教师", 2, "出生年月", "1990.13", "bad_date", ("月份",)),
    Cell("教师", 2, "出生年月", "九零年三月", "bad_date"),
    Cell("教师", 2, "现任教学校", "0399", "unknown_code"),
    Cell("教师", 2, "任教学段", "初中", "wrong_stage", ("小学",)),
    Cell("教师", 3, "教师编号", "T01", "duplicate_key"),
    Cell("教师", 2, "职称", "#N/A", "error_value"),
    Cell("教师", 2, "职称", "=VLOOKUP(A2,学校!A:B,2,0)", "formula", ("粘贴为数值",)),
    Cell("教师", 2, "任教学段", '=_xlfn.DISPIMG("ID_1",1)', "formula"),
    Cell("教师", 2, "姓名", 'x=DISPIMG("ID_1",1)', "picture"),
)


@pytest.mark.parametrize("case", CELLS, ids=lambda c: f"{c.sheet}-{c.header}-{c.kind}-{c.value}")
def test_a_broken_cell_is_named(case: Cell, tmp_path: Path) -> None:
    sheets = build.sound()
    cell = build.put(sheets, case.sheet, case.row, case.header, case.value)
    reading = read_workbook(build.write(tmp_path / "book.xlsx", sheets))
    assert reading.county is None
    found = [
        p for p in reading.errors if (p.sheet, p.cell, p.kind) == (case.sheet, cell, case.kind)
    ]
    assert len(found) == 1, reading.errors
    for word in case.words:
        assert word in found[0].message


def test_the_sound_workbook_is_sound(tmp_path: Path) -> None:
    reading = read_workbook(build.write(tmp_path / "book.xlsx", build.sound()))
    assert reading.errors == () and reading.warnings == ()
    assert reading.county is not None and len(reading.county.teachers) == 3
    assert reading.county.cell(reading.county.teachers[0], "subject") == "教师!N2"
    assert not reading.county.has_column("教师", "homeroom")
    assert not reading.county.has_column("志愿", "person")


Change = Callable[[Sheets], object]


@dataclass(frozen=True)
class Whole:
    """A change beyond one cell, and the errors (sheet, cell, kind) it must give, no others."""

    name: str
    change: Change
    expected: set[tuple[str, str, str]] = field(default_factory=set)


def _without(sheet: str, header: str) -> Change:
    def change(sheets: Sheets) -> None:
        index = build.column(sheets[sheet], header)
        for row in sheets[sheet]:
            del row[index]

    return change


def _renamed(sheet: str, header: str, to: str) -> Change:
    return lambda sheets: build.put(sheets, sheet, 1, header, to)


def _with(**rows: list[list[Any]]) -> Change:
    return lambda sheets: sheets.update(rows)


def _chained(sheets: Sheets) -> None:
    for row, value in zip(
        sheets["学校"], ["法人学校代码", "0302", "0303", None, None], strict=True
    ):
        row.append(value)


WHOLE = (
    Whole("missing sheet", lambda s: s.pop("班级"), {("班级", "", "missing_sheet")}),
    Whole("no header", lambda s: s["班级"].pop(0), {("班级", "", "no_header")}),
    Whole("header only", lambda s: s.update(班级=s["班级"][:1]), {("班级", "", "empty_sheet")}),
    Whole("two terms", lambda s: s["本期"].append(s["本期"][1]), {("本期", "3行", "many_terms")}),
    Whole("missing column", _without("学校", "城乡"), {("学校", "", "missing_column")}),
    Whole("near column", _renamed("学校", "城乡", "城乡别"), {("学校", "", "missing_column")}),
    Whole("no 核定编制", _without("学校", "核定编制"), {("学校", "", "missing_column")}),
    Whole("no 教师编号", _without("教师", "教师编号"), {("教师", "", "missing_column")}),
    Whole("no 职称", _without("教师", "职称"), {("教师", "", "missing_column")}),
    Whole(
        "double column",
        _renamed("教师", "身份证号", "姓名"),
        {("教师", "E1", "duplicate_column")},
    ),
    Whole(
        "double required column",
        _renamed("教师", "身份证号", "教师编号"),
        {("教师", "E1", "duplicate_column")},
    ),
    Whole(
        "a code that lost its zero, which all others write rightly",
        lambda s: build.put(s, "学校", 2, "学校代码", 301),
        {("学校", "A2", "numeric_code")},
    ),
    Whole(
        "nobody yet, and a wish",
        lambda s: s.update(
            教师=s["教师"][:1],
            志愿=[["教师编号", "志愿序号", "学校代码", "方式"], ["T01", 1, "0302", "交流"]],
        ),
        {("教师", "", "empty_sheet")},
    ),
    Whole(
        "wishes in an order nobody can follow",
        _with(
            志愿=[
                ["教师编号", "志愿序号", "学校代码", "方式"],
                ["T01", 0, "0302", "交流"],
                ["T01", -1, "0303", "交流"],
                ["T01", 1.5, "0302", "交流"],
                ["T02", 1, "0302", "交流"],
                ["T02", 1, "0303", "交流"],
            ]
        ),
        {
            ("志愿", "B2", "number_range"),
            ("志愿", "B3", "number_range"),
            ("志愿", "B4", "not_integer"),
            ("志愿", "A6", "duplicate_key"),
        },
    ),
    Whole(
        "references of the small sheets",
        _with(
            志愿=[["教师编号", "志愿序号", "学校代码", "方式"], ["T09", 1, "0302", "交流"]],
            校际距离=[
                ["学校甲", "学校乙", "公里", "分钟"],
                ["0301", "0301", 1, 1],
                ["0301", "0302", 5, 9],
                ["0302", "0301", 6, 9],
                ["0301", "0303", None, None],
            ],
            学校调整=[
                ["学校代码", "撤/并/建", "承接学校", "生效"],
                ["0302", "并", None, "2026-09-01"],
                ["0305", "建", None, "2026-09-01"],
            ],
            锁定=[
                ["教师编号", "方式", "学校代码", "理由", "决定人"],
                ["T01", "留任", None, "公示", "局务会"],
                ["T01", "交流", "0302", "公示", "局务会"],
                ["T02", "交流", None, "公示", "局务会"],
            ],
        ),
        {
            ("志愿", "A2", "unknown_code"),
            ("校际距离", "B2", "self_pair"),
            ("校际距离", "A4", "contradictory_road"),
            ("校际距离", "C5", "blank_road"),
            ("学校调整", "C2", "blank_successor"),
            ("学校调整", "A3", "unknown_code"),
            ("锁定", "C3", "closed_lock"),
            ("锁定", "B3", "contradictory_lock"),
            ("锁定", "C4", "blank_required"),
        },
    ),
    Whole(
        "who takes over closes too",
        _with(
            学校调整=[
                ["学校代码", "撤/并/建", "承接学校", "生效"],
                ["0301", "撤", "0302", "2026-09-01"],
                ["0302", "并", "0303", "2026-09-01"],
                ["0303", "撤", "0301", "2027-09-01"],
                ["0304", "撤", "0301", "2026-09-01"],
            ],
        ),
        {("学校调整", f"C{row}", "successor_circle") for row in (2, 3, 4)},
    ),
    Whole(
        "whoever takes over last closes and names nobody",
        _with(
            学校调整=[
                ["学校代码", "撤/并/建", "承接学校", "生效"],
                ["0301", "撤", "0302", "2026-09-01"],
                ["0302", "撤", "0303", "2026-09-01"],
                ["0303", "撤", None, "2027-02-01"],
            ],
        ),
        {("学校调整", f"C{row}", "successor_closes") for row in (2, 3)},
    ),
    Whole(
        "schools that take over go on, or close after the term",
        _with(
            学校调整=[
                ["学校代码", "撤/并/建", "承接学校", "生效"],
                ["0301", "撤", "0302", "2026-09-01"],
                ["0302", "并", "0303", "2027-02-01"],
                ["0303", "撤", None, "2027-09-01"],
                ["0304", "撤", None, "2026-09-01"],
            ],
        ),
        set(),
    ),
    Whole(
        "legal chain",
        _chained,
        {("学校", "J2", "legal_chain")},
    ),
    Whole(
        "outside schools answer only where they may",
        _with(
            外县学校=[["代码", "名称", "学段", "县"], ["W01", "样例外校", "小学", "样例外县"]],
            外县人员=[
                ["编号", "姓名", "角色", "来源学校", "受援学校", "起", "止"],
                ["P1", "样例丁", "教师", "W01", "0302", "2026-09", "2027-08"],
                ["P2", "样例戊", "教师", "W02", "W01", "2026-09", "2027-08"],
            ],
        ),
        {("外县人员", "D3", "unknown_code"), ("外县人员", "E3", "unknown_code")},
    ),
)


@pytest.mark.parametrize("case", WHOLE, ids=lambda c: c.name)
def test_a_broken_sheet_gives_exactly_these_errors(case: Whole, tmp_path: Path) -> None:
    sheets = build.sound()
    case.change(sheets)
    reading = read_workbook(build.write(tmp_path / "book.xlsx", sheets))
    assert {(p.sheet, p.cell, p.kind) for p in reading.errors} == case.expected


def test_a_near_miss_of_a_required_column_is_named(tmp_path: Path) -> None:
    sheets = build.sound()
    build.put(sheets, "学校", 1, "城乡", "城乡别")
    (problem,) = read_workbook(build.write(tmp_path / "book.xlsx", sheets)).errors
    assert "城乡别" in problem.message and "E列" in problem.message


def test_a_bad_school_row_does_not_disown_its_people(tmp_path: Path) -> None:
    sheets = build.sound()
    build.put(sheets, "学校", 2, "城乡", "山区")
    build.put(sheets, "学校", 3, "学校代码", 302)
    sheets["教师"][3][build.column(sheets["教师"], "编制学校")] = "302"
    sheets["教师"][3][build.column(sheets["教师"], "现任教学校")] = "302"
    build.put(sheets, "教师", 2, "现任教学校", "0777")
    reading = read_workbook(build.write(tmp_path / "book.xlsx", sheets))
    places = {(p.sheet, p.cell) for p in reading.errors}
    assert {("学校", "E2"), ("学校", "A3"), ("教师", "G2")} <= places
    assert not any(p.sheet == "教师" and p.cell != "G2" for p in reading.errors)


def test_thirty_mixed_errors_give_thirty_messages_in_reading_order(tmp_path: Path) -> None:
    sheets = build.sound()
    sheets["教师"] += [build.teacher(f"T{n}", f"样例{n}") for n in range(10, 20)]
    broken = [
        *((s, r, h, v) for s, r, h, v in _TWENTY),
        *(("教师", row, "主教学科", "数学学") for row in range(5, 15)),
    ]
    cells = [(s, build.put(sheets, s, r, h, v)) for s, r, h, v in broken]
    assert len(set(cells)) == 30
    path = build.write(tmp_path / "book.xlsx", sheets)
    with pytest.raises(InputRefused) as refused:
        load_county(path)
    found = [(p.sheet, p.cell) for p in refused.value.problems]
    assert sorted(found) == sorted(cells)
    order = ["本期", "学校", "班级", "教师"]
    assert [order.index(s) for s, _ in found] == sorted(order.index(s) for s, _ in found)
    assert [c for s, c in found if s == "教师"][:3] == ["A2", "D2", "H2"]


_TWENTY: tuple[tuple[str, int, str, Any], ...] = (
    ("本期", 2, "学期", "夏季"),
    ("学校", 2, "城乡", "山区"),
    ("学校", 3, "班级数", "两个"),
    ("学校", 4, "核定编制", None),
    ("学校", 5, "举办性质", None),
    ("班级", 2, "年级", "预科"),
    ("班级", 3, "班级数", -1),
    ("班级", 4, "学校代码", 303),
    ("班级", 5, "学生数", None),
    ("教师", 2, "教师编号", 7),
    ("教师", 2, "出生年月", 1990.1),
    ("教师", 2, "编制类型", "编外人"),
    ("教师", 3, "姓名", None),
    ("教师", 3, "性别", "女生"),
    ("教师", 3, "职称", "#REF!"),
    ("教师", 3, "任教学段", "初中"),
    ("教师", 4, "身份证号", 370321198503010025.0),
    ("教师", 4, "编制学校", "0308"),
    ("教师", 4, "学历", "=1+1"),
    ("教师", 4, "参加工作年月", "2008-13"),
)


def test_no_identity_number_is_ever_shown_whole(tmp_path: Path) -> None:
    sheets = build.sound()
    build.put(sheets, "教师", 2, "身份证号", "37032119850301002")
    build.put(sheets, "教师", 3, "身份证号", datetime(1990, 1, 1))
    reading = read_workbook(build.write(tmp_path / "book.xlsx", sheets))
    assert len(reading.errors) == 2
    assert not any("37032119850301002" in p.message for p in reading.errors)

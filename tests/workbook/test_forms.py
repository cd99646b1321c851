"""The many honest ways offices write the same thing, and the few that cannot be read surely."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID253
import pytest

from models.column import Field, Month
from models.sheets import SHEETS, SchoolRow, TeacherRow, TermRow
from models.vocabulary import Grade, Locale
from staffing.workbook import read_workbook
from staffing.workbook.cells import Surroundings, parser_for
from staffing.workbook.header import header_names
from staffing.workbook.refusal import CellRefused
from staffing.workbook.subject_table import known_subjects
from tests.workbook import build

AROUND = Surroundings(known_subjects(), datetime(1899, 12, 30))


def _field(sheet: Any, name: str) -> Field:
    found: Field = next(f for f in sheet.fields() if f.name == name)
    return found


READ: tuple[tuple[Any, str, Any, Any], ...] = (
    (TeacherRow, "born", "1990.1.1", Month(1990, 1)),
    (TeacherRow, "born", "1990.10", Month(1990, 10)),
    (TeacherRow, "born", "１９９０年３月", Month(1990, 3)),
    (TeacherRow, "born", "199003", Month(1990, 3)),
    (TeacherRow, "born", 199003, Month(1990, 3)),
    (TeacherRow, "born", 1990.03, Month(1990, 3)),
    (TeacherRow, "born", 1990.12, Month(1990, 12)),
    (TeacherRow, "born", 32874, Month(1990, 1)),
    (TeacherRow, "born", datetime(1990, 3, 5), Month(1990, 3)),
    (TermRow, "start", "2026年9月", date(2026, 9, 1)),
    (TermRow, "end", "2027-02", date(2027, 2, 28)),
    (TermRow, "start", "2026/9/1", date(2026, 9, 1)),
    (TermRow, "start", "2026 年 9 月 1 日", date(2026, 9, 1)),
    (TermRow, "start", "2026-09-01 00:00:00", date(2026, 9, 1)),
    (TermRow, "start", 20260901, date(2026, 9, 1)),
    (TermRow, "start", 46266, date(2026, 9, 1)),
    (TeacherRow, "code", "　００Ｔ１ ", "00T1"),
    (TeacherRow, "name", " 样例　 甲\u200b", "样例 甲"),
    (TeacherRow, "subject", "语 文", "语文"),
    (TeacherRow, "subject", "思品", "道德与法治"),
    (TeacherRow, "also_subjects", "体育，音 乐;体育", ("体育", "音乐")),
    (TeacherRow, "itinerant_days", "周一、星期三", ("周一", "周三")),
    (TeacherRow, "homeroom", "√", True),
    (TeacherRow, "homeroom", False, False),
    (TeacherRow, "weekly_periods", 12.1, Decimal("12.1")),
    (TeacherRow, "weekly_periods", 0.1 + 0.2, Decimal("0.3")),
    (TeacherRow, "weekly_periods", "１２．５课时", Decimal("12.5")),
    (TeacherRow, "id_number", "11010519491231002x", "11010519491231002X"),
    (SchoolRow, "pupils", "1,350人", 1350),
    (SchoolRow, "pupils", 1350.0, 1350),
    (SchoolRow, "locale", 220, Locale.RURAL),
    (SchoolRow, "longitude", -1.5, Decimal("-1.5")),
    (SchoolRow, "district", 12, "12"),
)


@pytest.mark.parametrize(("sheet", "name", "raw", "value"), READ, ids=lambda x: str(x)[:24])
def test_read_as(sheet: Any, name: str, raw: Any, value: Any) -> None:
    assert parser_for(_field(sheet, name), AROUND)(raw) == value


UNSURE: tuple[tuple[Any, str, Any], ...] = (
    (TeacherRow, "born", 1990),
    (TeacherRow, "born", 1990.1),
    (TeacherRow, "born", 1990.123),
    (TeacherRow, "born", "90.3"),
    (TeacherRow, "born", True),
    (TeacherRow, "status_from", 1e12),
    (TermRow, "reference", "2026-09"),
    (TermRow, "start", "1026-09-01"),
    (TeacherRow, "code", 7),
    (TeacherRow, "code", 1.5),
    (TeacherRow, "code", datetime(2026, 9, 1)),
    (TeacherRow, "homeroom", "可能"),
    (TeacherRow, "weekly_periods", "nan"),
    (TeacherRow, "weekly_periods", "12,5"),
    (TeacherRow, "weekly_periods", True),
    (TeacherRow, "itinerant_days", "每天"),
    (SchoolRow, "pupils", "１３５０余"),
)


@pytest.mark.parametrize(("sheet", "name", "raw"), UNSURE, ids=lambda x: str(x)[:24])
def test_never_guessed(sheet: Any, name: str, raw: Any) -> None:
    with pytest.raises(CellRefused):
        parser_for(_field(sheet, name), AROUND)(raw)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.sheet)
def test_no_two_columns_of_a_sheet_share_a_header(sheet: Any) -> None:
    names = header_names(sheet)
    for field in sheet.fields():
        assert field.name in {found.name for found in names.values()}
    spelt = [s for f in sheet.fields() for s in (f.column.header, *f.column.also)]
    assert len(spelt) == len(set(spelt))


def test_titles_above_merged_group_heads_stars_and_hidden_rows(tmp_path: Path) -> None:
    sheets = build.sound()
    path = build.write(tmp_path / "book.xlsx", sheets)
    book = openpyxl.load_workbook(path)
    ws = book["教师"]
    ws.insert_rows(1, 3)
    ws["A1"] = "样例县教师基本情况统计表"
    ws["A2"] = "填表日期：2026年9月"
    for column in range(1, ws.max_column + 1):
        head = ws.cell(4, column)
        if head.value not in ("编制学校", "现任教学校", "编制类型"):
            ws.cell(3, column, f"{head.value}\n★（说明）")
            head.value = None
    ws["F3"] = "学校与编制"
    ws.merge_cells("A1:H1")
    ws.merge_cells("F3:H3")
    ws.row_dimensions[6].hidden = True
    ws.append([None] * 3)
    ws.append(["合计", 3])
    ws.append(["填表人：某某"])
    book.save(path)
    reading = read_workbook(path)
    assert reading.errors == () and reading.county is not None
    assert [t.code for t in reading.county.teachers] == ["T01", "T02", "T03"]
    assert [t.row_number for t in reading.county.teachers] == [5, 6, 7]
    assert [p.kind for p in reading.warnings] == ["hidden_rows", "total_row"]


def test_two_line_heads_join_group_and_item(tmp_path: Path) -> None:
    sheets = build.sound()
    head = sheets["班级"][0]
    sheets["班级"][:1] = [["学校", None, "各年级", None], ["代码", "年级", "班级数", "学生数"]]
    assert head == ["学校代码", "年级", "班级数", "学生数"]
    reading = read_workbook(build.write(tmp_path / "book.xlsx", sheets))
    assert reading.errors == () and reading.county is not None
    assert len(reading.county.classes) == 4


def test_aliases_sheet_names_and_any_order_of_columns(tmp_path: Path) -> None:
    sheets = build.sound()
    sheets["教师 表"] = [row[::-1] for row in sheets.pop("教师")]
    sheets["学校"][0][0] = "学校编码"
    sheets["封面"] = [["随便写"]]
    reading = read_workbook(build.write(tmp_path / "book.xlsx", sheets))
    assert reading.errors == () and reading.warnings == ()


def test_a_header_repeated_inside_the_data_is_no_row(tmp_path: Path) -> None:
    sheets = build.sound()
    sheets["班级"].insert(3, list(sheets["班级"][0]))
    assert read_workbook(build.write(tmp_path / "book.xlsx", sheets)).errors == ()


def test_misspelt_optional_sheets_and_columns_are_mentioned(tmp_path: Path) -> None:
    sheets = build.sound()
    sheets["免缓"] = [["教师编号"]]
    build.put(sheets, "教师", 1, "资格证学段", "资格证书学段")
    reading = read_workbook(build.write(tmp_path / "book.xlsx", sheets))
    assert [(p.sheet, p.kind) for p in reading.warnings] == [
        ("教师", "near_column"),
        ("免缓申请", "near_sheet"),
    ]


def test_subjects_added_by_vocational_demand(tmp_path: Path) -> None:
    sheets = build.sound()
    sheets["学校"].append(["0305", "样例职校", "公办", "中职", "城区", "城关", 10, 0, 0])
    sheets["学科需求"] = [
        ["学校代码", "学段", "学科", "周课时"],
        ["0305", "中职", "汽修", 20],
        ["0301", "小学", "汽车", 20],
    ]
    sheets["教师"].append(
        build.teacher(
            "T04", "样例丁", 编制学校="0305", 现任教学校="0305", 任教学段="中职", 主教学科="汽修"
        )
    )
    reading = read_workbook(build.write(tmp_path / "book.xlsx", sheets))
    assert [(p.sheet, p.cell, p.kind) for p in reading.errors] == [
        ("学科需求", "C3", "unknown_word")
    ]


def test_sums_and_attached_classes_only_warn(tmp_path: Path) -> None:
    sheets = build.sound()
    build.put(sheets, "学校", 2, "在校生数", 91)
    sheets["班级"].append(["0302", "大班", 0, 0])
    sheets["教师"].append(build.teacher("T05", "样例戊", 现任教学校="0302", 任教学段="幼儿园"))
    reading = read_workbook(build.write(tmp_path / "book.xlsx", sheets))
    assert reading.errors == ()
    assert [(p.sheet, p.cell, p.kind) for p in reading.warnings] == [
        ("学校", "H2", "sum_mismatch"),
        ("班级", "B6", "odd_grade"),
    ]
    assert Grade.K3 in {row.grade for row in reading.county.classes}  # type: ignore[union-attr]

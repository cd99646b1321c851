"""The template is refused until filled; a county written and read back is the same county."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID253
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.column import Code, IdNumber, Month, Row, Subject
from models.county import FIELD_OF_SHEET, County
from models.sheets import SHEETS, PlanRow, TeacherRow, TermRow
from models.vocabulary import SUBJECTS, Word
from staffing.workbook import load_county, read_workbook
from staffing.workbook.layout import BookWriter, star_of
from staffing.workbook.template import (
    SCHOOL_COLUMNS,
    TEMPLATE_SHEETS,
    DropDowns,
    example_value,
    write_county,
    write_template,
)
from tests.workbook import build


def test_an_untouched_template_is_refused_in_one_sentence(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    (error,) = read_workbook(tmp_path / "t.xlsx").errors
    assert (error.sheet, error.cell, error.kind) == ("本期", "3行", "example_row")
    assert "示例行" in error.message and "整行删除" in error.message
    assert all(f"{sheet.sheet}!3行" in error.message for sheet in SHEETS[1:])


def test_every_sheet_says_whether_it_must_be_filled(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book["教师"]["A1"].value == "教师（这张表必须填；带★的列不能空）"
    assert "可以不填" in book["志愿"]["A1"].value
    assert "报学期数据时不填" in book["安排表"]["A1"].value


def test_the_template_has_every_column_list_and_note(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames[0] == "填表说明"
    for sheet in TEMPLATE_SHEETS:
        ws = book[sheet.sheet]
        heads = [cell.value for cell in ws[2] if cell.value]
        assert heads == [f.column.header + star_of(sheet, f) for f in sheet.fields()]
        lists = sum(
            bool(f.words or f.kind is Subject or (sheet, f.name) in SCHOOL_COLUMNS) and not f.many
            for f in sheet.fields()
        )
        assert len(ws.data_validations.dataValidation) == lists
        for rule in ws.data_validations.dataValidation:
            assert len(str(rule.formula1)) <= 257
    notes = {cell.value: cell.comment.text for cell in book["教师"][2] if cell.comment}
    assert notes["任教学段☆"].startswith("教师岗必填") and "课时" in notes["周课时"]


def test_a_list_too_long_for_a_cell_goes_to_a_hidden_sheet(tmp_path: Path) -> None:
    with BookWriter(tmp_path / "x.xlsx", "x") as writer:
        writer.book.add_worksheet("首页")
        lists = DropDowns(writer)
        assert lists.source(("是", "否")) == ["是", "否"]
        assert lists.source(tuple(f"样例学校{n:03d}" for n in range(40))) == "=字典!$A$1:$A$40"
        lists.write()
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book["字典"].sheet_state == "hidden" and book["字典"]["A40"].value == "样例学校039"


def test_every_example_is_a_value_its_column_takes() -> None:
    for sheet in TEMPLATE_SHEETS:
        for field in sheet.fields():
            value = example_value(field)
            assert value is not None or not field.required, (sheet.sheet, field.column.header)


def test_a_filled_template_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    for sheet in TEMPLATE_SHEETS:
        book[sheet.sheet].delete_rows(3)
    for title, rows in build.sound().items():
        heads = {str(c.value).rstrip("★☆"): c.column for c in book[title][2] if c.value}
        for number, row in enumerate(rows[1:], start=3):
            for header, value in zip(rows[0], row, strict=True):
                book[title].cell(number, heads[header], value)
    book.save(path)
    reading = read_workbook(path)
    assert reading.errors == () and reading.county is not None
    assert len(reading.county.teachers) == 3


def test_same_bytes_in_another_process_with_another_hash_seed(tmp_path: Path) -> None:
    county = load_county(build.write(tmp_path / "b.xlsx", build.sound()))
    write_template(tmp_path / "here.xlsx")
    write_county(county, tmp_path / "county.xlsx")
    code = (
        "import sys; from pathlib import Path; from staffing.workbook import load_county;"
        "from staffing.workbook.template import write_county, write_template;"
        "write_template(Path('there.xlsx'));"
        "write_county(load_county(Path('b.xlsx')), Path('county2.xlsx'))"
    )
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": str(root)},
        check=True,
    )
    assert (tmp_path / "here.xlsx").read_bytes() == (tmp_path / "there.xlsx").read_bytes()
    assert (tmp_path / "county.xlsx").read_bytes() == (tmp_path / "county2.xlsx").read_bytes()


def test_a_missing_column_stays_missing_and_a_formula_like_name_stays_text(tmp_path: Path) -> None:
    sheets = build.sound()
    build.put(sheets, "教师", 2, "姓名", "样例甲")
    county = load_county(build.write(tmp_path / "b.xlsx", sheets))
    first = county.teachers[0].model_copy(update={"name": "=1+1"})
    county = replace(county, teachers=(first, *county.teachers[1:]))
    write_county(county, tmp_path / "c.xlsx")
    with zipfile.ZipFile(tmp_path / "c.xlsx") as archive:
        assert not any(b"<f>" in archive.read(n) for n in archive.namelist())
    again = load_county(tmp_path / "c.xlsx")
    assert again.columns == county.columns
    assert again.teachers[0].name == "=1+1"


# -- round trip of made-up counties ---------------------------------------------------------------

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
TEXT = st.text(st.sampled_from("样例甲乙丙（）=+-@'\"<&>ABc09_."), min_size=1, max_size=6)
KINDS: Mapping[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(0, 99_999),
    bool: st.booleans(),
    Decimal: st.decimals(0, 999, allow_nan=False, places=4),
    date: DAYS,
    Month: DAYS.map(Month.of),
    Code: st.text(st.sampled_from("0123456789AB"), min_size=1, max_size=12),
    IdNumber: DAYS.map(lambda d: IdNumber(build.id_number(f"{d:%Y%m%d}"))),
    Subject: st.sampled_from(SUBJECTS),
}
FIXED = {
    "itinerant_days": st.sampled_from([(), ("周一",), ("周二", "周五")]),
    "also_subjects": st.lists(KINDS[Subject], unique=True, max_size=3).map(tuple),
}


def _values(sheet: type[Row], keep: frozenset[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Any values for the fields not in *keep*; optional ones blank at times."""
    parts: dict[str, st.SearchStrategy[Any]] = {}
    for field in sheet.fields():
        if field.name in keep:
            continue
        one: st.SearchStrategy[Any] | None = FIXED.get(field.name)
        if one is None:
            is_word = isinstance(field.kind, type) and issubclass(field.kind, Word)
            one = st.sampled_from(list(field.kind)) if is_word else KINDS[field.kind]
            one = one if field.required else st.none() | one
        parts[field.name] = one
    return st.fixed_dictionaries(parts)


TEACHER_KEEP = frozenset(
    {
        *("code", "establishment_school", "duty_school", "stage", "post_kind"),
        *TeacherRow.required_of_teachers,
    }
)


@given(people=st.lists(_values(TeacherRow, TEACHER_KEEP), min_size=1, max_size=4))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_read_of_written_is_the_county(
    base: County, people: list[dict[str, Any]], tmp_path: Path
) -> None:
    model = base.teachers[0]
    teachers = tuple(
        TeacherRow(**{**model.model_dump(), **values, "code": f"00{n}"})
        for n, values in enumerate(people)
    )
    county = replace(base, teachers=teachers, columns={}, letters={})
    write_county(county, tmp_path / "c.xlsx")
    assert _bare(load_county(tmp_path / "c.xlsx")) == _bare(county)


ROUND_TRIP_SHEETS = {"积分": "points", "招聘": "recruits", "基期值": "baselines", "支教团": "teams"}


@given(data=st.data())
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_small_sheets_come_back_too(base: County, data: st.DataObject, tmp_path: Path) -> None:
    changes: dict[str, Any] = {}
    for name in ROUND_TRIP_SHEETS.values():
        sheet = FIELD_OF_SHEET[name]
        rows = data.draw(st.lists(_values(sheet, frozenset()), max_size=3))
        fixed = {"person": "T01", "sender": "0301", "receiver": "0302", "role": "教师"}
        fixed = {k: v for k, v in fixed.items() if k in sheet.model_fields}
        spans = [
            {**row, **fixed} | ({"end": max(row["start"], row["end"])} if "end" in row else {})
            for row in rows
        ]
        made = {tuple(r[k] for k in sheet.key): sheet(**r) for r in spans}
        changes[name] = tuple(made.values())
    county = replace(base, columns={}, letters={}, **changes)
    write_county(county, tmp_path / "c.xlsx")
    assert _bare(load_county(tmp_path / "c.xlsx")) == _bare(county)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> County:
    return load_county(build.write(tmp_path_factory.mktemp("base") / "b.xlsx", build.sound()))


def _bare(county: County) -> County:
    """The county in canonical order without where its rows came from."""
    rows: dict[str, tuple[Row, ...]] = {TermRow.sheet: (county.term,)}
    rows |= {sheet.sheet: getattr(county, name) for name, sheet in FIELD_OF_SHEET.items()}
    plain = {
        name: tuple(row.model_copy(update={"row_number": 0}) for row in found)
        for name, found in rows.items()
    }
    return County.from_rows(plain)


def test_the_plan_sheet_is_explained(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    guide = openpyxl.load_workbook(tmp_path / "t.xlsx")["填表说明"]
    said = {(row[0].value, row[1].value) for row in guide.iter_rows()}
    assert {(PlanRow.sheet, f.column.header) for f in PlanRow.fields()} <= said

"""What is read otherwise than it looks is said: hidden rows, words of a plan table, open ends."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl  # noqa: TID253
import pytest

from models.sheets import HistoryRow
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.intake import check_book
from staffing.workbook import read_workbook
from staffing.workbook.plan import read_plan
from staffing.workbook.template import write_county
from tests.every_roster import PLAIN
from tests.tiny import tiny


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny county's workbook."""
    monkeypatch.chdir(tmp_path)
    write_county(tiny(), Path("book.xlsx"))
    return Path("book.xlsx")


def hide(path: Path, sheet: str, *rows: int) -> None:
    opened = openpyxl.load_workbook(path)
    for row in rows:
        opened[sheet].row_dimensions[row].hidden = True
    opened.save(path)


def test_hidden_rows_are_read_and_said(book: Path) -> None:
    hide(book, "教师", 4, 6)
    reading = read_workbook(book)
    (told,) = [w for w in reading.warnings if w.kind == "hidden_rows"]
    assert (told.sheet, told.cell) == ("教师", "4行") and "有2行" in told.message
    assert reading.county is not None and len(reading.county.teachers) == len(tiny().teachers)


def test_hidden_rows_without_data_are_nobodys_business(book: Path) -> None:
    hide(book, "教师", 200)
    assert not [w for w in read_workbook(book).warnings if w.kind == "hidden_rows"]
    assert not read_workbook(book).warnings


def plan(path: Path, **cells: str) -> Path:
    """A plan table made by hand, one row of it."""
    said = {"教师编号": "T2", "方式": "交流", "关系": "不调动", "派出学校": "A", "接收学校": "B",
            "起": "2026-09-01", "止": "2027-01-31"} | cells  # fmt: skip
    opened = openpyxl.Workbook()
    opened.active.title = "安排表"  # type: ignore[union-attr]
    opened.active.append(list(said))  # type: ignore[union-attr]
    opened.active.append(list(said.values()))  # type: ignore[union-attr]
    opened.save(path)
    return path


def test_a_word_of_the_plan_read_as_another_is_told_by_audit(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = plan(tmp_path / "hand.xlsx", 方式="轮岗")
    (told,) = read_plan(path, tiny()).warnings
    assert told.kind == "respelled" and "交流" in told.message
    words = ["audit", "book.xlsx", "--roster", str(path), "--policy", str(PLAIN)]
    run(words)
    assert "“轮岗”按“交流”读取" in capsys.readouterr().err
    run([*words, "--json"])
    assert json.loads(capsys.readouterr().out)["warnings"][0]["kind"] == "respelled"


def test_a_plan_in_the_contracts_words_is_read_without_a_word(tmp_path: Path) -> None:
    assert read_plan(plan(tmp_path / "hand.xlsx"), tiny()).warnings == ()


def running(start: str, end: str | None = None) -> HistoryRow:
    return HistoryRow(person="T2", school="B", start=start, end=end, mode="交流", relation="不调动")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2023-09-01", None, True),
        ("2024-09-01", None, True),  # two years by the policy, over on the term's first day
        ("2024-10-01", None, False),
        ("2023-09-01", "2027-08-31", False),
    ],
)
def test_an_open_end_past_the_modes_length_is_told(
    start: str, end: str | None, told: bool, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    write_county(tiny(history=[running(start, end)]), path)
    found = [w for w in check_book(path, PLAIN).warnings if w.kind == "endless"]
    assert bool(found) is told
    if told:
        assert found[0].sheet == "履历" and "没有写“止”" in found[0].message


def test_gaps_are_written_whole(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", "book.xlsx", "--policy", str(PLAIN), "-o", "gaps.xlsx"]) == Exit.DONE
    opened = openpyxl.load_workbook("gaps.xlsx")
    assert opened.sheetnames == ["学科缺口", "编制"]
    cells = [[c.value for c in row] for row in opened["学科缺口"].iter_rows()]
    assert any(row[1:5] == ["B", "河东小学", "小学", "语文"] and row[8] == 10 for row in cells)
    capsys.readouterr()
    assert run(["gaps", "book.xlsx", "-o", "book.xlsx"]) == Exit.REFUSED

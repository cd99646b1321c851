"""Which plan a question is about where nobody names it, and what the record says of runs."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.problem import InputRefused
from staffing.answers.recorded import unlike
from staffing.answers.source import PlanSource
from staffing.cli.app import run as staffing
from staffing.roster_book.target import replace_whole
from staffing.store import Store
from staffing.workbook.template import write_county
from tests.every_roster import PLAIN
from tests.tiny import tiny

WORDS = ["book.xlsx", "--policy", str(PLAIN)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_county(tiny(), tmp_path / "book.xlsx")
    return tmp_path


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    staffing(["runs", "--json"])
    return list(json.loads(capsys.readouterr().out)["runs"])


def test_a_question_takes_the_solved_plan_and_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not what was planned again for objections nobody wrote down, and no what-if."""
    staffing(["solve", *WORDS, "-o", "r.xlsx"])
    (first,) = listed(capsys)
    staffing(["replan", *WORDS, "--exempt", "T1", "-o", "again.xlsx"])
    staffing(["whatif", *WORDS, "--exempt", "T2", "--save", "免一人"])
    runs = listed(capsys)
    assert [r["kind"] for r in runs] == ["replan", "solve"]
    base = PlanSource(folder / "book.xlsx", str(PLAIN)).fetch()
    assert base.run_id == first["id"]
    assert "最近一次求解的方案；另有 1 次，要以别的为准用 --run 指定" in base.words
    staffing(["explain", *WORDS, "T1"])
    assert base.words in capsys.readouterr().out


def test_a_roster_stands_for_the_run_it_was_written_from(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    staffing(["solve", *WORDS, "-o", "r.xlsx"])
    staffing(["replan", *WORDS, "--exempt", "T1", "-o", "again.xlsx"])
    replanned, first = listed(capsys)
    for name, run in (("r.xlsx", first), ("again.xlsx", replanned)):
        base = PlanSource(folder / "book.xlsx", str(PLAIN), roster=folder / name).fetch()
        assert base.run_id == run["id"] and base.tiers and "数据指纹相同" in base.words
    _unnamed(folder / "r.xlsx")
    by_hand = PlanSource(folder / "book.xlsx", str(PLAIN), roster=folder / "r.xlsx").fetch()
    assert by_hand.run_id is None and by_hand.words == "以r.xlsx的方案为准。"


def test_edits_by_hand_are_held_against_the_run_the_roster_was_written_from(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The replanned roster, unedited: no edits, though the solved plan is another."""
    staffing(["solve", *WORDS, "-o", "r.xlsx"])
    staffing(["replan", *WORDS, "--exempt", "T1", "-o", "again.xlsx"])
    replanned, first = listed(capsys)
    assert replanned["roster_sha256"] != first["roster_sha256"]
    staffing(["pin", *WORDS, "--roster", "again.xlsx", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["plan"] == replanned["id"] and told["edits"] == []
    assert "数据指纹相同" in told["plan_words"]


def test_a_workbook_saved_again_is_the_same_workbook(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Opened in Excel and saved, rows sorted otherwise: other bytes, the same content."""
    staffing(["solve", *WORDS, "-o", "r.xlsx"])
    staffing(["whatif", *WORDS, "--exempt", "T2", "--save", "免一人"])
    (first,) = listed(capsys)
    _saved_again(folder / "book.xlsx")
    base = PlanSource(folder / "book.xlsx", str(PLAIN)).fetch()
    assert base.run_id == first["id"] and base.intake.input_sha256 != first["input_sha256"]
    named = PlanSource(folder / "book.xlsx", str(PLAIN), run=first["id"]).fetch()
    assert named.run_id == first["id"]
    assert PlanSource(folder / "book.xlsx", str(PLAIN), run="免一人").fetch().run_id
    roster = PlanSource(folder / "book.xlsx", str(PLAIN), roster=folder / "r.xlsx").fetch()
    assert roster.run_id == first["id"]
    staffing(["solve", *WORDS, "-o", "again.xlsx"])
    again, _ = listed(capsys)
    assert (folder / "again.xlsx").read_bytes() == (folder / "r.xlsx").read_bytes()
    with Store(None) as store:
        assert unlike(store.load(again["id"]), store.load(first["id"])) == []


def test_a_workbook_that_says_something_else_is_another(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    staffing(["solve", *WORDS, "-o", "r.xlsx"])
    (first,) = listed(capsys)
    county = tiny({"T1": {"name": "样例改名"}})
    assert county.content_sha256 != tiny().content_sha256
    write_county(county, folder / "book.xlsx")
    with pytest.raises(InputRefused, match="没有本工作簿的方案"):
        PlanSource(folder / "book.xlsx", str(PLAIN)).fetch()
    with pytest.raises(InputRefused, match="用的是另一份工作簿"):
        PlanSource(folder / "book.xlsx", str(PLAIN), run=first["id"]).fetch()
    staffing(["solve", *WORDS])
    other, _ = listed(capsys)
    with Store(None) as store:
        (said,) = unlike(store.load(other["id"]), store.load(first["id"]))
    assert "工作簿内容不同" in said


def test_plans_of_earlier_terms_do_not_make_it_another_workbook(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is locked by published results is no content of the workbook."""
    staffing(["solve", *WORDS, "-o", "r.xlsx"])
    staffing(["solve", *WORDS, "--published", "r.xlsx"])
    last, _ = listed(capsys)
    _saved_again(folder / "book.xlsx")
    assert PlanSource(folder / "book.xlsx", str(PLAIN)).fetch().run_id == last["id"]


def test_a_record_made_before_contents_were_kept_knows_its_workbook(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its bytes."""
    staffing(["solve", *WORDS])
    (first,) = listed(capsys)
    older = sqlite3.connect("staffing.db")
    older.execute("drop table run_content")
    older.commit()
    older.close()
    assert PlanSource(folder / "book.xlsx", str(PLAIN)).fetch().run_id == first["id"]
    _saved_again(folder / "book.xlsx")
    with pytest.raises(InputRefused, match="没有本工作簿的方案"):
        PlanSource(folder / "book.xlsx", str(PLAIN)).fetch()


def _saved_again(path: Path) -> None:
    """What opening and saving makes of a workbook, its teachers in another order."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book["教师"]
    rows = [row for row in sheet.iter_rows() if row[0].value in tiny().teacher]
    said = [[cell.value for cell in row] for row in reversed(rows)]
    for row, values in zip(rows, said, strict=True):
        for cell, value in zip(row, values, strict=True):
            cell.value = value
    replace_whole(path, lambda unfinished: book.save(unfinished))


def _unnamed(path: Path) -> None:
    """Take one row off the plan table, as somebody would by hand."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    book["安排表"].delete_rows(2)
    replace_whole(path, lambda unfinished: book.save(unfinished))


def test_the_list_says_what_a_run_is_and_the_whole_conclusion(folder: Path) -> None:
    from staffing.result import Run
    from tests.out.finished import finished_run

    made: Run = replace(finished_run(), made_by="replan", objections=("免一人",))
    with Store(None) as store:
        run_id = store.save(made)
        origin = store.origins()[run_id]
    assert (origin.kind, origin.objections) == ("replan", 1)
    assert origin.conclusion == made.conclusion

"""Workbooks of ours given where something else is meant: told by what they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID253
import pytest

from models.problem import InputRefused
from staffing.answers.source import PlanSource
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.workbook.template import write_county
from tests.every_roster import PLAIN
from tests.tiny import teacher, tiny

MORE = [teacher("T8", "A", "语文"), teacher("T9", "A", "语文")]
BOOK = ["book.xlsx", "--policy", str(PLAIN)]
WORDS = [*BOOK, "--db", "own.db"]
OTHER = PLAIN.read_text("utf-8").replace('id = "plain"', 'id = "other"')


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county with its roster, one of the same policy planned again, and one of another policy
    that another record has."""
    folder = tmp_path_factory.mktemp("whose")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        write_county(tiny(more=MORE), folder / "book.xlsx")
        (folder / "other.toml").write_text(OTHER, "utf-8")
        staffing(["solve", *WORDS, "-o", "own.xlsx"])
        other = ["book.xlsx", "--policy", "other.toml", "--db", "other.db"]
        staffing(["solve", *other])
        staffing(["replan", *other, "--exempt", "T1", "-o", "other.xlsx"])
        book = openpyxl.Workbook()
        book.active.title = "领导人员安排"
        book.create_sheet("安排表").append(["教师编号", "方式", "接收学校", "起", "止"])
        book.save(folder / "leaders.xlsx")
    return folder


@pytest.fixture(autouse=True)
def _there(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made)


def refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert staffing(words) == Exit.REFUSED
    return capsys.readouterr().err


def runs(database: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    staffing(["runs", "--json", "--db", database])
    return list(json.loads(capsys.readouterr().out)["runs"])


@pytest.mark.parametrize("words", [["replan", *WORDS, "--pins"], ["pin", *WORDS, "--roster"]])
def test_the_roster_of_another_plan_is_no_edit_of_this_one(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused([*words, "other.xlsx"], capsys)
    assert "按另一份政策（或改动以前的这份政策）的另一次求解写出的花名册" in said
    assert "凡不同的行都会当作手改" in said and "异议1" not in said


def test_a_run_the_record_has_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Asked by the one policy about the roster of the other, both in one record."""
    staffing(["solve", *BOOK, "--db", "other.db"])
    wrote = next(r for r in runs("other.db", capsys) if r["kind"] == "replan")
    said = refused(["pin", *BOOK, "--db", "other.db", "--roster", "other.xlsx"], capsys)
    assert f"是第 {wrote['id']} 次运行（政策“" in said and f"加 --run {wrote['id']}、用" in said


def test_it_is_taken_where_that_is_said_on_purpose(capsys: pytest.CaptureFixture[str]) -> None:
    (run,) = runs("own.db", capsys)
    staffing(["pin", *WORDS, "--roster", "other.xlsx", "--run", run["id"], "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["plan"] == run["id"] and told["edits"]
    assert "照 --run 指定；《other.xlsx》是" in told["plan_words"]
    staffing(["pin", *WORDS, "--roster", "own.xlsx", "--run", run["id"], "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["edits"] == [] and "照 --run" not in told["plan_words"]


@pytest.mark.parametrize("words", [["replan", *WORDS, "--pins"], ["pin", *WORDS, "--roster"],
                                   ["audit", *BOOK, "--roster"]])  # fmt: skip
def test_the_leaders_workbook_is_told_to_be_that(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused([*words, "leaders.xlsx"], capsys)
    assert "《leaders.xlsx》 这是领导人员内部文件" in said and "不是花名册" in said


def test_a_question_about_the_leaders_workbook_is_refused() -> None:
    with pytest.raises(InputRefused, match="领导人员内部文件"):
        PlanSource(Path("book.xlsx"), str(PLAIN), roster=Path("leaders.xlsx")).fetch()


@pytest.mark.parametrize(("name", "what"), [("own.xlsx", "花名册"), ("leaders.xlsx", "领导人员")])
def test_a_result_is_no_workbook_of_a_term(
    name: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(["solve", name, "--policy", str(PLAIN)], capsys)
    assert f"《{name}》 这是{what}" in said and "不是学期工作簿" in said
    assert "缺少必须有的工作表" not in said

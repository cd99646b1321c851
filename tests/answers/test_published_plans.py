"""Questions about a plan made with published results: the record remembers them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.intake import read_roster
from staffing.workbook.template import write_county
from tests.answers.at_hand import said, write_rows
from tests.competing import managed
from tests.every_roster import PLAIN

POLICY = ("--policy", str(PLAIN))
SHOWN = ("--published", "1.xlsx")
PUBLISHED = "P2"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A county with one competition published, and the plan made with it."""
    monkeypatch.chdir(tmp_path)
    write_county(managed().county, tmp_path / "book.xlsx")
    run(["solve", "book.xlsx", *POLICY, "--round", "学区内", "-o", "1.xlsx"])
    assert run(["solve", "book.xlsx", *POLICY, *SHOWN, "-o", "r.xlsx"]) in (0, 1)
    return tmp_path


def test_planning_again_keeps_what_was_published_without_the_files(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("replan", "book.xlsx", *POLICY, "--quick")
    _, plain = said(capsys, *words)
    _, again = said(capsys, *words)  # of the plan made again, which remembers them too
    _, given = said(capsys, *words, *SHOWN)
    for found in (plain, again, given):
        assert not found["objections"] and not found["changed"]
        assert PUBLISHED in {p["person"] for p in found["placements"] if p["mode"] == "竞聘"}
    assert "《1.xlsx》照旧算数" in plain["plan_words"]
    assert "照旧算数" not in given["plan_words"]


def test_explain_takes_a_published_place_for_decided(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = said(capsys, "explain", "book.xlsx", PUBLISHED, *POLICY)
    assert code == Exit.DONE
    run(["explain", "book.xlsx", PUBLISHED, *POLICY])
    assert "须本人报名" not in capsys.readouterr().out


def test_without_a_memory_the_files_are_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect("staffing.db") as record:
        record.execute("delete from run_earlier")
    record.close()
    for words in (["explain", "book.xlsx", "P1"], ["replan", "book.xlsx", "--quick"]):
        assert run([*words, *POLICY]) == Exit.REFUSED
        assert "--published" in capsys.readouterr().err
        assert run([*words, *POLICY, *SHOWN]) in (Exit.DONE, Exit.SHORT)
        capsys.readouterr()


def test_the_command_that_pin_prints_is_about_the_same_plan(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = read_roster(Path("r.xlsx"), managed().county).placements
    assert {p.person for p in plan} > {PUBLISHED}
    write_rows([p for p in plan if p.person == PUBLISHED], Path("hand.xlsx"))
    run(["pin", "book.xlsx", "--roster", "hand.xlsx", *POLICY, *SHOWN])
    told = capsys.readouterr().err
    assert "--run " in told and "--published 1.xlsx" in told and "--pins hand.xlsx" in told


def test_of_runs_alike_the_one_made_in_the_first_place_wrote_the_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, listed = said(capsys, "runs")
    first = listed["runs"][0]["id"]
    _, again = said(capsys, "replan", "book.xlsx", *POLICY, "--quick")
    assert again["run"]["roster_sha256"] == next(
        r["roster_sha256"] for r in listed["runs"] if r["id"] == first
    )
    _, found = said(capsys, "pin", "book.xlsx", "--roster", "r.xlsx", *POLICY)
    assert found["plan"] == first

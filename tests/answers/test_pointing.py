"""Where a supposition has no plan the very command that tells why is named, and it does tell."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from staffing.answers.source import PlanSource
from staffing.answers.suppose.changes import Wanted
from staffing.answers.suppose.pointing import diagnose_command
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.workbook.template import write_county
from tests.answers.at_hand import COUNTY, POLICY, said

IMPOSSIBLE = ["--exempt", "T1", "--pin", "T1:交流:B"]


@pytest.fixture
def solved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_county(COUNTY, Path("book.xlsx"))
    assert run(["solve", "book.xlsx", "--policy", POLICY]) == Exit.DONE
    return tmp_path


@pytest.mark.parametrize("command", ["whatif", "replan"])
def test_the_command_named_names_the_conflict(
    command: str, solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = [command, "book.xlsx", "--policy", POLICY, *IMPOSSIBLE]
    code, told = said(capsys, *ask)
    (found,) = told["scenarios"] if command == "whatif" else (told,)
    assert code == Exit.IMPOSSIBLE
    assert run(ask) == Exit.IMPOSSIBLE
    assert found["diagnose"] in " ".join(capsys.readouterr().err.split("\n"))
    code, why = said(capsys, *shlex.split(found["diagnose"])[1:])
    assert code == Exit.IMPOSSIBLE and len(why["supposed"]) == 2
    (conflict,) = why["conflicts"]
    assert {(i["rule"], i["where"]) for i in conflict["items"]} == {
        ("lock", "命令行的假设"),
        ("exemption", "命令行的假设"),
    }


def test_every_impossible_cell_of_a_grid_has_its_own(
    solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hard = ["--set", "rules.rotation_share.force=hard", "--grid", "share=0.1..0.9/0.8"]
    code, told = said(capsys, "whatif", "book.xlsx", "--policy", POLICY, *hard)
    possible, impossible = told["scenarios"]
    assert code == Exit.IMPOSSIBLE and possible["diagnose"] is None
    words = shlex.split(impossible["diagnose"])
    assert "rules.rotation_share.share=0.9" in words and "rules.rotation_share.force=hard" in words
    code, why = said(capsys, *words[1:])
    assert code == Exit.IMPOSSIBLE
    assert {c["rule"] for c in why["concessions"]} == {"rotation_share"}


def test_a_question_of_those_who_decide_about_leaders_is_not_written_out() -> None:
    source = PlanSource(Path("a b.xlsx"), "national")
    secret = Wanted(pin=("T1:留任",), with_leaders=True)
    assert diagnose_command(source, secret) == ""
    command = diagnose_command(source, Wanted(pin=("T1:留任",)))
    assert command == 'staffing diagnose "a b.xlsx" --policy national --pin T1:留任'


def test_nothing_supposed_is_the_workbook_as_it_is(
    solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = said(capsys, "diagnose", "book.xlsx", "--policy", POLICY)
    assert (code, told["supposed"], told["possible"]) == (Exit.DONE, [], True)

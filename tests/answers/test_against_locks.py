"""Suppositions that a lock speaks against are refused by the lock's cell, with what to write."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.county import County
from models.problem import InputRefused
from models.sheets import LockRow
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.workbook.template import write_county
from tests.answers.at_hand import COUNTY, POLICY, write_rows
from tests.answers.planted import lock
from tests.every_roster import under, with_visits
from tests.tiny import move, tiny

SENT = tiny(locks=[lock("T2", "B")])
VISITS = tiny(
    locks=[LockRow(person="T2", mode="走教", school="B", periods=3, reason="公示", decided_by="局")]  # type: ignore[arg-type]
)
REMEDY = re.compile(r"请同时写 (--pin) (\S+?)（代替这一条）")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(command: str, *words: str) -> int:
    more = ["--quick"] if command == "replan" else []
    return run([command, "book.xlsx", "--policy", POLICY, *words, *more])


CASES: list[tuple[County, str, str, str]] = [
    (SENT, "--exempt", "T2", "获批免的按政策不能这样安排"),
    (SENT, "--absent", "T2", "本人不能到岗，派不出去"),
    (VISITS, "--absent", "T2", "本人不能到岗，派不出去"),
    (SENT, "--close", "B:C", "那里撤了，不能再安排人"),
    (VISITS, "--close", "B:C", "那里撤了，不能再安排人"),
    (SENT, "--close", "A:B", "撤并以后本人就在那里，不用再派"),
]


@pytest.mark.parametrize(("county", "option", "text", "why"), CASES)
def test_the_lock_is_named_by_its_cell_and_the_remedy_works(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    county: County,
    option: str,
    text: str,
    why: str,
) -> None:
    """It was 已证明无解, or somebody who is ill was sent all the same."""
    write_county(county, folder / "book.xlsx")
    asked("solve")
    commands = ["whatif"] if option == "--close" else ["whatif", "replan"]
    for command in commands:
        capsys.readouterr()
        assert asked(command, option, text) == Exit.REFUSED
        heard = capsys.readouterr().err
        assert f"命令行!{option} {text} 锁定!A3 样例T2（T2）锁定" in heard and why in heard
        assert "从“锁定”表删去这一行" in heard
        (remedy,) = REMEDY.findall(heard)
        assert asked(command, option, text, *remedy) in (Exit.DONE, Exit.SHORT)


def refused(county: County, **options: Any) -> list[str]:
    there = with_visits(county)
    try:
        read_changes(Wanted(**options), there.county, there.policy)
    except InputRefused as refused:
        return [p.message for p in refused.problems if p.kind == "against_lock"]
    return []


def test_what_does_not_speak_against_a_lock_is_not_refused() -> None:
    """Who stays may fall out; an exemption bars no visit by this policy; others are no matter."""
    stays = tiny(locks=[lock("T2", None, "留任")])
    barred = tiny(locks=[VISITS.locks[0].model_copy(update={"periods": Decimal(0)})])
    for county in (stays, barred):
        assert refused(county, absent=("T2",)) == []
    assert refused(stays, exempt=("T2",)) == [] == refused(stays, close=("A:B",))
    assert refused(VISITS, exempt=("T2",)) == []
    assert refused(SENT, exempt=("T1",), absent=("T3",)) == [] == refused(SENT, close=("C:B",))
    off = under(VISITS)  # 走教 is off: such locks rest
    assert read_changes(Wanted(absent=("T2",)), off.county, off.policy)


def test_nobody_is_supposed_absent_and_sent() -> None:
    """The plan would send somebody who is not there; an exempt one it finds impossible."""
    (words,) = refused(COUNTY, pin=("T2:交流:B",), absent=("T2",))
    assert words.startswith("同时定了样例T2（T2）锁定交流到") and words.endswith("请只留一样")
    assert refused(COUNTY, pin=("T2:交流:B",), exempt=("T2",)) == []


def test_a_published_lock_is_named_by_its_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Written into the workbook the exemption frees the person: what was announced is over."""
    write_county(COUNTY, folder / "book.xlsx")
    write_rows([move("T1", "A", "B", subject="语文")], folder / "公示.xlsx")
    asked("solve", "--published", "公示.xlsx")
    capsys.readouterr()
    assert asked("replan", "--exempt", "T1") == Exit.REFUSED
    heard = capsys.readouterr().err
    assert "《公示.xlsx》安排表 样例T1（T1）锁定交流到河东小学" in heard
    assert "写进工作簿再求解、重排，公示的就不再锁定" in heard
    (remedy,) = REMEDY.findall(heard)
    assert asked("replan", "--exempt", "T1", *remedy) in (Exit.DONE, Exit.SHORT)


def test_a_hand_edit_that_undoes_the_lock_is_heard(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_county(SENT, folder / "book.xlsx")
    asked("solve")
    write_rows([], folder / "edit.xlsx")
    told = asked("replan", "--exempt", "T2", "--pins", "edit.xlsx")
    assert told in (Exit.DONE, Exit.SHORT), capsys.readouterr().err

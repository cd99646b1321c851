"""A workbook with errors: what can be decided already is told with them, and stays true."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path

import openpyxl  # noqa: TID253
import pytest

from models.problem import Problem
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.intake import Checked, check_book
from staffing.sample.county import make_county
from staffing.workbook.template import write_county
from tests.workbook import build

SEEDS = range(14)
TOUCHED = ("学校", "班级", "教师", "教师", "志愿", "履历", "锁定", "积分", "岗位", "免缓申请")


@cache
def _whole(folder: Path) -> tuple[Path, Checked]:
    """A county with everything to look into in it, and what is said of it."""
    path = folder / "whole.xlsx"
    write_county(make_county(160, 3), path)
    return path, check_book(path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Checked]:
    return _whole(tmp_path_factory.mktemp("whole"))


def _spoiled(path: Path, target: Path, seed: int) -> set[str]:
    """The workbook with a few cells made unreadable; their addresses."""
    dice, book, spoiled = random.Random(seed), openpyxl.load_workbook(path), set[str]()
    for name in dice.sample(TOUCHED, dice.randint(1, 3)):
        sheet = book[name]
        cell = sheet.cell(dice.randint(4, sheet.max_row), dice.randint(1, sheet.max_column))
        cell.value = "？？"
        spoiled.add(f"{name}!{cell.coordinate}")
    book.save(target)
    return spoiled


def _words(problems: tuple[Problem, ...]) -> set[tuple[str, str]]:
    return {(problem.place, problem.message) for problem in problems}


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_told_that_mending_takes_back(
    seed: int, whole: tuple[Path, Checked], tmp_path: Path
) -> None:
    path, sound = whole
    for again in range(5):
        spoiled = _spoiled(path, tmp_path / "b.xlsx", 100 * seed + again)
        found = check_book(tmp_path / "b.xlsx")
        if spoiled <= {error.place for error in found.errors}:  # free text takes anything
            break
    else:
        pytest.fail("nothing could be spoiled")
    assert not _words(found.warnings) - _words(sound.warnings)
    assert len(found.warnings) >= len(sound.warnings) // 3


def test_errors_and_what_can_be_decided_come_together(tmp_path: Path) -> None:
    """T01 is off post, T02 has no readable subject: both are told, and not what rests on T02."""
    sheets = build.sound()
    build.put(sheets, "教师", 2, "人员状态", "在编不在岗")
    build.put(sheets, "教师", 3, "主教学科", "数学学")
    build.put(sheets, "教师", 3, "人员状态", "在编不在岗")
    found = check_book(build.write(tmp_path / "b.xlsx", sheets))
    assert [error.kind for error in found.errors] == ["unknown_word"]
    assert [(w.cell, w.kind) for w in found.warnings if w.sheet == "教师"] == [("I2", "off_post")]


def test_the_screen_has_errors_first_and_says_what_comes_later(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets = build.sound()
    build.put(sheets, "教师", 2, "人员状态", "在编不在岗")
    build.put(sheets, "教师", 3, "主教学科", "数学学")
    book = str(build.write(tmp_path / "b.xlsx", sheets))
    assert run(["check", book]) == Exit.REFUSED
    told = "".join("".join(capsys.readouterr()).split())
    assert told.index("错误（必须改正）") < told.index("在编不在岗，不计入师资")
    assert "改正后再运行一次才核查" in told
    assert run(["check", book, "--json"]) == Exit.REFUSED
    said = json.loads(capsys.readouterr().out)
    assert [e["cell"] for e in said["errors"]] == ["N3"]
    assert "I2" in [w["cell"] for w in said["warnings"]]


def test_without_sound_dates_nothing_is_held_against_them(tmp_path: Path) -> None:
    sheets = build.sound()
    build.put(sheets, "教师", 2, "人员状态", "在编不在岗")
    build.put(sheets, "本期", 2, "口径日期", "？？")
    assert check_book(build.write(tmp_path / "b.xlsx", sheets)).warnings == ()

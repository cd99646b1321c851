"""What the 锁定 sheet says of subject and stage: refused by cell where it cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.sheets import LockRow, SchoolChangeRow
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.workbook.template import write_county
from tests.every_roster import PLAIN
from tests.tiny import START, tiny


def _refused(folder: Path, capsys: pytest.CaptureFixture[str], *locks: dict[str, Any]) -> str:
    rows = [LockRow(**{"reason": "公示", "decided_by": "局", **lock}) for lock in locks]  # type: ignore[arg-type]
    write_county(tiny(locks=rows), folder / "book.xlsx")
    assert staffing(["solve", str(folder / "book.xlsx"), "--policy", str(PLAIN)]) == Exit.REFUSED
    return capsys.readouterr().err


def _cell(folder: Path, header: str) -> str:
    from openpyxl import load_workbook

    sheet = load_workbook(folder / "book.xlsx")["锁定"]
    (cell,) = (c for c in sheet[2] if c.value and str(c.value).startswith(header))
    return f"{cell.column_letter}3"


@pytest.mark.parametrize(
    ("lock", "header", "why"),
    [
        ({"mode": "调动", "school": "B", "stage": "高中"}, "任教学段", "不是学校“B”办的学段"),
        ({"mode": "调动", "school": "B", "subject": "音乐"}, "学科", "不支持任教音乐"),
        ({"mode": "交流", "school": "C", "stage": "初中"}, "任教学段", "小学教师资格不能任教初中"),
        ({"mode": "走教", "school": "B", "subject": "音乐"}, "学科", "不支持任教音乐"),
        ({"mode": "留任", "subject": "音乐"}, "学科", "学科只用于外出任教的"),
        ({"mode": "交流", "school": "B", "periods": 4}, "周课时", "周课时只用于走教"),
    ],
)
def test_what_cannot_be_taught_there_is_refused_at_its_cell(
    lock: dict[str, Any],
    header: str,
    why: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    heard = _refused(tmp_path, capsys, {"person": "T1", **lock})
    assert why in heard and _cell(tmp_path, header) in heard


def test_two_rows_that_decide_two_subjects_contradict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = [{"person": "T1", "mode": "调动", "school": "B", "subject": x} for x in ("语文", "数学")]
    heard = _refused(tmp_path, capsys, *both)
    assert "既锁定“调动到B教" in heard and "请只留一行" in heard


def test_a_closed_school_is_told_beside_whatever_else_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The office mends all of it in one go, with no policy at hand."""
    shut = SchoolChangeRow(school="B", change="撤", successor="A", effective=START)  # type: ignore[arg-type]
    locks = [
        LockRow(person="T1", mode="调动", school="B", reason="公示", decided_by="局"),  # type: ignore[arg-type]
        LockRow(person="T2", mode="留任", reason="公示", decided_by="局", subject="音乐"),  # type: ignore[arg-type]
    ]
    write_county(tiny(locks=locks, school_changes=[shut]), tmp_path / "book.xlsx")
    assert staffing(["check", str(tmp_path / "book.xlsx")]) == Exit.REFUSED
    heard = "".join(capsys.readouterr())
    assert "锁定!C3" in heard and "已撤并（“学校调整”表第3行：撤" in heard
    assert "学科只用于外出任教的" in heard


def test_who_trains_at_their_own_school_is_not_told_to_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """培训 leaves people in their own school's books; any other way of going there is a slip."""
    for mode, odd in (("培训", False), ("交流", True)):
        row = LockRow(person="T1", mode=mode, school="A", reason="公示", decided_by="局")  # type: ignore[arg-type]
        write_county(tiny(locks=[row]), tmp_path / "book.xlsx")
        staffing(["check", str(tmp_path / "book.xlsx")])
        assert ("就是现任教学校" in "".join(capsys.readouterr())) is odd

"""Visits a clerk strikes out, moves or shortens in the roster workbook: honoured, or refused by
cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.sheets import LockRow
from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.intake import read_roster
from staffing.workbook.template import write_county
from tests.itinerant.district_book import POLICY, asked, say, write_district

Edit = Callable[[Any], None]
"""What a hand does to the sheet 安排表."""


def _rows(sheet: Any) -> dict[tuple[str, str], int]:
    """(person, host) → row number."""
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return {(str(row[0]), str(row[5])): number for number, row in enumerate(rows, 2)}


def _without(*visits: tuple[str, str]) -> Edit:
    def edit(sheet: Any) -> None:
        for visit in visits:
            sheet.delete_rows(_rows(sheet)[visit])

    return edit


def _with(visit: tuple[str, str], header: str, value: object) -> Edit:
    def edit(sheet: Any) -> None:
        column = [cell.value for cell in sheet[1]].index(header) + 1
        sheet.cell(_rows(sheet)[visit], column).value = value

    return edit


def _by_hand(folder: Path, *edits: Edit) -> str:
    from openpyxl import load_workbook

    book = load_workbook(folder / "plan.xlsx")
    for edit in edits:
        edit(book["安排表"])
    book.save(folder / "hand.xlsx")
    return str(folder / "hand.xlsx")


def _visits(plan: list[dict[str, Any]], person: str) -> list[tuple[str, float]]:
    return [(p["host"], p["periods"]) for p in plan if p["person"] == person]


def test_a_visit_struck_out_is_a_decision_that_it_is_not_made(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand = _by_hand(folder, _without(("P", "D")))
    _, pins = asked(capsys, folder, "pin", "--roster", hand)
    (edit,) = pins["edits"]
    assert (edit["person"], edit["after"]) == ("P", [])
    assert edit["decisions"] == ["样例P（P）定为不走教，留在原校"]
    _, text = say(capsys, folder, "pin", "--roster", hand)
    assert "走教到D校" in text and "“全部学科缺口”多 6 课时" in text
    assert pins["changes"]["cover"] == 60
    _, again = asked(capsys, folder, "replan", "--pins", hand)
    assert [line["person"] for line in again["changed"]] == ["P"]
    assert _visits(again["placements"], "P") == []
    assert again["objections"] == edit["decisions"]


def test_one_of_two_visits_struck_out_leaves_the_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand = _by_hand(folder, _without(("M", "C")))
    _, again = asked(capsys, folder, "replan", "--pins", hand)
    assert again["objections"] == ["样例M（M）定为走教到B校每周 6 课时，不到C校走教"]
    assert _visits(again["placements"], "M") == [("B", 6)]


def test_lessons_written_by_hand_are_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hand = _by_hand(folder, _with(("M", "B"), "周课时", 3))
    _, again = asked(capsys, folder, "replan", "--pins", hand)
    assert _visits(again["placements"], "M") == [("B", 3), ("C", 3)]


def test_a_school_nobody_proposed_is_kept_when_the_rules_allow_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """D needs no music; a hand that sends M there all the same is obeyed."""
    hand = _by_hand(folder, _with(("M", "C"), "接收学校", "D"))
    _, again = asked(capsys, folder, "replan", "--pins", hand)
    assert _visits(again["placements"], "M") == [("B", 6), ("D", 3)]


@pytest.mark.parametrize(
    ("visit", "header", "value", "cell", "words"),
    [
        (("M", "B"), "周课时", 5, "K2", "走教周课时应是3的整倍数"),
        (("M", "B"), "起", "2026-10-01", "I2", "走教的起应为2026-09-01"),
        (("M", "B"), "派出学校", "C", "E2", "走教的派出学校应为A"),
        (("M", "B"), "接收学校", "A", "F2", "走教"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_cell(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    visit: tuple[str, str],
    header: str,
    value: object,
    cell: str,
    words: str,
) -> None:
    hand = _by_hand(folder, _with(visit, header, value))
    code, text = say(capsys, folder, "pin", "--roster", hand)
    assert code == Exit.REFUSED
    assert f"安排表!{cell}" in text and words in text


@pytest.mark.parametrize(
    ("pin", "left"),
    [
        ("M:不走教", []),
        ("M:不走教:C", [("B", 6)]),
        ("M:走教:B:3", [("B", 3)]),
        ("M:走教:C", [("C", 3)]),
    ],
)
def test_the_same_on_the_command_line(
    folder: Path, capsys: pytest.CaptureFixture[str], pin: str, left: list[tuple[str, float]]
) -> None:
    _, again = asked(capsys, folder, "replan", "--pin", pin, "--quick")
    assert _visits(again["placements"], "M") == left


def test_decisions_on_visits_stand_in_the_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a replan asks to be written there: no visit, and one of so many lessons."""
    said = {"reason": "异议", "decided_by": "局务会"}
    locks = [
        LockRow(person="M", mode="走教", periods=0, **said),
        LockRow(person="R", mode="走教", school="A", periods=3, **said),
        LockRow(person="R", mode="走教", school="D", periods=3, **said),
    ]
    there = write_district(tmp_path / "book.xlsx", locks=locks)
    code, _ = say(capsys, tmp_path, "solve", "-o", str(tmp_path / "plan.xlsx"))
    assert code == Exit.DONE
    plan = read_roster(tmp_path / "plan.xlsx", there).placements
    assert [(p.person, p.host, p.periods) for p in plan] == [
        ("P", "D", 6), ("R", "A", 3), ("R", "D", 3)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lock", "words"),
    [
        ({"mode": "交流", "school": "B", "periods": 3}, "周课时只用于走教"),
        ({"mode": "走教", "school": "B", "periods": -3}, "是负数"),
        ({"mode": "走教", "periods": 3}, "必须写明学校代码"),
    ],
)
def test_a_lock_that_means_nothing_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lock: dict[str, Any], words: str
) -> None:
    row = LockRow(person="M", reason="异议", decided_by="局务会", **lock)
    write_district(tmp_path / "book.xlsx", locks=[row])
    code = staffing(["check", str(tmp_path / "book.xlsx"), "--policy", POLICY])
    text = "".join(capsys.readouterr())
    assert code == Exit.REFUSED and words in text


MOST = "走教合计至多 9 课时"


def test_more_lessons_than_a_week_holds_are_told_at_the_cell_with_the_one_limit(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten periods a week are three half-days, whoever asks for how much more."""
    for lessons, words in ((33, "至多9课时"), (41, "至多9课时")):
        hand = _by_hand(folder, _with(("M", "B"), "周课时", lessons))
        code, text = say(capsys, folder, "pin", "--roster", hand)
        assert code == Exit.REFUSED and "安排表!K2" in text
        assert words in text or MOST in text
    code, text = say(capsys, folder, "whatif", "--pin", "M:走教:B:33")
    assert code == Exit.REFUSED and MOST in text
    code, text = say(capsys, folder, "whatif", "--pin", "M:走教:B:6", "--pin", "M:走教:C:6")
    assert code == Exit.REFUSED and MOST in text
    assert say(capsys, folder, "whatif", "--pin", "M:走教:B:9")[0] != Exit.REFUSED


def test_two_visits_that_are_too_much_together_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """M's six at B and three at C fill the week; six at C are too many."""
    hand = _by_hand(folder, _with(("M", "C"), "周课时", 6))
    code, text = say(capsys, folder, "pin", "--roster", hand)
    assert code == Exit.REFUSED and "安排表!K3" in text


def test_a_lock_of_more_lessons_than_a_week_holds_is_refused_at_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = LockRow(person="M", mode="走教", school="B", periods=33, reason="异议", decided_by="局")  # type: ignore[arg-type]
    write_district(tmp_path / "book.xlsx", locks=[row])
    code, text = say(capsys, tmp_path, "solve")
    assert code == Exit.REFUSED and MOST in text and "锁定!G3" in text


def test_a_visit_that_leaves_its_own_school_short_is_told_with_its_lock(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All ten lessons of M are wanted at home: nine of them are promised elsewhere."""
    lock = LockRow(person="M", mode="走教", school="B", periods=9, reason="议定", decided_by="局")  # type: ignore[arg-type]
    book = tmp_path / "book.xlsx"
    there = write_district(book, locks=[lock])
    wanted = [
        row.model_copy(update={"periods": Decimal(10)})
        if (row.school, row.subject) == ("A", "音乐")
        else row
        for row in there.demands
    ]
    write_county(replace(there, demands=tuple(wanted)), book)
    code, text = say(capsys, tmp_path, "solve")
    assert code == Exit.SHORT and "锁定超限" in text
    assert "派出学校学科底线”超 9 课时" in text and "锁定!A3" in text.replace("\n", "")

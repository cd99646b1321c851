"""What locks exceed: solve, audit, diagnose, pin and replan tell one number and one exit code."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from staffing.cli.app import run as staffing
from staffing.cli.exits import Exit
from staffing.workbook.template import write_county
from tests.every_roster import PLAIN
from tests.out.test_over_limits import locked_in
from tests.tiny import START, tiny

POLICY = str(PLAIN)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], command: str, *words: str) -> tuple[int, str]:
    capsys.readouterr()
    code = staffing([command, "book.xlsx", "--policy", POLICY, *words])
    return code, capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code, heard = said(capsys, *words, "--json")
    return code, json.loads(heard)


def _short(document: dict[str, Any], rule: str) -> list[tuple[str, int]]:
    return [(x["key"], x["over"]) for x in document["over_limits"] if x["rule"] == rule]


def test_a_cap_that_locks_exceed_is_told_alike_with_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_county(locked_in(1).county, folder / "book.xlsx")
    for words in (["solve", "-o", "plan.xlsx"], ["audit", "--roster", "plan.xlsx"]):
        code, document = told(capsys, *words)
        assert code == Exit.SHORT and _short(document, "establishment_cap") == [("B", 2)]
        Path("plan.xlsx").unlink() if words[0] == "solve" else None
        code, heard = said(capsys, *words)
        heard = "".join(heard.split())
        assert code == Exit.SHORT and "硬性规则都满足" not in heard
        assert "除锁定超限1处外" in heard and "staffingdiagnose" not in heard
        assert "锁定!A3、锁定!A4" in heard and "请先办妥“河东小学编制+2”（学校!" in heard
    code, document = told(capsys, "diagnose")
    assert code == Exit.SHORT
    (given,) = document["decided"]["concessions"]
    assert (given["rule"], given["key"], given["amount"]) == ("establishment_cap", "B", 2)


def test_a_floor_that_an_edit_goes_below_is_told_alike_by_pin_and_replan(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import load_workbook

    write_county(tiny(), folder / "book.xlsx")
    assert said(capsys, "solve", "-o", "plan.xlsx")[0] in (Exit.DONE, Exit.SHORT)
    book = load_workbook("plan.xlsx")
    sheet = book["安排表"]
    headers = [cell.value for cell in sheet[1]]
    row = {"教师编号": "T4", "方式": "交流", "关系": "不调动", "派出学校": "A", "接收学校": "B",
           "学科": "体育", "起": START, "止": date(2028, 8, 31),
           "任教学段": "小学", "返回学校": "A"}  # fmt: skip
    sheet.append([row.get(str(header)) for header in headers])
    book.save("hand.xlsx")
    code, pin = told(capsys, "pin", "--roster", "hand.xlsx")
    assert code == Exit.SHORT, pin
    ((key, over),) = _short(pin, "sending_floor")
    assert key == "A/小学/体育" and not [f for f in pin["findings"] if f["rule"] == "sending_floor"]
    heard = "".join(said(capsys, "pin", "--roster", "hand.xlsx")[1].split())
    assert "锁定超限" in heard and "另补" in heard and "改上列人员的决定" in heard
    code, again = told(capsys, "replan", "--pins", "hand.xlsx", "--quick")
    assert code == Exit.SHORT and _short(again, "sending_floor") == [(key, over)]

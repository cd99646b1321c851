"""Nothing is called possible or better that a leader's move, told nowhere, makes worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.answers.explain.explaining import JUDGED_WHOLE, Explainer
from staffing.answers.loaded import load_plan
from staffing.answers.page import Page
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.intake import read_roster
from staffing.leaders.openly import UNTOLD, openly
from staffing.workbook.template import write_county
from tests.answers.at_hand import POLICY, base_of, said, write_rows
from tests.answers.test_leaders_by_hand import LED
from tests.every_roster import under
from tests.tiny import move

AWAY = move("M1", "A", "C", subject="数学", stage="小学")
"""L1 goes from A to W9 in the plan, told nowhere: then M1 is needed at A, for A keeps 数学."""


def test_of_a_verdict_is_told_what_the_listed_plan_shows_too() -> None:
    assert openly([1, 2], [2, 3]) == ((2,), True)
    assert openly([2], [2, 3]) == ((2,), False)


@pytest.mark.parametrize("led", [False, True])
def test_what_breaks_a_floor_without_the_leader_is_no_way_to_go(led: bool) -> None:
    base = base_of(under(LED))
    plan = load_plan(base.intake.situation, base.roster)
    assert "L1" in plan.roster.by_person and "M1" not in plan.roster.by_person
    page = Explainer(plan, with_leaders=led).explain("M1")
    (told,) = (a["alone"] for a in (page.data or {})["alternatives"] if a["host"] == "C")
    if led:
        assert told["broken"] == ["派出学校学科底线"] and not told["untold"]
        assert told["changes"] and JUDGED_WHOLE in page.closing
    else:
        assert told == {"broken": [], "breaches": [], "changes": {}, "untold": True}
        assert _cell(page, "镇中学校") == UNTOLD and JUDGED_WHOLE not in page.closing
        assert "底线" not in str(page.tables) and "--leaders" in page.tables[0].rest


def _cell(page: Page, school: str) -> object:
    """只改本人、别人不动, of going to a school."""
    (row,) = (r for r in page.tables[0].rows if school in str(r[0]))
    return row[page.tables[0].headers.index("只改本人、别人不动")]


def test_a_hand_edit_that_breaks_a_floor_without_the_leader_is_not_without_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_county(LED, tmp_path / "book.xlsx")
    run(["solve", "book.xlsx", "--policy", POLICY, "-o", "r.xlsx", "--leaders-output", "l.xlsx"])
    rows = read_roster(tmp_path / "r.xlsx", LED).placements
    write_rows([*rows, AWAY], tmp_path / "hand.xlsx")
    ask = ["pin", "book.xlsx", "--policy", POLICY, "--roster", "hand.xlsx"]
    code, told = said(capsys, *ask)
    assert code == Exit.SHORT and told["untold"]
    assert not told["changes"] and not told["findings"]
    run(ask)
    page = capsys.readouterr().out
    assert UNTOLD in page and "没有新的不符" not in page and "底线" not in page
    whole = said(capsys, "audit", *ask[1:], "--leaders", "l.xlsx")[1]
    assert "派出学校学科底线" in str(whole)

"""A leader nobody has decided about, in a roster by hand: refused by cell, never obeyed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.problem import InputRefused
from models.roster import Placement
from models.vocabulary import Mode
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.answers.suppose.edits import read_edits
from staffing.answers.suppose.replanning import replan
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.intake import read_roster
from staffing.json_contract import solve_json
from staffing.leaders.discretion import CONFIDENTIAL, is_open
from staffing.roster_book import compose
from staffing.roster_book.confidential import leaders_book
from staffing.workbook.template import write_county
from tests.answers.at_hand import POLICY, base_of, said, write_rows
from tests.every_roster import under
from tests.rules.teams import OUTSIDE, PEOPLE, guest, out, team
from tests.tiny import move, teacher, tiny

LED = tiny(
    more=[*PEOPLE, teacher("L8", "B", "语文", leadership="副职"), teacher("K3", "B", "语文")],
    teams=[out("学校领导"), out("教师", subject="语文"), team("学校领导")],
    outside_schools=OUTSIDE,
    outside_people=[guest("G1", "学校领导")],
)
"""L1 of A can go with a team, L2 or L8 of B be a counterpart at W1."""

SHADOWS = [move(code, "B", "W1", "跟岗", team="TD01") for code in ("L2", "L8")]


@pytest.fixture
def solved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sequence[Placement]:
    """The rows of the roster written of the county."""
    monkeypatch.chdir(tmp_path)
    write_county(LED, tmp_path / "book.xlsx")
    assert run(["solve", "book.xlsx", "--policy", POLICY, "-o", "r.xlsx"]) != Exit.REFUSED
    return read_roster(tmp_path / "r.xlsx", LED).placements


@pytest.mark.parametrize("row", [*SHADOWS, move("L1", "A", "W9", "支教", team="TP01")])
def test_pin_and_replan_refuse_the_row_alike_whether_the_plan_moves_the_leader_or_not(
    row: Placement, solved: Sequence[Placement], capsys: pytest.CaptureFixture[str]
) -> None:
    assert not any(is_open(LED, p.person) for p in solved)
    write_rows([*solved, row], Path("hand.xlsx"))
    ask = ["book.xlsx", "--policy", POLICY]
    pinned = said(capsys, "pin", *ask, "--roster", "hand.xlsx")
    planned = said(capsys, "replan", *ask, "--quick", "--pins", "hand.xlsx")
    assert pinned == planned and pinned[0] == Exit.REFUSED
    (error,) = pinned[1]["errors"]
    assert (error["sheet"], error["cell"]) == ("安排表", f"A{len(solved) + 3}")
    assert row.person in error["message"] and "“锁定”表" in error["message"]
    assert "删去这一行" in error["message"] and error["kind"] == "confidential"


def test_that_a_leader_stays_is_not_for_a_roster_to_say_either(tmp_path: Path) -> None:
    there = under(LED)
    base = base_of(there)
    stays = move("L2", "B", "B", Mode.STAY)
    write_rows([*base.roster.placements, stays], tmp_path / "hand.xlsx")
    with pytest.raises(InputRefused, match="领导人员"):
        read_edits(base, tmp_path / "hand.xlsx")


def test_a_published_result_and_a_final_roster_must_not_hold_the_row_either(
    solved: Sequence[Placement], capsys: pytest.CaptureFixture[str]
) -> None:
    """Published it would be locked, and obeyed; audited it is noted, for the plan is another's."""
    write_rows([*solved, SHADOWS[0]], Path("hand.xlsx"))
    ask = ["book.xlsx", "--policy", POLICY]
    audited = ["audit", *ask, "--roster", "r.xlsx"]
    for words in (["solve", *ask], audited):
        code, told = said(capsys, *words, "--published", "hand.xlsx")
        assert code == Exit.REFUSED
        (error,) = told["errors"]
        assert (error["sheet"], error["cell"]) == ("《hand.xlsx》安排表", f"A{len(solved) + 3}")
    assert not said(capsys, *audited)[1]["warnings"]
    _, told = said(capsys, "audit", *ask, "--roster", "hand.xlsx")
    (noted,) = [w for w in told["warnings"] if w["kind"] == "confidential"]
    assert noted["cell"] == f"A{len(solved) + 3}" and "--leaders" in noted["message"]


def test_what_those_who_decide_suppose_of_a_leader_is_no_decision() -> None:
    """The plan made again obeys it; the leader's row stays withheld, the objection names nobody."""
    base = base_of(under(LED))
    pins = Wanted(pin=("L8:跟岗:W1",), with_leaders=True)
    changes = read_changes(pins, LED, base.intake.policy)
    found = replan(base, changes, afresh=False)
    assert [p.person for p in found.run.withheld if p.person == "L8"] == ["L8"]
    assert [o.people for o in found.objections] == [("L8",)]
    told = [json.dumps(solve_json(found.run), ensure_ascii=False)]
    told += [str(sheet) for sheet in compose(found.run).sheets]
    assert "L8" in str(leaders_book(found.run.situation, found.run.withheld, found.run))
    assert not [text for text in told if "L8" in text]
    assert found.run.objections == (f"学校领导{CONFIDENTIAL}",)


def test_a_supposition_about_a_leader_is_kept_without_a_name(
    solved: Sequence[Placement], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["runs", "export", said(capsys, "runs")[1]["runs"][0]["id"], "-o", "again.xlsx",
         "--leaders-output", "l.xlsx"])  # fmt: skip
    both = ["--roster", "again.xlsx", "--leaders", "l.xlsx"]
    ask = ["whatif", "book.xlsx", "--policy", POLICY, *both, "--exempt", "L8", "--save", "试"]
    code, told = said(capsys, *ask)
    assert code != Exit.REFUSED and "L8" in str(told["scenarios"][0]["supposed"])
    listed = said(capsys, "runs")[1]
    assert [one["supposed"] for one in listed["whatif"]] == [[f"学校领导{CONFIDENTIAL}"]]
    assert "L8" not in json.dumps(listed, ensure_ascii=False)

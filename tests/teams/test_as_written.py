"""What a roster's rows say of teams and cannot be, each at its cell, for audit and pin alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from constraints.facts.seats import Quota, Seats
from constraints.situation import Situation
from models.column import Code
from models.problem import InputRefused
from models.roster import Placement, Roster
from models.sheets import LockRow
from models.vocabulary import Direction, Mode, Relation, TeamRole
from staffing.answers.suppose.edits import read_edits
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.teams.as_written import Slip, slips
from staffing.workbook.template import write_county
from tests.answers.at_hand import POLICY, base_of, said, write_rows
from tests.every_roster import under
from tests.rules.teams import guest, out, team, with_quota, with_teams
from tests.tiny import END, START, move, teacher

GUESTS = [
    guest("G1", "学校领导", attached=True),
    guest("G2", "中层干部"),
    guest("G3", "教师"),
    guest("H3", "教师", receiver="A", sender="W2"),
]
OTHER = {"team": "TD02", "receiver": "A", "sender": "W2"}
TEAMS = (team("教师"), team("中层干部"), team("教师", **OTHER), out("教师"), out("中层干部"))
PEOPLE = [
    teacher("M1", "A", "数学", leadership="中层"),
    teacher("M2", "B", "数学", leadership="中层"),
    teacher("K1", "A", "语文"),
    teacher("K2", "B", "语文"),
    teacher("K3", "A", "数学"),
]
HERE = with_teams(*TEAMS, outside_people=GUESTS, more=PEOPLE)


def _rows() -> dict[str, Placement]:
    return {
        "K2": move("K2", "B", "W1", "跟岗", team="TD01", post="教师", counterpart="G3"),
        "M2": move("M2", "B", "W1", "跟岗", team="TD01", post="中层干部", counterpart="G2"),
        "K1": move("K1", "A", "W2", "跟岗", team="TD02", post="教师", counterpart="H3"),
        "K3": move("K3", "A", "W9", "支教", team="TP01", post="教师"),
        "M1": move("M1", "A", "W9", "支教", team="TP01", post="中层干部"),
        "T1": move("T1", "A", "C", "交流"),
    }


def decision(person: str, host: str, mode: str, **kw: Any) -> LockRow:
    return LockRow(person=person, mode=mode, school=host, reason="任免", decided_by="局", **kw)


def _found(person: str, here: Situation | None = None, **cells: Any) -> list[Slip]:
    rows = _rows()
    rows[person] = replace(rows[person], **cells)
    return list(slips(here or HERE(), Roster.of(list(rows.values()))))


def test_a_sound_roster_says_nothing_that_cannot_be() -> None:
    assert _found("K2") == []


WRONG: tuple[tuple[str, str, Any, str], ...] = (
    ("K2", "counterpart", "H3", "支教团TD02的人员"),
    ("K2", "counterpart", "G2", "已由样例M2（M2）对应"),
    ("K2", "counterpart", "G1", "已在当地挂职"),
    ("K2", "counterpart", "T1", "不是支教团TD01的人员"),
    ("K2", "counterpart", None, "一一对应"),
    ("K2", "successor", "M2", "支教人员那一行"),
    ("K2", "team", "TD02", "支教团TD02的跟岗是从"),
    ("K2", "host", "W2", "支教团TD01的跟岗是从"),
    ("K2", "post", "班主任", "之一"),
    ("K2", "post", "中层干部", "不具备“中层干部”角色"),
    ("K2", "post", "骨干教师", "没有跟岗的“骨干教师”"),
    ("K2", "return_school", "A", "期满返回派出学校"),
    ("K2", "start", START + timedelta(days=30), "不同期"),
    ("K2", "end", END - timedelta(days=30), "不同期"),
    ("K3", "end", END - timedelta(days=30), "不同期"),
    ("K3", "team", "TD01", "没有支教名额"),
    ("K3", "counterpart", "G3", "不是支教团TP01的跟岗人员"),
    ("K3", "successor", "K2", "不是支教团TP01的跟岗人员"),
    ("K3", "team", None, "支教团TP01的名额"),
    ("T1", "team", "TD01", "交流不随团"),
    ("T1", "host", "W9", "交流只在本县学校之间"),
    ("T1", "counterpart", "G3", "一一对应"),
    ("T1", "return_school", "B", "期满返回派出学校"),
)


@pytest.mark.parametrize(("person", "field", "value", "words"), WRONG)
def test_a_cell_that_cannot_be_is_told_once(
    person: str, field: str, value: Any, words: str
) -> None:
    (slip,) = _found(person, **{field: Code(value) if isinstance(value, str) else value})
    assert (slip.placement.person, slip.field) == (person, field)
    assert words in slip.why and slip.do


def test_like_posts_are_paired_where_the_team_has_as_many() -> None:
    rows = {**_rows()}
    rows["K2"], rows["M2"] = (
        replace(rows["K2"], counterpart=Code("G2")),
        replace(rows["M2"], counterpart=Code("G3")),
    )
    found = slips(HERE(), Roster.of(list(rows.values())))
    assert [(s.placement.person, s.field) for s in found] == [
        ("K2", "counterpart"), ("M2", "counterpart")
    ]  # fmt: skip
    assert "对应岗位应是“教师”" in found[0].why and "样例G3（G3）" in found[0].do


@pytest.mark.parametrize(("host", "mode"), [("W2", "支教"), ("C", "挂职"), ("C", "锻炼")])
def test_days_that_a_decision_states_are_those_of_its_row(host: str, mode: str) -> None:
    last = END - timedelta(days=30)
    lock = decision("T1", host, mode, end=last)
    here = with_teams(*TEAMS, outside_people=GUESTS, more=PEOPLE, locks=[lock])()
    cells: dict[str, Any] = {"host": Code(host), "mode": Mode(mode)}
    assert _found("T1", here, **cells, end=last) == []
    (slip,) = _found("T1", here, **cells)
    assert slip.field == "end" and str(last) in slip.why and str(last) in slip.do
    begins = here.county.term.start + timedelta(days=30)
    assert _found("T1", here, **cells, end=last, start=begins) == []  # it states no first day


def test_a_team_keeps_its_days_whatever_a_decision_states() -> None:
    lock = decision("K3", "W9", "支教", end=END - timedelta(days=30))
    here = with_teams(*TEAMS, outside_people=GUESTS, more=PEOPLE, locks=[lock])()
    assert _found("K3", here) == []


def test_tempering_lasts_as_long_as_the_policy_says_unless_decided() -> None:
    here = under(HERE().county, "modes.tempering.length_months=24")
    whole = END.replace(year=END.year + 1)
    assert _found("T1", here, mode=Mode.TEMPERING, end=whole) == []
    (slip,) = _found("T1", here, mode=Mode.TEMPERING)
    assert slip.field == "end" and str(whole) in slip.do
    assert _found("T1", here) == []  # how long 交流 lasts, rules count


def test_a_row_that_only_a_quota_sends_says_whose_it_is() -> None:
    quota = Quota(
        direction=Direction.OUTBOUND, mode=Mode.ATTACHMENT, roles=(TeamRole.TEACHER,), heads=1,
        each=False, paired=False, group="compulsory", semesters=2,
    )  # fmt: skip
    here = with_quota(quota, more=PEOPLE, outside_people=GUESTS)()
    host = next(seat.host for seat in Seats.of(here).all if seat.home == "A")
    sent = move("T1", "A", host, "挂职", post="教师", team="quota")
    assert slips(here, Roster.of([sent])) == ()
    (slip,) = slips(here, Roster.of([replace(sent, team=None)]))
    assert slip.field == "team" and "名额" in slip.why


def test_pin_takes_no_other_day_than_the_workbook_decides(tmp_path: Path) -> None:
    last = END - timedelta(days=30)
    lock = decision("T1", "C", "交流", end=last)
    base = base_of(under(with_teams(locks=[lock])().county))
    rows = base.roster.placements
    other = [replace(p, end=END) if p.person == "T1" else p for p in rows]
    write_rows(other, tmp_path / "hand.xlsx")
    with pytest.raises(InputRefused) as refused:
        read_edits(base, tmp_path / "hand.xlsx")
    (problem,) = refused.value.problems
    assert problem.cell.startswith("J") and str(last) in problem.message


def test_a_transfer_returns_nowhere() -> None:
    (slip,) = _found("T1", relation=Relation.TRANSFERRED, return_school=Code("A"))
    assert slip.field == "return_school" and "调动不返回" in slip.why


def test_who_the_team_sent_may_name_their_heir() -> None:
    guest_row = move("G3", "W1", "B", "支教", team="TD01", counterpart="K2", successor="K2")
    plan = Roster.of([*_rows().values(), guest_row])
    assert slips(HERE(), plan) == ()
    other = replace(guest_row, successor=Code("M2"))
    (slip,) = slips(HERE(), Roster.of([*_rows().values(), other]))
    assert slip.field == "successor" and "那一行的对应人员是样例G2（G2）" in slip.why


def test_teams_whose_people_nobody_lists_are_not_judged() -> None:
    assert _found("K2", with_teams(*TEAMS, more=PEOPLE)(), counterpart=Code("T1")) == []


def test_audit_and_pin_tell_the_same_cell_and_others_refuse_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    base = base_of(under(HERE().county))
    write_county(base.intake.county, tmp_path / "book.xlsx")
    plan = base.roster.placements
    row = next(p for p in plan if p.mode is Mode.SHADOWING and p.home == "B")
    hand = [replace(p, counterpart=Code("H3")) if p is row else p for p in plan]
    write_rows(hand, tmp_path / "hand.xlsx")
    write_rows(list(plan), tmp_path / "sound.xlsx")
    cell = f"M{hand.index(replace(row, counterpart=Code('H3'))) + 3}"
    ask = ("book.xlsx", "--policy", POLICY)

    _, clean = said(capsys, "audit", *ask, "--roster", "sound.xlsx")
    code, told = said(capsys, "audit", *ask, "--roster", "hand.xlsx")
    assert clean["errors"] == [] and code == Exit.SHORT
    ((here),) = told["errors"]
    assert (here["sheet"], here["cell"]) == ("安排表", cell) and "TD02的人员" in here["message"]
    with pytest.raises(InputRefused) as refused:
        read_edits(base, tmp_path / "hand.xlsx")
    (problem,) = refused.value.problems
    assert problem.cell == cell and "TD02的人员" in problem.message
    assert (
        run(["explain", "book.xlsx", str(row.person), *ask[1:], "--roster", "hand.xlsx"])
        == Exit.REFUSED
    )
    assert f"安排表!{cell}" in capsys.readouterr().err

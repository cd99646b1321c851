"""Places of a team that our people hold since an earlier term, each of them one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from constraints.facts.seats import Seats
from constraints.situation import Situation
from models.roster import Roster
from models.sheets import HistoryRow, TeamRow
from models.vocabulary import Mode
from staffing.answers.diagnose.diagnosis import Diagnosis, diagnose
from staffing.lists.going_on import held_words
from tests.rules.teams import OUTSIDE, PEOPLE, guest, out, team
from tests.tiny import END, move, school, situation, teacher, tiny

LAST_YEAR = date(2025, 9, 1)


def _away(person: str, mode: str = "跟岗", host: str = "W1") -> HistoryRow:
    return HistoryRow(person=person, school=host, start=LAST_YEAR, end=END, mode=mode)  # type: ignore[arg-type]


def _inbound(role: str, **more: Any) -> TeamRow:
    return team(role, start=LAST_YEAR, **more)


def _here(*rows: TeamRow, history: tuple[HistoryRow, ...], **more: Any) -> Situation:
    guests = [guest(f"G{i}", str(row.role), subject=row.subject) for i, row in enumerate(rows)]
    given = {"more": PEOPLE, "outside_schools": OUTSIDE, "outside_people": guests, **more}
    return situation(tiny(teams=rows, history=history, **given))


def _left(here: Situation, mode: Mode = Mode.SHADOWING) -> dict[str, int]:
    return {x.key: x.heads for x in Seats.of(here).lines if x.mode is mode and x.row is not None}


def test_one_person_holds_one_of_two_places_of_a_role() -> None:
    rows = [_inbound("教师", subject=subject) for subject in ("语文", "数学")]
    left = _left(_here(*rows, history=(_away("T5"),)))
    assert {key.split("/")[2]: heads for key, heads in left.items()} == {"语文": 1, "数学": 0}


def test_two_people_hold_both() -> None:
    rows = [_inbound("教师", subject=subject) for subject in ("语文", "数学")]
    assert set(_left(_here(*rows, history=(_away("T5"), _away("K2")))).values()) == {0}


def test_who_was_sent_from_another_campus_holds_a_place() -> None:
    campus = school("B2", name="河东小学分校", legal_code="B")
    bare = tiny()
    more = [*PEOPLE, teacher("S1", "B2", "语文")]
    county = tiny(
        teams=[_inbound("教师")], outside_people=[guest("G1", "教师")], more=more,
        outside_schools=OUTSIDE, history=(_away("S1"),),
    )  # fmt: skip
    there = situation(replace(county, schools=(*bare.schools, campus)))
    assert _left(there) == {"TD01/教师": 0}


def test_who_has_another_office_by_now_is_there_all_the_same() -> None:
    assert _left(_here(_inbound("教师"), history=(_away("M2"),))) == {"TD01/教师": 0}


def test_a_team_of_our_own_is_asked_for_the_rest() -> None:
    here = situation(
        tiny(more=PEOPLE, outside_schools=OUTSIDE, history=(_away("T2", "支教", "W9"),),
             teams=[out("教师", 2, start=LAST_YEAR)])
    )  # fmt: skip
    assert _left(here, Mode.SECONDMENT) == {"TP01/教师": 1}


def _told(here: Situation) -> list[str]:
    found = diagnose(here)
    assert found is not None and found.decided is not None
    decided: Diagnosis = found.decided
    return [decided.concession_text(c) for c in decided.concessions]


def test_diagnose_says_who_went_already() -> None:
    """Two leaders are asked for, B has one: what is short is the other, not the one who is away."""
    rows = [_inbound("教师"), _inbound("学校领导", heads=2)]
    (without,) = _told(_here(*rows, history=()))
    (text,) = _told(_here(*rows, history=(_away("K2"), _away("L2"))))
    assert without.endswith("跟岗少派 1 人")
    assert text == f"{without}（共应派 3 人，以前学期派出、仍在期内的 2 人已计入）"


def test_the_list_of_teams_has_who_is_away_and_who_takes_over() -> None:
    from staffing.locks.previous import keep_running
    from staffing.roster_book import compose
    from staffing.run import run_county

    sent = move("K2", "B", "W1", "跟岗", team="TD01", post="教师", counterpart="G0",
                start=LAST_YEAR, subject="语文", stage="小学")  # fmt: skip
    here = _here(_inbound("教师"), history=())
    there = Situation(keep_running(here.county, Roster.of([sent])), here.policy)
    book = compose(run_county(there, county_name="样例县", input_sha256="0" * 64))
    (sheet,) = (s for s in book.sheets if s.name == "支教跟岗名单")
    rows = {row[5]: row for row in sheet.blocks[0].rows}
    assert rows["K2"][1:5] == ("TD01", "派出", "跟岗", "教师")
    assert rows["G0"][12] == rows["G0"][13] == "样例K2"
    assert "以前学期派出、本期照旧 1 人" in sheet.notes[0]


def test_who_came_from_another_county_in_an_earlier_term_goes_on() -> None:
    """G0 came last term and is told so; G1 comes now. No row of either is lost."""
    from staffing.roster_book import compose
    from staffing.run import run_county
    from staffing.tables import flows, people_words

    rows = [_inbound("教师", heads=2)]
    came = [
        guest("G0", "教师", subject="语文", start=LAST_YEAR),
        guest("G1", "教师", subject="语文"),
    ]
    here = situation(
        tiny(more=PEOPLE, outside_schools=OUTSIDE, outside_people=came, teams=rows, history=())
    )
    run = run_county(here, county_name="样例县", input_sha256="0" * 64)
    assert people_words(run).endswith("另有外县派来 1 人")
    sent = {mode: sum(counts) for mode, counts in flows(run).rows}
    assert sent["支教"] == 1
    assert held_words(here) == "外县以前学期派来、本期照旧 1 人。"
    sheets = {sheet.name: sheet for sheet in compose(run).sheets}
    teams = sheets["支教跟岗名单"]
    assert {row[5] for row in teams.blocks[0].rows} >= {"G0", "G1"}
    assert "实际派入 1 人，以前学期派入、本期照旧 1 人" in teams.notes[0]
    ways = {row[1]: (row[0], row[-1]) for block in sheets["分校名单"].blocks for row in block.rows
            if row[1] in ("样例G0", "样例G1")}  # fmt: skip
    assert ways == {"样例G0": ("在任", "延续（以前学期）"), "样例G1": ("接收", None)}

"""到期返回: whose return opens or fills which gap, on a county small enough to count by hand."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from constraints.outcome import Outcome
from constraints.situation import Situation
from models.roster import Placement, Roster
from models.sheets import HistoryRow, SchoolChangeRow
from staffing.lists.returns import Return, returns, returns_words
from staffing.roster_book import compose
from staffing.roster_book.names import Names
from staffing.roster_book.returns import returns_sheet
from tests.out.finished import finished_run
from tests.rules.teams import OUTSIDE, PEOPLE, guest, out, team, with_teams
from tests.tiny import END, move, situation, teacher, tiny

MID = date(2027, 1, 31)


def _returns(here: Situation, *rows: Placement) -> dict[str, Return]:
    return {row.person: row for row in returns(Outcome(here, Roster.of(rows)))}


def _go(person: str = "T1", end: date = END, **kw: Any) -> Placement:
    stated = {"subject": "语文", "stage": "小学", "return_school": "A", "end": end, **kw}
    return move(person, "A", "B", **stated)


def test_who_returns_leaves_the_gap_there_was() -> None:
    """B has no 语文 of its own and needs ten periods; A keeps ten with T2 and needs no more."""
    row = _returns(situation(tiny()), _go())["T1"]
    assert (row.away, row.home, row.last, row.planned) == ("B", "A", END, True)
    assert row.opens is not None and (row.opens.before, row.opens.after) == (0, 100)
    assert row.opens.stranded and not row.covered
    assert row.fills is not None and (row.fills.before, row.fills.after) == (0, 0)


def test_somebody_left_covers_it_and_home_gets_its_own_back() -> None:
    here = situation(tiny(more=[teacher("T8", "B", "语文")], drop=("T2",)))
    row = _returns(here, _go())["T1"]
    assert row.covered and row.opens is not None and row.opens.able == 1
    assert row.fills is not None and (row.fills.before, row.fills.after) == (100, 0)


def test_one_day_after_the_other() -> None:
    found = _returns(situation(tiny()), _go(end=MID), _go("T2"))
    first, second = found["T1"], found["T2"]
    assert first.covered and not second.covered
    words = returns_words(found.values(), END)
    assert "本期内 1 人，期末及以后 1 人" in words
    assert "新增缺口 1 处，其中断档（无人能教）1 处" in words


@pytest.mark.parametrize("back", [MID, END])
def test_who_is_back_by_then_is_able_to_teach_it(back: date) -> None:
    """B's own 语文 teacher is home again when T1 leaves: there is somebody able."""
    here = situation(tiny(more=[teacher("T8", "B", "语文")]))
    row = _returns(here, _go(), move("T8", "B", "A", end=back, return_school="B"))["T1"]
    assert row.opens is not None and row.opens.able == 1 and not row.opens.stranded


def test_stays_of_earlier_terms_and_people_of_other_counties() -> None:
    stay = [HistoryRow(person="T1", school="B", start=date(2025, 9, 1), end=MID, mode="交流")]  # type: ignore[arg-type]
    row = _returns(situation(tiny(history=stay)))["T1"]
    assert (row.last, row.planned, row.guest) == (MID, False, False)
    person = guest("G1", "教师", subject="语文")
    here = situation(tiny(outside_people=[person], outside_schools=OUTSIDE))
    row = _returns(here)["G1"]
    assert row.guest and (row.away, row.home) == ("B", "W1") and not row.covered


def test_our_own_come_home_from_outside_the_county() -> None:
    here = with_teams(out("教师"), more=PEOPLE)()
    sent = move("T3", "A", "W9", "支教", team="TP01", return_school="A", subject="数学")
    row = _returns(here, sent)["T3"]
    assert row.away == "W9" and row.opens is None
    assert row.fills is not None and row.fills.cell == ("A", "小学", "数学")


def test_a_counterpart_takes_over_from_a_guest() -> None:
    here = with_teams(team("教师"), outside_people=[guest("G1", "教师", subject="语文")])()
    shadow = move("K2", "B", "W1", "跟岗", team="TD01", counterpart="G1", return_school="B")
    assert _returns(here, shadow)["G1"].successor == "K2"


def _sheet(here: Situation, *rows: Placement) -> Any:
    run = finished_run()
    result = dataclasses.replace(run.result, roster=Roster.of(rows))
    run = dataclasses.replace(run, situation=here, result=result)
    return returns_sheet(run, Names(run))


def test_the_sheet_says_what_each_return_does() -> None:
    sheet = _sheet(situation(tiny()), _go())
    (row,) = sheet.blocks[0].rows
    told = dict(zip([c.header for c in sheet.blocks[0].columns], row, strict=True))
    assert (told["期满日"], told["由来"], told["返回学校"]) == (END, "本次安排", "城关小学")
    assert told["结论"] == "断档：走后无人能教，缺 10 课时"
    assert "断档（无人能教）1 处" in sheet.notes[0]
    assert "到期返回" in [s.name for s in compose(finished_run()).sheets]


def test_a_leader_nobody_has_decided_about_is_left_out() -> None:
    here = situation(tiny({"T1": {"leadership": "校长"}}))
    assert _sheet(here, _go()) is None


def test_a_school_that_opens_later_is_provided_for_in_time() -> None:
    opens = SchoolChangeRow(school="B", change="建", effective=date(2027, 9, 1))  # type: ignore[arg-type]
    sheet = _sheet(situation(tiny(school_changes=[opens])))
    rows = [row for row in sheet.blocks[-1].rows if row[3] == "语文"]
    assert [(row[0], str(row[4])) for row in rows] == [("B", "10")]

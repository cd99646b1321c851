"""Recruits of the term before: they have come, count where they are, and are not placed again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from constraints.facts.establishment import Establishment
from constraints.facts.recruits import Recruits
from constraints.facts.standing import StandingFact
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code, Subject
from models.county import County
from models.roster import Placement, Roster
from models.sheets import RecruitRow, SchoolChangeRow
from models.vocabulary import Mode, Stage
from staffing.locks.arrivals import arrivals, arrivals_told
from staffing.locks.previous import keep_running
from staffing.result import Run
from staffing.run import run_county
from tests.tiny import move, situation, tiny

AUTUMN = date(2026, 2, 1)
FIRST, SECOND = Code("招聘01-001"), Code("招聘01-002")
CELL = (Code("B"), Stage.PRIMARY, Subject("语文"))


def _row(subject: str = "语文", heads: int = 1, source: str = "公开招聘") -> RecruitRow:
    return RecruitRow(stage="小学", subject=subject, heads=heads, source=source)  # type: ignore[arg-type]


def _come(code: str, host: str = "B", **more: Any) -> Placement:
    stated = {"relation": "调动", "start": AUTUMN, "subject": "语文", "stage": "小学", **more}
    return move(code, host, host, "招聘", **stated)


def _after(county: County, *previous: Placement) -> Situation:
    return situation(keep_running(county, Roster.of(previous)))


def _planned(here: Situation) -> Run:
    """Solved, audited, and the two agree."""
    return run_county(here, county_name="样例县", input_sha256="0" * 64)


def _told(county: County, *previous: Placement) -> dict[str, str]:
    plan, here = Roster.of(previous), _after(county, *previous)
    return {p.kind: p.message for p in arrivals_told(county, here, plan, "上期.xlsx")}


def test_a_recruit_of_last_term_is_not_placed_again() -> None:
    done = _planned(_after(tiny(recruits=[_row()]), _come(FIRST)))
    assert done.result.roster is not None and FIRST not in done.result.roster.by_person
    assert not [f for f in done.result.findings if f.rule == "recruits_placed"]


def test_they_teach_and_are_on_the_books_where_they_came_to() -> None:
    county = tiny(recruits=[_row()])
    here, bare = _after(county, _come(FIRST)), situation(county)
    standing = StandingFact.of(here).by_person[FIRST]
    assert (standing.in_supply, standing.school, standing.holder) == (True, "B", "B")
    lines = {line.school: line for line in Establishment.of(here).lines}
    before = {line.school: line for line in Establishment.of(bare).lines}
    for school, more in (("B", 1), ("A", 0)):
        for figure in ("on_roll", "on_duty", "supply"):
            assert (
                getattr(lines[Code(school)], figure) == getattr(before[Code(school)], figure) + more
            )
    assert Supply.of(here).periods[CELL] == Supply.of(bare).periods.get(CELL, 0) + 100
    nobody = Outcome(here, Roster(()))
    assert nobody.duty_school(FIRST) == nobody.establishment_school(FIRST) == "B"


def test_people_on_contract_came_without_a_post() -> None:
    here = _after(tiny(recruits=[_row(source="合同制")]), _come(FIRST))
    assert StandingFact.of(here).by_person[FIRST].holder is None


def test_their_school_no_longer_lacks_the_subject_and_they_are_there_all_the_same() -> None:
    county = tiny({"T5": {"subject": Subject("语文")}}, recruits=[_row()])
    assert Recruits.of(situation(county)).hosts(Stage.PRIMARY, Subject("语文")) == ()
    done = _planned(_after(county, _come(FIRST)))
    assert done.result.roster is not None and FIRST not in done.result.roster.by_person


def test_more_heads_than_came_are_recruits_of_this_term() -> None:
    done = _planned(_after(tiny({"B": {"approved": 9}}, recruits=[_row(heads=2)]), _come(FIRST)))
    assert done.result.roster is not None
    assert [p.person for p in done.result.roster.placements if p.mode is Mode.RECRUITMENT] in (
        [], [SECOND],
    )  # fmt: skip
    assert Recruits.of(done.situation).rows.keys() == {SECOND}


def test_a_row_put_before_theirs_does_not_make_them_somebody_else() -> None:
    county = tiny(recruits=[_row("体育"), _row("语文")])
    (row,) = arrivals(county, Roster.of([_come("招聘01-001")]))
    assert (row.person, row.school, row.mode) == ("招聘02-001", "B", Mode.RECRUITMENT)


@pytest.mark.parametrize("start", [date(2026, 9, 1), date(2027, 1, 1)])
def test_a_placement_of_this_term_is_no_arrival(start: date) -> None:
    assert arrivals(tiny(recruits=[_row()]), Roster.of([_come(FIRST, start=start)])) == ()


def test_a_closed_school_hands_them_to_its_successor() -> None:
    change = SchoolChangeRow(school="B", change="撤", successor="A", effective=date(2026, 8, 1))  # type: ignore[arg-type]
    here = _after(tiny(recruits=[_row()], school_changes=[change]), _come(FIRST))
    assert StandingFact.of(here).by_person[FIRST].school == "A"


def test_the_clerk_is_told_who_counts_as_come() -> None:
    told = _told(tiny(recruits=[_row(heads=2)]), _come(FIRST), _come(SECOND))
    assert list(told) == ["recruits_arrived"]
    assert "2 人仍列在“招聘”表（小学语文 2 人）" in told["recruits_arrived"]


def test_a_school_that_is_gone_is_told_and_the_recruit_placed_again() -> None:
    change = SchoolChangeRow(school="B", change="撤", effective=date(2026, 8, 1))  # type: ignore[arg-type]
    county = tiny(recruits=[_row()], school_changes=[change])
    told = _told(county, _come(FIRST))
    assert list(told) == ["recruit_again"]
    assert "河东小学" in told["recruit_again"] and "招聘人员安排" in told["recruit_again"]
    assert FIRST in Recruits.of(_after(county, _come(FIRST))).rows


def test_a_recruit_the_sheet_no_longer_lists_is_told() -> None:
    told = _told(tiny(), _come(FIRST))
    assert list(told) == ["recruits_unlisted"]
    assert "小学语文 1 人" in told["recruits_unlisted"]


def test_to_keep_them_twice_is_to_keep_them_once() -> None:
    county, plan = tiny(recruits=[_row(heads=2)]), Roster.of([_come(FIRST)])
    once = keep_running(county, plan)
    assert keep_running(once, plan).history == once.history

"""列入原因: each way of being placed has its own reason with its own clause."""

from __future__ import annotations

from functools import cache

import pytest

from constraints.outcome import Outcome
from models.column import Code
from models.roster import Placement, Roster
from models.sheets import LockRow
from models.vocabulary import Mode
from staffing.answers.grounds import ground_of
from staffing.answers.statement import Statements
from staffing.answers.telling import filled_words, order_words
from staffing.gaps import compute_gaps
from staffing.naming import CountyNames
from tests.rules import test_researcher_year, test_surplus_placed, test_tempering_place
from tests.rules.teams import out, with_teams
from tests.tiny import move, situation, tiny

LOCK = {"reason": "公示", "decided_by": "局务会", "row_number": 4}


@cache
def _newcomer() -> Outcome:
    return Outcome(test_tempering_place.county()(), Roster.of([test_tempering_place.learn()]))


def _ground(outcome: Outcome, person: str) -> tuple[str, str]:
    own = outcome.roster.by_person.get(Code(person), ())
    found = ground_of(outcome, Code(person), own)
    return found.why, "；".join(found.citations)


def test_a_newcomer_learns_because_new_and_not_for_being_no_exchange() -> None:
    why, cited = _ground(_newcomer(), "T8")
    row = _newcomer().situation.policy.rows_of("tempering_due")
    assert why.startswith("新入职教师（2026年8月首聘") and "应交流对象" not in why
    assert not row or _newcomer().situation.policy.citation(row[0].basis) in cited


def test_nobody_is_told_of_an_order_or_a_gap_that_does_not_bear_on_them() -> None:
    outcome = _newcomer()
    before = compute_gaps(outcome.situation)
    after = compute_gaps(outcome.situation, outcome)
    statement = Statements(outcome, before, after, {}).of(Code("T8"))
    assert order_words(statement) == "锻炼不按任教年限排先后"
    said = [filled_words(f, CountyNames(outcome.county)) for f in statement.filled]
    assert not [words for words in said if "缺 0 课时，安排后缺 0 课时" in words]


def test_a_researcher_and_a_surplus_teacher_have_theirs() -> None:
    office = Outcome(test_researcher_year._office()(), Roster.of(test_researcher_year.GOES))
    assert _ground(office, "R1")[0].startswith("任教研员满")
    gone = Roster.of([test_surplus_placed._transfer("T2")])
    spare = Outcome(test_surplus_placed._over(3)(), gone)
    assert _ground(spare, "T2")[0] == "所在学校超编、本学科人员富余，列入组织调剂"


def test_a_place_in_a_team_is_told_by_its_team() -> None:
    there = with_teams(out("教师"))()
    team = there.county.teams[0].team
    goes = Placement(**{**vars(move("T1", "A", "W1", "支教")), "team": team, "post": "教师"})
    why, _ = _ground(Outcome(there, Roster.of([goes])), "T1")
    assert why == f"支教团{team}要由{there.county.school[Code('A')].name}派教师支教，本人在可派之列"


@pytest.mark.parametrize(("mode", "school"), [("交流", "B"), ("留任", None)])
def test_who_is_locked_is_told_by_which_lock(mode: str, school: str | None) -> None:
    lock = LockRow.model_validate({"person": "T3", "mode": mode, "school": school, **LOCK})
    there = situation(tiny(locks=[lock]))
    plan = [move("T3", "A", "B")] if school else []
    why, _ = _ground(Outcome(there, Roster.of(plan)), "T3")
    assert why.startswith(f"已锁定{mode}（决定人：局务会）")
    assert why.count("已锁定") == 1


def test_who_goes_unasked_by_another_way_is_told_by_that_way() -> None:
    outcome = Outcome(situation(tiny()), Roster.of([move("T1", "A", "B", Mode.ATTACHMENT)]))
    assert _ground(outcome, "T1")[0] == "按政策安排，列入挂职"

"""Cases of counsellors: one of either kind anywhere, a full-time one above a thousand pupils."""

from __future__ import annotations

from datetime import date
from typing import Any

from constraints.provision.counsellors import RULE, P
from constraints.situation import Situation
from models.sheets import SchoolChangeRow, TeacherRow
from models.vocabulary import Counsellor
from tests.rules.case import Case
from tests.tiny import county, move, outcome, school, situation, teacher, without

EITHER = (Counsellor.FULL_TIME, Counsellor.PART_TIME)
HUANTAI = P(group="compulsory", kinds=EITHER, least=1, full_time_above=1000)
TWO = P(group="compulsory", kinds=EITHER, least=2, full_time_above=1000)
DAZHOU = P(group="compulsory", kinds=(Counsellor.FULL_TIME,), least=1, full_time_above=None)


CLOSED, LATER, OPENS = (
    SchoolChangeRow(school="S", change=change, successor="L", effective=day)  # type: ignore[arg-type]
    for change, day in (
        ("撤", date(2026, 9, 1)), ("撤", date(2026, 9, 2)), ("建", date(2027, 3, 1))
    )
)  # fmt: skip


def town(small: str | None, large: str | None, pupils: int = 1001, **kw: Any) -> Situation:
    """A small school S and a large one L with one teacher each, and what they are."""
    schools = [school("S", pupils=200), school("L", pupils=pupils)]
    people = [teacher("S0", "S", counsellor=small), teacher("L0", "L", counsellor=large)]
    return situation(county(schools, people, **kw))


CASES = (
    Case("Part-time at S, full-time at L", town("兼职", "专职"), HUANTAI, kind="edge"),
    Case("Part-time is not enough above a thousand", town("兼职", "兼职"), HUANTAI, {"L/专职": 1}),
    # “超过1000人” leaves 1000 itself out.
    Case("At a thousand it is", town("兼职", "兼职", 1000), HUANTAI, kind="edge"),
    Case("Nobody at S", town("否", "专职"), HUANTAI, {"S": 1}),
    Case("Where somebody is stated, blank is nobody", town(None, "专职"), HUANTAI, {"S": 1}),
    Case("Nothing stated of anybody", town(None, None), HUANTAI, undecidable=("",)),
    # One full-time one is the least as well: one person is lacking, not two.
    Case("Nobody at L is one person, full-time", town("兼职", "否"), HUANTAI, {"L/专职": 1}),
    Case("Two wanted, one of them full-time", town("兼职", "兼职"), TWO, {"S": 1, "L/专职": 1}),
    Case("Two wanted, nobody there", town("兼职", "否"), TWO, {"S": 1, "L": 1, "L/专职": 1}),
    Case("Two wanted, the full-time one there", town("兼职", "专职"), TWO, {"S": 1, "L": 1}),
    Case("The stricter reading", town("兼职", "专职"), DAZHOU, {"S": 1}),
    Case(
        "A school closed by the first day needs nobody any more",
        town("否", "专职", school_changes=[CLOSED]),
        HUANTAI,
        kind="edge",
    ),
    Case(
        "One that closes during the term still does",
        town("否", "专职", school_changes=[LATER]),
        HUANTAI,
        {"S": 1},
        kind="edge",
    ),
    Case(
        "Nor does one that opens later",
        town("否", "专职", school_changes=[OPENS]),
        HUANTAI,
        kind="edge",
    ),
    Case(
        "Who leaves is missing",
        town("兼职", "专职"),
        HUANTAI,
        {"L/专职": 1},
        (move("L0", "L", "S"),),
    ),
    Case(
        "No such column",
        town("兼职", "专职", columns=without(TeacherRow, "counsellor")),
        HUANTAI,
        undecidable=("",),
    ),
)


def test_a_large_school_has_two_rows() -> None:
    """S has one row, L two where two are wanted; one full-time one is all of one."""
    assert [m.key for m in CASES[0].measures(RULE)] == ["L/专职", "S"]
    assert [m.key for m in RULE.measure(outcome(town("兼职", "专职")), TWO)] == ["L", "L/专职", "S"]


def test_both_readings_are_shown_whichever_decides() -> None:
    """S has a part-time one, L a full-time one: two schools by one plan, one by the other."""
    for params in (HUANTAI, DAZHOU):
        total = RULE.total(list(RULE.measure(outcome(town("兼职", "专职")), params)))
        assert dict(total.readings) == {"有专职或兼职的学校": "2/2所", "有专职的学校": "1/2所"}

"""Cases of rotation_share: T1, T2, T4 at A, T5 at B, T6, T7 at C are due; T3 is not.

A is urban and 优质, B rural and 薄弱, C a township seat.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from constraints.reach import Reach
from constraints.rotation.rotation_share import RULE, P
from models.sheets import (
    ExemptionRow,
    HistoryRow,
    RecommendationRow,
    SchoolRow,
    TeacherRow,
    WishRow,
)
from tests.rules.case import Case
from tests.tiny import move, outcome, situation, term, tiny, without

__all__ = ["CASES", "RULE"]


def share(of: str, *groups: str, each: bool = False, running: bool = False) -> P:
    """The share of a fraction written as text."""
    return P(
        share=Fraction(of),
        groups=groups,
        each_school=each,
        count_running=running,
        other_groups=("rural",),
    )


def plain() -> Any:
    """The county as it is."""
    return situation(tiny())


def without_strong() -> Any:
    """The workbook has no column 优质学校."""
    return situation(replace(tiny(), columns=without(SchoolRow, "strong")))


def without_leadership() -> Any:
    """The workbook has no column 行政职务: nobody knows who leads and is not due."""
    return situation(replace(tiny(), columns=without(TeacherRow, "leadership")))


def exempt(kind: str) -> Any:
    """T2 with an approved 免 or 缓."""
    row = ExemptionRow(person="T2", kind=kind, reason="内部", approval="已批准")
    return situation(tiny(exemptions=[row]))


def keen() -> Any:
    """T3 applies with the school's consent though not due."""
    return situation(
        tiny(
            wishes=[WishRow(person="T3", rank=1, school="B", mode="交流")],
            recommendations=[RecommendationRow(person="T3", mode="交流", opinion="同意")],
        )
    )


def away() -> Any:
    """T1, whose post is at A, is out at B since last year for another year."""
    row = HistoryRow(
        person="T1", school="B", start=date(2025, 9, 1), end=date(2027, 7, 31), mode="交流"
    )
    there = {"T1": {"duty_school": "B", "school_since": "2012-08"}}
    return situation(tiny(there, history=[row]))


def excused() -> Any:
    """The same with an approved 免."""
    row = ExemptionRow(person="T1", kind="免", reason="内部", approval="已批准")
    return situation(replace(away().county, exemptions=(row,)))


def spring(*sent: str, end: date | None = date(2028, 8, 31), **changes: Any) -> Any:
    """The school year's second term: these went to B in September."""
    rows = [
        HistoryRow(person=code, school="B", start=date(2026, 9, 1), end=end, mode="交流")
        for code in sent
    ]
    days = {"name": "春季", "start": SECOND, "reference": SECOND}
    return situation(tiny(changes, history=rows, term=term(**days)))


def kept() -> Any:
    """T1 is away since September under a policy that leaves such people in the denominator."""
    here = spring("T1")
    fact = here.policy.facts["eligibility"]
    return situation(here.county, eligibility=replace(fact, leaves=()))


SECOND = date(2027, 2, 1)


def lately(*people: str) -> Any:
    """These came to their school a year ago: they are not due."""
    return situation(tiny({person: {"school_since": "2025-09"} for person in people}))


ONE = (move("T1", "A", "B"),)
CASES = (
    Case("nobody knows who is due", without_leadership(), share("1/6"), undecidable=("",)),
    Case(
        "ten calendar months, but not ten whole ones",
        plain(),
        share("1/6"),
        {"": 1},
        (move("T1", "A", "B", start=date(2026, 9, 15), end=date(2027, 7, 10)),),
        kind="edge",
    ),
    Case("one of six where a sixth is asked", plain(), share("1/6"), roster=ONE, kind="edge"),
    Case(
        "two are enough for a fifth of six",
        plain(),
        share("0.2"),
        roster=(*ONE, move("T2", "A", "B")),
    ),
    Case("a fifth of six is rounded up", plain(), share("0.2"), {"": 1}, ONE, kind="edge"),
    Case("nobody moves", plain(), share("1/2"), {"": 3}),
    Case(
        "somebody not due does not count", plain(), share("1/6"), {"": 1}, (move("T3", "A", "B"),)
    ),
    Case("nor when they apply", keen(), share("1/6"), {"": 1}, (move("T3", "A", "B"),)),
    Case(
        "a transfer does not count",
        plain(),
        share("1/6"),
        {"": 1},
        (move("T1", "A", "B", "调动", relation="调动"),),
    ),
    Case(
        "nine months are too few",
        plain(),
        share("1/6"),
        {"": 1},
        (move("T1", "A", "B", end=date(2027, 5, 31)),),
        kind="edge",
    ),
    Case(
        "ten months are enough",
        plain(),
        share("1/6"),
        roster=(move("T1", "A", "B", end=date(2027, 6, 30)),),
        kind="edge",
    ),
    Case("only the schools of the group", plain(), share("1/3", "strong"), roster=ONE, kind="edge"),
    Case(
        "somebody of another school does not help the group",
        plain(),
        share("1/3", "strong"),
        {"": 1},
        (move("T5", "B", "A"),),
    ),
    Case("each school by itself", plain(), share("1/2", each=True), {"A": 1, "B": 1, "C": 1}, ONE),
    # Nobody is due: 0 of 0 is neither reached nor missed; a school without anybody due is left out.
    Case(
        "nobody is due",
        lately("T1", "T2", "T4", "T5", "T6", "T7"),
        share("1/2"),
        undecidable=("",),
    ),
    Case(
        "a school where nobody is due",
        lately("T5"),
        share("1/2", each=True),
        {"A": 1, "C": 1},
        ONE,
    ),
    Case(
        "an approved 免 leaves the denominator", exempt("免"), share("1/5"), roster=ONE, kind="edge"
    ),
    Case("an approved 缓 stays in it", exempt("缓"), share("1/5"), {"": 1}, ONE, kind="edge"),
    Case(
        "a group whose column is missing",
        without_strong(),
        share("1/3", "strong"),
        undecidable=("",),
    ),
    Case("whoever is still out does not count", away(), share("1/5"), {"": 1}),
    Case("unless the policy says so", away(), share("1/6", running=True), kind="edge"),
    Case("and then in the denominator too", away(), share("1/3", running=True), {"": 1}),
    Case(
        "at their own school",
        away(),
        share("1/2", each=True, running=True),
        {"A": 1, "B": 1, "C": 1},
    ),
    Case("but not who is exempted besides", excused(), share("1/6", running=True), {"": 1}),
    Case("who went in autumn counts all year", spring("T1"), share("1/6"), kind="edge"),
    Case("and in the denominator", spring("T1"), share("1/3"), {"": 1}, kind="edge"),
    Case("one more makes two of six", spring("T1"), share("1/3"), roster=(move("T2", "A", "B"),)),
    Case(
        "at the school they were sent from",
        spring("T1"),
        share("1/2", each=True),
        {"A": 1, "B": 1, "C": 1},
        (move("T2", "A", "B", start=SECOND, end=date(2027, 3, 1)),),
    ),
    Case(
        "also listed at the school they went to, since they went",
        spring("T1", T1={"duty_school": "B", "school_since": "2026-09"}),
        share("1/6"),
    ),
    Case("who is moved on counts once", kept(), share("1/3"), {"": 1}, (move("T1", "B", "A"),)),
    Case("counted once with those running", spring("T1"), share("1/3", running=True), {"": 1}),
    Case("an autumn of five months is too short", spring("T1", end=SECOND), share("1/6"), {"": 1}),
    Case("not who was not due then", spring("T3"), share("1/6"), {"": 1}),
    Case(
        "whoever has been exempted since was due when they went",
        situation(
            replace(
                spring("T1").county,
                exemptions=(
                    ExemptionRow(person="T1", kind="免", reason="内部", approval="已批准"),
                ),
            )
        ),
        share("1/6"),
    ),
)


def test_every_reading_is_shown() -> None:
    """The county's figure, the group's and the rest beside the one that decides."""
    (measure,) = RULE.measure(outcome(away(), move("T2", "A", "B")), share("1/5", "strong"))
    readings = dict(measure.readings)
    assert (measure.numerator, measure.denominator) == (1, 2)
    assert readings["全县"] == "1/5（20.00%）"
    assert readings["连同期内在外人员"] == "2/6（33.33%）"
    assert readings["农村学校"].startswith("0/")
    assert set(readings) == {"全县", "不限方式和方向", "连同期内在外人员", "农村学校"}


def test_who_was_sent_earlier_in_the_year_is_told() -> None:
    (measure,) = RULE.measure(outcome(spring("T1"), move("T2", "A", "B")), share("1/6"))
    assert (measure.numerator, measure.denominator, measure.people) == (2, 6, ("T1", "T2"))
    assert dict(measure.readings)["其中本学年以前学期已派出"] == "1人"
    (measure,) = RULE.measure(outcome(plain()), share("1/6"))
    assert "其中本学年以前学期已派出" not in dict(measure.readings)


def test_a_school_without_anybody_due_has_no_row() -> None:
    (case,) = (case for case in CASES if case.name == "a school where nobody is due")
    assert [measure.key for measure in case.measures(RULE)] == ["A", "C"]


def test_the_floor_counts_who_can_move() -> None:
    """Six are due, one of them is in a service period: six cannot be reached."""
    bound = situation(tiny({"T2": {"service": "特岗", "service_until": date(2030, 8, 31)}}))
    assert RULE.floor(Reach(bound), share("1")) == {"": 1}
    assert RULE.floor(Reach(bound), share("0.5")) == {"": 0}


def test_what_leaves_open_who_is_due_is_named() -> None:
    (measure,) = CASES[0].measures(RULE)
    assert measure.missing == ("教师.行政职务",)

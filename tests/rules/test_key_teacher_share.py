"""Cases of key_teacher_share: of the six who are due, T1 alone is a key teacher.

The acceptance case of the two denominators (national and Anhui) stands at the end.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from constraints.rotation.key_teacher_share import RULE, KeyBase, P
from models.sheets import HistoryRow, RecommendationRow, WishRow
from tests.rules.case import Case
from tests.tiny import START, county, move, outcome, school, situation, teacher, term, tiny

__all__ = ["CASES", "RULE"]

EXCHANGED, ELIGIBLE, KEYS = KeyBase.EXCHANGED, KeyBase.ELIGIBLE, KeyBase.KEY_TEACHERS


def share(of: str, base: KeyBase = EXCHANGED) -> P:
    """A share written as text."""
    return P(share=Fraction(of), base=base)


def plain(**t1: Any) -> Any:
    """The county as it is, T1 changed."""
    return situation(tiny({"T1": t1}))


def keen() -> Any:
    """T3, a key teacher but not due, applies with the school's consent."""
    return situation(
        tiny(
            {"T3": {"key_level": "县级"}},
            wishes=[WishRow(person="T3", rank=1, school="B", mode="交流")],
            recommendations=[RecommendationRow(person="T3", mode="交流", opinion="同意")],
        )
    )


def nobody_due() -> Any:
    """Everybody came to their school a year ago."""
    people = ("T1", "T2", "T4", "T5", "T6", "T7")
    return situation(tiny({person: {"school_since": "2025-09"} for person in people}))


def gone(*people: str) -> tuple[Any, ...]:
    """These people exchanged."""
    homes = {"T1": "A", "T2": "A", "T4": "A", "T5": "B", "T6": "C", "T7": "C"}
    return tuple(move(p, homes[p], "C" if homes[p] == "B" else "B") for p in people)


def spring(*sent: str) -> Any:
    """The school year's second term: these went to B in September."""
    rows = [
        HistoryRow(person=p, school="B", start=START, end=date(2028, 8, 31), mode="交流")  # type: ignore[arg-type]
        for p in sent
    ]
    days = {"name": "春季", "start": date(2027, 2, 1), "reference": date(2027, 2, 1)}
    return situation(tiny(history=rows, term=term(**days)))


CASES = (
    Case("the key teacher went in autumn", spring("T1"), share("1"), kind="edge"),
    Case("half of two, one sent in each term", spring("T1"), share("1/2"), roster=gone("T2")),
    Case("a third of three would be less", spring("T1"), share("1/2"), {"": 1}, gone("T2", "T4")),
    Case("only another went in autumn", spring("T2"), share("1/2"), {"": 1}),
    Case("who follows makes up for autumn", spring("T2"), share("1/2"), roster=gone("T1")),
    Case("one of six who are due", spring("T1"), share("1/6", ELIGIBLE), kind="edge"),
    Case("not two of six", spring("T1"), share("1/3", ELIGIBLE), {"": 1}),
    Case("every key teacher", spring("T1"), share("1", KEYS)),
    Case("every key teacher is still at home", spring("T2"), share("1", KEYS), {"": 1}),
    Case(
        "a key teacher who is not due does not count",
        keen(),
        share("0.5"),
        {"": 1},
        (move("T3", "A", "B"), *gone("T2")),
    ),
    # 0 of 0 is no share: neither reached nor missed.
    Case("nobody exchanged", plain(), share("0.2"), undecidable=("",)),
    Case("nobody due", nobody_due(), share("0.2", ELIGIBLE), undecidable=("",)),
    Case("no key teacher", plain(key_level="无"), share("0.2", KEYS), undecidable=("",)),
    Case(
        "one of five", plain(), share("0.2"), roster=gone("T1", "T2", "T4", "T6", "T7"), kind="edge"
    ),
    Case(
        "one of six is short of a fifth, by one person",
        plain(),
        share("0.2"),
        {"": 1},
        gone("T1", "T2", "T4", "T5", "T6", "T7"),
        kind="edge",
    ),
    Case("two people and no key teacher", plain(), share("0.2"), {"": 1}, gone("T2", "T4")),
    Case("of those who are due", plain(), share("1/6", ELIGIBLE), roster=gone("T1"), kind="edge"),
    Case("a fifth of the six who are due", plain(), share("0.2", ELIGIBLE), {"": 1}, gone("T1")),
    Case("of the key teachers", plain(), share("1", KEYS), roster=gone("T1"), kind="edge"),
    Case("the only key teacher stays", plain(), share("0.01", KEYS), {"": 1}, gone("T2")),
    Case(
        "a key teacher to the day",
        plain(key_until=date(2026, 9, 1)),
        share("0.5"),
        roster=gone("T1", "T2"),
        kind="edge",
    ),
    Case(
        "no longer one the day after",
        plain(key_until=date(2026, 8, 31)),
        share("0.5"),
        {"": 1},
        gone("T1", "T2"),
        kind="edge",
    ),
)


def test_a_share_of_nobody_says_why() -> None:
    """Its readings are shown all the same."""
    (measure,) = next(c for c in CASES if c.name == "nobody exchanged").measures(RULE)
    assert (measure.required, measure.note) == (None, "无人交流")
    assert dict(measure.readings)["占应交流对象"] == "0/6（0.00%）"


def test_a_thousand_due_a_hundred_out_twenty_of_them_key() -> None:
    """Acceptance case 4: passes under the national wording, fails under the Anhui one by 180."""
    people = [teacher(f"T{i:04}", "A", key_level="县级" if i < 20 else "无") for i in range(1000)]
    schools = [school("A", locale="城区", approved=2000), school("B", approved=2000)]
    plan = outcome(
        situation(county(schools, people)), *(move(f"T{i:04}", "A", "B") for i in range(100))
    )
    (national,) = RULE.measure(plan, share("0.20"))
    (anhui,) = RULE.measure(plan, share("0.20", ELIGIBLE))
    assert (national.numerator, national.denominator, national.short) == (20, 100, 0)
    assert (anhui.numerator, anhui.denominator, anhui.required) == (20, 1000, 200)
    assert anhui.short == 180

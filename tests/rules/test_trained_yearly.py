"""Cases of trained_yearly: everybody at the township seat within twelve months of 2026-09-01."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from constraints.provision.trained_yearly import RULE, P
from constraints.situation import Situation
from models.sheets import HistoryRow
from tests.rules.case import Case
from tests.tiny import county, school, situation, teacher

YEARLY = P(group="township_seat", months=12, share=Fraction(1))


def town(*ends: date | None) -> Situation:
    """Two teachers at the seat, one elsewhere; the n-th training ended on that day."""
    people = [teacher("T0", "S"), teacher("T1", "S"), teacher("T2", "V")]
    rows = [
        HistoryRow(person=f"T{i}", school="S", start=date(2024, 9, 1), end=end, mode="培训")  # type: ignore[arg-type]
        for i, end in enumerate(ends)
        if end is not None
    ]
    schools = [school("S", township_seat=True), school("V", township_seat=False)]
    return situation(county(schools, people, history=rows))


FIRST = date(2025, 9, 1)

CASES = (
    Case("Both within the year, on its very first day", town(FIRST, FIRST), YEARLY, kind="edge"),
    Case("One a day too early", town(FIRST, date(2025, 8, 31)), YEARLY, {"": 1}),
    Case("Half is asked", town(FIRST, None), P(**{**vars(YEARLY), "share": Fraction(1, 2)}),
         kind="edge"),
    Case("No training on record anywhere", town(), YEARLY, undecidable=("",)),
)  # fmt: skip


def test_who_is_still_to_be_trained_is_named() -> None:
    """T1, whose training is a day too old."""
    (measure,) = CASES[1].measures(RULE)
    assert measure.people == ("T1",)

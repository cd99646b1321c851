"""Months at one legal school: what joins, what interrupts."""

from __future__ import annotations

from datetime import date

import pytest

from constraints.facts.tenure import Tenure
from models.column import Code, Row
from tests.facts.staff_params import past, under
from tests.tiny import county, school, teacher, term, tiny

ONE = Code("T1")


@pytest.mark.parametrize(
    ("day", "months"), [("2026-07-31", 167), ("2026-08-01", 168), ("2026-09-01", 169)]
)
def test_by_month_on_the_reference_date(day: str, months: int) -> None:
    found = county(
        [school("A")],
        [teacher("T1", school_since="2012-08")],
        term=term(reference=date.fromisoformat(day)),
    )
    assert Tenure.of(under(found)).months(ONE) == months


def test_blank_is_unknown_and_the_future_is_nothing() -> None:
    tenure = Tenure.of(
        under(tiny({"T1": {"school_since": None}, "T2": {"school_since": "2027-01"}}))
    )
    assert tenure.months(ONE) is None
    assert tenure.months(Code("T2")) == 0
    assert tenure.months(Code("T9")) is None


def _campuses(*history: Row) -> Tenure:
    rows = [school("A"), school("A1", legal_code="A"), school("B")]
    people = [teacher("T1", "A", school_since="2022-09")]
    return Tenure.of(under(county(rows, people, history=history)))


@pytest.mark.parametrize(
    ("campus", "end", "months"),
    [
        ("A1", "2022-08-31", 120),
        ("A1", "2022-07-31", 120),
        ("A1", "2022-06-30", 48),
        ("B", "2022-08-31", 48),
    ],
)
def test_campuses_of_one_legal_school_join(campus: str, end: str, months: int) -> None:
    assert _campuses(past("T1", campus, "2016-09-01", end, "调动")).months(ONE) == months


@pytest.mark.parametrize(
    ("end", "limit", "months"),
    [
        ("2023-07-31", None, 169),
        ("2023-07-31", 12, 169),
        ("2023-07-31", 11, 38),
        ("2011-07-31", 1, 169),
    ],
)
def test_time_away_restarts_when_the_policy_says_so(
    end: str, limit: int | None, months: int
) -> None:
    start = f"{int(end[:4]) - 1}-09-01"
    situation = under(tiny(history=[past("T1", "B", start, end)]), tenure={"away_months": limit})
    assert Tenure.of(situation).months(ONE) == months

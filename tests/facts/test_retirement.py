"""Statutory months under the 2025 law, checked against its published steps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from constraints.facts.retirement import Retirement
from models.column import Code
from tests.facts.staff_params import under
from tests.tiny import county, school, teacher, term

ONE = Code("T1")


def _retirement(day: date = date(2026, 9, 1), **kw: Any) -> Retirement:
    changes = kw.pop("law", {})
    found = county([school("A")], [teacher("T1", **kw)], term=term(reference=day))
    return Retirement.of(under(found, retirement=changes))


@pytest.mark.parametrize(
    ("born", "gender", "more", "expected"),
    [
        ("1970-06", "男", {}, "2031-11"),  # acceptance case 7 of the policy facts
        ("1964-12", "男", {}, "2024-12"),
        ("1965-01", "男", {}, "2025-02"),
        ("1965-04", "男", {}, "2025-05"),
        ("1965-05", "男", {}, "2025-07"),
        ("1976-08", "男", {}, "2039-07"),
        ("1976-09", "男", {}, "2039-09"),
        ("1990-01", "男", {}, "2053-01"),
        ("1969-12", "女", {}, "2024-12"),
        ("1970-01", "女", {}, "2025-02"),
        ("1981-09", "女", {}, "2039-09"),
        ("1975-01", "女", {"post_kind": "工勤"}, "2025-02"),
        ("1975-03", "女", {"post_kind": "工勤"}, "2025-05"),
        ("1984-11", "女", {"post_kind": "工勤"}, "2039-11"),
    ],
)
def test_month(born: str, gender: str, more: dict[str, Any], expected: str) -> None:
    assert str(_retirement(born=born, gender=gender, **more).month_of(ONE)) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"title": "高级"}, "2034-01"),
        ({"title": "高级", "retirement_choice": "女干部选择提前"}, "2027-10"),
        ({"title": "一级"}, "2027-10"),
        ({"title": "高级", "post_grade": 8}, "2027-10"),
        ({"title": "高级", "post_grade": 7}, "2034-01"),
    ],
)
def test_women_in_senior_posts(more: dict[str, Any], expected: str) -> None:
    law = {"women_senior_as_men": True}
    assert str(_retirement(born="1972-03", law=law, **more).month_of(ONE)) == expected


def test_senior_women_without_the_switch() -> None:
    assert str(_retirement(born="1972-03", title="高级").month_of(ONE)) == "2027-10"


@pytest.mark.parametrize(("day", "left"), [("2026-10-31", 61), ("2026-11-01", 60)])
def test_months_left(day: str, left: int) -> None:
    found = _retirement(date.fromisoformat(day), born="1970-06", gender="男")
    assert found.months_left(ONE) == left


def test_nobody() -> None:
    assert _retirement().month_of(Code("T9")) is None
    assert _retirement().months_left(Code("T9")) is None

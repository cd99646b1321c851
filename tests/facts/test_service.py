"""Service periods bind through their last day; an unknown last day never passes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from constraints.facts.service import ServicePeriod
from models.column import Code
from models.sheets import TeacherRow
from tests.facts.staff_params import under
from tests.tiny import county, school, teacher, tiny, without


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"service": "特岗", "service_until": "2026-08-31"}, None),
        ({"service": "特岗", "service_until": "2026-09-01"}, date(2026, 9, 1)),
        ({"service": "特岗", "service_until": "2028-08-31"}, date(2028, 8, 31)),
        ({"service": "特岗", "first_appointed": "2023-09"}, None),
        ({"service": "特岗", "first_appointed": "2023-10"}, date(2026, 9, 30)),
        ({"service": "特岗", "first_appointed": None}, date.max),
        ({"service": "捆绑聘用", "service_until": "2028-08-31"}, None),
        ({"service": "无"}, None),
        ({}, None),
    ],
)
def test_bound_until(change: dict[str, Any], expected: date | None) -> None:
    assert ServicePeriod.of(under(tiny({"T3": change}))).bound_until(Code("T3")) == expected


def test_a_kind_without_years_is_bound_without_end() -> None:
    situation = under(tiny({"T3": {"service": "特岗"}}), service={"years": {}})
    assert ServicePeriod.of(situation).bound_until(Code("T3")) == date.max


def test_an_absent_column_is_named() -> None:
    columns = without(TeacherRow, "service")
    found = county([school("A")], [teacher("T1")], columns=columns)
    assert ServicePeriod.of(under(found)).missing == ("教师.服务期类型",)
    assert ServicePeriod.of(under(tiny())).missing == ()

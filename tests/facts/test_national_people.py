"""The shipped national tables about people and schools give the acceptance cases 7 and 8."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from constraints.facts.eligibility import Eligibility
from constraints.facts.retirement import Retirement
from constraints.situation import Situation
from models.column import Code
from staffing.policy_file import load
from tests.tiny import START, county, school, teacher, term

ONE = Code("T1")
SHANDONG: dict[str, Any] = {
    "documents": {"sd": {"title": "测试：山东2015年的说法", "standing": "待核实"}},
    "facts": {
        "eligibility": {
            name: {"value": value, "from": date(2015, 4, 14), "source": "sd", "clause": "条件"}
            for name, value in [
                ("terms", 2),
                ("term_months", 36),
                ("exceed", True),
                ("minimum_title", "一级"),
            ]
        }
    },
}


def _under_national(day: date, overlays: tuple[dict[str, Any], ...] = (), **kw: Any) -> Situation:
    found = county([school("A")], [teacher("T1", **kw)], term=term(reference=day))
    return Situation(found, load("national", day, overlays))


@pytest.mark.parametrize(("day", "due"), [("2026-10-31", True), ("2026-11-01", False)])
def test_case_7_retirement(day: str, due: bool) -> None:
    situation = _under_national(date.fromisoformat(day), gender="男", born="1970-06")
    assert str(Retirement.of(situation).month_of(ONE)) == "2031-11"
    assert Eligibility.of(situation).verdict(ONE).eligible is due


@pytest.mark.parametrize(
    ("title", "since", "due"), [("二级", "2014-09", False), ("一级", "2019-09", True)]
)
def test_case_8_shandong(title: str, since: str, due: bool) -> None:
    situation = _under_national(START, (SHANDONG,), title=title, school_since=since)
    assert Eligibility.of(situation).verdict(ONE).eligible is due
    national = _under_national(START, title=title, school_since=since)
    assert Eligibility.of(national).verdict(ONE).eligible

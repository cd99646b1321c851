"""Key teachers: level, validity, and 名师 without a level."""

from __future__ import annotations

from typing import Any

import pytest

from constraints.facts.key_teacher import KeyTeacher
from models.column import Code
from tests.facts.staff_params import under
from tests.tiny import tiny


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({}, True),
        ({"key_level": "校级"}, False),
        ({"key_level": "省级"}, True),
        ({"key_level": None}, False),
        ({"key_until": "2026-08-31"}, False),
        ({"key_until": "2026-09-01"}, True),
        ({"key_until": "2026-09-02"}, True),
        ({"key_level": "无", "master_title": "特级教师"}, False),
    ],
)
def test_is_key(change: dict[str, Any], key: bool) -> None:
    fact = KeyTeacher.of(under(tiny({"T1": change})))
    assert fact.is_key(Code("T1")) is key


def test_masters_count_where_the_policy_says_so() -> None:
    county = tiny({"T2": {"master_title": "特级教师"}})
    fact = KeyTeacher.of(under(county, key_teacher={"master_title_counts": True}))
    assert fact.mask.tolist() == [True, True, False, False, False, False, False]
    assert not fact.is_key(Code("T9"))

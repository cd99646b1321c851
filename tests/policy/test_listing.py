"""``policy list | show | diff`` as plain rows."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.policy_file import diff, show
from tests.policy.invented import REGISTRY, WHOLE, county

BODY = """
[rules.rotation_share]
share = [
  { value = 0.15, from = 2021-01-01, source = "plan", clause = "一", quote = "甲" },
  { value = 0.20, from = 2026-09-01, source = "plan", clause = "二", checked = 2026-08-01 },
]
"""


def test_show_gives_every_dated_line_with_its_citation(tmp_path: Path) -> None:
    rows = show(county(tmp_path, BODY), registry=REGISTRY)
    shares = [row for row in rows if row.key == "rules.rotation_share.share"]
    assert [(row.text, row.since, row.policy) for row in shares] == [
        ("0.15", date(2021, 1, 1), "county"),
        ("0.2", date(2026, 9, 1), "county"),
    ]
    assert (shares[0].quote, shares[0].title, shares[0].standing) == ("甲", "样例方案", "正式")
    assert [row.policy for row in rows if row.key == "facts.load.share"] == ["whole"]
    assert [row.text for row in rows if row.key == "rules.rotation_share.force"] == ["soft"]


def test_show_on_a_day_gives_the_line_in_force(tmp_path: Path) -> None:
    path = county(tmp_path, BODY)
    for day, value in ((date(2026, 8, 31), "0.15"), (date(2026, 9, 1), "0.2")):
        rows = show(path, day, registry=REGISTRY)
        assert [r.text for r in rows if r.key == "rules.rotation_share.share"] == [value]


def test_diff_gives_only_what_differs(tmp_path: Path) -> None:
    (change,) = diff(WHOLE, county(tmp_path, BODY), date(2022, 1, 1), registry=REGISTRY)
    assert change.key == "rules.rotation_share.share"
    assert change.left is not None and change.left.value == Fraction(1, 10)
    assert change.right is not None and change.right.value == Fraction(3, 20)


def test_diff_over_all_time_gives_every_date_from_which_values_differ(tmp_path: Path) -> None:
    changes = diff(WHOLE, county(tmp_path, BODY), registry=REGISTRY)
    assert {change.key for change in changes} == {"rules.rotation_share.share"}
    told = [
        (c.since and c.since.isoformat(), c.left and c.left.text, c.right and c.right.text)
        for c in changes
    ]
    assert told[-2:] == [("2021-01-01", "0.1", "0.15"), ("2026-09-01", "0.1", "0.2")]


def test_diff_sees_a_later_row_that_one_side_adds_and_one_that_ends(tmp_path: Path) -> None:
    one = """
[rules.rotation_share]
share = [{ value = 0.15, from = 2021-01-01, ends = 2026-12-31, source = "plan", clause = "一" }]
"""
    sides = []
    for name, body in (("a", one), ("b", BODY)):
        (tmp_path / name).mkdir()
        sides.append(county(tmp_path / name, body))
    told = [
        (c.since and c.since.isoformat(), c.left and c.left.text, c.right and c.right.text)
        for c in diff(sides[0], sides[1], registry=REGISTRY)
    ]
    assert told == [("2026-09-01", "0.15", "0.2"), ("2027-01-01", None, "0.2")]
    assert diff(sides[0], sides[1], date(2026, 1, 1), registry=REGISTRY) == ()


def test_why_a_rule_was_off_is_not_told_of_one_that_is_on() -> None:
    reasons = {row.key for row in show("gaoxin-2023") if row.key.endswith(".reason")}
    assert "rules.degree_ratio.reason" not in reasons and "rules.inspectors.reason" in reasons


def test_a_day_before_some_values_is_shown_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    """001 表1 on the way to 2025, when the law on retirement was not in force yet."""
    assert run(["policy", "show", "huantai-2022", "--at", "2024-12-31", "--json"]) == Exit.DONE
    said = json.loads(capsys.readouterr().out)
    limits = [line["value"] for line in said["lines"] if line["key"].endswith("degree_ratio.limit")]
    assert [float(value) for value in limits] == [1.03]
    assert "facts.retirement.delay_from" in said["not_in_force"]
    assert run(["policy", "diff", "national", "huantai-2022", "--at", "2024-12-31"]) == Exit.DONE
    assert "没有有效的值：facts.retirement.delay_from" in capsys.readouterr().err

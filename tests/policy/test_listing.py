"""``policy list | show | diff`` as plain rows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

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

"""``policy list | show | diff`` as plain rows."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.policy_file import diff, resourced, show
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


def test_show_and_diff_print_what_a_number_is_counted_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["policy", "show", "national", "--at", "2026-09-01"])
    lines = dict(line.split("  ", 2)[:2] for line in capsys.readouterr().out.splitlines()
                 if line.startswith(("facts.", "rules.")))  # fmt: skip
    assert lines["facts.retirement.men_months"] == "720 月"
    assert lines["facts.establishment.pupils_per_post"].endswith("高中：12.5｝（人）")
    assert lines["rules.rotation_share.share"] == "0.1（2014-09-02 起）"
    path = tmp_path / "own.toml"
    line = '{ value = 60, from = 2026-01-01, source = "editable-template", clause = "一" }'
    path.write_text(
        '[policy]\nid = "c"\nname = "县"\nstanding = "本县决定"\nextends = "national"\n'
        f"[facts.eligibility]\nmonths = {line}\n",
        encoding="utf-8",
    )
    run(["policy", "diff", "national", str(path), "--json"])
    change = json.loads(capsys.readouterr().out)["changes"][-1]
    assert (change["right"]["value"], change["right"]["unit"]) == ("60", "月")


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


@pytest.mark.parametrize("at", [[], ["--at", "2026-09-01"]])
def test_a_policy_differs_in_nothing_from_itself(
    at: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["policy", "diff", "huantai-2022", "huantai-2022", *at]) == Exit.DONE
    assert "（没有）" in capsys.readouterr().out


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


SAME = """
[rules.rotation_share]
share = [{ value = 0.15, from = 2021-01-01, source = "plan", clause = "一", quote = "甲" }]
"""


def test_the_same_value_on_another_basis_is_told_apart_from_values_that_differ(
    tmp_path: Path,
) -> None:
    sides = []
    for name, body in (("a", SAME), ("b", SAME.replace('"一", quote = "甲"', '"二"'))):
        (tmp_path / name).mkdir()
        sides.append(county(tmp_path / name, body))
    assert diff(sides[0], sides[1], registry=REGISTRY) == ()
    (change,) = resourced(sides[0], sides[1], registry=REGISTRY)
    assert (change.key, change.source_parts) == ("rules.rotation_share.share", ("条款", "原文"))
    assert change.left is not None and (change.left.clause, change.left.quote) == ("一", "甲")
    assert change.right is not None and (change.right.clause, change.right.quote) == ("二", "")
    assert resourced(sides[0], sides[0], registry=REGISTRY) == ()


def test_what_a_row_itself_cites_is_shown_and_compared(tmp_path: Path) -> None:
    (force,) = (r for r in show("national") if r.key == "rules.establishment_cap.force")
    assert (
        force.title == "关于加强中小学教职工编制管理推动全面达标的若干措施" and force.since is None
    )
    own = tmp_path / "own.toml"
    own.write_text(
        """
[policy]
id = "own"
name = "样例县"
extends = "national"
standing = "本县决定"

[documents.own]
title = "样例决定"
standing = "本县决定"

[rules.establishment_cap]
source = "own"
clause = "一"
from = 2020-01-01
""",
        encoding="utf-8",
    )
    keys = [c.key for c in resourced("national", own)]
    assert keys == ["rules.establishment_cap.force"] and diff("national", own) == ()


def test_sources_are_told_on_the_screen_and_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["policy", "diff", "huantai-2022", "gaoxin-2023"]) == Exit.DONE
    assert "值相同、出处不同的" in capsys.readouterr().out
    asked = ["policy", "diff", "huantai-2022", "gaoxin-2023", "--at", "2026-09-01", "--json"]
    assert run(asked) == Exit.DONE
    told = json.loads(capsys.readouterr().out)
    assert "rules.degree_ratio.advantaged" in {c["key"] for c in told["sources"]}
    assert {c["key"] for c in told["changes"]}.isdisjoint({"rules.degree_ratio.advantaged"})


def test_why_a_rule_was_off_is_not_told_of_one_that_is_on() -> None:
    reasons = {row.key for row in show("gaoxin-2023") if row.key.endswith(".reason")}
    assert "rules.degree_ratio.reason" not in reasons and "rules.inspectors.reason" in reasons


def test_a_day_before_some_values_is_shown_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    """001 表1 on the way to 2025, when documents the baseline cites were not issued yet."""
    assert run(["policy", "show", "huantai-2022", "--at", "2023-10-29", "--json"]) == Exit.DONE
    said = json.loads(capsys.readouterr().out)
    limits = [line["value"] for line in said["lines"] if line["key"].endswith("degree_ratio.limit")]
    assert [float(value) for value in limits] == [1.03]
    assert "facts.leaders.deputies" in said["not_in_force"]
    assert run(["policy", "diff", "national", "huantai-2022", "--at", "2023-10-29"]) == Exit.DONE
    assert "没有有效的值：facts.supply.campuses_share" in capsys.readouterr().err


TIERS = """
[[tiers]]
id = "mandates"
name = "比例"
unit = "人"
[[tiers]]
id = "law"
name = "法规"
unit = "人"
"""


def test_the_order_of_tiers_is_shown_and_compared(tmp_path: Path) -> None:
    own = county(tmp_path, TIERS)
    rows = [row for row in show(own, registry=REGISTRY) if row.key.startswith("tiers.")]
    assert [(row.key, row.text, row.policy) for row in rows] == [
        ("tiers.mandates", "第1层：比例（人）", "county"),
        ("tiers.law", "第2层：法规（人）", "county"),
    ]
    for day in (None, date(2026, 9, 1)):
        changes = diff(WHOLE, own, day, registry=REGISTRY)
        assert [(c.key, c.left and c.left.value, c.right and c.right.value) for c in changes] == [
            ("tiers.law", 1, 2),
            ("tiers.mandates", 2, 1),
        ]
    assert resourced(WHOLE, own, registry=REGISTRY) == ()

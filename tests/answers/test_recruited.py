"""Recruits a question supposes: where each went, and why the rest went nowhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from constraints.situation import Situation
from models.sheets import RecruitRow
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.answers.suppose.recruited import COVERED, NOT_SHORT, OFF, Recruited, recruited
from staffing.answers.suppose.supposed import Change, changed
from staffing.cli.app import run
from staffing.naming import CountyNames
from staffing.run import run_county
from tests.answers.at_hand import POLICY, said
from tests.every_roster import under
from tests.tiny import tiny

NEED = "体育:小学:3"
"""B lacks two periods of 体育, one person's work, before any decision."""


@cache
def asked(text: str, *settings: str, approved: int = 9, sheet: int = 0) -> Recruited:
    """What became of them in the county everyone knows, B with so many approved posts."""
    rows = (
        [RecruitRow(stage="小学", subject="体育", heads=sheet, source="公开招聘")] if sheet else []
    )  # type: ignore[arg-type]
    there = under(tiny({"B": {"approved": approved}}, recruits=rows), *settings)
    changes = read_changes(Wanted(recruit=(text,)), there.county, there.policy)
    return answered(there, changes)


def answered(there: Situation, changes: tuple[Change, ...]) -> Recruited:
    after = Situation(changed(there.county, changes), there.policy)
    done = run_county(after, county_name="样例县", input_sha256="0" * 64)
    (found,) = recruited(done, changes)
    words = found.words(CountyNames(after.county))
    assert found.left == found.heads - sum(heads for _, heads in found.placed)
    assert bool(found.left) == bool(found.why) and words.endswith("。")
    placed = [p.host for p in done.placements if p.person in after.county.newcomers]
    assert sorted(placed) == sorted(s for s, heads in found.placed for _ in range(heads))
    return found


def test_each_is_said_to_go_somewhere() -> None:
    found = asked(NEED)
    assert (found.placed, found.left) == ((("B", 2), ("C", 1)), 0)
    assert (
        found.words(CountyNames(tiny())) == "招聘的小学体育 3 人：到河东小学 2 人、镇中学校 1 人。"
    )


def test_more_than_are_needed_stay_where_no_rule_places_them_all() -> None:
    found = asked("体育:小学:5", "rules.recruits_placed.force=watch")
    assert found.placed == (("B", 1), ("C", 1))
    assert (found.left, found.why) == (3, COVERED)


def test_a_subject_no_school_lacks() -> None:
    here = under(tiny(drop=["T6"], more=[]))
    changes = read_changes(Wanted(recruit=("数学:初中:1",)), here.county, here.policy)
    found = answered(here, changes)
    assert (found.placed, found.why) == ((), NOT_SHORT)


def test_a_policy_without_recruitment() -> None:
    there = under(tiny(), "modes.recruitment.on=false")
    changes = read_changes(Wanted(recruit=(NEED,)), there.county, there.policy)
    found = answered(there, changes)
    assert (found.placed, found.why, found.left) == ((), OFF, 3)


def test_a_full_school_says_which_limit() -> None:
    found = asked(NEED, approved=1)
    assert (found.placed, found.left) == ((("C", 2),), 1)
    figures = "（河东小学上限 1 人，改后 2 人，超 1 人）"
    assert found.why == f"河东小学还缺，但再来一人会违反“核定编制上限”{figures}"


def test_those_of_the_sheet_are_counted_with_them() -> None:
    found = asked("体育:小学:1", sheet=1)
    assert (found.heads, found.sheet) == (2, 1)
    names = CountyNames(tiny())
    assert found.words(names).startswith("招聘的小学体育 2 人（连同“招聘”表原有的 1 人）：")


def test_the_command_says_it_both_ways(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["whatif", "book.xlsx", "--policy", POLICY, "--recruit", NEED]
    code, found = said(capsys, *words)
    (told,) = found["scenarios"][0]["recruits"]
    assert told["heads"] == 3 and told["unplaced"] == 3 - sum(p["heads"] for p in told["placed"])
    assert run(words) == code
    assert told["message"] in capsys.readouterr().out.replace("\n", "")


def test_a_tier_that_differs_says_by_which_rule(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of five is needed nowhere: no target says so, the tier does."""
    words = ["whatif", "book.xlsx", "--policy", POLICY, "--recruit", "体育:小学:5"]
    _, found = said(capsys, *words)
    (one,) = found["scenarios"]
    (tier,) = (t for t, rows in one["tier_rules"].items() if "recruits_placed" in rows)
    assert found["base"]["tier_rules"].get(tier, {}).get("recruits_placed") is None
    left = one["recruits"][0]["unplaced"]
    assert left and one["tier_rules"][tier]["recruits_placed"] == left
    for plan in (found["base"], one):
        values = {t["id"]: t["value"] for t in plan["tiers"]}
        for name, rows in plan["tier_rules"].items():
            assert sum(rows.values()) == values[name]
    run(words)
    assert f"的变化在：招聘人员安排 0→{left} 人" in capsys.readouterr().out

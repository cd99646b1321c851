"""Nothing is called possible or better that a leader's move, told nowhere, makes worse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from constraints.situation import Situation
from models.roster import Roster
from models.sheets import TeamRow
from staffing.answers.explain.explaining import JUDGED_WHOLE, Explainer
from staffing.answers.figures import base_figures
from staffing.answers.loaded import load_plan
from staffing.answers.meeting.trading import Options, Trading
from staffing.answers.page import Page
from staffing.answers.suppose.changes import Wanted, read_changes
from staffing.answers.suppose.renewal import Renewed
from staffing.answers.suppose.replanning import replan
from staffing.audit import audit
from staffing.cli.app import run
from staffing.cli.exits import Exit
from staffing.intake import read_roster
from staffing.leaders.listed import BESIDE, WITHOUT_THEM
from staffing.leaders.openly import UNTOLD, openly
from staffing.solve import prepare
from staffing.workbook.template import write_county
from tests.answers.at_hand import POLICY, base_of, said, write_rows
from tests.answers.test_leaders_by_hand import LED
from tests.every_roster import under
from tests.rules.teams import PEOPLE, guest, out, team, with_teams
from tests.tiny import move, teacher, tiny

AWAY = move("M1", "A", "C", subject="数学", stage="小学")
"""L1 goes from A to W9 in the plan, told nowhere: then M1 is needed at A, for A keeps 数学."""


def test_of_a_verdict_is_told_what_the_listed_plan_shows_too() -> None:
    assert openly([1, 2], [2, 3]) == ((2,), True)
    assert openly([2], [2, 3]) == ((2,), False)


@pytest.mark.parametrize("led", [False, True])
def test_what_breaks_a_floor_without_the_leader_is_no_way_to_go(led: bool) -> None:
    base = base_of(under(LED))
    plan = load_plan(base.intake.situation, base.roster)
    assert "L1" in plan.roster.by_person and "M1" not in plan.roster.by_person
    page = Explainer(plan, with_leaders=led).explain("M1")
    (told,) = (a["alone"] for a in (page.data or {})["alternatives"] if a["host"] == "C")
    if led:
        assert told["broken"] == ["派出学校学科底线"] and not told["untold"]
        assert told["changes"] and JUDGED_WHOLE in page.closing
    else:
        assert told == {"broken": [], "breaches": [], "changes": {}, "untold": True}
        assert _cell(page, "镇中学校") == UNTOLD and JUDGED_WHOLE not in page.closing
        assert "底线" not in str(page.tables) and "--leaders" in page.tables[0].rest


def _cell(page: Page, school: str) -> object:
    """只改本人、别人不动, of going to a school."""
    (row,) = (r for r in page.tables[0].rows if school in str(r[0]))
    return row[page.tables[0].headers.index("只改本人、别人不动")]


def test_a_hand_edit_that_breaks_a_floor_without_the_leader_is_not_without_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_county(LED, tmp_path / "book.xlsx")
    run(["solve", "book.xlsx", "--policy", POLICY, "-o", "r.xlsx", "--leaders-output", "l.xlsx"])
    rows = read_roster(tmp_path / "r.xlsx", LED).placements
    write_rows([*rows, AWAY], tmp_path / "hand.xlsx")
    ask = ["pin", "book.xlsx", "--policy", POLICY, "--roster", "hand.xlsx"]
    code, told = said(capsys, *ask)
    assert code == Exit.SHORT and told["untold"]
    assert not told["changes"] and not told["findings"]
    run(ask)
    page = capsys.readouterr().out
    assert UNTOLD in page and "没有新的不符" not in page and "底线" not in page
    whole = said(capsys, "audit", *ask[1:], "--leaders", "l.xlsx")[1]
    assert "派出学校学科底线" in str(whole)
    run(["whatif", *ask[1:4], "--pin", "M1:交流:C"])
    assert BESIDE in capsys.readouterr().out


def _two_subjects(*rows: TeamRow) -> Situation:
    """A county where the leader who teaches 语文 at B could go, or the one who teaches 数学."""
    more = [p for p in PEOPLE if p.code in ("L2", "M1")]
    more += [teacher("L5", "B", "数学", leadership="校长"), teacher("K3", "A", "语文")]
    guests = [guest("G1", "学校领导")]
    county = with_teams(*rows, outside_people=guests, more=more)().county
    return under(county, "rules.sending_floor.force=off")


def test_plans_side_by_side_are_as_far_apart_as_whole_plans_are() -> None:
    """Another leader goes: the listed plans differ otherwise than the whole ones do."""
    there = _two_subjects(out("教师", subject="语文"), team("学校领导"))
    base = replace(base_of(there), run_id="1")
    (sent,) = (p.person for p in base.roster.placements if p.mode.value == "跟岗")
    wanted = Wanted(exempt=(sent,), with_leaders=True)
    changes = read_changes(wanted, there.county, there.policy)
    found = replan(base, changes, afresh=False)
    was, now = (
        audit(there, base.roster),
        audit(found.run.situation, found.run.result.roster or Roster(())),
    )
    tiers = [tier.id for tier in there.policy.tiers]
    apart = {t: now.tier_value(t) - was.tier_value(t) for t in tiers}
    listed = {t: now.as_listed.tier_value(t) - was.as_listed.tier_value(t) for t in tiers}
    assert apart != listed
    one, other = Renewed(found, base_figures(base), "2", None).plans
    told = {t: other.tiers[t]["value"] - one.tiers[t]["value"] for t in one.tiers}
    assert told == {t: apart[t] for t in told}
    assert all(line["value"] >= 0 for plan in (one, other) for line in plan.tiers.values())
    lacks = [figures.uncovered or (0, 0) for figures in (one, other)]
    assert (lacks[1][0] - lacks[0][0]) * 10 == apart["cover"]
    unknown = replace(base, run_id=None)
    listed_only = Renewed(replace(found, base=unknown), base_figures(unknown), "2", None).plans
    assert {t: listed_only[1].tiers[t]["value"] - listed_only[0].tiers[t]["value"] for t in told} \
        == {t: listed[t] for t in told}  # fmt: skip


def test_plans_for_the_meeting_are_as_far_apart_as_whole_plans_are() -> None:
    found = Trading(prepare(_two_subjects(team("学校领导"))), start="mandates").options()
    assert isinstance(found, Options)
    first, *others = found.all
    listed = [one.solved.audit.as_listed for one in found.all if one.solved.audit]
    assert first.values == {t: listed[0].tier_value(t) for t in first.values}
    otherwise = 0
    for one, checked in zip(others, listed[1:], strict=True):
        apart = {t: one.counted(t) - first.counted(t) for t in first.values}
        assert {t: one.values[t] - first.values[t] for t in first.values} == apart
        otherwise += apart != {t: checked.tier_value(t) - first.values[t] for t in apart}
    assert otherwise


def test_a_plan_known_without_its_leaders_says_so() -> None:
    base = base_of(under(LED))
    assert WITHOUT_THEM in base.words
    assert WITHOUT_THEM not in replace(base, run_id="1").words
    assert WITHOUT_THEM not in replace(base, with_leaders=True).words
    assert WITHOUT_THEM not in base_of(under(tiny())).words

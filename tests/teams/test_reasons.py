"""A team that is short says what binds: role, subject, a rule, a floor."""

from __future__ import annotations

from typing import Any

from constraints.cover.sending_floor import RULE as KEPT
from models.roster import Roster
from models.sheets import ExemptionRow, LockRow
from staffing.audit import Audit, audit
from staffing.solve import solve
from tests.rules.teams import out, team, with_teams
from tests.tiny import move, teacher

FLOOR = "派出学校学科底线"


def _audit(*rows: Any, **sheets: Any) -> Audit:
    found = solve(with_teams(*rows, **sheets)()).audit
    assert found is not None
    return found


def _said(found: Audit, key: str, rule: str = "team_whole") -> str:
    (said,) = {f.message for f in found.findings if f.rule == rule and f.key == key}
    assert "原因：" in said
    return said.partition("原因：")[2]


def test_a_role_nobody_holds_is_the_reason_and_its_mates_name_it() -> None:
    found = _audit(out("教研员"), out("教师"))
    assert "具备“教研员”角色的 0 人，不足 1 人" in _said(found, "TP01/教研员")
    assert "同团的“教研员”派不足" in _said(found, "TP01/教师")


def test_a_subject_too_few_teach_is_the_reason() -> None:
    found = _audit(out("教师", 2, subject="数学"))
    said = _said(found, "TP01/教师")
    assert "主教数学的 1 人，不足 2 人" in said


def test_the_schools_floor_is_the_reason_and_says_where() -> None:
    said = _said(_audit(out("教师", subject="体育")), "TP01/教师")
    assert f"1 人派出会违反“{FLOOR}”（城关小学 小学 体育）" in said


def test_a_floor_only_the_whole_team_breaks_is_the_reason() -> None:
    here = with_teams(out("教师", 2, subject="语文"))()
    said = _said(audit(here, Roster(())), "TP01/教师")
    assert "可派 2 人" in said and f"全团派出会违反“{FLOOR}”（城关小学 小学 语文）" in said


def test_an_exemption_is_the_reason_without_its_cause() -> None:
    row = ExemptionRow(person="T4", kind="免", reason="内部事由", approval="已批准")  # type: ignore[arg-type]
    said = _said(_audit(out("教师", subject="体育"), exemptions=[row]), "TP01/教师")
    assert "1 人派出会违反“免缓交流”" in said and "内部事由" not in said


def test_a_short_counterpart_has_its_reason_too() -> None:
    found = _audit(team("教研员"))
    said = _said(found, "TD01/教研员", "counterpart_quota")
    assert "具备“教研员”角色的 0 人" in said


def test_a_full_team_has_none() -> None:
    found = _audit(out("教师", subject="语文"))
    assert not [f for f in found.findings if f.rule == "team_whole"]


def test_whom_nothing_keeps_from_the_place_is_not_said_to_be_barred() -> None:
    """A decision takes the school below its floor, the plan makes up for it: who held the place in
    the plan could hold it again."""
    lock = LockRow(person="T4", mode="交流", school="B", reason="议定", decided_by="局")  # type: ignore[arg-type]
    more = [teacher("K4", "A", "体育"), teacher("K5", "B", "体育")]
    here = with_teams(out("教师", subject="体育"), more=more, locks=[lock])()
    back = move("K5", "B", "A", "交流", subject="体育")
    gone = move("K4", "A", "W9", "支教", team="TP01", post="教师")
    away = move("T4", "A", "B", "交流", subject="体育")
    whole, hand = Roster.of([away, back, gone]), Roster.of([away, back])
    assert not [f for f in audit(here, whole).findings if f.rule in (KEPT.id, "team_whole")]
    said = _said(audit(here, hand), "TP01/教师")
    assert "会违反" not in said and "可派 1 人" in said


def test_what_only_the_rest_of_the_plan_makes_so_is_said_to_be() -> None:
    kept = ExemptionRow(person="T4", kind="免", reason="内部事由", approval="已批准")  # type: ignore[arg-type]
    more = [teacher("K4", "A", "体育")]
    here = with_teams(out("教师", subject="体育"), more=more, exemptions=[kept])()
    away = Roster.of([move("T4", "A", "B", "交流", subject="体育")])
    said = _said(audit(here, away), "TP01/教师")
    assert f"按方案的其他安排，1 人派出会违反“{FLOOR}”（城关小学 小学 体育）" in said

"""A team that is short says what binds: role, subject, a rule, a floor."""

from __future__ import annotations

from typing import Any

from models.sheets import ExemptionRow
from staffing.audit import Audit
from staffing.solve import solve
from tests.rules.teams import out, team, with_teams

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
    said = _said(_audit(out("教师", 2, subject="语文")), "TP01/教师")
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

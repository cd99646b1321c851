"""What the audit's sentences tell a clerk besides the numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from constraints.placement import commute_cap
from constraints.situation import Situation
from models.policy import Force
from models.roster import Placement, Roster
from models.sheets import DistanceRow, ExemptionRow
from models.vocabulary import Mode
from staffing.audit import audit
from tests.every_roster import under
from tests.tiny import month, move, situation, tiny


def said(rule: str, *placements: Placement, **sheets: Any) -> list[str]:
    """Sentences of one rule of the national baseline about a hand-made plan."""
    there = situation(tiny(**sheets), "national")
    found = audit(there, Roster.of(placements), frozenset()).findings
    return [finding.message for finding in found if finding.rule == rule]


def test_who_may_not_move_is_told_why() -> None:
    (message,) = said("eligible_only", move("T3", "A", "B"))
    assert "不能列入交流（同校连续任教" in message and "未满" in message


def test_the_reason_of_an_exemption_stays_inside() -> None:
    row = ExemptionRow(
        person="T1", kind="免", reason="内部事由甲", approval="已批准", until=date(2027, 8, 31)
    )
    (message,) = said("eligible_only", move("T1", "A", "B"), exemptions=[row])
    assert "已审批" in message and "内部事由甲" not in message


def test_other_terms_and_other_relations_are_put_into_words() -> None:
    early = move("T1", "A", "B", start=date(2025, 9, 1), end=date(2026, 7, 31))
    (late,) = said("one_main_place", early)
    assert "都不在本期之内" in late
    (relation,) = said("one_main_place", move("T1", "A", "B", relation="调动"))
    assert "关系（调动、不调动）与政策" in relation


@pytest.mark.parametrize(
    ("roads", "words"),
    [
        ([DistanceRow(school_a="A", school_b="C", km=20)],
         "样例T1（T1）到镇中学校的新增通勤超出上限：此类安排应为0人，实为1人，超1人"
         "（20 公里，上限 15.5 公里，超 4.5 公里）。"),
        ([], "样例T1（T1）到镇中学校的距离未知，政策不许安排：此类安排应为0人，实为1人，超1人。"),
    ],
)  # fmt: skip
def test_a_road_too_long_is_told_in_kilometres(roads: list[DistanceRow], words: str) -> None:
    there = under(tiny(distances=roads))
    cap = commute_cap.P(
        most_km=Fraction(31, 2), modes=(Mode.ROTATION,), wishes_free=False, unknown_allowed=False
    )
    row = next(r for r in there.policy.rules if r.rule == "move_caps")
    held = replace(
        row, rule="commute_cap", instance="commute_cap", title="", params=cap, force=Force.SOFT
    )
    there = Situation(there.county, replace(there.policy, rules=(held,)))
    (finding,) = audit(there, Roster.of([move("T1", "A", "C")]), frozenset()).findings
    assert finding.message == words


def test_a_value_that_the_policy_leaves_open_is_named_with_its_key() -> None:
    bound = {"service": "捆绑聘用", "first_appointed": month("2024-08")}
    there = situation(tiny({"T3": bound}), "national")
    (told,) = [f for f in audit(there, Roster(()), frozenset()).findings
               if f.rule == "bound_appointment"]  # fmt: skip
    assert told.message == (
        "新任教师捆绑聘用（全县）无法判定：缺政策：捆绑聘用的聘期内应在农村任教的年限"
        "（facts.rural_service.bound_years），在本县政策中写明后重新核查。"
    )
    found = audit(situation(tiny(), "national"), Roster(()), frozenset()).findings
    (posts,) = [f.message for f in found if f.rule == "grade_structure"]
    assert posts.endswith("无法判定：缺少岗位设置.核定数，补齐后重新核查。")

"""校长、副校长在同一学校连续任满规定届数的，原则上应交流。

口径：任期届次优先，空白的按任现职年月和每届月数推算；口径日期已满规定届数的为任满，看有没有锁定或
安排到其他法人学校。任免按干部管理权限，只作核对，结果只进内部名单。
例外：任期届次和任现职年月都空白的，无法判定。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from constraints.facts.leaders import Leaders
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: terms are the fact's word."""


class LeaderTerms(Rule[P]):
    """Leaders whose terms are over and who stay. Audit only."""

    id = "leader_terms"
    name = "校长任期交流"
    unit = "人"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per leader whose terms are over; one row for all whose terms are unknown."""
        fact, county = Leaders.of(outcome.situation), outcome.county
        unknown = tuple(x.person for x in fact.all if x.over is None)
        if unknown:
            yield Measure(
                "", len(unknown), None, None, people=unknown, missing=("教师.任现职年月",)
            )
        for leader in fact.over:
            move = outcome.move_of(leader.person)
            gone = move is not None and (
                move.host not in county.school or county.legal_school(move.host) != leader.school
            )
            yield Measure(leader.person, int(gone), 1, int(not gone), people=(leader.person,))

    def explain(self, finding: Finding) -> str:
        """Person."""
        if finding.short is None:
            return f"{finding.measured}名领导人员任期届次和任现职年月均未填，是否任满无法判定。"
        return (
            f"{finding.key}在本校已任满规定届数，应交流{finding.required}人，"
            f"实际{finding.measured}人，差{finding.short}人。"
        )


RULE = LeaderTerms()

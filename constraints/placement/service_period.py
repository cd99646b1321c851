"""服务期未满的教师，不得安排离开原校。

口径：以安排的起始日与服务期截止日相比，截止当日仍在服务期内；哪些服务期类型不得流出由服务期口径定，适用方式由政策定。
例外：政策指定分组之内的学校之间流动（如都在农村）不受此限；未指定分组则一律不得。农村服务年限可分段合并
计算的类型，由“农村服务年限分段合并”一条另管。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.grouping import Grouping
from constraints.facts.rural_service import RuralService
from constraints.facts.seats import first_days
from constraints.facts.service import ServicePeriod
from constraints.outcome import Outcome
from constraints.pair import judged, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which ways of leaving are barred, and inside which group of schools moving is free."""

    modes: tuple[Mode, ...] = param("适用的方式")
    free_within: GroupName | None = param("可在其中流动的学校分组", optional=True)


class ServicePeriodRule(PairRule[P]):
    """No placement away from the school before the service period ends."""

    id = "service_period"
    name = "服务期内不流出"
    label = "服务期未满"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Days as ordinals; people not bound are bound until day zero."""
        fact = ServicePeriod.of(situation)
        until = [
            None if RuralService.of(situation).segmented(code) else fact.bound_until(code)
            for code in situation.people
        ]
        bound = np.array([day.toordinal() if day else 0 for day in until], np.int64)
        barred = first_days(situation, pairs) <= bound[pairs.person]
        barred &= pairs.of_modes(p.modes)
        if p.free_within is not None:
            inside = Grouping.of(situation).mask(p.free_within)
            known = (pairs.home >= 0) & (pairs.host >= 0)
            barred &= ~(known & inside[pairs.home] & inside[pairs.host])
        return np.asarray(barred)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement in the modes named."""
        situation = outcome.situation
        for placement in outcome.moves:
            if placement.mode not in p.modes:
                continue
            until = ServicePeriod.of(situation).bound_until(placement.person)
            if RuralService.of(situation).segmented(placement.person) is not None:
                until = None
            breach = 1 if until is not None and placement.start <= until else 0
            if breach and p.free_within is not None:
                group = set(Grouping.of(situation).members(p.free_within))
                breach = 0 if {placement.home, placement.host} <= group else 1
            yield judged(placement, breach)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        return (
            f"{person}服务期未满，却安排到{host}：服务期内流出应为{finding.required}人，"
            f"实为{finding.measured}人，超{finding.short}人。"
        )


RULE = ServicePeriodRule()

"""走教人员应是本期在岗、能够任教的教师，且不在交流、支教、跟岗期内；政策列明的领导职务不安排走教。

口径：以既定事项落实之后的在岗情况为准；每处走教一条。
例外：锁定留任的人员仍可走教，主要岗位不变。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import Params, param
from models.vocabulary import Leadership, Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Who does not go about."""

    leaders: tuple[Leadership, ...] = param("不安排走教的行政职务")


class ItinerantAble(PairRule[P]):
    """No visit of somebody who is not on duty, away already, or a leader."""

    id = "itinerant_able"
    name = "走教人员在岗可任教"
    label = "不在岗、在外交流或担任领导职务"
    unit = "处"
    Params = P
    visits = True

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Itinerant pairs of people who may not go."""
        standings, teacher = StandingFact.of(situation).by_person, situation.county.teacher
        barred = [
            not standings[code].in_supply
            or standings[code].running
            or (code in teacher and teacher[code].leadership in p.leaders)
            for code in situation.people
        ]
        return np.asarray(
            pairs.of_mode(Mode.ITINERANT) & np.array(barred, np.bool_)[pairs.person], np.bool_
        )

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per visit: may the person go at all?"""
        for visit in outcome.visits:
            standing = outcome.standing(visit.person)
            row = outcome.county.teacher.get(visit.person)
            leads = row is not None and row.leadership in p.leaders
            barred = int(leads or standing.running or not standing.in_supply)
            yield judged(visit, barred)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        many = too_many(finding, "此类走教")
        return f"{person}不在岗、在外交流或担任领导职务，却走教到{host}：{many}"


RULE = ItinerantAble()

"""已批准免、缓交流的教师，不安排外出交流。

口径：只认审批结果为“已批准”且在口径日期未过截止日的申请；类别由免缓口径定，适用方式由政策定。
例外：无；已锁定又有已批准申请的，是数据矛盾，照样指出。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.exemption import Exemptions
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import Params, param
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which ways of moving an approval bars."""

    modes: tuple[Mode, ...] = param("适用的方式")


class Exemption(PairRule[P]):
    """No placement of a person whose exemption or deferral binds."""

    id = "exemption"
    name = "免缓交流"
    label = "符合免(缓)条件，已审批"
    unit = "人"
    Params = P
    visits = True

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Every pair of an exempt person in the modes named."""
        fact = Exemptions.of(situation)
        exempt = np.array([code in fact.rows for code in situation.people], np.bool_)
        return np.asarray(exempt[pairs.person] & pairs.of_modes(p.modes))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement in the modes named: does an approval stand against it?"""
        for placement in (*outcome.moves, *outcome.visits):
            if placement.mode not in p.modes:
                continue
            row = Exemptions.of(outcome.situation).binding(placement.person)
            breach = 0 if row is None else 1
            yield judged(placement, breach)

    def explain(self, finding: Finding) -> str:
        """Never the reason of the exemption."""
        person, host = who_and_where(finding)
        return f"{person}符合免(缓)条件，已审批，却安排到{host}：{too_many(finding)}"


RULE = Exemption()

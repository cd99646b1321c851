"""外出交流期满返回的教师，在政策规定的年限内不再指派外出。

口径：以安排的起始日与可再次安排的首日相比，首日当天即可安排；年限由“再次安排间隔”口径定，适用方式由政策定。
例外：本人申请、学校推荐或已锁定的，不在此限。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.recall import Recall
from constraints.facts.seats import first_days
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import Params, param
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which ways of being called the rest applies to."""

    modes: tuple[Mode, ...] = param("适用的方式")


class NoEarlyRecall(PairRule[P]):
    """No designated placement before the person may be called again."""

    id = "no_early_recall"
    name = "返回后间隔期内不再指派"
    label = "交流期满返回不久"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Designated pairs that start before the free day."""
        fact = Recall.of(situation)
        days = [fact.free_from(code) for code in situation.people]
        free = np.array([day.toordinal() if day else 0 for day in days], np.int64)
        called = pairs.designated & pairs.of_modes(p.modes)
        return np.asarray(called & (first_days(situation, pairs) < free[pairs.person]))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per designated placement in the modes named."""
        for placement in outcome.moves:
            if placement.mode not in p.modes or not outcome.is_designated(placement):
                continue
            free = Recall.of(outcome.situation).free_from(placement.person)
            early = 1 if free is not None and placement.start < free else 0
            yield judged(placement, early)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        return f"{person}返回未满规定年限，又被指派到{host}：{too_many(finding)}"


RULE = NoEarlyRecall()

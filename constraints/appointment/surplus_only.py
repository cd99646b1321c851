"""组织调剂只调富余人员：超编学校富余学科的教师、落聘待岗的人员，以及本人申请调动的人员。

口径：看方式为“调动”的安排；富余人员按期初情况认定。
例外：锁定（干部任免、已公布结果）的不在此列。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.surplus import Surplus
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: who is surplus is the fact's word."""


class SurplusOnly(PairRule[P]):
    """Nobody is transferred by 组织调剂 who is neither surplus nor an applicant."""

    id = "surplus_only"
    name = "只调富余人员"
    label = "不属富余人员，也未申请调动"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Transfers of everybody else, unless locked."""
        spare = set(Surplus.of(situation).people)
        spare |= {w.person for w in situation.county.wishes if w.mode is Mode.TRANSFER}
        barred = np.array([code not in spare for code in situation.people], np.bool_)
        return np.asarray(barred[pairs.person] & pairs.of_mode(Mode.TRANSFER) & ~pairs.locked)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per transfer that no lock has decided."""
        for placement in outcome.moves:
            if placement.mode is not Mode.TRANSFER or outcome.is_locked(placement):
                continue
            breach = int(not self._may(outcome, placement.person))
            yield judged(placement, breach)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        return f"{person}不属富余人员，也未申请调动，却调往{host}：{too_many(finding, '此类调动')}"

    def _may(self, outcome: Outcome, person: Code) -> bool:
        wishes = outcome.county.wishes_of.get(person, ())
        asked = any(wish.mode is Mode.TRANSFER for wish in wishes)
        return asked or person in Surplus.of(outcome.situation).people


RULE = SurplusOnly()

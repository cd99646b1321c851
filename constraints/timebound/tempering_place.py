"""锻炼只安排应参加的人到规定的学校：新入职教师到城镇优质学校，教研员到薄弱学校。

口径：看方式为“锻炼”的安排；新入职教师、应任教的教研员及各自的接收学校由事实认定。
例外：锁定的不在此列。接收学校分组所需的列缺失的，无法判定。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.researchers import Researchers
from constraints.facts.tempering import Tempering
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, undecided, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import Params
from models.roster import Placement
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: who goes where is the facts' word."""


class TemperingPlace(PairRule[P]):
    """Newcomers learn at strong town schools, researchers teach at weak ones; nobody else."""

    id = "tempering_place"
    name = "锻炼的人员和学校"
    label = "不在锻炼安排范围"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Every other pair of this mode, unless locked."""
        schools, people = situation.county.schools, situation.people
        new, office = Tempering.of(situation), Researchers.of(situation)
        struck = pairs.of_mode(Mode.TEMPERING) & ~pairs.locked
        for i in np.flatnonzero(struck).tolist():
            host = schools[pairs.host[i]].code if pairs.host[i] >= 0 else None
            code = people[pairs.person[i]]
            taught = code in new.people and host in new.hosts_of(code)
            struck[i] = not (taught or (code in office.due and host in office.hosts))
        return np.asarray(struck)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement of this mode that no lock has decided."""
        situation = outcome.situation
        absent = {*Tempering.of(situation).missing, *Researchers.of(situation).missing}
        for placement in outcome.moves:
            if placement.mode is not Mode.TEMPERING or outcome.is_locked(placement):
                continue
            breach = int(not self._fits(outcome, placement))
            if breach and absent:
                yield undecided(placement, *sorted(absent))
            else:
                yield judged(placement, breach)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        if finding.short is None:
            return f"学校分组所需的列缺失，{person}能否到{host}锻炼无法判定。"
        return f"{person}到{host}锻炼不符合规定的人员或学校：{too_many(finding)}"

    def _fits(self, outcome: Outcome, placement: Placement) -> bool:
        new, office = Tempering.of(outcome.situation), Researchers.of(outcome.situation)
        if placement.person in new.people:
            return placement.host in new.hosts_of(placement.person)
        return placement.person in office.due and placement.host in office.hosts


RULE = TemperingPlace()

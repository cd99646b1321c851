"""安排后新增的通勤路程不得超过规定上限。

口径：新增路程按校际距离（或经纬度折算）以米计，单程，与在原校任教相比；恰为上限不算超。
例外：政策可规定本人志愿所填学校不受限。距离未知时由政策定：允许的，记为无法判定；不允许的，不作新的安排。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.commute import METRES_PER_KM, UNKNOWN_ROAD, Commute, road_words
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import Params, param
from models.vocabulary import Mode

MISSING = ("校际距离.公里", "学校.经度", "学校.纬度")


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How far, for whom, and what an unknown road means."""

    most_km: Fraction = param("新增通勤上限", unit="公里", stricter="lower")
    modes: tuple[Mode, ...] = param("适用的方式")
    wishes_free: bool = param("本人志愿所填学校是否不受限")
    unknown_allowed: bool = param("距离未知时是否允许安排")


class CommuteCap(PairRule[P]):
    """No placement that adds more road than the policy allows."""

    id = "commute_cap"
    name = "新增通勤上限"
    label = "超出通勤上限"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Added metres beyond the limit; unknown roads when the policy forbids them."""
        metres = Commute.of(situation).added_many(pairs.person, pairs.host)
        far = metres > int(p.most_km * METRES_PER_KM)
        struck = np.where(metres < 0, not p.unknown_allowed, far)
        struck &= pairs.of_modes(p.modes)
        if p.wishes_free:
            struck &= pairs.wish == 0
        return np.asarray(struck, np.bool_)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement with a known road; one line for all the others."""
        unknown = []
        for placement in outcome.moves:
            if placement.mode not in p.modes or placement.host not in outcome.county.school:
                continue
            if p.wishes_free and outcome.wish_rank(placement) is not None:
                continue
            added = Commute.of(outcome.situation).added(placement.person, placement.host)
            if added is None and p.unknown_allowed:
                unknown.append(placement.person)
                continue
            breach = 1 if added is None or Fraction(added, METRES_PER_KM) > p.most_km else 0
            yield judged(placement, breach, road_words(added, p.most_km) if breach else "")
        if unknown:
            yield Measure(UNKNOWN_ROAD, None, 0, None, people=tuple(unknown), missing=MISSING)

    def explain(self, finding: Finding) -> str:
        """Person and school; or how many roads are unknown."""
        person, host = who_and_where(finding)
        if finding.key == UNKNOWN_ROAD:
            return f"{len(finding.people)}人的校际距离未知，新增通勤是否超限无法判定。"
        why = "距离未知，政策不许安排" if finding.note == UNKNOWN_ROAD else "新增通勤超出上限"
        return f"{person}到{host}的{why}：{too_many(finding)}"


RULE = CommuteCap()

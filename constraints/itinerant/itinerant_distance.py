"""走教学校与派出学校之间的单程路程不得超过规定上限。

口径：按校际距离 (或经纬度折算) 以米计，单程；恰为上限不算超。
例外：距离未知时由政策定：允许的，记为无法判定；不允许的，不作新的走教安排。
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
    """How far, and what an unknown road means."""

    most_km: Fraction = param("走教单程路程上限", unit="公里", stricter="lower")
    unknown_allowed: bool = param("距离未知时是否允许走教")


class ItinerantDistance(PairRule[P]):
    """No visit farther away than the policy allows."""

    id = "itinerant_distance"
    name = "走教路程上限"
    label = "走教路程超出上限"
    unit = "处"
    Params = P
    visits = True

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Itinerant pairs beyond the limit; unknown roads when the policy forbids them."""
        metres = Commute.of(situation).matrix[pairs.home, pairs.host]
        far = metres * p.most_km.denominator > p.most_km.numerator * METRES_PER_KM
        struck = np.where((metres < 0) | (pairs.home < 0), not p.unknown_allowed, far)
        return np.asarray(struck & pairs.of_mode(Mode.ITINERANT), np.bool_)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per visit with a known road; one line for all the others."""
        unknown = []
        for visit in outcome.visits:
            metres = Commute.of(outcome.situation).metres(visit.home, visit.host)
            if metres is None and p.unknown_allowed:
                unknown.append(visit.person)
                continue
            far = int(metres is None or Fraction(metres, METRES_PER_KM) > p.most_km)
            yield judged(visit, far, road_words(metres, p.most_km) if far else "")
        if unknown:
            yield Measure(UNKNOWN_ROAD, None, 0, None, people=tuple(unknown), missing=MISSING)

    def explain(self, finding: Finding) -> str:
        """Person and school; or how many roads are unknown."""
        if finding.key == UNKNOWN_ROAD:
            return f"{len(finding.people)}处走教的校际距离未知，路程是否超限无法判定。"
        person, host = who_and_where(finding)
        why = "距离未知，政策不许走教" if finding.note == UNKNOWN_ROAD else "单程路程超出上限"
        return f"{person}走教到{host}的{why}：{too_many(finding, '此类走教')}"


RULE = ItinerantDistance()

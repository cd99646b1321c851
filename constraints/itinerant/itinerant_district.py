"""走教不出学区：只到同一学区的学校，或同一法人学校的其他校区。

口径：按学校表的学区和法人学校代码判定，派出学校以既定事项落实之后的所在学校为准；每处走教一条。
例外：同一法人学校的校区之间不受学区限制（一校多区）。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.itinerant import Itinerant
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import Params
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing to set: the district is the first circle."""


class ItinerantDistrict(PairRule[P]):
    """No visit outside the district, campuses of one legal school apart."""

    id = "itinerant_district"
    name = "走教不出学区"
    label = "不在同一学区"
    unit = "处"
    Params = P
    visits = True

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Itinerant pairs whose two ends are not of one circle."""
        near = Itinerant.of(situation).same_circle[pairs.home, pairs.host] & (pairs.home >= 0)
        return np.asarray(pairs.of_mode(Mode.ITINERANT) & ~near)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per visit: is the host of another district and of another legal school?"""
        county = outcome.county
        for visit in outcome.visits:
            home, host = county.school.get(visit.home), county.school.get(visit.host)
            inside = home is not None and host is not None
            one_house = inside and county.legal_school(visit.home) == county.legal_school(
                visit.host
            )
            one_district = home is not None and host is not None and home.district == host.district
            outside = int(not (one_house or one_district))
            yield judged(visit, outside)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        return f"{person}走教到{host}，不在同一学区：{too_many(finding, '此类走教')}"


RULE = ItinerantDistrict()

"""走教的路程越短越好。

口径：按人合计，单位公里。每到一校一天往返一次，往返路程进位到整公里；到一校的天数由半天数折成，两个半天
一天，不足一天按一天。各表所列走教路程都是这个数。
例外：距离未知的另列，无法判定。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from constraints.board import Board, terms
from constraints.facts.commute import Commute
from constraints.facts.itinerant import HALVES, Itinerant
from constraints.itinerant._checked import by_person
from constraints.itinerant._columns import days, per_person, places
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params

METRES_PER_KM = 1000
UNKNOWN = "距离未知"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing to set."""


class ItinerantRoad(Rule[P]):
    """Kilometres of going about a week, per person."""

    id = "itinerant_road"
    name = "走教路程"
    unit = "公里"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``sum of kilometres there and back * days - short <= 0`` per person."""
        visits, rows, there = board.visits, per_person(board), places(board)
        metres = Commute.of(board.situation).matrix[visits.home, visits.host]
        kilometres = np.zeros(len(there.keys), np.int64)
        kilometres[there.place] = np.maximum(-(-2 * metres // METRES_PER_KM), 0)
        entries = [terms(np.searchsorted(rows.people, there.person), days(board), kilometres)]
        board.at_most(rows.keys, entries, np.zeros(len(rows.keys), np.int64))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per person who goes about; one line for unknown roads."""
        fact, road = Itinerant.of(outcome.situation), Commute.of(outcome.situation)
        unknown = []
        for person, visits in by_person(outcome).items():
            away, total = Counter[tuple[Code, Code]](), 0
            for visit in visits:
                away[visit.home, visit.host] += fact.half_days(visit)
            for (home, host), half_days in away.items():
                metres = road.metres(home, host)
                if metres is None:
                    unknown.append(person)
                else:
                    journeys = ceil(Fraction(half_days, len(HALVES)))
                    total += ceil(Fraction(2 * metres, METRES_PER_KM)) * journeys
            yield Measure(person, total, 0, total, people=(person,))
        if unknown:
            missing = ("校际距离.公里", "学校.经度", "学校.纬度")
            yield Measure(UNKNOWN, None, 0, None, people=tuple(unknown), missing=missing)

    def explain(self, finding: Finding) -> str:
        """Kilometres."""
        if finding.short is None:
            return f"{len(finding.people)}处走教的校际距离未知，走教路程无法判定。"
        return (
            f"{finding.key}每周走教往返路程以{finding.required}公里为准，"
            f"实为{finding.measured}公里，多{finding.short}公里。"
        )


RULE = ItinerantRoad()

"""走教的路程越短越好。

口径：按人合计，单位公里。每处走教的路程是派出学校到走教学校的单程路程 (进位到整公里)
乘以每周半天数。
例外：距离未知的另列，无法判定。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from constraints.board import Board, terms
from constraints.facts.commute import Commute
from constraints.facts.itinerant import Itinerant
from constraints.itinerant._checked import by_person
from constraints.itinerant._columns import per_person
from constraints.outcome import Outcome
from constraints.rule import Rule
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
        """``sum of kilometres * half-days - short <= 0`` per person."""
        visits, rows = board.visits, per_person(board)
        metres = Commute.of(board.situation).matrix[visits.home, visits.host]
        kilometres = np.maximum(-(-metres // METRES_PER_KM), 0)
        entries = [terms(rows.row, visits.half_days, kilometres)]
        board.at_most(rows.keys, entries, np.zeros(len(rows.keys), np.int64))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per person who goes about; one line for unknown roads."""
        fact, road = Itinerant.of(outcome.situation), Commute.of(outcome.situation)
        unknown = []
        for person, visits in by_person(outcome).items():
            total = 0
            for visit in visits:
                metres = road.metres(visit.home, visit.host)
                if metres is None:
                    unknown.append(person)
                else:
                    total += ceil(Fraction(metres, METRES_PER_KM)) * fact.half_days(visit)
            yield Measure(person, total, 0, total, people=(person,))
        if unknown:
            missing = ("校际距离.公里", "学校.经度", "学校.纬度")
            yield Measure(UNKNOWN, None, 0, None, people=tuple(unknown), missing=missing)

    def explain(self, finding: Finding) -> str:
        """Kilometres."""
        if finding.short is None:
            return f"{len(finding.people)}处走教的校际距离未知，走教路程无法判定。"
        return (
            f"{finding.key}每周走教路程以{finding.required}公里为准，"
            f"实为{finding.measured}公里，多{finding.short}公里。"
        )


RULE = ItinerantRoad()

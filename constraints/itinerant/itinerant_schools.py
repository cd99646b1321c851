"""一名教师走教的学校不超过规定所数，也不超过本人一周富余的半天数。

口径：按人计，所数是本校以外的走教学校，同一所学校教几个学科只算一所。每到一所学校至多空出半天，故所数
还不超过一周十个半天减去上完本人课时所需的半天数 (课时按政策的半天课时折算，不足半天按半天)。
例外：无。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.itinerant import Itinerant
from constraints.itinerant._checked import by_person
from constraints.itinerant._columns import per_person, places
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params, param


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How many schools."""

    most: int = param("一人走教学校数上限", unit="所", stricter="lower")


class ItinerantSchools(Rule[P]):
    """Schools beyond the limit, per person."""

    id = "itinerant_schools"
    name = "一人走教学校数"
    unit = "所"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``sum of places - short <= min(most, half-days to spare)`` per person."""
        rows, there = per_person(board), places(board)
        spare = Itinerant.of(board.situation).spare_of_all[rows.people]
        row = np.searchsorted(rows.people, there.person)
        board.at_most(rows.keys, [terms(row, there.made)], np.minimum(p.most, spare))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per person who goes about: schools visited."""
        fact = Itinerant.of(outcome.situation)
        for person, visits in by_person(outcome).items():
            schools = len({visit.host for visit in visits})
            most = min(p.most, fact.spare(person))
            yield Measure(person, schools, most, max(schools - most, 0), people=(person,))

    def explain(self, finding: Finding) -> str:
        """Schools."""
        return (
            f"{finding.key}走教的学校不得超过{finding.required}所，"
            f"实为{finding.measured}所，超{finding.short}所。"
        )


RULE = ItinerantSchools()

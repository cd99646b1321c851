"""一名教师每周走教的半天数不超过规定，走教课时也不超过本人应承担的课时。

口径：按人计，单位半天；走教课时按政策的半天课时折算，不足半天按半天计。上限取政策规定与本人课时
(标准课时减去班主任等减免) 够得上的整半天数中的小者。
例外：无。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.itinerant import Itinerant
from constraints.itinerant._checked import by_person
from constraints.itinerant._columns import per_person
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params, param


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How much of the week."""

    most: int = param("一人每周走教半天数上限", unit="半天", stricter="lower")


class ItinerantHalfDays(Rule[P]):
    """Half-days beyond the limit, per person."""

    id = "itinerant_half_days"
    name = "一人每周走教半天数"
    unit = "半天"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``sum of half-days - short <= min(most, own load in half-days)`` per person."""
        fact, rows = Itinerant.of(board.situation), per_person(board)
        most = np.minimum(p.most, fact.load_of_all[rows.people] // fact.half_day)
        board.at_most(rows.keys, [terms(rows.row, board.visits.half_days)], most)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per person who goes about: half-days away."""
        fact = Itinerant.of(outcome.situation)
        for person, visits in by_person(outcome).items():
            away = sum(fact.half_days(visit) for visit in visits)
            most = min(p.most, fact.load(person) // fact.half_day)
            yield Measure(person, away, most, max(away - most, 0), people=(person,))

    def explain(self, finding: Finding) -> str:
        """Half-days."""
        return (
            f"{finding.key}每周走教不得超过{finding.required}个半天，"
            f"实为{finding.measured}个半天，超{finding.short}个半天。"
        )


RULE = ItinerantHalfDays()

"""可走教日要够用：一天只到一所外校，各校所需天数之和不超过本人的可走教日数。

口径：按人计，单位天。到一所学校的半天数折成天，两个半天一天，不足一天按一天。与走教学校数、半天数的上限
同时满足时，每周课表一定排得出：每天一所外校，其余半天足够上完本校的课。
例外：可走教日空白的，任一工作日都可以。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.itinerant import HALVES, Itinerant
from constraints.itinerant._checked import by_person
from constraints.itinerant._columns import days, places
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing to set: the days are the person's own."""


class ItinerantDays(Rule[P]):
    """Days beyond those the person has, per person."""

    id = "itinerant_days"
    name = "可走教日"
    unit = "天"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``sum of days - short <= days had`` per person.

        Left out for people whose own load would not fill more half-days than they have days.
        """
        fact, there = Itinerant.of(board.situation), places(board)
        had, carried = fact.days_of_all, fact.load_of_all // fact.half_day
        tight = carried[there.person] > had[there.person]
        people, own = np.unique(there.person[tight], return_inverse=True)
        keys = [board.situation.people[i] for i in people.tolist()]
        board.at_most(keys, [terms(own, days(board)[tight])], had[people])

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per person who goes about: days needed."""
        fact = Itinerant.of(outcome.situation)
        for person, visits in by_person(outcome).items():
            away: Counter[Code] = Counter()
            for visit in visits:
                away[visit.host] += fact.half_days(visit)
            needed = sum((half_days + 1) // len(HALVES) for half_days in away.values())
            had = len(fact.days(person))
            yield Measure(person, needed, had, max(needed - had, 0), people=(person,))

    def explain(self, finding: Finding) -> str:
        """Days."""
        return (
            f"{finding.key}走教需要{finding.measured}天，可走教日只有{finding.required}天，"
            f"差{finding.short}天。"
        )


RULE = ItinerantDays()

"""一处走教至少安排规定的半天数，不作零星安排。

口径：每处走教一条 (同一所学校教几个学科合计)，单位半天；周课时按政策的半天课时折算，
不足半天按半天。
例外：手工名单没有填周课时的，无法判定。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.itinerant import Itinerant
from constraints.itinerant._columns import places
from constraints.outcome import Outcome
from constraints.pair import key_of, who_and_where
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params, param
from models.roster import Placement


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How little is too little."""

    least: int = param("一处走教每周最少半天数", unit="半天", stricter="higher")


class ItinerantMinimum(Rule[P]):
    """Half-days below the least, per person and host."""

    id = "itinerant_minimum"
    name = "一处走教最少半天数"
    unit = "半天"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``half-days - least * going there + short >= 0`` per person and host."""
        there = places(board)
        order = np.arange(len(there.keys))
        entries = [
            terms(there.place, board.visits.half_days),
            terms(order, there.made, -p.least),
        ]
        board.at_least(there.keys, entries, np.zeros(len(order), np.int64))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per person and host."""
        fact, grouped = Itinerant.of(outcome.situation), defaultdict[str, list[Placement]](list)
        for visit in outcome.visits:
            grouped[key_of(visit)].append(visit)
        for key in sorted(grouped):
            people = (grouped[key][0].person,)
            if any(visit.periods is None for visit in grouped[key]):
                missing = ("安排表.周课时",)
                yield Measure(key, None, p.least, None, people=people, missing=missing)
                continue
            made = sum(fact.half_days(visit) for visit in grouped[key])
            yield Measure(key, made, p.least, max(p.least - made, 0), people=people)

    def explain(self, finding: Finding) -> str:
        """Half-days."""
        person, host = who_and_where(finding)
        if finding.short is None:
            return f"{person}走教到{host}没有填周课时，走教半天数无法判定。"
        return (
            f"{person}走教到{host}每周至少应有{finding.required}个半天，"
            f"实为{finding.measured}个半天，差{finding.short}个半天。"
        )


RULE = ItinerantMinimum()

"""走教与全职外出不并行：走教期间，本人不同时安排交流、调动、支教等全职外出。

口径：每处走教一条，按起止日期比较，有一天重合即算；走教从本校出发，本校由主要岗位决定。
例外：留任不算外出。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.itinerant._columns import places
from constraints.outcome import Outcome
from constraints.pair import key_of, too_many, who_and_where
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing to set: visits start from the main place."""


class ItinerantMain(Rule[P]):
    """Visits of people who move full-time at the same time."""

    id = "itinerant_main"
    name = "走教与全职外出不并行"
    unit = "处"
    Params = P
    essential = True

    def post(self, board: Board, p: P) -> None:
        """``going there + sum of the person's moves - short <= 1`` per person and host."""
        moves, there = board.moves, places(board)
        away = moves.where(~moves.of_mode(Mode.STAY))
        order = np.argsort(moves.person[away], kind="stable")
        people = moves.person[away][order]
        begin = np.searchsorted(people, there.person, side="left")
        count = np.searchsorted(people, there.person, side="right") - begin
        row = np.repeat(np.arange(len(there.keys)), count)
        within = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
        entries = [
            terms(np.arange(len(there.keys)), there.made),
            terms(row, away[order][begin[row] + within]),
        ]
        board.at_most(there.keys, entries, np.ones(len(there.keys), np.int64))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per person and host: does a full-time placement overlap the visit?"""
        overlapping: dict[str, int] = {}
        for visit in outcome.visits:
            moves = outcome.mains.get(visit.person, ())
            both = any(m.start <= visit.end and visit.start <= m.end for m in moves)
            overlapping[key_of(visit)] = int(both or overlapping.get(key_of(visit), 0))
        for key in sorted(overlapping):
            short, person = overlapping[key], Code(key.partition("/")[0])
            yield Measure(key, short, 0, short, people=(person,))

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        return f"{person}已安排全职外出，又走教到{host}：{too_many(finding, '此类走教')}"


RULE = ItinerantMain()

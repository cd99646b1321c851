"""走教的处数越少越好：补同样的课时，少派人、少跑学校。

口径：按人合计走教的处数 (一人到一所学校一处)，单位处。
例外：锁定的走教不计。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.itinerant._checked import by_person
from constraints.itinerant._columns import places
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing to set."""


class ItinerantVisits(Rule[P]):
    """Visits made, per person."""

    id = "itinerant_visits"
    name = "走教处数"
    unit = "处"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``going there - short <= 0`` per person and host that no lock names."""
        there = places(board)
        decided = {
            (lock.person, lock.school)
            for lock in board.situation.county.locks
            if lock.mode is Mode.ITINERANT and not lock.forbids
        }
        free = [
            i
            for i, (person, _, host) in enumerate(key.partition("/") for key in there.keys)
            if (person, host) not in decided and (person, None) not in decided
        ]
        order = np.arange(len(free))
        keys = [there.keys[i] for i in free]
        board.at_most(keys, [terms(order, there.made[free])], np.zeros(len(free), np.int64))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per person who goes about: schools that no lock decided."""
        for person, visits in by_person(outcome).items():
            locks = outcome.county.locks_of.get(person, ())
            decided = {k.school for k in locks if k.mode is Mode.ITINERANT and not k.forbids}
            hosts = {v.host for v in visits} if None not in decided else set()
            made = len(hosts - decided)
            yield Measure(person, made, 0, made, people=(person,))

    def agree_by(self, key: str) -> str:
        """The person."""
        return key.partition("/")[0]

    def explain(self, finding: Finding) -> str:
        """Visits."""
        return (
            f"{finding.key}走教应越少越好，以{finding.required}处为准，"
            f"实为{finding.measured}处，多{finding.short}处。"
        )


RULE = ItinerantVisits()

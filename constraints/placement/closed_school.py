"""已撤并的学校不再接收任何人。

口径：学校调整表中撤、并且本期首日已生效的学校；新建而尚未生效的学校也不接收。
例外：承接学校照常接收。锁定到这些学校的，同样列为不合。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.outcome import Outcome
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params
from models.vocabulary import SchoolChange


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing to set: a closed school is closed."""


class ClosedSchool(PairRule[P]):
    """Nobody is placed at a school that is closed, or not open yet."""

    id = "closed_school"
    name = "撤并学校不接收"
    label = "学校已撤并或尚未开办"
    unit = "人"
    Params = P
    visits = True

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Pairs whose host is closed."""
        shut = _shut(situation)
        mask = np.array([s.code in shut for s in situation.county.schools], np.bool_)
        return np.asarray((pairs.host >= 0) & mask[pairs.host])

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement and visit."""
        changes = outcome.county.school_changes
        start = outcome.county.term.start
        for placement in (*outcome.moves, *outcome.visits):
            own = [c for c in changes if c.school == placement.host]
            breach = int(any((c.change is SchoolChange.OPEN) == (c.effective > start) for c in own))
            key = f"{placement.person}/{placement.host}"
            yield Measure(key, breach, 0, breach, people=(placement.person,))

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, _, host = finding.key.partition("/")
        return (
            f"{host}已撤并或尚未开办，却安排了{person}：此类安排应为{finding.required}人，"
            f"实为{finding.measured}人，超{finding.short}人。"
        )


def _shut(situation: Situation) -> frozenset[Code]:
    """Schools closed by the first day of the term, and schools that open after it."""
    start = situation.county.term.start
    closed = {
        c.school
        for c in situation.county.school_changes
        if c.change is not SchoolChange.OPEN and c.effective <= start
    }
    return frozenset(closed) | {
        c.school
        for c in situation.county.school_changes
        if c.change is SchoolChange.OPEN and c.effective > start
    }


RULE = ClosedSchool()

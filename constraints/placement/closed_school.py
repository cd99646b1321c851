"""已撤并的学校不再接收任何人。

口径：学校调整表中撤、并且本期首日已生效的学校；新建的学校自生效之日起接收，安排起始之日早于此日的不合。
例外：承接学校照常接收。锁定到这些学校的，同样列为不合。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.seats import first_days
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
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
        """Pairs that begin when their host is closed already or not open yet."""
        begin = first_days(situation, pairs)
        county = situation.county
        days = [county.opening.get(s.code, date.min).toordinal() for s in county.schools]
        opens = np.array(days, np.int64)
        closed = county.closed(county.term.start)
        shut = np.array([s.code in closed for s in county.schools], np.bool_)
        return np.asarray((pairs.host >= 0) & (shut[pairs.host] | (begin < opens[pairs.host])))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement and visit."""
        changes = outcome.county.school_changes
        start = outcome.county.term.start
        for placement in (*outcome.moves, *outcome.visits):
            own = [c for c in changes if c.school == placement.host]
            early = any(
                c.change is SchoolChange.OPEN and placement.start < c.effective for c in own
            )
            late = any(c.change is not SchoolChange.OPEN and c.effective <= start for c in own)
            breach = int(early or late)
            yield judged(placement, breach)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        return f"{host}已撤并或尚未开办，却安排了{person}：{too_many(finding)}"


RULE = ClosedSchool()

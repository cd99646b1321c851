"""交流期满返回原校：返回学校须是编制学校（或派出学校）；刚期满返回的，不得指派回原接收学校。

口径：期满返回的人员以期初在岗情况为准，原接收学校取其最近一次已结束的外出履历；表中返回学校空白即视为回原校。
例外：本人申请、学校推荐或已锁定再去同一学校的，不在此限。调动不返回。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.pair import judged, too_many
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params
from models.roster import Placement
from models.vocabulary import Relation

RETURN = "返回学校"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: the modes say which of them return."""


class ReturnHome(PairRule[P]):
    """Exchanges end at home; whoever has come back is not designated to the same host again."""

    id = "return_home"
    name = "期满返回原校"
    label = "交流期满应返回原校"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Designated pairs back to the school the person has just returned from."""
        index = situation.county.school_index
        last = [index.get(self._left(situation, code) or Code(""), -1) for code in situation.people]
        came_from = np.array(last, np.int64)[pairs.person]
        again = (came_from >= 0) & (came_from == pairs.host)
        return np.asarray(again & pairs.designated)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement: does it keep a returned person, does it end at home?"""
        for placement in outcome.moves:
            person = placement.person
            left = self._left(outcome.situation, person)
            kept = int(left == placement.host and outcome.is_designated(placement))
            yield judged(placement, kept)
            if placement.relation is Relation.KEPT:
                lost = int(not self._comes_home(outcome, placement))
                yield Measure(f"{person}/{RETURN}", lost, 0, lost, people=(person,))

    def explain(self, finding: Finding) -> str:
        """Kept away, or sent home to another school."""
        person, _, where = finding.key.partition("/")
        what = "期满后未返回原校" if where == RETURN else f"期满已返回，又被指派到原接收学校{where}"
        return f"{person}{what}：{too_many(finding)}"

    def _left(self, situation: Situation, code: Code) -> Code | None:
        """School a returned person has just left; None for everyone else."""
        standing = StandingFact.of(situation).by_person[code]
        if not standing.returned:
            return None
        ended = [
            row
            for row in situation.county.history_of.get(code, ())
            if row.end == standing.since and row.school != standing.school
        ]
        return ended[-1].school if ended else None

    def _comes_home(self, outcome: Outcome, placement: Placement) -> bool:
        if placement.return_school is None:
            return True
        row = outcome.county.teacher.get(placement.person)
        own = placement.home if row is None else row.establishment_school
        return placement.return_school in (own, placement.home)


RULE = ReturnHome()

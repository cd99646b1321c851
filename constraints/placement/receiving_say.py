"""接收学校出具“不同意”的，不安排该人到该校。

口径：看推荐表中由接收学校（同一法人学校）出具、方式相符的意见；派出学校的意见由交流资格认定。
例外：县局审核“不通过”的意见不算；本人没有走的，不论。锁定的同样核对，由决定人说明。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import MODES, BoolArray, Candidates
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params, param
from models.sheets import RecommendationRow
from models.vocabulary import Mode, OfficeReview, SchoolOpinion


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """In which ways of being placed the receiving school has a say."""

    modes: tuple[Mode, ...] = param("接收学校可提意见的方式")


class ReceivingSay(PairRule[P]):
    """Nobody is placed at a school that has said no."""

    id = "receiving_say"
    name = "接收学校意见"
    label = "接收学校不同意"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Pairs of the few people somebody has said no to."""
        struck = np.zeros(len(pairs), np.bool_)
        schools, index = situation.county.schools, situation.person_index
        for row in situation.county.recommendations:
            if not _says_no(row, p) or row.person not in index:
                continue
            mine = (pairs.person == index[row.person]) & (pairs.mode == MODES.index(row.mode))
            for i in np.flatnonzero(mine & (pairs.host >= 0)).tolist():
                struck[i] |= _same(situation, schools[pairs.host[i]].code, row.school)
        return struck

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement of the modes in somebody's case the receiving school has spoken of."""
        county = outcome.county
        for placement in outcome.moves:
            said = [
                row
                for row in county.recommendations_of.get(placement.person, ())
                if row.mode is placement.mode and row.mode in p.modes
                if _same(outcome.situation, placement.host, row.school)
            ]
            if said:
                against = int(any(_says_no(row, p) for row in said))
                yield judged(placement, against)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        return f"{host}不同意接收{person}：{too_many(finding)}"


def _says_no(row: RecommendationRow, p: P) -> bool:
    """Whether a row is an objection of a school by name that the bureau has not turned down."""
    objects = row.opinion is SchoolOpinion.DISAGREE and row.review is not OfficeReview.REJECTED
    return objects and row.school is not None and row.mode in p.modes


def _same(situation: Situation, one: Code, other: Code | None) -> bool:
    """Whether two codes are campuses of one legal school of the county."""
    known, legal = situation.county.school, situation.county.legal_school
    if other is None or one not in known or other not in known:
        return False
    return legal(one) == legal(other)


RULE = ReceivingSay()

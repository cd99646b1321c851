"""交流须到另一所法人学校；在本校或同一法人学校的校区之间调整，不算交流。

口径：按期初所在学校与接收学校的法人学校代码比较；法人学校代码空白的，本校即法人。适用方式由政策定。
例外：校区之间的人员由法人学校自行调配，不须安排。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import Params, param
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which modes lead to another legal school."""

    modes: tuple[Mode, ...] = param("适用的方式")


class OtherSchool(PairRule[P]):
    """No placement inside the person's own legal school."""

    id = "other_school"
    name = "到另一所学校"
    label = "就在本校（同一法人学校）"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Pairs whose two ends have one legal school."""
        county = situation.county
        numbers = {row.code: i for i, row in enumerate(county.schools)}
        legal = np.array([numbers[county.legal_school(row.code)] for row in county.schools])
        same = (pairs.home >= 0) & (pairs.host >= 0) & (legal[pairs.home] == legal[pairs.host])
        return np.asarray(same & pairs.of_modes(p.modes))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement in the modes named."""
        county = outcome.county
        for placement in outcome.moves:
            home, host = county.school.get(placement.home), county.school.get(placement.host)
            if placement.mode not in p.modes or home is None or host is None:
                continue
            same = int((home.legal_code or home.code) == (host.legal_code or host.code))
            yield judged(placement, same)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        return f"{person}安排到{host}，仍在同一法人学校：{too_many(finding)}"


RULE = OtherSchool()

"""学区内先行调配：从别的学区调入、交流到本学区学校的人数，不超过规定人数。

口径：按学区计，只计适用方式中期初学校与接收学校不在同一学区的安排；学区内部的安排不计。
例外：锁定的安排先行落实，因此超出的，其余的人不得再加入；指定方向（如城区到农村）的安排，政策可以不计。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.direction import Direction
from constraints.facts.districts import Districts
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params, param
from models.roster import Placement
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which ways of moving, how many from elsewhere, and whether listed directions are free."""

    modes: tuple[Mode, ...] = param("适用的方式")
    most: int = param("每个学区从其他学区调入的最多人数", unit="人", stricter="lower")
    directed_free: bool = param("政策所列方向的流动是否不计")


class DistrictFirst(Rule[P]):
    """People a district takes from other districts."""

    id = "district_first"
    name = "学区内先行调配"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per district."""
        moves, county = board.moves, board.situation.county
        names = list(Districts.of(board.situation).schools)
        row_of = {name: i for i, name in enumerate(names)}
        at = np.array([row_of.get(s.district, -1) for s in county.schools], np.int64)
        known = (moves.home >= 0) & (moves.host >= 0)
        crosses = known & (at[moves.home] != at[moves.host]) & (at[moves.host] >= 0)
        crosses &= moves.of_modes(p.modes)
        if p.directed_free:
            crosses &= ~Direction.of(board.situation).matrix[moves.home, moves.host]
        column = moves.where(np.asarray(crosses))
        entries = [terms(at[moves.host[column]], column)]
        board.at_most(names, entries, np.full(len(names), p.most), decisions_first=True)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per district: people from elsewhere, against the cap or what is locked."""
        came = Counter(self._district(outcome, m, p) for m in outcome.moves)
        chosen = Counter(self._district(outcome, m, p) for m in outcome.chosen)
        for name in Districts.of(outcome.situation).schools:
            most = max(p.most, came[name] - chosen[name])
            yield Measure(name, came[name], most, max(0, came[name] - most))

    def explain(self, finding: Finding) -> str:
        """District and heads."""
        return (
            f"{finding.key}从其他学区调入{finding.measured}人，至多{finding.required}人，"
            f"超{finding.short}人。"
        )

    def _district(self, outcome: Outcome, placement: Placement, p: P) -> str:
        """District a placement brings somebody new to; empty when it counts nowhere."""
        school = outcome.county.school
        if placement.mode not in p.modes:
            return ""
        if placement.home not in school or placement.host not in school:
            return ""
        if school[placement.home].district == school[placement.host].district:
            return ""
        directed = Direction.of(outcome.situation).counts(placement.home, placement.host)
        return "" if p.directed_free and directed else school[placement.host].district


RULE = DistrictFirst()

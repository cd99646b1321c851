"""外出教师新增的通勤路程越少越好。

口径：按派出学校合计其外出人员新增的单程路程，每人按政策步长进位到整公里；新增路程以米计算，不增即为零。
例外：锁定的安排先行落实，不计其应有部分。距离未知的另列，无法判定。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from constraints.board import Board, terms
from constraints.facts.commute import Commute
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params, param
from models.roster import Placement
from models.vocabulary import Mode

METRES_PER_KM = 1000
UNKNOWN = "距离未知"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Whose road counts and how finely."""

    modes: tuple[Mode, ...] = param("计入的方式")
    step_km: int = param("每人新增路程的进位步长", unit="公里", divides=True)


class CommuteRule(Rule[P]):
    """Added road of the movers, in whole kilometres, by sending school."""

    id = "commute"
    name = "新增通勤路程"
    unit = "公里"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per sending school."""
        moves, schools = board.moves, board.situation.county.schools
        step = METRES_PER_KM * p.step_km
        kilometres = -(-moves.metres // step) * p.step_km
        column = moves.where(moves.of_modes(p.modes) & (kilometres > 0) & (moves.home >= 0))
        homes, row = np.unique(moves.home[column], return_inverse=True)
        entries = [terms(row, column, kilometres[column])]
        keys = [schools[i].code for i in homes.tolist()]
        nothing = np.zeros(len(keys), np.int64)
        board.at_most(keys, entries, nothing, decisions_first=True)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per sending school: kilometres added; one line for unknown roads."""
        total, unknown = self._added(outcome, outcome.moves, p)
        chosen, _ = self._added(outcome, outcome.chosen, p)
        for school in sorted(total):
            added = chosen[school]
            yield Measure(school, total[school], total[school] - added, added)
        if unknown:
            missing = ("校际距离.公里", "学校.经度", "学校.纬度")
            yield Measure(UNKNOWN, None, 0, None, people=tuple(unknown), missing=missing)

    def explain(self, finding: Finding) -> str:
        """School and kilometres."""
        if finding.short is None:
            return f"{len(finding.people)}人的校际距离未知，新增通勤路程无法判定。"
        return (
            f"{finding.key}外出教师新增通勤{finding.measured}公里，其中锁定安排{finding.required}公里，"
            f"多{finding.short}公里。"
        )

    def _added(
        self, outcome: Outcome, placements: Iterable[Placement], p: P
    ) -> tuple[Counter[Code], list[Code]]:
        """Kilometres by sending school, and people whose road is unknown."""
        fact, total, unknown = Commute.of(outcome.situation), Counter[Code](), list[Code]()
        for m in placements:
            if m.mode not in p.modes or m.host not in outcome.county.school:
                continue
            metres = fact.added(m.person, m.host)
            if metres is None:
                unknown.append(m.person)
            else:
                total[m.home] += ceil(Fraction(metres, METRES_PER_KM * p.step_km)) * p.step_km
        return total, unknown


RULE = CommuteRule()

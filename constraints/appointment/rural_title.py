"""定向评价、定向使用取得的职称不得随人带进城镇：持有者不得调离指定分组的学校。

口径：看“调动”关系的安排，期初学校在分组（如农村）之内而接收学校不在的，即为带走。
例外：锁定的安排由县局已定，不在此列；交流、支教等不调动关系的不受限。没有“定向评价职称”列的，无
法判定。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, undecided, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.sheets import TeacherRow
from models.vocabulary import Relation


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Where such a title is good."""

    group: GroupName = param("定向评价职称有效的学校分组")


class RuralTitle(PairRule[P]):
    """No transfer of a rural title out of the group it was granted for."""

    id = "rural_title"
    name = "定向评价职称不带进城"
    label = "定向评价职称不得带进城镇"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Transfers of holders from inside the group to outside it."""
        known = situation.county.teacher
        holds = np.array(
            [code in known and bool(known[code].rural_title) for code in situation.people], np.bool_
        )
        inside = Grouping.of(situation).mask(p.group)
        stays = (pairs.host >= 0) & inside[pairs.host]
        leaves = (pairs.home >= 0) & inside[pairs.home] & ~stays
        return np.asarray(holds[pairs.person] & pairs.transfers & leaves & ~pairs.locked)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per transfer that no lock has decided."""
        county, groups = outcome.county, Grouping.of(outcome.situation)
        known = county.has_column(TeacherRow.sheet, "rural_title")
        for placement in outcome.moves:
            if placement.relation is not Relation.TRANSFERRED or outcome.is_locked(placement):
                continue
            away = groups.has(p.group, placement.home) and not groups.has(p.group, placement.host)
            if not known and away:
                yield undecided(placement, "教师.定向评价职称")
                continue
            row = county.teacher.get(placement.person)
            breach = int(away and row is not None and bool(row.rural_title))
            yield judged(placement, breach)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        if finding.short is None:
            return f"{person}的职称是否定向评价取得未填，能否调往{host}无法判定。"
        return f"{person}的职称为定向评价取得，却调往{host}：{too_many(finding, '此类调动')}"


RULE = RuralTitle()

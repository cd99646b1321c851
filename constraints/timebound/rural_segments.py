"""服务期可分段合并计算的，已服务的农村年限加上以后可服务的年限满足要求，方可离开农村学校。

口径：只看期初在农村学校、安排到非农村学校的；已服务年限按履历各段合并计算到安排起始日；不调动关系
的，期满返回到服务期至之间的日子计为以后可服务；调动的不计。一年按365天。
例外：锁定的不在此列。应服务年限原文未列、已服务年限不明的，无法判定，期间不得新安排离开。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from constraints.board import BoolArray, Candidates
from constraints.facts.rural_service import RuralService
from constraints.facts.seats import days_of
from constraints.outcome import Outcome
from constraints.pair import key_of, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params
from models.vocabulary import Relation


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: what is owed is the fact's word."""


class RuralSegments(PairRule[P]):
    """No move out of rural schools that makes the obligation impossible to meet."""

    id = "rural_segments"
    name = "农村服务年限分段合并"
    label = "农村服务年限不足"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Pairs of people who owe service, one by one: they are few."""
        fact = RuralService.of(situation)
        owing = np.array([fact.segmented(c) is not None for c in situation.people], np.bool_)
        rural = np.array([fact.rural(s.code) for s in situation.county.schools], np.bool_)
        out = owing[pairs.person] & (pairs.home >= 0) & rural[pairs.home] & ~pairs.locked
        out &= ~((pairs.host >= 0) & rural[pairs.host])
        struck = np.zeros(len(pairs), np.bool_)
        for i in np.flatnonzero(out).tolist():
            person = situation.people[pairs.person[i]]
            start, end = days_of(situation, pairs, i)
            left = self._lacking(situation, person, start, end, back=not pairs.transfers[i])
            struck[i] = left is None or left > 0
        return struck

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per move out of rural schools that no lock has decided."""
        fact = RuralService.of(outcome.situation)
        for placement in outcome.moves:
            debt = fact.segmented(placement.person)
            leaves = fact.rural(placement.home) and not fact.rural(placement.host)
            if debt is None or not leaves or outcome.is_locked(placement):
                continue
            key, who = key_of(placement), (placement.person,)
            past = fact.served(placement.person, placement.start)
            if debt.days is None or past is None:
                absent = "教师.乡村任教年数" if past is None else RuralService.unstated("years")
                yield Measure(key, past, debt.days, None, people=who, missing=(absent,))
                continue
            kept = placement.relation is Relation.KEPT
            have = past + (max(0, (debt.until - placement.end).days) if kept else 0)
            yield Measure(key, have, debt.days, int(have < debt.days), people=who)

    def explain(self, finding: Finding) -> str:
        """Person, school and days."""
        person, host = who_and_where(finding)
        if finding.short is None:
            return f"{person}的农村服务年限无法判定，不宜安排到{host}。"
        return (
            f"{person}安排到{host}后，服务期内农村服务共可满{finding.measured}天，"
            f"应为{finding.required}天，不足的{finding.short}人。"
        )

    def _lacking(
        self, situation: Situation, person: Code, start: date, end: date, *, back: bool
    ) -> int | None:
        """Days that would be missing (solver's half); None = unknown."""
        fact = RuralService.of(situation)
        debt, past = fact.segmented(person), fact.served(person, start)
        if debt is None or debt.days is None or past is None:
            return None
        later = debt.until.toordinal() - end.toordinal() if back else 0
        return debt.days - past - max(later, 0)


RULE = RuralSegments()

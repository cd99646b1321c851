"""周转编制有借有还：在周转编制上的人不得多于批给该校、尚在期内的名额，批出总数不得超过周转池。

口径：按编制主体计，名额看本期首日在期内的批文，人数看编制类型为周转编制的人员；全县一条看批出总数
与池的总数。到期的名额退回周转池，仍占用的按超出计。只作核对。
例外：周转池总数政策未定的，全县一条无法判定。没有周转编制的学校不列。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from constraints.facts.revolving import Revolving
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: the size of the pool is the ledger's."""


class RevolvingPool(Rule[P]):
    """People on posts of the pool against posts lent, and posts lent against the pool."""

    id = "revolving_pool"
    name = "周转编制台账"
    unit = "个"
    Params = P

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """The pool first, then every 编制主体 with posts or people."""
        fact, county = Revolving.of(outcome.situation), outcome.county
        lent = sum(fact.lent.values())
        if lent and fact.p.pool is None:
            yield Measure("", lent, None, None, missing=(Revolving.unstated("pool"),))
        elif fact.p.pool is not None:
            yield Measure("", lent, fact.p.pool, max(0, lent - fact.p.pool))
        sitting: dict[Code, list[Code]] = {}
        for code in fact.holders:
            school = county.teacher[code].establishment_school
            if school in county.school:
                sitting.setdefault(county.establishment_holder(school), []).append(code)
        heads = Counter({school: len(people) for school, people in sitting.items()})
        for school in sorted({*fact.lent, *heads}):
            have, most = heads[school], fact.lent.get(school, 0)
            people = tuple(sitting.get(school, ()))
            yield Measure(school, have, most, max(0, have - most), people=people)

    def explain(self, finding: Finding) -> str:
        """School and posts."""
        if finding.short is None:
            return f"已批出周转编制{finding.measured}个，周转池总数政策未定，无法判定。"
        if not finding.key:
            return (
                f"已批出周转编制{finding.measured}个，周转池共{finding.required}个，"
                f"超{finding.short}个。"
            )
        return (
            f"{finding.key}占用周转编制{finding.measured}个，期内名额{finding.required}个，"
            f"超{finding.short}个。"
        )


RULE = RevolvingPool()

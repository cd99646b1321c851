"""本人没有填明该校的，只在本人现任教的学段安排：建议人选、服从调剂、只报名的都不跨学段。

口径：比较安排的任教学段与本人现任教学段，只核对政策列明的方式，未列的（如调动）不受此限。服从调剂是同意换学校，
不是同意换学段。
例外：志愿填明该校的、没有填志愿而由学校推荐的、已锁定的，凭不低于该学段的资格证可到其他学段。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.asking import Asking
from constraints.board import MODES, STAGES, BoolArray, Candidates
from constraints.facts.seats import host_of
from constraints.outcome import Outcome
from constraints.pair import judged, too_many, who_and_where
from constraints.rule import PairRule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import Params, param
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which ways of being called the rule applies to."""

    modes: tuple[Mode, ...] = param("适用的方式")


class SameStage(PairRule[P]):
    """No placement at another stage that the person did not ask for."""

    id = "same_stage"
    name = "未填明的不跨学段"
    label = "本人未填明该校，不跨学段"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Pairs whose stage is not the person's own and whose school they did not name."""
        known, asking = situation.county.teacher, Asking(situation)
        stages = [known[code].stage if code in known else None for code in situation.people]
        own = np.array([STAGES.index(stage) if stage else -1 for stage in stages], np.int64)
        called = ~pairs.locked & pairs.of_modes(p.modes)
        struck = np.asarray(called & (own[pairs.person] != pairs.stage))
        for i in np.flatnonzero(struck & ~pairs.designated).tolist():
            person, mode = situation.people[pairs.person[i]], MODES[pairs.mode[i]]
            struck[i] = not asking.named(person, mode, host_of(situation, pairs, i))
        return struck

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placement in the modes named that neither the person nor a lock has named."""
        for placement in outcome.moves:
            row = outcome.county.teacher.get(placement.person)
            if row is None or placement.mode not in p.modes or outcome.is_locked(placement):
                continue
            if outcome.asking.named(placement.person, placement.mode, placement.host):
                continue
            away = int(placement.stage is not None and placement.stage is not row.stage)
            yield judged(placement, away)

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, host = who_and_where(finding)
        return f"{person}没有填明该校，被跨学段安排到{host}：{too_many(finding)}"


RULE = SameStage()

"""未申请、未推荐的教师（建议人选），只在本人现任教的学段安排。

口径：比较安排的任教学段与本人现任教学段，按政策规定的方式核对。
例外：本人申请、学校推荐或已锁定的，凭资格证可到其他学段。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import MODES, STAGES, BoolArray, Candidates
from constraints.outcome import Outcome
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
    """No designated placement at another stage."""

    id = "same_stage"
    name = "建议人选不跨学段"
    label = "建议人选不跨学段"
    unit = "人"
    Params = P

    def screen(self, situation: Situation, pairs: Candidates, p: P) -> BoolArray:
        """Designated pairs whose stage is not the person's own."""
        known = situation.county.teacher
        stages = [known[code].stage if code in known else None for code in situation.people]
        own = np.array([STAGES.index(stage) if stage else -1 for stage in stages], np.int64)
        called = pairs.designated & np.isin(pairs.mode, [MODES.index(mode) for mode in p.modes])
        return np.asarray(called & (own[pairs.person] != pairs.stage))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per designated placement in the modes named."""
        for placement in outcome.moves:
            row = outcome.county.teacher.get(placement.person)
            if row is None or placement.mode not in p.modes or not outcome.is_designated(placement):
                continue
            away = int(placement.stage is not None and placement.stage is not row.stage)
            key = f"{placement.person}/{placement.host}"
            yield Measure(key, away, 0, away, people=(placement.person,))

    def explain(self, finding: Finding) -> str:
        """Person and school."""
        person, _, host = finding.key.partition("/")
        return (
            f"{person}未申请也未经推荐，被跨学段安排到{host}：此类安排应为{finding.required}人，"
            f"实为{finding.measured}人，超{finding.short}人。"
        )


RULE = SameStage()

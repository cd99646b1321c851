"""富余人员应调尽调：超编学校富余学科的人员和落聘待岗人员，应调入有空编、缺学科的学校。

口径：按编制主体计；应调人数 = 超编数与富余学科人数的较小者，加待岗人数；已调 = 其中以“调动”方式
离开的人。
例外：无；锁定留任的照计为应调，写明是哪条锁定。空岗不够的，差多少人如实列出，由竞聘和调剂之后的待岗、转岗安排。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.standing import StandingFact
from constraints.facts.surplus import Surplus
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params
from models.vocabulary import Relation


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: who is surplus is the fact's word."""


class SurplusPlaced(Rule[P]):
    """Surplus people who leave each 编制主体 by transfer, against those due to."""

    id = "surplus_placed"
    name = "富余人员安置"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per 编制主体 with surplus people."""
        situation, moves = board.situation, board.moves
        fact, county = Surplus.of(situation), situation.county
        row_of = {holder: i for i, holder in enumerate(fact.due)}
        own, spare = StandingFact.of(situation).by_person, set(fact.people)
        at = [row_of.get(own[c].holder or Code(""), -1) if c in spare else -1
              for c in situation.people]  # fmt: skip
        row = np.array(at, np.int64)[moves.person]
        hosts = [row_of.get(county.establishment_holder(s.code), -1) for s in county.schools]
        away = (moves.host < 0) | (np.array(hosts, np.int64)[moves.host] != row)
        column = moves.where((row >= 0) & moves.transfers & away)
        need = np.array(list(fact.due.values()), np.int64)
        board.at_least(list(fact.due), [terms(row[column], column)], need)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per 编制主体: surplus people transferred away."""
        fact, gone = Surplus.of(outcome.situation), Counter[Code]()
        for placement in outcome.moves:
            holder = outcome.standing(placement.person).holder
            if placement.relation is not Relation.TRANSFERRED or holder is None:
                continue
            host = placement.host
            inside = host in outcome.county.school
            if placement.person in fact.people and not (
                inside and outcome.county.establishment_holder(host) == holder
            ):
                gone[holder] += 1
        for holder, due in fact.due.items():
            short = max(0, due - gone[holder])
            note = self._kept(outcome, holder) if short else ""
            yield Measure(holder, gone[holder], due, short, note=note)

    def explain(self, finding: Finding) -> str:
        """School and heads."""
        return (
            f"{finding.key}富余人员应调出{finding.required}人，实际调出{finding.measured}人，"
            f"差{finding.short}人。"
        )

    def _kept(self, outcome: Outcome, holder: Code) -> str:
        """Locks that keep surplus people of a 编制主体 where they are."""
        standings = StandingFact.of(outcome.situation)
        people = Surplus.of(outcome.situation).kept
        kept = [standings.kept_by(c) for c in people if outcome.standing(c).holder == holder]
        return f"富余学科中有{len(kept)}人{'；'.join(dict.fromkeys(kept))}" if kept else ""


RULE = SurplusPlaced()

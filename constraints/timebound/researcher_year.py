"""规定年龄以下、任教研员满规定年限的，原则上要有到薄弱学校任教一学年以上的经历。

口径：每名应任教而无经历的教研员一条，看本期有没有到薄弱学校（规定学段）的全职安排。
例外：已锁定留任的照计为差，写明是哪条锁定；开设工作室的视同，在履历中记为在该校任教。薄弱学校列缺失的，无法判定。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.researchers import Researchers
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: who is due is the fact's word."""


class ResearcherYear(Rule[P]):
    """Researchers due for a year at a weak school who do not get one."""

    id = "researcher_year"
    name = "教研员到薄弱学校任教"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per researcher who is due, over every full-time place at a weak school."""
        situation, moves, fact = board.situation, board.moves, Researchers.of(board.situation)
        if fact.missing:
            return
        row_of = {situation.person_index[code]: i for i, code in enumerate(fact.due)}
        there = [situation.county.school_index[code] for code in fact.hosts]
        column = moves.where(np.isin(moves.person, list(row_of)) & np.isin(moves.host, there))
        row = [row_of[i] for i in moves.person[column].tolist()]
        board.at_least(list(fact.due), [terms(row, column)], np.ones(len(fact.due), np.int64))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per researcher who is due."""
        fact = Researchers.of(outcome.situation)
        if fact.missing and fact.people:
            yield Measure("", None, None, None, people=fact.people, missing=fact.missing)
            return
        gone = {m.person for m in outcome.moves if m.host in fact.hosts}
        for code in fact.due:
            have = int(code in gone)
            note = StandingFact.of(outcome.situation).kept_by(code)
            yield Measure(code, have, 1, 1 - have, people=(code,), note=note)

    def explain(self, finding: Finding) -> str:
        """Person."""
        if finding.short is None:
            return "薄弱学校无法认定，教研员到校任教无法判定。"
        return (
            f"教研员{finding.key}应安排到薄弱学校任教{finding.required}人，实际{finding.measured}人，"
            f"差{finding.short}人。"
        )


RULE = ResearcherYear()

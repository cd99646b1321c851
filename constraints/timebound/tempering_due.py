"""农村和薄弱学校新入职教师，应统筹安排到城镇优质学校锻炼。

口径：每名应参加的新入职教师一条，看本期有没有“锻炼”的安排；期满回原校，岗位保留。
例外：期内在外的不列入应参加之列；已锁定留任的照计为差，写明是哪条锁定。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.standing import StandingFact
from constraints.facts.tempering import Tempering
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: who is new is the fact's word."""


class TemperingDue(Rule[P]):
    """Newcomers without a place to learn."""

    id = "tempering_due"
    name = "新教师城镇锻炼"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per newcomer over their places of this mode."""
        situation, moves = board.situation, board.moves
        people = Tempering.of(situation).people
        row_of = {situation.person_index[code]: i for i, code in enumerate(people)}
        column = moves.where(moves.of_mode(Mode.TEMPERING) & np.isin(moves.person, list(row_of)))
        row = [row_of[i] for i in moves.person[column].tolist()]
        board.at_least(list(people), [terms(row, column)], np.ones(len(people), np.int64))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per newcomer: placements of this mode."""
        gone = {m.person for m in outcome.moves if m.mode is Mode.TEMPERING}
        for code in Tempering.of(outcome.situation).people:
            have = int(code in gone)
            note = StandingFact.of(outcome.situation).kept_by(code)
            yield Measure(code, have, 1, 1 - have, people=(code,), note=note)

    def explain(self, finding: Finding) -> str:
        """Person."""
        return (
            f"新入职教师{finding.key}应安排锻炼{finding.required}人，实际{finding.measured}人，"
            f"差{finding.short}人。"
        )


RULE = TemperingDue()

"""不作不必要的移动：交流人数以落实各项交流比例所需的人数为限，超出部分越少越好。

口径：所需人数取政策中各条“交流人数占应交流对象比例”应有人数（扣除计入的期内在外人员）的最大者；逐校计算的先合计。
数适用方式的全部安排，不论是否计入交流。
例外：锁定的安排先行落实；为开齐课程、补足缺口等更优先目标而安排的，由目标的先后次序保证。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np

from constraints.board import Board, terms
from constraints.outcome import Outcome
from constraints.rotation import rotation_share
from constraints.rule import Rule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import Force, Params, param
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which moves are wanted no more than needed."""

    modes: tuple[Mode, ...] = param("计入的方式")


class NeedlessMoves(Rule[P]):
    """Moves beyond those the shares require."""

    id = "needless_moves"
    name = "不必要的移动"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row over every candidate of the modes."""
        moves = board.moves
        column = moves.where(moves.of_modes(p.modes))
        entries = [terms(np.zeros(len(column), np.int64), column)]
        rule = rotation_share.RULE
        rights = [rule.rights(board.situation, q) for q in _shares(board.situation)]
        most = max((int(np.maximum(right, 0).sum()) for right in rights), default=0)
        board.at_most([""], entries, np.array([most]), decisions_first=True)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Moves made against moves required."""
        made = sum(1 for m in outcome.moves if m.mode in p.modes)
        chosen = sum(1 for m in outcome.chosen if m.mode in p.modes)
        required = max(
            (self._required(outcome.situation, q) for q in _shares(outcome.situation)), default=0
        )
        most = max(required, made - chosen)
        yield Measure("", made, most, max(0, made - most))

    def explain(self, finding: Finding) -> str:
        """Heads."""
        return (
            f"落实交流比例所需{finding.required}人，实际安排{finding.measured}人，"
            f"多{finding.short}人。"
        )

    def _required(self, situation: Situation, q: rotation_share.P) -> int:
        """People one instance of the share still asks for (check's half)."""
        there, total = rotation_share.RULE.there(situation, q), 0
        for _, base in rotation_share.RULE.bases(situation, q):
            total += max(0, ceil(len(base) * q.share) - len(there.intersection(base)))
        return total


def _shares(situation: Situation) -> Iterator[rotation_share.P]:
    """Parameters of the shares the policy enforces or steers by."""
    for row in situation.policy.rows_of(rotation_share.RULE.id):
        if row.force in (Force.HARD, Force.SOFT):
            yield row.params


RULE = NeedlessMoves()

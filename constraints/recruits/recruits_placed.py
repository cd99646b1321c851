"""招聘的人员应安排到缺编、缺学科的学校，不得多于招聘人数。

口径：按招聘表的学段、学科、来源计，看以“招聘”方式安排的人数。
例外：没有缺口可补的，差多少人如实列出，人数是否过多由县局斟酌。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.recruits import Recruits
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params
from models.sheets import RecruitRow
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: how many come is the sheet's word."""


class RecruitsPlaced(Rule[P]):
    """Recruits without a school."""

    id = "recruits_placed"
    name = "招聘人员安排"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per line of 招聘."""
        situation, moves = board.situation, board.moves
        rows = Recruits.of(situation).rows
        keys = list(dict.fromkeys(_key(row) for row in rows.values()))
        row_of = {key: i for i, key in enumerate(keys)}
        at = [row_of[_key(rows[c])] if c in rows else -1 for c in situation.people]
        line = np.array(at, np.int64)[moves.person]
        column = moves.where(moves.of_mode(Mode.RECRUITMENT) & (line >= 0))
        need = np.bincount([row_of[_key(r)] for r in rows.values()], minlength=len(keys))
        board.at_least(keys, [terms(line[column], column)], need.astype(np.int64))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per line of 招聘: people placed."""
        rows = Recruits.of(outcome.situation).rows
        placed = {m.person for m in outcome.moves if m.mode is Mode.RECRUITMENT}
        wanted = Counter(_key(row) for row in rows.values())
        have = Counter(_key(row) for code, row in rows.items() if code in placed)
        for key, need in wanted.items():
            yield Measure(key, have[key], need, max(0, need - have[key]))

    def explain(self, finding: Finding) -> str:
        """Line and heads."""
        whom = " ".join(finding.key.split("/")).strip()
        return (
            f"招聘（{whom}）应安排{finding.required}人，实际安排{finding.measured}人，"
            f"差{finding.short}人。"
        )


def _key(row: RecruitRow) -> str:
    return "/".join((row.stage, row.subject, row.source or ""))


RULE = RecruitsPlaced()

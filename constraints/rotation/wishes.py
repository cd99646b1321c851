"""尽量满足志愿：志愿排序靠后的记名次差，未满足的是否计入由政策定。

口径：按人计，安排到第一志愿为零，第二志愿为一，依此类推；未满足的按全县最末志愿序号计。只看可以移动、至少有一个
志愿可行的申请人；满足指方式、学校、学科都与志愿一致。
例外：已锁定的人员不计；只报名、不限学校的没有志愿可满足，不计。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.eligibility import Eligibility
from constraints.outcome import Outcome
from constraints.rotation import _steering
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params, param
from models.sheets import WishRow
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which applications are looked at, and whether being refused counts."""

    modes: tuple[Mode, ...] = param("计入的志愿方式")
    count_refused: bool = param("未满足的志愿是否计入")


class Wishes(Rule[P]):
    """Wish rank lost per applicant."""

    id = "wishes"
    name = "志愿满足"
    unit = "名次"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per applicant with a wish that is open."""
        situation, moves = board.situation, board.moves
        free = _steering.movable(situation)
        column = moves.where((moves.wish > 0) & moves.of_modes(p.modes) & free[moves.person])
        people, row = np.unique(moves.person[column], return_inverse=True)
        keys = [situation.people[i] for i in people.tolist()]
        named = [w for w in situation.county.wishes if w.mode in p.modes and w.school is not None]
        last = max((w.rank for w in named), default=0)
        lost = moves.wish[column] - 1
        if p.count_refused:
            gained = [terms(row, column, last - lost)]
            board.at_least(keys, gained, np.full(len(keys), last, np.int64))
        else:
            board.at_most(keys, [terms(row, column, lost)], np.zeros(len(keys), np.int64))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per applicant: ranks lost."""
        wishes = [w for w in outcome.county.wishes if w.mode in p.modes and w.school]
        last = max((w.rank for w in wishes), default=0)
        for person in self._applicants(outcome, wishes):
            move = outcome.move_of(person)
            rank = outcome.wish_rank(move) if move is not None and move.mode in p.modes else None
            refused = last if p.count_refused else 0
            lost = refused if rank is None else rank - 1
            yield Measure(person, lost, 0, lost, people=(person,))

    def explain(self, finding: Finding) -> str:
        """Ranks."""
        return (
            f"{finding.key}没有安排到第一志愿：应靠后{finding.required}个名次，"
            f"实比第一志愿靠后{finding.measured}个名次"
            "（各志愿都没有安排的，按全县填到的最末一个志愿序号计）。"
        )

    def _applicants(self, outcome: Outcome, wishes: list[WishRow]) -> list[Code]:
        """Able applicants with an open wish, in code order."""
        fact, open_to = Eligibility.of(outcome.situation), defaultdict[Code, bool](bool)
        for wish in wishes:
            open_to[wish.person] |= outcome.could_grant(wish)
        return [
            person
            for person in sorted(open_to)
            if open_to[person]
            and fact.verdict(person).movable
            and person not in outcome.county.locks_of
        ]


RULE = Wishes()

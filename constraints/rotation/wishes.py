"""尽量满足志愿：志愿排序靠后的记名次差，未满足的是否计入由政策定。

口径：按人计，安排到第一志愿为零，第二志愿为一，依此类推；未满足的按全县最末志愿序号计。只看至少有一个志愿可行的
申请人，交流的志愿还须本人可以移动；满足指方式、学校、学科都与志愿一致，学校可以是外县学校。
本期内先后安排两处、都合志愿的，两处所得的名次合计。
例外：已锁定的人员不计；只报名、不限学校的没有志愿可满足，不计。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.eligibility import Eligibility
from constraints.facts.seats import AWAY_MODES
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
        movable, unlocked = _steering.movable(situation), _steering.unlocked(situation)
        seated = moves.of_modes(AWAY_MODES)  # the role of a seat decides, not being due
        free = movable[moves.person] | (seated & unlocked[moves.person])
        column = moves.where((moves.wish > 0) & moves.of_modes(p.modes) & free)
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
            moves = [m for m in outcome.mains.get(person, ()) if m.mode in p.modes]
            ranks = [rank for m in moves if (rank := outcome.wish_rank(m)) is not None]
            lost = sum(rank - 1 for rank in ranks)
            if p.count_refused:
                lost = max(0, last - (len(ranks) * last - lost))
            yield Measure(person, lost, 0, lost, people=(person,))

    def explain(self, finding: Finding) -> str:
        """Ranks."""
        return (
            f"{finding.key}没有安排到第一志愿：应靠后{finding.required}个名次，"
            f"实比第一志愿靠后{finding.measured}个名次"
            "（各志愿都没有安排的，按全县填到的最末一个志愿序号计）。"
        )

    def _applicants(self, outcome: Outcome, wishes: list[WishRow]) -> list[Code]:
        """Able applicants with an open wish whom no lock has decided about, in code order."""
        fact = Eligibility.of(outcome.situation)
        able = {
            wish.person
            for wish in wishes
            if (wish.mode in AWAY_MODES or fact.verdict(wish.person).movable)
            and outcome.could_grant(wish)
        }
        return sorted(able - outcome.county.locks_of.keys())


RULE = Wishes()

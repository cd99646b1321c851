"""应走先走：同校同学科（及学段）中，指派外出的，任教年限长的在先，年限短的在后。

口径：只在应交流且可以移动、本人未申请、未被推荐、未锁定的人员之间比较，年限以口径日期的同校连续任教月数计，
月数相同不分先后；年限更短的被指派、自己仍留在原校的，记为被越过一人。
例外：没有任何可去学校的人不算被越过；本人申请、学校推荐、已锁定的另计。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from constraints.board import STAGES, Board, IntArray, terms
from constraints.facts.eligibility import Eligibility
from constraints.facts.standing import StandingFact
from constraints.facts.tenure import Tenure
from constraints.outcome import Outcome
from constraints.rotation import _steering
from constraints.rotation._ladder import Ladder, post_ladder
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params, param
from models.roster import Roster
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which moves the order binds and within what it is kept."""

    modes: tuple[Mode, ...] = param("按先后次序安排的方式")
    by_stage: bool = param("是否按学段分别排序")


class OrderOfGoing(Rule[P]):
    """The longest-serving designated people of a school and subject go first."""

    id = "order_of_going"
    name = "应走先走（任教年限长者在先）"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """A ladder of tenure per school and subject."""
        situation, moves = board.situation, board.moves
        called = moves.where(moves.of_modes(p.modes))
        tenure = Tenure.of(situation)
        months = np.array([tenure.months(c) or 0 for c in situation.people], np.int64)
        waits = _steering.eligible(situation) & _steering.movable(situation)
        asked = self._asked(Outcome(situation, Roster(())), p)
        waits &= np.array([code not in asked for code in situation.people], np.bool_)
        chosen = called[waits[moves.person[called]]]
        people = np.unique(moves.person[chosen])
        entry_of = np.full(len(situation.people), -1, np.int64)
        entry_of[people] = np.arange(len(people))
        anywhere = np.flatnonzero(entry_of[moves.person] >= 0)
        ladder = Ladder(
            keys=[situation.people[i] for i in people.tolist()],
            group=self._groups(board, people, p),
            height=months[people],
            taken=terms(entry_of[moves.person[chosen]], chosen),
            provided=terms(entry_of[moves.person[anywhere]], anywhere),
        )
        post_ladder(board, ladder)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per person who waits where somebody was designated: passed over or not."""
        for group in self.waiting(outcome, p).values():
            gone = [
                months
                for person, months in group.items()
                if (move := outcome.move_of(person)) is not None and move.mode in p.modes
            ]
            shortest = min(gone, default=None)
            for person, months in group.items():
                if shortest is None or not _had_somewhere(outcome, person, p):
                    continue
                passed = int(outcome.move_of(person) is None and shortest < months)
                yield Measure(person, passed, 0, passed, people=(person,))

    def explain(self, finding: Finding) -> str:
        """Order and published criteria only, never another person."""
        return (
            f"{finding.key}在本校本学科任教年限较长而未安排，年限较短的已指派外出：被越过应为"
            f"{finding.required}人，实为{finding.measured}人，差{finding.short}人。"
        )

    def waiting(self, outcome: Outcome, p: P) -> dict[tuple[str, ...], dict[Code, int]]:
        """(school, subject[, stage]) → people in order of code and their months."""
        fact, tenure = Eligibility.of(outcome.situation), Tenure.of(outcome.situation)
        asked = self._asked(outcome, p)
        groups: defaultdict[tuple[str, ...], dict[Code, int]] = defaultdict(dict)
        for person in fact.eligible:
            row, school = outcome.county.teacher[person], outcome.standing(person).school
            apart = person in asked or person in outcome.county.locks_of
            months = tenure.months(person)
            if apart or months is None or school is None or not fact.verdict(person).movable:
                continue
            key = (school, row.subject or "", (row.stage or "") if p.by_stage else "")
            groups[key][person] = months
        return {key: groups[key] for key in sorted(groups)}

    def _asked(self, outcome: Outcome, p: P) -> frozenset[Code]:
        """People who came forward, for whatever school: the order does not bind them."""
        return frozenset().union(*(outcome.asking.forward(mode) for mode in p.modes))

    def _groups(self, board: Board, people: IntArray, p: P) -> IntArray:
        """A number per (school, subject[, stage]) for each of *people*."""
        situation = board.situation
        standings, names = StandingFact.of(situation).by_person, []
        for i in people.tolist():
            row = situation.county.teachers[i]
            stage = STAGES.index(row.stage) if p.by_stage and row.stage is not None else -1
            names.append(f"{standings[row.code].school}\n{row.subject}\n{stage}")
        return np.unique(names, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _had_somewhere(outcome: Outcome, person: Code, p: P) -> bool:
    """Whether the person had anywhere to go."""
    return any(outcome.was_open(person, mode) for mode in p.modes)


RULE = OrderOfGoing()

"""组团跟岗人数等于实际派出的支教人数（按政策的比例），分角色核对。

口径：实际派出 = 支教团人数 − 已在当地挂职、不再重复派出的人数；分到各角色的人数以支教团表“跟岗人
数”为准，合计与实派不符的按角色逐一对应。本县自派的团按实际派出人数折算，向上取整。多派少派都算差额。
例外：受援学校在外县的，跟岗人员由对方选派，不在此列；以前学期已在外跟岗的计入。
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

import numpy as np

from constraints.board import Board, terms
from constraints.facts.seats import AWAY_MODES, Line, Seats
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.situation import Situation
from constraints.teams._columns import columns_of
from constraints.teams._sitting import sitting
from models.finding import Finding, Measure
from models.policy import Params
from models.roster import Placement
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing of its own: the ratio is the fact's, heads are the sheet's."""


class CounterpartQuota(Rule[P]):
    """As many counterparts as heads actually sent, role by role."""

    id = "counterpart_quota"
    name = "跟岗与支教一比一"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """A row and its mirror per role; a team of our own is counted as far as it goes."""
        lines = Seats.of(board.situation).lines
        for number, line in _shadows(board.situation).items():
            zero = np.zeros(1, np.int64)
            _, column = columns_of(board, [number])
            twin = _twin(lines, line)
            if twin is None:
                people, need = [terms(np.zeros(len(column)), column)], zero + line.heads
                board.at_least([line.key], people, need)
                board.at_most([line.key], people, need)
                continue
            _, sent = columns_of(board, [twin])
            whole = lines[twin].heads
            tied = [
                terms(np.zeros(len(column)), column, whole),
                terms(np.zeros(len(sent)), sent, -line.heads),
            ]
            board.at_least([line.key], tied, zero, worth=whole)
            board.at_most([line.key], tied, zero + whole - 1, worth=whole)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per role of every team whose receiving school is ours."""
        lines = Seats.of(outcome.situation).lines
        here, sent = sitting(outcome, Mode.SHADOWING), sitting(outcome, Mode.SECONDMENT)
        for line in _shadows(outcome.situation).values():
            have = tuple(m.person for m in here[line.key])
            due, twin = line.heads, _twin(lines, line)
            if twin is not None:
                due = ceil(due * len(sent[lines[twin].key]) / lines[twin].heads)
            yield Measure(line.key, len(have), due, abs(due - len(have)), people=have)

    def sees(self, placement: Placement) -> bool:
        """Places of teams alone."""
        return placement.mode in AWAY_MODES

    def explain(self, finding: Finding) -> str:
        """Team and role."""
        team, _, role = finding.key.partition("/")
        short = (finding.required or 0) > (finding.measured or 0)
        return (
            f"支教团{team}的{role}应有跟岗{finding.required}人，实有{finding.measured}人，"
            f"{'缺' if short else '多'}{finding.short}人（与实际派出人数一比一）。"
        )

    def agree_by(self, key: str) -> str:
        """A person may serve either of two like lines: the team's sum is fixed."""
        return key.partition("/")[0]


def _shadows(situation: Situation) -> dict[int, Line]:
    lines = enumerate(Seats.of(situation).lines)
    return {i: x for i, x in lines if x.mode is Mode.SHADOWING and x.row is not None}


def _twin(lines: tuple[Line, ...], line: Line) -> int | None:
    """Line of the people our own team still has to send for a row of counterparts."""
    for number, other in enumerate(lines):
        if other.row == line.row and other.mode is Mode.SECONDMENT and other.heads:
            return number
    return None


RULE = CounterpartQuota()

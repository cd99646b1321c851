"""每人同一时间只有一个主要任教学校，派出学校须与其期初所在学校一致。

口径：全职安排按起止日期比较，止日仍算在内；留任不另列，走教不替代主要岗位。派出学校以落实期满返回、撤并等
既定事项之后的所在学校为准。
例外：脱产培训可记在本校名下。手工名单中查无此人或查无此校的，起止不在本期之内的，关系与政策对该方式的规定
不符的，各记一处。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from constraints.board import Board, terms
from constraints.facts.slices import Slices
from constraints.mode import ModeTerms
from constraints.outcome import Outcome
from constraints.rule import Rule
from models.finding import Finding, Measure
from models.policy import Params
from models.roster import Placement
from models.vocabulary import Mode

UNKNOWN_PERSON, WRONG_HOME, UNKNOWN_HOST, NO_MOVE = "教师编号", "派出学校", "接收学校", "同一学校"
OTHER_TERM, WRONG_RELATION = "起止", "关系"
AT_HOME = (Mode.STAY, Mode.TRAINING)
"""Ways that are at one's own school."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing to set: a person cannot be in two places."""


class OneMainPlace(Rule[P]):
    """At most one full-time placement per person and time slice, from where the person stands."""

    id = "one_main_place"
    name = "一人一个主要任教岗位"
    unit = "处"
    Params = P
    essential = True
    personal = True

    def post(self, board: Board, p: P) -> None:
        """Per person and slice with a choice: at most one candidate; none to where one stands."""
        moves, spans = board.moves, Slices.of(board.situation).spans
        entry, piece = moves.by_slice()
        cells, row, count = np.unique(
            moves.person[entry] * len(spans) + piece, return_inverse=True, return_counts=True
        )
        crowded = count > 1
        inside = crowded[row]
        position = np.cumsum(crowded) - 1
        keys = [
            self._key(board.situation.people[cell // len(spans)], spans, cell % len(spans))
            for cell in cells[crowded].tolist()
        ]
        ones = np.ones(len(keys), np.int64)
        board.at_most(keys, [terms(position[row[inside]], entry[inside])], ones)
        self._post_no_move(board)

    def _post_no_move(self, board: Board) -> None:
        """Where the policy lets own schools be proposed, nobody is sent to theirs."""
        moves = board.moves
        same = (moves.home >= 0) & (moves.home == moves.host) & ~moves.of_modes(AT_HOME)
        column = np.flatnonzero(same)
        people, row = np.unique(moves.person[column], return_inverse=True)
        keys = [f"{board.situation.people[person]}/{NO_MOVE}" for person in people.tolist()]
        board.at_most(keys, [terms(row, column)], np.zeros(len(keys), np.int64))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per placed person: places held at once; then what a hand-made row got wrong."""
        spans = Slices.of(outcome.situation).spans
        for person, placements in outcome.mains.items():
            for index, (start, end) in enumerate(spans):
                held = sum(1 for m in placements if m.start <= end and m.end >= start)
                if held:
                    yield Measure(
                        self._key(person, spans, index), held, 1, held - 1, people=(person,)
                    )
        for placement in outcome.roster.placements:
            for fault in self._faults(outcome, placement):
                yield Measure(f"{placement.person}/{fault}", 0, 1, 1, people=(placement.person,))

    def explain(self, finding: Finding) -> str:
        """Which of the faults it is."""
        person, _, what = finding.key.partition("/")
        figures = f"应为{finding.required}处，实为{finding.measured}处，差{finding.short}处"
        if what == UNKNOWN_PERSON:
            return f"{person}不在教师表中，无法安排：有据可查的任教岗位{figures}。"
        if what == WRONG_HOME:
            return f"{person}的派出学校不是其期初所在学校：相符的派出学校{figures}。"
        if what == UNKNOWN_HOST:
            return f"{person}的接收学校不在学校表和外县学校表中：可查的接收学校{figures}。"
        if what == NO_MOVE:
            return f"{person}的派出学校与接收学校相同：不同的接收学校{figures}。"
        if what == OTHER_TERM:
            return f"{person}的安排起止都不在本期之内，本期并不生效：本期内的安排{figures}。"
        if what == WRONG_RELATION:
            return f"{person}的关系（调动、不调动）与政策对这种方式的规定不符：相符的{figures}。"
        return f"{person}同一时间的主要任教岗位{figures}。"

    def _key(self, person: str, spans: tuple[object, ...], index: int) -> str:
        return person if len(spans) == 1 else f"{person}/第{index + 1}段"

    def _faults(self, outcome: Outcome, placement: Placement) -> Iterator[str]:
        county = outcome.county
        if placement.person not in outcome.situation.people:
            if placement.person not in {row.code for row in county.outside_people}:
                yield UNKNOWN_PERSON
            return
        if placement.home != (outcome.standing(placement.person).school or ""):
            yield WRONG_HOME
        outside = {row.code for row in county.outside_schools}
        if placement.host not in county.school and placement.host not in outside:
            yield UNKNOWN_HOST
        if placement.mode not in AT_HOME and placement.host == placement.home:
            yield NO_MOVE
        if placement.end < county.term.start or placement.start > county.term.end:
            yield OTHER_TERM
        terms: ModeTerms | None = outcome.situation.policy.modes.get(placement.mode.name.lower())
        if terms is not None and placement.relation is not terms.relation:
            yield WRONG_RELATION


RULE = OneMainPlace()

"""到某校的人，尽量按该校自己排定的先后选用：排在后面的记名次差，没有排上的按该校最末名次计。

口径：接收学校（同一法人学校）在推荐表中同意并写了排序的人，按排序定名次；到该校的每一人，第一名为零，第二名为一，
依此类推，未列入的记该校的最后名次。按学校合计。只看写了排序的学校、政策列出的方式。
例外：派出学校的推荐排序不在此列；县局审核“不通过”的不算；已锁定的不计；竞聘按分数，不在其列。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from constraints.board import MODES, Board, terms
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params, param
from models.sheets import RecommendationRow
from models.vocabulary import Mode, OfficeReview, SchoolOpinion

Ranking = Mapping[tuple[Code, Mode], Mapping[Code, int]]
"""(legal school, mode) → person → rank, the first being 1."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """In which ways of being placed the receiving school's order is looked at."""

    modes: tuple[Mode, ...] = param("按接收学校排序选用的方式")


class ReceivingRank(Rule[P]):
    """Ranks lost by receiving schools that have put people in order."""

    id = "receiving_rank"
    name = "接收学校选人排序"
    unit = "名次"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per school and mode with an order: what everybody who comes there costs it."""
        situation, moves = board.situation, board.moves
        legal = np.array([situation.county.legal_school(s.code) for s in situation.county.schools])
        for (school, mode), ranks in _rankings(situation, p).items():
            here = (moves.mode == MODES.index(mode)) & (moves.host >= 0) & ~moves.locked
            column = moves.where(here & (legal[moves.host] == school))
            known = {situation.person_index[person]: rank for person, rank in ranks.items()}
            last = max(ranks.values())
            lost = [known.get(i, last + 1) - 1 for i in moves.person[column].tolist()]
            entries = terms(np.zeros(len(column)), column, np.array(lost, np.int64))
            board.at_most([f"{school}/{mode}"], [entries], np.zeros(1, np.int64))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per school and mode with an order: ranks lost over all who come there."""
        county = outcome.county
        for (school, mode), ranks in _rankings(outcome.situation, p).items():
            come = [
                move.person
                for move in outcome.moves
                if move.mode is mode and move.host in county.school
                and county.legal_school(move.host) == school and not outcome.is_locked(move)
            ]  # fmt: skip
            places = {person: ranks.get(person, max(ranks.values()) + 1) for person in come}
            lost = sum(place - 1 for place in places.values())
            behind = tuple(person for person, place in places.items() if place > 1)
            yield Measure(f"{school}/{mode}", lost, 0, lost, people=behind)

    def explain(self, finding: Finding) -> str:
        """School and ranks."""
        school, _, mode = finding.key.partition("/")
        return (
            f"{school}（{mode}）没有全按该校的选人排序：名次差应为{finding.required}，"
            f"实为{finding.measured}，差{finding.short}名次。"
        )


def _rankings(situation: Situation, p: P) -> Ranking:
    """The orders receiving schools have stated, sorted by school and mode."""
    county, standings = situation.county, StandingFact.of(situation).by_person
    found: defaultdict[tuple[Code, Mode], dict[Code, int]] = defaultdict(dict)
    for row in county.recommendations:
        standing = standings.get(row.person)
        if row.school is None or row.school not in county.school or not _ranks(row, p):
            continue
        legal = county.legal_school(row.school)
        home = standing.school if standing else None
        if standing is not None and (home is None or legal != county.legal_school(home)):
            assert row.rank is not None
            found[legal, row.mode][row.person] = row.rank
    return {key: found[key] for key in sorted(found, key=lambda k: (k[0], str(k[1])))}


def _ranks(row: RecommendationRow, p: P) -> bool:
    agreed = row.opinion is SchoolOpinion.AGREE and row.review is not OfficeReview.REJECTED
    return agreed and row.rank is not None and row.rank > 0 and row.mode in p.modes


RULE = ReceivingRank()

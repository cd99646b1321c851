"""多人志愿同一学校同一学科的，积分高者优先。

口径：同一方式、同一学校、同一学科的志愿之间比较，积分为该用途的合计；积分低的已按此志愿安排，而积分高的既未
安排到此处，也未安排到其排序更靠前的志愿的，记一人次。积分相同不分先后。
例外：已锁定的人员、该志愿本不可行的人员不计；有竞争而没有积分的，无法判定。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from weakref import WeakKeyDictionary

import numpy as np

from constraints.board import MODES, Board, BoolArray, IntArray, Terms, terms
from constraints.facts.eligibility import Eligibility
from constraints.facts.points import Points
from constraints.outcome import Opening, Outcome
from constraints.pair import who_and_where
from constraints.rotation import _steering
from constraints.rotation._ladder import Ladder, post_ladder
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params, param
from models.sheets import WishRow
from models.vocabulary import Mode, PointsUse

Seat = tuple[Mode, Code, str]
"""(mode, host, subject) people compete for."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Which wishes compete and by which points."""

    modes: tuple[Mode, ...] = param("按积分排序的志愿方式")
    use: PointsUse = param("积分用途")


Rivals = Mapping[Seat, Sequence[WishRow]]
_RIVALS: WeakKeyDictionary[Situation, dict[tuple[P, frozenset[Opening] | None], Rivals]] = (
    WeakKeyDictionary()
)
"""Who wishes for the same seat: no plan changes that, so it is kept as long as the county."""


class PointsOrder(Rule[P]):
    """No wish is granted to fewer points over the head of more."""

    id = "points_order"
    name = "志愿竞争按积分"
    unit = "人次"
    Params = P
    local = True

    def post(self, board: Board, p: P) -> None:
        """A ladder of points per seat; any wish ranked no worse provides for a person."""
        situation, moves = board.situation, board.moves
        totals = [Points.of(situation).total(code, p.use) for code in situation.people]
        ranked = sorted({t for t in totals if t is not None})
        height = {t: i + 1 for i, t in enumerate(ranked)}
        heights = np.array([0 if t is None else height[t] for t in totals], np.int64)
        entry = moves.where(
            moves.of_modes(p.modes)
            & self._named(board)
            & (heights[moves.person] > 0)
            & _steering.movable(situation)[moves.person]
        )
        seats = np.column_stack([moves.mode, moves.host, moves.subject, moves.person])[entry]
        claims, claim = np.unique(seats, axis=0, return_inverse=True)
        claim = claim.reshape(-1)
        people, schools = situation.people, situation.county.schools
        ladder = Ladder(
            keys=[f"{people[who]}/{schools[host].code}" for _, host, _, who in claims.tolist()],
            group=np.unique(claims[:, :3], axis=0, return_inverse=True)[1].reshape(-1),
            height=heights[claims[:, 3]],
            taken=terms(claim, entry),
            provided=self._provided(board, entry, claim),
        )
        post_ladder(board, ladder)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per person and seat wished for by several: envied with reason or not."""
        points = Points.of(outcome.situation)
        known = _RIVALS.setdefault(outcome.situation, {})
        if (p, outcome.openings) not in known:
            known[p, outcome.openings] = self._rivals(outcome, p)
        for seat, wishes in known[p, outcome.openings].items():
            if outcome.schools is not None and seat[1] not in outcome.schools:
                continue
            totals = {w.person: points.total(w.person, p.use) for w in wishes}
            taken = [
                total
                for w in wishes
                if (total := totals[w.person]) is not None and self._sits(outcome, w.person, seat)
            ]
            for wish in wishes:
                yield self._measure(
                    outcome, wish, seat, totals[wish.person], min(taken, default=None)
                )

    def explain(self, finding: Finding) -> str:
        """Order and points only, never another person."""
        person, host = who_and_where(finding)
        if finding.short is None:
            return f"{person}志愿{host}有竞争而没有积分，先后无法判定。"
        return (
            f"{person}志愿{host}，积分较低的已安排而本人未安排：此类应为{finding.required}人次，"
            f"实为{finding.measured}人次，差{finding.short}人次。"
        )

    def school_of(self, key: str) -> str:
        """The school wished for."""
        return key.partition("/")[2]

    # -- the check's half -----------------------------------------------------------------------

    def _measure(
        self,
        outcome: Outcome,
        wish: WishRow,
        seat: Seat,
        own: Fraction | None,
        lowest: Fraction | None,
    ) -> Measure:
        key, who = f"{wish.person}/{seat[1]}", (wish.person,)
        if own is None:
            return Measure(key, None, 0, None, people=who, missing=("积分.分值",))
        content = self._rank(outcome, wish) <= wish.rank
        envy = int(lowest is not None and lowest < own and not content)
        return Measure(key, envy, 0, envy, people=who)

    def _rivals(self, outcome: Outcome, p: P) -> dict[Seat, list[WishRow]]:
        """Seats wished for by two or more able people, their wishes in order of code."""
        county, fact = outcome.county, Eligibility.of(outcome.situation)
        found: defaultdict[Seat, dict[Code, WishRow]] = defaultdict(dict)
        for wish in county.wishes:
            row = county.teacher.get(wish.person)
            if row is None or wish.school is None or wish.mode not in p.modes:
                continue
            if wish.school not in county.school:
                continue
            able = fact.verdict(wish.person).movable and wish.person not in county.locks_of
            if able and outcome.could_grant(wish):
                subject = wish.subject or row.subject or ""
                seat = found[wish.mode, wish.school, subject]
                if wish.person not in seat or wish.rank < seat[wish.person].rank:
                    seat[wish.person] = wish
        return {seat: list(found[seat].values()) for seat in sorted(found) if len(found[seat]) > 1}

    def _sits(self, outcome: Outcome, person: Code, seat: Seat) -> bool:
        """Whether the person was given this very seat on a wish."""
        row = outcome.county.teacher[person]
        return any(
            (move.mode, move.host, move.subject or row.subject) == seat
            and outcome.wish_rank(move) is not None
            for move in outcome.mains.get(person, ())
        )

    def _rank(self, outcome: Outcome, wish: WishRow) -> float:
        """Rank of the wish granted to the same person by the same mode; infinite when none is."""
        moves = (m for m in outcome.mains.get(wish.person, ()) if m.mode is wish.mode)
        ranks = (outcome.wish_rank(move) for move in moves)
        return min((float(rank) for rank in ranks if rank is not None), default=float("inf"))

    # -- the solver's half ----------------------------------------------------------------------

    def _named(self, board: Board) -> BoolArray:
        """Candidates that grant a wish naming their very school (not 只报名，不限学校)."""
        moves, situation = board.moves, board.situation
        index, people = situation.county.school_index, situation.person_index
        wished = {
            (people[w.person], MODES.index(w.mode), index[w.school])
            for w in situation.county.wishes
            if w.school is not None and w.school in index and w.person in people
        }
        named = moves.wish > 0
        for i in np.flatnonzero(named).tolist():
            named[i] = (int(moves.person[i]), int(moves.mode[i]), int(moves.host[i])) in wished
        return named

    def _provided(self, board: Board, entry: IntArray, claim: IntArray) -> Terms:
        """Every candidate of the same person and mode on a wish ranked no worse."""
        moves = board.moves
        by_person: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for i in np.flatnonzero(moves.wish > 0).tolist():
            by_person[int(moves.person[i]), int(moves.mode[i])].append(i)
        pairs = {
            (row, j)
            for row, i in zip(claim.tolist(), entry.tolist(), strict=True)
            for j in by_person[int(moves.person[i]), int(moves.mode[i])]
            if moves.wish[j] <= moves.wish[i]
        }
        found = np.array(sorted(pairs), np.int64).reshape(-1, 2)
        return terms(found[:, 0], found[:, 1])


RULE = PointsOrder()

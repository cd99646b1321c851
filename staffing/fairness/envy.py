"""以低压高: a person of fewer points holds a place that one of more points asked for.

口径: the modes and the use of points of the policy's 志愿竞争按积分 (``points_order``). A place is
(mode, school, subject); wanting it means a wish for it (志愿) while neither it nor a wish ranked
before it was granted. What excuses a pair is found by the one-for-one swap: the person takes the
holder's place, the holder takes what the person had (or stays), and every rule is measured again.
The first enforced rule that breaks, or else the first tier that gets worse down to the tier of
points itself, is the excuse; where nothing speaks against the swap the pair is flagged (须说明).
例外: without points on either side nothing can be compared; such pairs are counted, never passed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from constraints.facts.points import Points
from constraints.outcome import Outcome
from constraints.rotation.points_order import P as PointsTerms
from models.column import Code, Subject
from models.policy import Force
from models.roster import Placement
from models.sheets import WishRow
from models.vocabulary import Mode
from staffing.audit import Audit
from staffing.fairness.judging import Excuse, Judge, swapped
from staffing.leaders.discretion import is_head

POINTS_RULE = "points_order"


@dataclass(frozen=True)
class Envy:
    """*person* has more points than *holder* and asked, as wish number *rank*, for their place."""

    person: Code
    points: Fraction
    rank: int
    mode: Mode
    host: Code
    subject: Subject | None
    holder: Code
    holder_points: Fraction
    excuse: Excuse | None

    @property
    def flagged(self) -> bool:
        """Whether no rule excuses it."""
        return self.excuse is None


@dataclass(frozen=True)
class Envied:
    """All pairs in order of person, rank and holder; undecided: (person, holder) without points.

    Leaders whose moves are not decided are in no pair.
    """

    pairs: tuple[Envy, ...] = ()
    undecided: tuple[tuple[Code, Code], ...] = ()

    @property
    def flagged(self) -> tuple[Envy, ...]:
        """Pairs no rule excuses."""
        return tuple(pair for pair in self.pairs if pair.flagged)


def envied(checked: Audit, outcome: Outcome) -> Envied:
    """Every pair under each row of the points rule that is not switched off."""
    found: list[Envy] = []
    undecided: list[tuple[Code, Code]] = []
    for row in checked.situation.policy.rows_of(POINTS_RULE):
        if row.force is Force.OFF:
            continue
        judge = Judge(checked, outcome, row)
        points = Points.of(checked.situation)
        for wish, held in _wanted(outcome, row.params):
            own = points.total(wish.person, row.params.use)
            theirs = points.total(held.person, row.params.use)
            if _confidential(outcome, wish.person, held):
                continue
            if own is None or theirs is None:
                undecided.append((wish.person, held.person))
            elif theirs < own:
                place = wish.rank, held.mode, held.host, _subject(outcome, held)
                excuse = judge.excuse(swapped(outcome, wish.person, held))
                found.append(Envy(wish.person, own, *place, held.person, theirs, excuse))
    found.sort(key=lambda e: (e.person, e.rank, e.holder))
    return Envied(tuple(found), tuple(sorted(undecided)))


# -- who wants whose place -------------------------------------------------------------------------


def _wanted(outcome: Outcome, p: PointsTerms) -> Iterator[tuple[WishRow, Placement]]:
    """(wish, placement of somebody else that is what the wish asks for and did not get)."""
    held = defaultdict[tuple[Mode, Code, Subject | None], list[Placement]](list)
    for move in outcome.moves:
        if move.mode in p.modes and move.person in outcome.county.teacher:
            held[move.mode, move.host, _subject(outcome, move)].append(move)
    for person, wishes in sorted(outcome.county.wishes_of.items()):
        if person not in outcome.county.teacher or outcome.standing(person).school is None:
            continue
        for wish in _refused(outcome, person, [w for w in wishes if w.mode in p.modes]):
            assert wish.school is not None
            place = wish.mode, wish.school, wish.subject or outcome.county.teacher[person].subject
            for move in held.get(place, ()):
                if move.person != person:
                    yield wish, move


def _refused(outcome: Outcome, person: Code, wishes: Sequence[WishRow]) -> Iterator[WishRow]:
    """Wishes for a school ranked before the one granted; all where none was."""
    moves = outcome.mains.get(person, ())
    ranks = [rank for move in moves if (rank := outcome.wish_rank(move)) is not None]
    granted = min(ranks, default=None)
    seen: set[tuple[Mode, Code, str]] = set()
    for wish in wishes:
        if wish.school is None or (granted is not None and wish.rank >= granted):
            continue
        there = any(move.host == wish.school for move in moves)
        place = wish.mode, wish.school, wish.subject or ""
        if not there and place not in seen:
            seen.add(place)
            yield wish


def _confidential(outcome: Outcome, person: Code, held: Placement) -> bool:
    """Whether a pair is about a leader whose move is not decided."""
    county = outcome.county
    return is_head(county, person) or (is_head(county, held.person) and not outcome.is_locked(held))


def _subject(outcome: Outcome, move: Placement) -> Subject | None:
    return move.subject or outcome.county.teacher[move.person].subject

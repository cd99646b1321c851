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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from constraints.facts.points import Points
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.rotation.points_order import P as PointsTerms
from constraints.rule import PairRule
from models.column import Code, Subject
from models.finding import Measure
from models.policy import Force, RuleRow
from models.roster import Placement, Roster
from models.sheets import WishRow
from models.vocabulary import Mode
from staffing.audit import Audit
from staffing.discretion import is_head

POINTS_RULE = "points_order"


@dataclass(frozen=True)
class Excuse:
    """What speaks against the swap: a policy row, by how much it would get worse, and its basis.

    tier: id of the tier that gets worse, empty for an enforced rule.
    """

    rule: str
    name: str
    tier: str
    amount: int
    unit: str
    citation: str


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

    withheld: number of pairs with a leader whose move is not decided yet, who is named nowhere.
    """

    pairs: tuple[Envy, ...] = ()
    undecided: tuple[tuple[Code, Code], ...] = ()
    withheld: int = 0

    @property
    def flagged(self) -> tuple[Envy, ...]:
        """Pairs no rule excuses."""
        return tuple(pair for pair in self.pairs if pair.flagged)


def envied(checked: Audit, outcome: Outcome) -> Envied:
    """Every pair under each row of the points rule that is not switched off."""
    found: list[Envy] = []
    undecided: list[tuple[Code, Code]] = []
    withheld = 0
    for row in checked.situation.policy.rows_of(POINTS_RULE):
        if row.force is Force.OFF:
            continue
        judge = _Judge(checked, outcome, row)
        points = Points.of(checked.situation)
        for wish, held in _wanted(outcome, row.params):
            own = points.total(wish.person, row.params.use)
            theirs = points.total(held.person, row.params.use)
            if _confidential(outcome, wish.person, held):
                withheld += 1
            elif own is None or theirs is None:
                undecided.append((wish.person, held.person))
            elif theirs < own:
                place = wish.rank, held.mode, held.host, _subject(outcome, held)
                excuse = judge.excuse(swapped(outcome, wish.person, held))
                found.append(Envy(wish.person, own, *place, held.person, theirs, excuse))
    found.sort(key=lambda e: (e.person, e.rank, e.holder))
    return Envied(tuple(found), tuple(sorted(undecided)), withheld)


def swapped(outcome: Outcome, person: Code, held: Placement) -> Roster:
    """The roster after the one-for-one swap of *person* with the holder of *held*."""
    left = outcome.move_of(person)
    kept = [p for p in outcome.roster.placements if p not in (held, left)]
    new = [_given(outcome, held, person)]
    if left is not None:
        new.append(_given(outcome, left, held.person))
    return Roster.of([*kept, *(p for p in new if p.host != p.home)])


def _given(outcome: Outcome, place: Placement, person: Code) -> Placement:
    """*place* taken by another person, from where that person stands."""
    home = outcome.standing(person).school or Code("")
    back = None if place.return_school is None else home
    taken = replace(place, person=person, home=home, return_school=back, counterpart=None)
    return replace(taken, successor=None, proposed=outcome.is_designated(taken), row_number=0)


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
    move = outcome.move_of(person)
    granted = None if move is None else outcome.wish_rank(move)
    seen: set[tuple[Mode, Code, str]] = set()
    for wish in wishes:
        if wish.school is None or (granted is not None and wish.rank >= granted):
            continue
        there = move is not None and move.host == wish.school
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


# -- what excuses ----------------------------------------------------------------------------------


class _Judge:
    """Measures swapped rosters against the plan, rule by rule, no further than it takes."""

    def __init__(self, checked: Audit, outcome: Outcome, points: RuleRow) -> None:
        self._policy = checked.situation.policy
        self._outcome = outcome
        self._placed = frozenset(outcome.roster.placements)
        self._before = {name: _total(found) for name, found in checked.measures.items()}
        hard = [row for row in self._policy.rules if row.force is Force.HARD]
        self._pairs = [row for row in hard if isinstance(rules()[row.rule], PairRule)]
        self._hard = [row for row in hard if not isinstance(rules()[row.rule], PairRule)]
        self._tiers = list(self._deciding(points))

    def excuse(self, roster: Roster) -> Excuse | None:
        """What speaks against *roster* as it differs from the plan; None = nothing does."""
        return self._broken(roster) or self._worse_tier(roster)

    def _broken(self, roster: Roster) -> Excuse | None:
        """The first enforced rule that breaks; rules about a single placement are asked first."""
        placed = set(roster.placements)
        new = self._laid(p for p in roster.placements if p not in self._placed)
        old = self._laid(p for p in self._outcome.roster.placements if p not in placed)
        for row in self._pairs:
            more = _short(row, new) - _short(row, old)
            if more > 0:
                return self._worse(row, "", more)
        whole = self._laid(roster.placements)
        for row in self._hard:
            more = _short(row, whole) - self._before[row.id]
            if more > 0:
                return self._worse(row, "", more)
        return None

    def _worse_tier(self, roster: Roster) -> Excuse | None:
        """The first tier that changes, when it changes for the worse."""
        whole = self._laid(roster.placements)
        for tier, rows in self._tiers:
            added = [row.weight * (_short(row, whole) - self._before[row.id]) for row in rows]
            if sum(added) > 0:
                most = added.index(max(added))
                return self._worse(rows[most], tier, added[most] // rows[most].weight)
            if sum(added) < 0:
                return None
        return None

    def _deciding(self, points: RuleRow) -> Iterator[tuple[str, list[RuleRow]]]:
        """Tiers that go before points, and their own; all where no tier steers by points."""
        for tier in self._policy.tiers:
            rows = [r for r in self._policy.rules if r.tier == tier.id and r.force is Force.SOFT]
            if rows:
                yield tier.id, rows
            if points.force is Force.SOFT and tier.id == points.tier:
                return

    def _laid(self, placements: Iterable[Placement]) -> Outcome:
        return Outcome(self._outcome.situation, Roster(tuple(placements)), self._outcome.openings)

    def _worse(self, row: RuleRow, tier: str, amount: int) -> Excuse:
        rule, citation = rules()[row.rule], self._policy.citation(row.basis)
        return Excuse(row.id, row.title or rule.name, tier, amount, rule.unit, citation)


def _short(row: RuleRow, outcome: Outcome) -> int:
    return _total(rules()[row.rule].measure(outcome, row.params))


def _total(measures: Iterable[Measure]) -> int:
    return sum(m.short or 0 for m in measures)

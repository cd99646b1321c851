"""What excuses an envied pair: the one-for-one swap, measured against the plan rule by rule."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.rule import PairRule
from models.column import Code
from models.finding import Measure
from models.policy import Force, RuleRow
from models.roster import Placement, Roster
from staffing.audit import Audit


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
class Swapped:
    """A roster after a swap: whose rows differ, the rows that are new and those that are gone."""

    roster: Roster
    people: tuple[Code, Code]
    new: tuple[Placement, ...]
    old: tuple[Placement, ...]


def swapped(outcome: Outcome, person: Code, held: Placement) -> Swapped:
    """The one-for-one swap of *person* with the holder of *held*."""
    left = outcome.move_of(person)
    new = [_given(outcome, held, person)]
    if left is not None:
        new.append(_given(outcome, left, held.person))
    new = [p for p in new if p.host != p.home]
    rows = [p for p in outcome.roster.placements if p is not held and p is not left]
    for placement in new:
        insort(rows, placement, key=lambda p: p.order)
    old = (held,) if left is None else (held, left)
    return Swapped(Roster(tuple(rows)), (person, held.person), tuple(new), old)


def _given(outcome: Outcome, place: Placement, person: Code) -> Placement:
    """*place* taken by another person, from where that person stands."""
    home = outcome.standing(person).school or Code("")
    back = None if place.return_school is None else home
    taken = replace(place, person=person, home=home, return_school=back, counterpart=None)
    return replace(taken, successor=None, proposed=outcome.is_designated(taken), row_number=0)


class Judge:
    """Measures swapped rosters against the plan, rule by rule, no further than it takes.

    A swap of two full-time places leaves most of a plan as it was: rules about other modes are not
    asked, and rules that measure school by school, or person by person, only of those it touches.
    """

    def __init__(self, checked: Audit, outcome: Outcome, points: RuleRow) -> None:
        self._policy = checked.situation.policy
        self._outcome = outcome
        self._before = {name: _total(found) for name, found in checked.measures.items()}
        self._before_at = {
            row.id: _by_school(row, checked.measures.get(row.id, ()))
            for row in self._policy.rules
            if rules()[row.rule].local
        }
        hard = [row for row in self._policy.rules if row.force is Force.HARD]
        self._pairs = [row for row in hard if isinstance(rules()[row.rule], PairRule)]
        self._hard = [row for row in hard if not isinstance(rules()[row.rule], PairRule)]
        self._tiers = list(self._deciding(points))

    def excuse(self, done: Swapped) -> Excuse | None:
        """What speaks against the plan as it is after a swap; None = nothing does."""
        swap = self._swap(done)
        return self._broken(swap) or self._worse_tier(swap)

    def _swap(self, done: Swapped) -> _Swap:
        now, before = (
            Roster(tuple(p for p in plan.placements if p.person in done.people))
            for plan in (done.roster, self._outcome.roster)
        )
        like, touched = self._outcome.like, (*done.new, *done.old)
        return _Swap(
            like(done.roster),
            like(done.roster, schools=_around(self._outcome, touched)),
            like(Roster(done.new)),
            like(Roster(done.old)),
            like(now),
            like(before),
            touched,
        )

    def _broken(self, swap: _Swap) -> Excuse | None:
        """The first enforced rule that breaks; rules about a single placement are asked first."""
        for row in self._pairs:
            more = _short(row, swap.new) - _short(row, swap.old)
            if more > 0:
                return self._worse(row, "", more)
        for row in self._hard:
            more = self._more(row, swap)
            if more > 0:
                return self._worse(row, "", more)
        return None

    def _worse_tier(self, swap: _Swap) -> Excuse | None:
        """The first tier that changes, when it changes for the worse."""
        for tier, rows in self._tiers:
            added = [row.weight * self._more(row, swap) for row in rows]
            if sum(added) > 0:
                most = added.index(max(added))
                return self._worse(rows[most], tier, added[most] // rows[most].weight)
            if sum(added) < 0:
                return None
        return None

    def _more(self, row: RuleRow, swap: _Swap) -> int:
        """How much more a rule falls short after the swap."""
        rule = rules()[row.rule]
        if not any(map(rule.sees, swap.touched)):
            return 0
        if rule.personal:
            return _short(row, swap.now) - _short(row, swap.before)
        if not rule.local:
            return _short(row, swap.whole) - self._before[row.id]
        before, schools = self._before_at[row.id], swap.near.schools or ()
        return _short(row, swap.near) - sum(before.get(code, 0) for code in schools)

    def _deciding(self, points: RuleRow) -> Iterator[tuple[str, list[RuleRow]]]:
        """Tiers that go before points, and their own; all where no tier steers by points."""
        for tier in self._policy.tiers:
            rows = [r for r in self._policy.rules if r.tier == tier.id and r.force is Force.SOFT]
            if rows:
                yield tier.id, rows
            if points.force is Force.SOFT and tier.id == points.tier:
                return

    def _worse(self, row: RuleRow, tier: str, amount: int) -> Excuse:
        rule, citation = rules()[row.rule], self._policy.citation(row.basis)
        return Excuse(row.id, row.title or rule.name, tier, amount, rule.unit, citation)


@dataclass(frozen=True)
class _Swap:
    """The plan after a swap: whole; near: asked only about the schools it touches; new, old: the
    places that are new and that are gone; now, before: all rows of the people it touches; touched:
    the places exchanged."""

    whole: Outcome
    near: Outcome
    new: Outcome
    old: Outcome
    now: Outcome
    before: Outcome
    touched: tuple[Placement, ...]


def _around(outcome: Outcome, placements: Sequence[Placement]) -> frozenset[Code]:
    """Schools these placements have to do with, with their sister campuses and 编制主体."""
    county = outcome.county
    codes = {code for p in placements for code in (p.home, p.host) if code in county.school}
    for person in sorted({p.person for p in placements}):
        standing, wishes = outcome.standing(person), county.wishes_of.get(person, ())
        named = (standing.school, standing.holder, *(wish.school for wish in wishes))
        codes |= {code for code in named if code is not None and code in county.school}
    legal = {county.legal_school(code) for code in codes}
    sisters = {row.code for row in county.schools if county.legal_school(row.code) in legal}
    return frozenset(sisters | {county.establishment_holder(code) for code in sisters})


def _by_school(row: RuleRow, measures: Iterable[Measure]) -> dict[str, int]:
    """Shortfall of a local rule by school."""
    found: defaultdict[str, int] = defaultdict(int)
    for m in measures:
        found[rules()[row.rule].school_of(m.key)] += m.short or 0
    return dict(found)


def _short(row: RuleRow, outcome: Outcome) -> int:
    return _total(rules()[row.rule].measure(outcome, row.params))


def _total(measures: Iterable[Measure]) -> int:
    return sum(m.short or 0 for m in measures)

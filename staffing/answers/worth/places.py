"""多一个名额值多少: what one more unit of establishment would cure, by post, school and subject.

A post is one more teacher of a subject at a school, bringing a full standard load; an 编制 is one
more approved place a school may fill by transfer. What a place cures while everybody stays, then
duals, say which to try first; re-solves price. Only law, quotas, cover and targets are solved for:
what a place cures, not whose wish or road it changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from constraints.facts.load import Load
from constraints.registry import rules
from constraints.situation import Situation
from models.column import Code
from models.vocabulary import Stage
from staffing.answers.anchor import AFTER
from staffing.answers.loaded import LoadedPlan
from staffing.answers.processes import shared, side_by_side
from staffing.answers.resolving import resolve
from staffing.answers.worth.pricing import Change, Price, changes
from staffing.answers.worth.shifting import Demand, shifted, worth_by_duals
from staffing.solve import NODES, Prepared

COVER = ("subject_cover", "subject_offered", "kindergarten_cover")
"""Rules that ask for people at a post."""

LIMITS = ("establishment_cap", "duty_cap")
"""Rules that one more approved place eases."""

IN_TENTHS = "0.1课时"


@dataclass(frozen=True)
class Place:
    """One more unit of establishment: a post of a subject, or (stage, subject empty) an 编制."""

    school: Code
    stage: str = ""
    subject: str = ""


Shifted = tuple[Place, Mapping[Demand, int]]
"""A place and the demands it moves."""


@dataclass(frozen=True)
class PlaceWorth:
    """A place and what it would cure; cures below zero are better."""

    place: Place
    price: Price

    @property
    def cures(self) -> tuple[Change, ...]:
        """Tiers that differ."""
        return self.price.changes or ()


def places(plan: LoadedPlan) -> tuple[Shifted, ...]:
    """Places that could cure something, the most promising first, with their shifts.

    First what cures most while everybody stays where the plan has them, which a re-solve can only
    better; of equals, and of those that cure nothing so, the worthiest by duals.
    """
    worth = worth_by_duals(plan.prepared)
    found: dict[Place, dict[Demand, int]] = {}
    for (row, key), _ in sorted(worth.items()):
        rule = row.partition(".")[0]
        school, *rest = key.split("/")
        if rule in COVER and len(rest) > 1 and school in plan.situation.county.school:
            place = Place(Code(school), rest[0], rest[1])
            found.setdefault(place, {})[row, key] = -_load(plan.situation, rule, place)
        elif rule in LIMITS:
            found.setdefault(Place(Code(school)), {})[row, key] = -1
    score = {place: -sum(worth[d] * by for d, by in shift.items())
             for place, shift in found.items()}  # fmt: skip
    cured = {place: _cured_at_once(plan, shift) for place, shift in found.items()}
    useful = [place for place in found if score[place] > 0 or any(cured[place])]
    useful.sort(key=lambda p: (cured[p], -round(score[p], 3), p.school, p.stage, p.subject))
    return tuple((place, found[place]) for place in useful)


def _cured_at_once(plan: LoadedPlan, shift: Mapping[Demand, int]) -> tuple[int, ...]:
    """Tier by tier in order of precedence, below zero = better: what moved demands cure of the
    plan as it stands."""
    rows = {row.id: row for row in plan.situation.policy.rules}
    short = plan.model.shortfalls(plan.values)
    by: Counter[str] = Counter()
    for (row, key), moved in shift.items():
        cured = min(short.get(row, {}).get(key, 0), -moved)
        by[str(rows[row].tier)] -= rows[row].weight * cured
    return tuple(by[tier.id] for tier in plan.situation.policy.tiers)


def place_worths(
    plan: LoadedPlan, chosen: Sequence[Shifted], *, nodes: int | None = NODES
) -> Iterator[PlaceWorth]:
    """The price of some of :func:`places`, in order; the solves run in processes side by side."""
    if not chosen:
        return
    shifts = [shift for _, shift in chosen]
    with side_by_side(_worth_there, shifts, (plan, nodes)) as coming:
        for (place, _), found in zip(chosen, coming, strict=True):
            yield PlaceWorth(place, found.result())


def _worth_there(shift: Mapping[Demand, int]) -> Price:
    """In a process of its own."""
    plan, nodes = shared()
    upper = _above(plan.prepared)
    before = {task.id: plan.tier_values[task.id] for task in upper.tasks}
    found = resolve(_above(shifted(plan.prepared, shift)), nodes=nodes)
    there = None if found.values is None else found.tier_values
    gained = None if there is None else changes(plan.situation, before, there)
    return Price(gained, found.proven and plan.proven)


def ranked(situation: Situation, worths: list[PlaceWorth]) -> list[PlaceWorth]:
    """Best first: tier by tier in order of precedence, then by place."""
    tiers = [tier.id for tier in situation.policy.tiers]

    def order(worth: PlaceWorth) -> tuple[object, ...]:
        by = {change.tier: change.by for change in worth.cures}
        vector = tuple(by.get(tier, 0) for tier in tiers)
        return (vector, worth.place.school, worth.place.stage, worth.place.subject)

    return sorted(worths, key=order)


def _above(prepared: Prepared) -> Prepared:
    """Without the tiers below cover and targets."""
    order = [tier.id for tier in prepared.situation.policy.tiers]
    last = order.index(AFTER) if AFTER in order else len(order)
    return replace(prepared, tasks=tuple(t for t in prepared.tasks if order.index(t.id) <= last))


def _load(situation: Situation, rule: str, place: Place) -> int:
    """What one person brings to a demand of this rule, in its unit."""
    if rules()[rule].unit != IN_TENTHS:
        return 1
    return Load.of(situation).standard(Stage(place.stage), place.subject)

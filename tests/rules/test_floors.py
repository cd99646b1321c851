"""Floors against every roster there is: no plan of a tiny county falls short by less."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from constraints.outcome import Opening, Outcome
from constraints.ratios._spread import least_missing, missing
from constraints.reach import Reach
from constraints.registry import rules
from constraints.rule import Rule
from models.finding import Measure
from models.roster import Placement, Roster
from tests.rules.case import Case, cases_of, table, unfounded
from tests.rules.counties import any_county

WITH_FLOORS = [r for r, rule in rules().items() if type(rule).floor is not Rule.floor]
EXACT = ("degree_ratio", "share_at_least", "share_not_below")
SEEDS = range(6)
MOVING = 4
"""People with anywhere to go: each may go to one or two schools."""


def some_openings(dice: random.Random, placements: tuple[Placement, ...]) -> tuple[Placement, ...]:
    """One or two ways of moving for a few people, drawn from all there are."""
    people = sorted({p.person for p in placements})
    chosen = dice.sample(people, min(MOVING, len(people)))
    ways = {person: [p for p in placements if p.person == person] for person in chosen}
    drawn = [p for own in ways.values() for p in dice.sample(own, min(2, len(own)))]
    return tuple(drawn)


def every_roster(openings: tuple[Placement, ...]) -> Iterator[Roster]:
    """Everybody stays or takes one of their openings."""
    people = sorted({p.person for p in openings})
    choices = [[None, *(p for p in openings if p.person == person)] for person in people]
    for taken in product(*choices):
        yield Roster.of([p for p in taken if p is not None])


def tried(rule_id: str, seed: int) -> tuple[dict[str, int], list[list[Measure]]]:
    """The floors of a random county, and what is measured of each of its rosters."""
    dice, rule = random.Random(seed), rules()[rule_id]
    there = any_county(dice)
    params = dice.choice(cases_of(rule_id).CASES).params
    placements = table(Case("every way", there, params)).placements
    openings = some_openings(dice, placements)
    known = frozenset(Opening(p.person, p.mode, p.host) for p in openings)
    found = [
        list(rule.measure(Outcome(there, roster, known), params))
        for roster in every_roster(openings)
    ]
    return dict(rule.floor(Reach(there, known), params)), found


@pytest.mark.parametrize("rule_id", WITH_FLOORS)
def test_no_roster_is_short_by_less_than_the_floor(rule_id: str) -> None:
    for seed in SEEDS:
        floors, found = tried(rule_id, seed)
        assert all(unfounded(floors, measures) == {} for measures in found), seed


@pytest.mark.parametrize("rule_id", EXACT)
def test_the_floor_of_a_share_is_what_the_best_roster_reaches(rule_id: str) -> None:
    """Shares have nothing but people to count: the bound is met wherever no lock is left out."""
    reached = 0
    for seed in range(40):
        floors, found = tried(rule_id, seed)
        decided = [m.short for (m,) in found if m.short is not None]
        reached += bool(decided) and floors.get("", 0) == min(decided) > 0
    assert reached > 2


def test_floors_above_zero_are_tried() -> None:
    """A floor that is always nought would pass everything above."""
    for rule_id in ("variation", "per_hundred_pupils", "counsellors", "full_time_posts",
                    "subject_offered", "balanced_schools"):  # fmt: skip
        assert any(max(tried(rule_id, seed)[0].values(), default=0) for seed in range(30)), rule_id


def test_spread_within_bounds_is_never_overstated() -> None:
    """Every choice of heads within random bounds, against the bound in fractions of heads."""
    dice, above = random.Random(7), 0
    for _ in range(150):
        pupils = [dice.randint(10, 60) for _ in range(dice.randint(2, 4))]
        low = [dice.randint(0, 3) for _ in pupils]
        high = [n + dice.randint(0, 2) for n in low]
        limit = dice.choice([c.params.limit for c in cases_of("variation").CASES])
        spans = [range(a, b + 1) for a, b in zip(low, high, strict=True)]
        found = [missing(heads, pupils, limit).come for heads in product(*spans) if sum(heads)]
        least = least_missing(low, high, pupils, limit)
        assert not found or least <= min(found), (low, high, pupils, limit)
        above += least > 0
    assert above


def test_a_roster_outside_the_openings_is_no_counterexample() -> None:
    """What was not open is not counted: floors speak of what the policy lets people do."""
    case = next(c for c in cases_of("degree_ratio").CASES if c.expected and not c.undecidable)
    nobody = replace(case, roster=())
    (stays,) = nobody.measures(rules()["degree_ratio"])
    floors = rules()["degree_ratio"].floor(Reach(case.there, frozenset()), case.params)
    assert floors == {"": stays.short}

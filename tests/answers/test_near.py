"""Counties changed a little and solved from what the plan's solve left: as if from nothing."""

from __future__ import annotations

import random
from unittest.mock import patch

import pytest

from constraints.situation import Situation
from models.problem import InputRefused
from staffing.answers.resolving import Near
from staffing.solve import Solved, solve
from staffing.solver import few, tiers
from tests.answers.at_hand import suppose
from tests.every_mode import every_mode_county

SEEDS = range(30)
MANY = range(1000, 3000)


def check_near(seed: int) -> None:
    """Values and bounds are those of a fresh solve; near the plan, of the tiers above 变动人数."""
    dice = random.Random(seed)
    before = every_mode_county(seed)
    first = solve(before)
    there = _otherwise(dice, before, first)
    if there is None or first.roster is None:
        return
    plain = solve(there)
    with (
        patch.object(few, "FEW", dice.choice([0, 20, 1000])),
        patch.object(tiers, "SMALL", dice.choice([0, tiers.SMALL])),
    ):
        again = solve(there, remembered=first.remembered)
        near = Near(first.roster, first.remembered)(there, lambda *_: None)
    assert again.status == near.status == plain.status
    assert _proven(again) == _proven(plain)
    last = [tier.id for tier in there.policy.tiers].index("targets")
    above = {tier.id for tier in there.policy.tiers[: last + 1]}
    assert _proven(near, above) == _proven(plain, above)


def _proven(solved: Solved, above: set[str] | None = None) -> list[tuple[str, int, int, bool]]:
    found = [(p.id, p.value, p.bound, p.optimal) for p in solved.proofs]
    return [x for x in found if above is None or x[0] in above]


def _otherwise(dice: random.Random, there: Situation, first: Solved) -> Situation | None:
    """Somebody exempted, recruits more, a share asked for; None where that cannot be supposed."""
    if first.roster is None or not first.roster.placements:
        return None
    people = sorted({p.person for p in first.roster.placements})
    subject = dice.choice(["数学", "语文", "英语"])
    wanted = dice.choice([
        {"exempt": (dice.choice(people),)},
        {"exempt": tuple(dice.sample(people, min(2, len(people))))},
        {"recruit": (f"{subject}:小学:{dice.randint(1, 3)}",)},
        {"exempt": (dice.choice(people),), "recruit": (f"{subject}:初中:1",)},
    ])  # fmt: skip
    try:
        return suppose(there, **wanted)
    except InputRefused:
        return None


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_solve_left_alters_nothing(seed: int) -> None:
    check_near(seed)


@pytest.mark.long
@pytest.mark.parametrize("first", MANY[::100])
def test_what_two_thousand_solves_left_alters_nothing(first: int) -> None:
    for seed in range(first, first + 100):
        check_near(seed)

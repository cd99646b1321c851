"""Which demands can hold together is solved once; what is known already answers the rest."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from models.policy import Force
from staffing.answers.diagnose import stricter, verdicts
from staffing.answers.diagnose.conceding import Conceded, concede
from staffing.answers.diagnose.diagnosis import diagnose
from staffing.answers.diagnose.verdicts import Verdicts
from staffing.solver.engine import IntegerAnswer, solve_integer
from tests.answers.planted import PLANTED
from tests.test_enforced_ratios import county


@pytest.fixture
def solves(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the engine was asked, by its answer."""
    found = Counter[str]()

    def counted(*args: object, **kw: object) -> IntegerAnswer:
        said: IntegerAnswer = solve_integer(*args, **kw)  # type: ignore[arg-type]
        found[said.answer] += 1
        return said

    monkeypatch.setattr(verdicts, "solve_integer", counted)
    return found


def conceded_of(kind: str) -> Conceded:
    found = concede(PLANTED[kind].county())
    assert found is not None
    return found


@pytest.mark.parametrize("kind", PLANTED)
def test_what_is_known_answers_as_a_solve_would(kind: str) -> None:
    model, dice = conceded_of(kind).bare, random.Random(kind)
    everything, asked = range(len(model.items)), Verdicts(model)
    for _ in range(40):
        held = dice.sample(everything, dice.randint(0, len(everything)))
        fresh = Verdicts(model)
        assert (asked.fails(held), asked.holds(held)) == (fresh.fails(held), fresh.holds(held))
    assert all(met.any() or not len(met) for met, _ in asked.plans)


def test_parts_of_what_holds_and_more_than_what_fails_are_not_asked_again(
    solves: Counter[str],
) -> None:
    model = conceded_of("quota").bare
    whole, asked = list(range(len(model.items))), Verdicts(model)
    assert asked.fails(whole)
    assert asked.fails([*whole]) and solves.total() == 1
    one_less = next(i for i in whole if asked.holds(set(whole) - {i}))
    before = solves.total()
    met, _ = asked.plans[-1]
    assert not met[one_less] or not met.all()
    for left_out in whole:
        assert asked.holds(set(whole) - {one_less, left_out})
    assert solves.total() == before


def test_a_plan_is_known_to_meet_what_it_was_found_for() -> None:
    model = conceded_of("quota").bare
    asked, dice = Verdicts(model), random.Random(1)
    for _ in range(30):
        held = dice.sample(range(len(model.items)), dice.randint(1, len(model.items)))
        known = len(asked.plans)
        if asked.holds(held) and len(asked.plans) > known:
            met, plan = asked.plans[-1]
            assert met[held].all() and not np.shares_memory(met, plan)


def test_no_county_is_solved_again_that_laxer_rows_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_check(*args: object) -> None:
        raise AssertionError("proven already")

    there = county(60, Force.HARD)
    monkeypatch.setattr(stricter, "solve", by_check)
    told = diagnose(there)
    assert told is not None and told.impossible and not told.possible

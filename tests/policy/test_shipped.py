"""The policies that come with the program bind against the real facts, modes and rules."""

from __future__ import annotations

import pickle
import re
from datetime import date

import pytest

from models.policy import Policy
from staffing.policy_file import available, load, show

DAY = date(2026, 9, 1)
NAMES = [shipped.name for shipped in available()]


@pytest.fixture(scope="module", params=NAMES)
def policy(request: pytest.FixtureRequest) -> Policy:
    """Each shipped policy, bound."""
    return load(request.param, DAY)


def test_a_policy_bears_the_name_it_is_asked_for_by(policy: Policy) -> None:
    assert policy.id in NAMES and policy.chain[-1] == policy.id


@pytest.mark.parametrize("name", NAMES)
def test_a_term_before_the_delayed_retirement_can_be_planned(name: str) -> None:
    """Of the law in force then, at the ages there were, which nothing put off."""
    policy = load(name, date(2024, 9, 1))
    retirement = policy.facts["retirement"]
    assert (retirement.men_months, retirement.women_months) == (720, 660)
    assert retirement.men_most == retirement.women_most == retirement.workers_most == 0
    assert load(name, DAY).facts["retirement"].men_most == 36


def test_every_way_of_moving_has_its_terms() -> None:
    policy = load("national", DAY)
    assert len(policy.modes) == 10
    assert policy.modes["rotation"].counts_as_rotation


def test_every_line_can_be_cited(policy: Policy) -> None:
    for key in policy.lines:
        assert re.fullmatch(r"《.+》.*（.+）", policy.cite(key)), key


def test_what_the_baseline_says_of_modes_is_quoted_or_marked_unverified() -> None:
    policy = load("national", DAY)
    for key, line in policy.lines.items():
        if key.startswith("modes."):
            assert line.unverified or (line.quote and line.checked), key


def test_a_shipped_policy_survives_pickling(policy: Policy) -> None:
    assert pickle.loads(pickle.dumps(policy)) == policy


def test_show_lists_what_is_bound(policy: Policy) -> None:
    shown = {line.key for line in show(policy.id, DAY)}
    assert {key for key in policy.lines if policy.lines[key].value is not None} <= shown

"""Small counties under any policy, with more decided and said than the office would.

Other orders of tiers, other forces, weights and values, every shipped policy; the same agreement.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from constraints.reach import Reach
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Policy
from models.problem import InputRefused
from staffing.answers.diagnose.diagnosis import diagnose
from staffing.policy_file import available, load, parse_overlay_set
from staffing.solve import solve
from tests.any_decisions import with_more, with_taught
from tests.any_people import otherwise
from tests.any_policy import any_overlay
from tests.every_mode import POLICY, every_mode_county
from tests.test_every_mode import check_plan
from tests.tiny import START

SHIPPED = tuple(policy.name for policy in available())
SEEDS = range(12)
LONG_SEEDS = range(10_000)
ONCE_APART = {
    133: "a wish for a subject the person could not teach there was counted as open",
    249: "recruits were missing from the key teachers by person",
    1214: "a semester of no months",
    1421: "a recruit was asked for the role of a team",
    1603: "a recruit was to come home to a school they never had",
    2987: "a policy that only watches other_school let somebody be sent to their own school",
    5086: "counsellors were wanted where the workbook does not say who is one",
    5232: "straight rows for a ratio made a county impossible",
    7102: "who comes back within the term was thought out of reach",
    7294: "people per hundred pupils were wanted of a group nobody can tell",
    9600: "a person twice at one school, in two slices, was compared once",
    300_289: "visits to no school a day",
    300_737: "a school that opens later took people from the first day in one half only",
    8106: "a team was thought short of holders where the policy asks for none",
}
_DRAWS = 12


@cache
def _bound(base: str | Path, day: date = START) -> Policy:
    return load(base, day)


def _drawn(seed: int) -> Situation:
    """County and policy of a seed, each of them changed or not."""
    dice = random.Random(seed)
    county = every_mode_county(seed).county
    if seed >= LONG_SEEDS[len(LONG_SEEDS) // 2]:
        county = otherwise(dice, county)
    base = dice.choice([POLICY] * 6 + list(SHIPPED))
    more, changed = dice.random() < 0.6, dice.random() < 0.75
    return Situation(
        with_more(dice, county) if more else county,
        _policy(dice, base, county.term.reference, changed),
    )


def _policy(dice: random.Random, base: str | Path, day: date, changed: bool) -> Policy:
    """The policy, otherwise than written if some change of a dozen makes sense."""
    for _ in range(_DRAWS if changed else 0):
        try:
            return load(base, day, [any_overlay(dice, _bound(base, day))])
        except InputRefused:
            continue
    return _bound(base, day)


def _check_drawn(seed: int, *, taught: bool = False) -> None:
    """Both halves agree, and no plan is better than what is said to be out of anybody's reach.

    taught: with locks that say what is taught, too.
    """
    here = _drawn(seed)
    if taught:
        here = Situation(with_taught(random.Random(seed), here.county), here.policy)
    solved = solve(here)
    check_plan(here, solved)
    if solved.audit is None:
        return
    reach = Reach(here, solved.slate.openings)
    for row in here.policy.rules:
        measures = solved.audit.measures.get(row.id)
        if measures is None or row.params is None or any(m.short is None for m in measures):
            continue
        short = Counter[str]()
        for measure in measures:
            short[measure.key] += measure.short or 0
        floors = dict(rules()[row.rule].floor(reach, row.params))
        whole = floors.pop("", 0)
        assert whole <= short.total(), (row.id, whole, short)
        assert all(least <= short[key] for key, least in floors.items()), (row.id, floors, short)


@pytest.mark.parametrize("seed", [*SEEDS, *ONCE_APART])
def test_the_two_halves_agree_whatever_is_decided_under_any_policy(seed: int) -> None:
    _check_drawn(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_two_halves_agree_on_locks_that_say_what_is_taught(seed: int) -> None:
    _check_drawn(seed, taught=True)


@pytest.mark.parametrize("seed", [5042, 5101])
def test_what_must_give_is_counted_where_only_visits_help(seed: int) -> None:
    """Columns of visits stood for nobody."""
    assert diagnose(_drawn(seed)) is not None


@pytest.mark.parametrize("base", SHIPPED)
def test_the_two_halves_agree_under_every_shipped_policy(base: str) -> None:
    for seed in range(2):
        here = Situation(every_mode_county(seed).county, _bound(base))
        check_plan(here, solve(here))


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("modes.rotation.length_months=0", "“一次安排的月数”不能是 0"),
        ("facts.semesters.months=0", "“一学期按几个月计”不能是 0"),
        ("facts.interns.per_teacher=0", "要用它作除数"),
        ("facts.itinerant.periods_per_half_day=0", "要用它作除数"),
        ("rules.one_main_place.force=watch", "不能放宽或停用"),
        ("rules.itinerant_main.force=off", "不能放宽或停用"),
    ],
)
def test_what_no_plan_could_be_counted_under_is_refused(setting: str, words: str) -> None:
    with pytest.raises(InputRefused, match=words):
        load(POLICY, START, [parse_overlay_set(setting)])


@pytest.mark.long
@pytest.mark.parametrize("first", LONG_SEEDS[::100])
def test_the_two_halves_agree_on_ten_thousand_counties_under_any_policy(first: int) -> None:
    for seed in range(first, first + 100):
        _check_drawn(seed)

"""走教: days, half-days, loads, and the circle of schools."""

from __future__ import annotations

from decimal import Decimal

import pytest

from constraints.facts.itinerant import DAYS, Itinerant
from tests.rules.visiting import visit
from tests.tiny import situation, tiny


def _fact(changes=None) -> Itinerant:  # type: ignore[no-untyped-def]
    return Itinerant.of(situation(tiny(changes or {})))


@pytest.mark.parametrize(
    ("stated", "days"),
    [
        ((), DAYS),
        (("周五", "周一"), ("周一", "周五")),
        (("周六",), ()),
        (("周日", "周二"), ("周二",)),
    ],
)
def test_days_are_working_days_in_order(stated: tuple[str, ...], days: tuple[str, ...]) -> None:
    fact = _fact({"T4": {"itinerant_days": stated}})
    assert fact.days("T4") == days
    assert fact.days_of_all[fact.situation.person_index["T4"]] == len(days)


@pytest.mark.parametrize(
    ("fields", "load", "spare"),
    [
        ({}, 100, 6),
        ({"homeroom": True}, 50, 8),
        ({"homeroom": True, "leadership": "书记"}, 0, 10),
        ({"status": "病休"}, 0, 10),
    ],
)
def test_the_load_left_and_the_half_days_to_spare(fields, load: int, spare: int) -> None:  # type: ignore[no-untyped-def]
    fact = _fact({"T4": fields})
    assert (fact.load("T4"), fact.spare("T4")) == (load, spare)
    here = fact.situation.person_index["T4"]
    assert (fact.load_of_all[here], fact.spare_of_all[here]) == (load, spare)


@pytest.mark.parametrize(
    ("periods", "half_days"), [("2.5", 1), ("3", 1), ("3.5", 2), ("6", 2), (None, 0)]
)
def test_a_begun_half_day_counts_whole(periods: str | None, half_days: int) -> None:
    stated = None if periods is None else Decimal(periods)
    assert _fact().half_days(visit("T4", "A", "B", periods=stated)) == half_days


def test_half_days_at_home() -> None:
    """Ten periods less six leave four, two half-days; less nothing, four."""
    fact = _fact()
    assert fact.at_home("T4", [visit("T4", "A", "B", 2)]) == 2
    assert fact.at_home("T4", []) == 4


def test_the_circle_is_the_district_or_the_legal_school() -> None:
    assert _fact().same_circle.tolist() == [
        [True, True, False],
        [True, True, False],
        [False, False, True],
    ]
    campuses = _fact({"C": {"legal_code": "A"}})
    assert campuses.same_circle[0].all() and not campuses.same_circle[1, 2]

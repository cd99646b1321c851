"""Roads: written ones first, else great circle times detour; what a move adds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from constraints.facts.commute import Commute
from models.column import Code
from models.sheets import DistanceRow
from tests.facts.staff_params import past, under
from tests.tiny import tiny


def _road(a: str, b: str, km: str | None) -> DistanceRow:
    return DistanceRow.model_validate({"school_a": a, "school_b": b, "km": km})


def _metres(commute: Commute, a: str, b: str) -> int | None:
    return commute.metres(Code(a), Code(b))


def test_written_roads_hold_both_ways() -> None:
    commute = Commute.of(under(tiny()))
    assert commute.matrix.tolist() == [[0, 10000, 20000], [10000, 0, 15000], [20000, 15000, 0]]
    assert commute.matrix.dtype == np.int64
    assert _metres(commute, "B", "A") == 10000
    assert _metres(commute, "A", "W001") is None


def test_the_row_of_the_asked_direction_wins_and_halves_round_up() -> None:
    roads = [_road("A", "B", "8.0005"), _road("B", "A", "9"), _road("A", "C", None)]
    commute = Commute.of(under(tiny(distances=roads)))
    assert _metres(commute, "A", "B") == 8001
    assert _metres(commute, "B", "A") == 9000
    assert _metres(commute, "A", "C") is None


def test_great_circle_times_detour() -> None:
    place = {"longitude": "118.0", "latitude": "37.0"}
    north = {"longitude": "118.0", "latitude": "38.0"}
    blank: dict[str, Any] = {"longitude": "118.0", "latitude": None}
    commute = Commute.of(under(tiny({"A": place, "B": north, "C": blank}, distances=[])))
    # One degree of a meridian is 2π·6371008.8 m / 360 = 111195.08 m; half as much again by road.
    assert _metres(commute, "A", "B") == 166793
    assert _metres(commute, "B", "A") == 166793
    assert _metres(commute, "A", "C") is None
    assert _metres(commute, "C", "C") == 0


def test_a_written_road_beats_the_great_circle() -> None:
    place = {"longitude": "118.0", "latitude": "37.0"}
    commute = Commute.of(under(tiny({"A": place, "B": place, "C": place})))
    assert _metres(commute, "A", "B") == 10000


@pytest.mark.parametrize(
    ("residence", "host", "added"),
    [
        (None, "B", 10000),
        (None, "C", 20000),
        ("无此镇", "C", 20000),
        ("西学区", "C", 0),
        ("西学区", "B", 0),
        ("东学区", "C", 20000),
    ],
)
def test_what_a_move_adds(residence: str | None, host: str, added: int) -> None:
    seats = {"A": {"central": True}, "C": {"central": True}}
    county = tiny({**seats, "T1": {"residence": residence}})
    assert Commute.of(under(county)).added(Code("T1"), Code(host)) == added


def test_unknown_stays_unknown() -> None:
    commute = Commute.of(under(tiny(distances=[_road("A", "B", "10")])))
    assert commute.added(Code("T1"), Code("C")) is None
    assert commute.added(Code("T9"), Code("B")) is None
    away = Commute.of(under(tiny(history=[past("T1", "W001", "2026-09-01", None)])))
    assert away.added(Code("T1"), Code("B")) is None

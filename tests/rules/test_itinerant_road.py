"""Cases of itinerant_road: A–B 10 km, A–C 20 km."""

from constraints.itinerant.itinerant_road import RULE, UNKNOWN, P
from models.sheets import DistanceRow
from tests.rules.case import Case
from tests.rules.visiting import visit
from tests.tiny import situation, tiny

__all__ = ["CASES", "RULE"]


def _road(km: str):
    return situation(tiny(distances=[DistanceRow(school_a="A", school_b="B", km=km)]))


CASES = (
    Case("nobody goes about", situation(tiny()), P()),
    Case(
        "kilometres of every half-day",
        situation(tiny()),
        P(),
        {"T4": 40},
        (visit("T4", "A", "B", 2), visit("T4", "A", "C")),
    ),
    Case(
        "a begun kilometre is one",
        _road("0.4"),
        P(),
        {"T4": 1},
        (visit("T4", "A", "B"),),
        kind="edge",
    ),
    Case(
        "an unknown road",
        _road("3"),
        P(),
        {"T4": 3},
        (visit("T4", "A", "B"), visit("T4", "A", "C")),
        undecidable=(UNKNOWN,),
    ),
)

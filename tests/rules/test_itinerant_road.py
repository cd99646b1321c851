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
        "there and back once a day: two half-days are one, an odd one its own",
        situation(tiny()),
        P(),
        {"T4": 60},
        (visit("T4", "A", "B", 2), visit("T4", "A", "C")),
    ),
    Case(
        "three half-days at a school, of two subjects, are two days",
        situation(tiny()),
        P(),
        {"T2": 40},
        (visit("T2", "A", "B", 2), visit("T2", "A", "B", subject="体育")),
        kind="edge",
    ),
    Case(
        "there and back is rounded as one",
        _road("1.6"),
        P(),
        {"T4": 4},
        (visit("T4", "A", "B", 2),),
        kind="edge",
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
        {"T4": 6},
        (visit("T4", "A", "B"), visit("T4", "A", "C")),
        undecidable=(UNKNOWN,),
    ),
)

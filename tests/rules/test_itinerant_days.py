"""Cases of itinerant_days."""

from constraints.itinerant.itinerant_days import RULE, P
from tests.rules.case import Case
from tests.rules.visiting import visit
from tests.tiny import situation, tiny

__all__ = ["CASES", "RULE"]


def _days(*days: str):
    return situation(tiny({"T4": {"itinerant_days": days}}))


CASES = (
    Case("any day will do", _days(), P(), {}, (visit("T4", "A", "B", 3),)),
    Case("two half-days fill one day", _days("周三"), P(), {}, (visit("T4", "A", "B", 2),)),
    Case(
        "three half-days need two days",
        _days("周三", "周五"),
        P(),
        {},
        (visit("T4", "A", "B", 3),),
        kind="edge",
    ),
    Case("three half-days in one day", _days("周三"), P(), {"T4": 1}, (visit("T4", "A", "B", 3),)),
    Case(
        "two schools need two days",
        _days("周三"),
        P(),
        {"T4": 1},
        (visit("T4", "A", "B"), visit("T4", "A", "C")),
        kind="edge",
    ),
    Case("a Saturday is no working day", _days("周六"), P(), {"T4": 1}, (visit("T4", "A", "B"),)),
)

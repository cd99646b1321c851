"""Cases of itinerant_half_days: ten periods are three whole half-days of three."""

from decimal import Decimal

from constraints.itinerant.itinerant_half_days import RULE, P
from tests.rules.case import Case
from tests.rules.visiting import visit
from tests.tiny import situation, tiny

__all__ = ["CASES", "RULE"]

THERE = situation(tiny())

CASES = (
    Case("one of two", THERE, P(most=2), {}, (visit("T4", "A", "B"),)),
    Case(
        "two at two schools",
        THERE,
        P(most=2),
        {},
        (visit("T4", "A", "B"), visit("T4", "A", "C")),
        kind="edge",
    ),
    Case("three of two", THERE, P(most=2), {"T4": 1}, (visit("T4", "A", "B", 3),)),
    Case("no more than the own load", THERE, P(most=6), {"T4": 1}, (visit("T4", "A", "B", 4),)),
    Case(
        "a homeroom teacher has five periods, one half-day",
        situation(tiny({"T4": {"homeroom": True}})),
        P(most=6),
        {"T4": 1},
        (visit("T4", "A", "B", 2),),
    ),
    Case(
        "a begun half-day counts whole",
        THERE,
        P(most=1),
        {"T4": 1},
        (visit("T4", "A", "B", periods=Decimal("3.5")),),
        posted=False,
        kind="edge",
    ),
)

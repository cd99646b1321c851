"""Cases of itinerant_main."""

from datetime import date

from constraints.itinerant.itinerant_main import RULE, P
from tests.rules.case import Case
from tests.rules.visiting import visit
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

THERE = situation(tiny())

CASES = (
    Case("a visit alone", THERE, P(), {}, (visit("T4", "A", "B"), move("T1", "A", "C"))),
    Case(
        "a visit and a move", THERE, P(), {"T4/B": 1}, (visit("T4", "A", "B"), move("T4", "A", "C"))
    ),
    Case(
        "the move begins on the last day of the visit",
        THERE,
        P(),
        {"T4/B": 1},
        (visit("T4", "A", "B", end=date(2027, 2, 1)), move("T4", "A", "C", start=date(2027, 2, 1))),
        posted=False,
        kind="edge",
    ),
    Case(
        "the move begins the day after",
        THERE,
        P(),
        {},
        (
            visit("T4", "A", "B", end=date(2027, 1, 31)),
            move("T4", "A", "C", start=date(2027, 2, 1)),
        ),
        posted=False,
        kind="edge",
    ),
)

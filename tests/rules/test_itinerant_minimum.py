"""Cases of itinerant_minimum."""

from constraints.itinerant.itinerant_minimum import RULE, P
from tests.rules.case import Case
from tests.rules.visiting import visit
from tests.tiny import situation, tiny

__all__ = ["CASES", "RULE"]

THERE = situation(tiny())

CASES = (
    Case("more than the least", THERE, P(least=1), {}, (visit("T4", "A", "B", 2),)),
    Case("exactly the least", THERE, P(least=2), {}, (visit("T4", "A", "B", 2),), kind="edge"),
    Case("less than the least", THERE, P(least=2), {"T4/B": 1}, (visit("T4", "A", "B"),)),
    Case(
        "two subjects at one school count together",
        THERE,
        P(least=2),
        {},
        (visit("T4", "A", "B"), visit("T4", "A", "B", subject="语文")),
        kind="edge",
    ),
    Case(
        "a hand-made row without periods",
        THERE,
        P(least=1),
        {},
        (visit("T4", "A", "B", periods=None),),
        undecidable=("T4/B",),
        posted=False,
    ),
)

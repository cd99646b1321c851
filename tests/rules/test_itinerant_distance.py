"""Cases of itinerant_distance: A–B 10 km, A–C 20 km."""

from fractions import Fraction

from constraints.facts.commute import UNKNOWN_ROAD
from constraints.itinerant.itinerant_distance import RULE, P
from tests.rules.case import Case
from tests.rules.visiting import visit
from tests.tiny import situation, tiny

__all__ = ["CASES", "RULE"]

THERE, NOWHERE = situation(tiny()), situation(tiny(distances=[]))
BOTH = (visit("T4", "A", "B"), visit("T4", "A", "C"))


def _most(km: str, unknown_allowed: bool = True) -> P:
    return P(most_km=Fraction(km), unknown_allowed=unknown_allowed)


CASES = (
    Case("both near enough", THERE, _most("25"), {}, BOTH),
    Case("exactly at the limit", THERE, _most("20"), {}, BOTH, kind="edge"),
    Case("a metre beyond it", THERE, _most("19.999"), {"T4/C": 1}, BOTH, kind="edge"),
    Case("an unknown road allowed", NOWHERE, _most("20"), {}, BOTH, undecidable=(UNKNOWN_ROAD,)),
    Case("an unknown road refused", NOWHERE, _most("20", False), {"T4/B": 1, "T4/C": 1}, BOTH),
)

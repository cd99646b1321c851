"""Cases of itinerant_schools: ten periods are four half-days, so six of the week are to spare."""

from fractions import Fraction

from constraints.facts.load import P as LoadParams
from constraints.itinerant.itinerant_schools import RULE, P
from models.vocabulary import Leadership, Stage
from tests.rules.case import Case
from tests.rules.visiting import visit
from tests.tiny import situation, tiny

__all__ = ["CASES", "RULE"]

THERE = situation(tiny())
BOTH = (visit("T4", "A", "B"), visit("T4", "A", "C"))
FULL = LoadParams(
    weekly={stage: Fraction(27) for stage in Stage},
    weekly_by_subject=None,
    homeroom=Fraction(0),
    young_pioneers=Fraction(0),
    leaders={word: Fraction(0) for word in Leadership},
)

CASES = (
    Case("one school of two allowed", THERE, P(most=2), {}, (visit("T4", "A", "B"),)),
    Case("two schools of two allowed", THERE, P(most=2), {}, BOTH, kind="edge"),
    Case("two schools of one allowed", THERE, P(most=1), {"T4": 1}, BOTH),
    Case(
        "two subjects at one school are one school",
        THERE,
        P(most=1),
        {},
        (visit("T4", "A", "B"), visit("T4", "A", "B", subject="语文")),
        kind="edge",
    ),
    Case(
        "27 periods leave one half-day of the week to spare",
        situation(tiny(), load=FULL),
        P(most=2),
        {"T4": 1},
        BOTH,
    ),
)

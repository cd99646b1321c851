"""Cases of itinerant_district: A and B lie in 东学区, C in 西学区."""

from constraints.itinerant.itinerant_district import RULE, P
from tests.rules.case import Case
from tests.rules.visiting import visit
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

THERE = situation(tiny())
CAMPUSES = situation(tiny({"C": {"legal_code": "A"}}))

CASES = (
    Case("inside the district", THERE, P(), {}, (visit("T4", "A", "B"),)),
    Case(
        "into another district and into the own",
        THERE,
        P(),
        {"T4/C": 1},
        (visit("T4", "A", "B"), visit("T4", "A", "C")),
    ),
    Case(
        "a campus of the own legal school in another district",
        CAMPUSES,
        P(),
        {},
        (visit("T4", "A", "C"),),
        kind="edge",
    ),
    Case("whoever moves full-time is not asked", THERE, P(), {}, (move("T4", "A", "C"),)),
)

"""Cases of itinerant_visits."""

from constraints.itinerant.itinerant_visits import RULE, P
from models.sheets import LockRow
from tests.rules.case import Case
from tests.rules.visiting import visit
from tests.tiny import situation, tiny

__all__ = ["CASES", "RULE"]

LOCK = LockRow(person="T4", mode="走教", school="B", reason="公示", decided_by="局")

CASES = (
    Case("nobody goes about", situation(tiny()), P()),
    Case(
        "two schools, and two subjects at one",
        situation(tiny()),
        P(),
        {"T4": 2, "T2": 1},
        (
            visit("T4", "A", "B"),
            visit("T4", "A", "C"),
            visit("T2", "A", "B"),
            visit("T2", "A", "B", subject="体育"),
        ),
    ),
    Case(
        "the decided one is not counted",
        situation(tiny(locks=[LOCK])),
        P(),
        {"T4": 1},
        (visit("T4", "A", "B"), visit("T4", "A", "C")),
        kind="edge",
    ),
)

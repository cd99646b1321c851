"""Cases of commute: A–B 10 km, A–C 20 km, B–C 15 km."""

from __future__ import annotations

from typing import Any

from constraints.rotation.commute import RULE, P
from models.sheets import DistanceRow, LockRow
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]


def step(km: int) -> P:
    """Exchanges, every person rounded up to *km* kilometres."""
    return P(modes=(Mode.ROTATION,), step_km=km)


def roads(ab: str) -> Any:
    """A–B of that many kilometres; A–C and B–C unknown."""
    return situation(tiny(distances=[DistanceRow(school_a="A", school_b="B", km=ab)]))


def locked() -> Any:
    """T1 is to go to B."""
    lock = LockRow(person="T1", mode="交流", school="B", reason="公示", decided_by="局")
    return situation(tiny(locks=[lock]))


TO_B = (move("T1", "A", "B"),)
AS_LOCKED = move("T1", "A", "B", subject="语文", stage="小学")
CASES = (
    Case("nobody moves", situation(tiny()), step(1)),
    Case("ten kilometres", situation(tiny()), step(1), {"A": 10}, TO_B),
    Case(
        "added up by sending school",
        situation(tiny()),
        step(1),
        {"A": 30, "C": 15},
        (*TO_B, move("T2", "A", "C"), move("T6", "C", "B")),
    ),
    Case(
        "a metre makes the next kilometre", roads("10.001"), step(1), {"A": 11}, TO_B, kind="edge"
    ),
    Case("ten is a whole step of five", situation(tiny()), step(5), {"A": 10}, TO_B, kind="edge"),
    Case("ten is in the second step of eight", situation(tiny()), step(8), {"A": 16}, TO_B),
    Case(
        "other ways of moving", situation(tiny()), step(1), roster=(move("T1", "A", "B", "支教"),)
    ),
    Case(
        "what is published is not burdened twice",
        locked(),
        step(1),
        roster=(AS_LOCKED,),
        kind="edge",
    ),
    Case("what comes on top is", locked(), step(1), {"A": 20}, (AS_LOCKED, move("T2", "A", "C"))),
    Case(
        "an unknown road is undecidable",
        roads("10"),
        step(1),
        {"A": 10},
        (*TO_B, move("T2", "A", "C")),
        undecidable=("距离未知",),
    ),
)

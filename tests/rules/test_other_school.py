"""Cases of other_school: B is made a campus of A where it matters."""

from __future__ import annotations

from typing import Any

from constraints.placement.other_school import RULE, P
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

PARAMS = P(modes=(Mode.ROTATION,))


def campus(legal: str | None) -> Any:
    """B belongs to this legal school."""
    return situation(tiny({"B": {"legal_code": legal}}))


CASES = (
    Case("a school of its own", campus(None), PARAMS, roster=(move("T1", "A", "B"),)),
    Case("a campus of one's own school", campus("A"), PARAMS, {"T1/B": 1}, (move("T1", "A", "B"),)),
    Case("back from a campus", campus("A"), PARAMS, {"T5/A": 1}, (move("T5", "B", "A"),)),
    Case(
        "a school that names itself as the legal one",
        campus("B"),
        PARAMS,
        roster=(move("T1", "A", "B"),),
        kind="edge",
    ),
    Case(
        "another way of moving",
        campus("A"),
        PARAMS,
        roster=(move("T1", "A", "B", "支教"),),
        kind="edge",
    ),
)

"""Cases of needless_moves: the plain policy asks for a tenth of those due at 城镇 or 优质 schools.

These are T1, T2, T4 at A and T6, T7 at C: one person.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from constraints.rotation.needless_moves import RULE, P
from models.sheets import HistoryRow
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.rules.published import AS_LOCKED, LOCKED
from tests.tiny import START, move, situation, term, tiny

__all__ = ["CASES", "RULE"]

PARAMS = P(modes=(Mode.ROTATION,))


def plain(**sheets: Any) -> Any:
    """The county as it is."""
    return situation(tiny(**sheets))


ONE, TWO = (move("T1", "A", "B"),), (move("T1", "A", "B"), move("T5", "B", "A"))


def spring() -> Any:
    """The school year's second term: T1 went in September, as many as are asked."""
    row = HistoryRow(person="T1", school="B", start=START, end=date(2028, 8, 31), mode="交流")
    days = {"name": "春季", "start": date(2027, 2, 1), "reference": date(2027, 2, 1)}
    return situation(tiny(history=[row], term=term(**days)))


CASES = (
    Case("what was asked was done in autumn", spring(), PARAMS, {"": 1}, (move("T2", "A", "B"),)),
    Case("nobody moves", plain(), PARAMS),
    Case("just as many as are asked", plain(), PARAMS, roster=ONE, kind="edge"),
    Case("one more than is asked", plain(), PARAMS, {"": 1}, TWO),
    Case(
        "other ways of moving are not counted",
        plain(),
        PARAMS,
        roster=(*ONE, move("T5", "B", "A", "支教")),
        kind="edge",
    ),
    Case("published exchanges stand", plain(locks=LOCKED), PARAMS, roster=AS_LOCKED, kind="edge"),
    Case(
        "one more than published",
        plain(locks=LOCKED),
        PARAMS,
        {"": 1},
        (*AS_LOCKED, move("T5", "B", "A")),
    ),
)

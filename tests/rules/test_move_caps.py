"""Cases of move_caps: four teachers at A, one at B, two at C."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from constraints.rotation.move_caps import RULE, CapScope, P
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.rules.published import AS_LOCKED, LOCKED
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

COUNTY, OUT, IN = CapScope.COUNTY, CapScope.OUT, CapScope.IN


def cap(scope: CapScope, share: str | None = None, heads: int | None = None, least: int = 0,
        groups: tuple[str, ...] = ()) -> P:  # fmt: skip
    """A cap on 交流."""
    exact = None if share is None else Fraction(share)
    return P(
        scope=scope, modes=(Mode.ROTATION,), groups=groups, share=exact, heads=heads, least=least
    )


def plain(**sheets: Any) -> Any:
    """The county as it is."""
    return situation(tiny(**sheets))


TWO_OUT = (move("T1", "A", "B"), move("T2", "A", "B"))
CASES = (
    Case("half of four may leave", plain(), cap(OUT, "1/2"), roster=TWO_OUT, kind="edge"),
    Case(
        "a little less than half is one", plain(), cap(OUT, "0.49"), {"A": 1}, TWO_OUT, kind="edge"
    ),
    Case(
        "fifteen per cent of one teacher is nobody",
        plain(),
        cap(OUT, "0.15"),
        {"B": 1},
        (move("T5", "B", "A"),),
    ),
    Case(
        "the least of a small school",
        plain(),
        cap(OUT, "0.15", least=1),
        roster=(move("T5", "B", "A"),),
        kind="edge",
    ),
    Case("heads coming in", plain(), cap(IN, heads=1), {"B": 1}, TWO_OUT),
    Case("the smaller of share and number", plain(), cap(OUT, "1/2", heads=1), {"A": 1}, TWO_OUT),
    Case("a seventh of the county", plain(), cap(COUNTY, "2/7"), roster=TWO_OUT, kind="edge"),
    Case("one more than the county allows", plain(), cap(COUNTY, heads=1), {"": 1}, TWO_OUT),
    Case(
        "only the schools of the group",
        plain(),
        cap(OUT, heads=0, groups=("rural",)),
        roster=TWO_OUT,
        kind="edge",
    ),
    Case(
        "other modes are not counted",
        plain(),
        cap(OUT, heads=0),
        roster=(move("T1", "A", "B", "支教"),),
        kind="edge",
    ),
    Case("published exchanges stand", plain(locks=LOCKED), cap(OUT, heads=1), roster=AS_LOCKED),
    Case(
        "one more than published",
        plain(locks=LOCKED),
        cap(OUT, heads=1),
        {"A": 1},
        (*AS_LOCKED, move("T4", "A", "B")),
    ),
)

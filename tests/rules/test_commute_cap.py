"""Cases of commute_cap."""

from fractions import Fraction

from constraints.placement.commute_cap import RULE, P
from models.sheets import DistanceRow, WishRow
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]


def _cap(km, *, wishes_free=False, unknown_allowed=True):
    return P(
        most_km=Fraction(km),
        modes=(Mode.ROTATION,),
        wishes_free=wishes_free,
        unknown_allowed=unknown_allowed,
    )


def _plain():
    return situation(tiny())


def _wished():
    return situation(tiny(wishes=[WishRow(person="T1", rank=2, school="C", mode="交流")]))


def _one_road():
    return situation(tiny(distances=[DistanceRow(school_a="A", school_b="C", km=20)]))


TO_B, TO_C = (move("T1", "A", "B"),), (move("T1", "A", "C"),)
CASES = (
    Case("ten kilometres of fifteen", _plain, _cap(15), roster=TO_B),
    Case("twenty kilometres of fifteen", _plain, _cap(15), roster=TO_C, expected={"T1/C": 1}),
    Case("exactly the limit", _plain, _cap(20), roster=TO_C, kind="edge"),
    Case(
        "a metre above the limit",
        _plain,
        _cap("19.999"),
        roster=TO_C,
        expected={"T1/C": 1},
        kind="edge",
    ),
    Case("the person's own wish", _wished, _cap(15, wishes_free=True), roster=TO_C, kind="edge"),
    Case(
        "a wish under a policy that binds it",
        _wished,
        _cap(15),
        roster=TO_C,
        expected={"T1/C": 1},
        kind="edge",
    ),
    Case(
        "an unknown road is undecidable, never a pass",
        _one_road,
        _cap(15),
        roster=TO_B,
        undecidable=("距离未知",),
        kind="edge",
    ),
    Case(
        "an unknown road where the policy forbids it",
        _one_road,
        _cap(15, unknown_allowed=False),
        roster=TO_B,
        expected={"T1/B": 1},
    ),
    Case(
        "another way of moving",
        _plain,
        _cap(15),
        roster=(move("T1", "A", "C", "支教"),),
        kind="edge",
    ),
)

"""Cases of duty_cap: four people on duty at A, one at B, two at C."""

from fractions import Fraction

from constraints.establishment.duty_cap import RULE, P
from models.sheets import LockRow
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]


def _cap(margin, least=0):
    return P(margin=Fraction(margin), least=least)


def _approved(count, **sheets):
    return lambda: situation(tiny({"B": {"approved": count}}, **sheets))


TWO = (move("T1", "A", "B"), move("T2", "A", "B"))
LOCKED = [LockRow(person="T1", mode="交流", school="B", reason="公示", decided_by="局务会")]
AS_LOCKED = move("T1", "A", "B", subject="语文", stage="小学")
LEFT = move("T5", "B", "A")
FULL = _approved(1, locks=LOCKED)
"""B is full with the one it has, and T1's coming is published."""
CASES = (
    Case("room for one more", _approved(3), _cap(0), roster=TWO[:1]),
    Case("full to the last place", _approved(3), _cap(0), roster=TWO, kind="edge"),
    Case("one too many", _approved(2), _cap(0), roster=TWO, expected={"B": 1}),
    Case("a half of two is one more", _approved(2), _cap("1/2"), roster=TWO, kind="edge"),
    Case(
        "a little less than half is none",
        _approved(2),
        _cap("49/100"),
        roster=TWO,
        expected={"B": 1},
        kind="edge",
    ),
    Case("the least margin of small schools", _approved(2), _cap(0, 1), roster=TWO, kind="edge"),
    Case(
        "one leaves for one who comes",
        _approved(1),
        _cap(0),
        roster=(TWO[0], move("T5", "B", "A")),
        kind="edge",
    ),
    Case("over-full before anybody moves", _approved(0), _cap(0), kind="edge"),
    Case("over-full and one more", _approved(0), _cap(0), roster=TWO[:1], expected={"B": 1}),
    Case(
        "a published exchange stands",
        _approved(1, locks=LOCKED),
        _cap(0),
        roster=(AS_LOCKED,),
        kind="edge",
    ),
    Case("somebody leaves and makes room", FULL, _cap(0), roster=(AS_LOCKED, LEFT), kind="edge"),
    Case(
        "the place made is not filled again",
        FULL,
        _cap(0),
        roster=(AS_LOCKED, LEFT, move("T2", "A", "B")),
        expected={"B": 1},
    ),
    Case(
        "whoever comes on top counts, the published do not",
        FULL,
        _cap(0),
        roster=(AS_LOCKED, move("T2", "A", "B"), move("T3", "A", "B")),
        expected={"B": 2},
    ),
    Case(
        "blank approved establishment",
        _approved(None),
        _cap(0),
        roster=TWO,
        undecidable=("B",),
        kind="edge",
    ),
)

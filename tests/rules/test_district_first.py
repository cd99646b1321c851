"""Cases of district_first: A and B lie in the eastern district, C in the western."""

from constraints.districts.district_first import RULE, P
from models.sheets import LockRow
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]


def _most(number, free=False):
    return P(modes=(Mode.ROTATION,), most=number, directed_free=free)


LOCKED = [LockRow(person="T1", mode="交流", school="C", reason="公示", decided_by="局务会")]
AS_LOCKED = move("T1", "A", "C", subject="语文", stage="小学")
CASES = (
    Case(
        "inside the district", lambda: situation(tiny()), _most(0), roster=(move("T1", "A", "B"),)
    ),
    Case(
        "one from elsewhere, one allowed",
        lambda: situation(tiny()),
        _most(1),
        roster=(move("T1", "A", "C"),),
        kind="edge",
    ),
    Case(
        "one from elsewhere, none allowed",
        lambda: situation(tiny()),
        _most(0),
        roster=(move("T6", "C", "A"),),
        expected={"东学区": 1},
    ),
    Case(
        "listed directions are free",
        lambda: situation(tiny()),
        _most(0, True),
        roster=(move("T1", "A", "C"),),
        kind="edge",
    ),
    Case(
        "published already",
        lambda: situation(tiny(locks=LOCKED)),
        _most(0),
        roster=(AS_LOCKED,),
        kind="edge",
    ),
    Case(
        "nobody follows the published",
        lambda: situation(tiny(locks=LOCKED)),
        _most(0),
        roster=(AS_LOCKED, move("T2", "A", "C")),
        expected={"西学区": 1},
    ),
)

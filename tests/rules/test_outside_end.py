"""Cases of outside_end: W is a school of another county."""

from constraints.timebound.outside_end import RULE, P
from models.sheets import OutsideSchoolRow
from tests.rules.case import Case
from tests.tiny import END, START, move, situation, tiny

__all__ = ["CASES", "RULE"]
NEVER, MAY = P(may_count=False), P(may_count=True)
OUTSIDE = [OutsideSchoolRow(code="W", name="外县校", stage="小学", county="样例外县")]


def _there():
    return situation(tiny(outside_schools=OUTSIDE))


CASES = (
    Case(
        "sent with the books left here",
        _there,
        NEVER,
        roster=(move("T1", "A", "W", "支教"),),
        posted=False,
    ),
    Case(
        "the books must not go",
        _there,
        NEVER,
        roster=(move("T1", "A", "W", "支教", relation="调动"),),
        expected={"T1/W": 1},
        posted=False,
    ),
    Case(
        "ends before it begins",
        _there,
        NEVER,
        roster=(move("T1", "A", "W", "支教", start=END, end=START),),
        expected={"T1/W": 1},
        posted=False,
    ),
    Case(
        "counted as rotation",
        _there,
        NEVER,
        roster=(move("T1", "A", "W"),),
        expected={"T1/W": 1},
        posted=False,
        kind="edge",
    ),
    Case(
        "counted where the policy says so",
        _there,
        MAY,
        roster=(move("T1", "A", "W"),),
        posted=False,
    ),
)

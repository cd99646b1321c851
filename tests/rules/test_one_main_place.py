"""Cases of one_main_place."""

from datetime import date

from constraints.placement.one_main_place import RULE, P
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

HALF = date(2027, 1, 31)
SPRING = date(2027, 2, 1)


def _plain():
    return situation(tiny())


CASES = (
    Case("one placement", _plain, P(), roster=(move("T1", "A", "B"),)),
    Case(
        "two schools at the same time",
        _plain,
        P(),
        roster=(move("T1", "A", "B"), move("T1", "A", "C")),
        expected={"T1": 1},
    ),
    Case(
        "three ways at the same time",
        _plain,
        P(),
        roster=(move("T1", "A", "B"), move("T1", "A", "C"), move("T1", "A", "C", "支教")),
        expected={"T1": 2},
    ),
    Case(
        "an itinerant visit replaces nothing",
        _plain,
        P(),
        roster=(move("T1", "A", "B"), move("T1", "A", "C", "走教")),
        posted=False,
        kind="edge",
    ),
    Case(
        "a stay is not a second place",
        _plain,
        P(),
        roster=(move("T1", "A", "A", "留任"), move("T1", "A", "B")),
        posted=False,
        kind="edge",
    ),
    Case(
        "sent from a school where the person does not stand",
        _plain,
        P(),
        roster=(move("T1", "C", "B"),),
        expected={"T1/派出学校": 1},
        posted=False,
    ),
    Case(
        "nobody of that code",
        _plain,
        P(),
        roster=(move("T99", "A", "B"),),
        expected={"T99/教师编号": 1},
        posted=False,
    ),
    Case(
        "no school of that code, and none at all",
        _plain,
        P(),
        roster=(move("T1", "A", "X"), move("T2", "A", "A")),
        expected={"T1/接收学校": 1, "T2/同一学校": 1},
        posted=False,
    ),
    Case(
        "visiting one's own school",
        _plain,
        P(),
        roster=(move("T1", "A", "A", "走教"),),
        expected={"T1/同一学校": 1},
        posted=False,
    ),
    Case(
        "a placement of another term",
        _plain,
        P(),
        roster=(move("T1", "A", "B", start=date(2025, 9, 1), end=date(2026, 8, 31)),),
        expected={"T1/起止": 1},
        posted=False,
    ),
    Case(
        "one that reaches into the term by a day",
        _plain,
        P(),
        roster=(move("T1", "A", "B", start=date(2025, 9, 1), end=date(2026, 9, 1)),),
        posted=False,
        kind="edge",
    ),
    Case(
        "an exchange that takes the establishment along, a transfer that leaves it",
        lambda: situation(tiny(), "national"),
        P(),
        roster=(
            move("T1", "A", "B", relation="调动"),
            move("T2", "A", "B", "调动"),
            move("T3", "A", "B", "调动", relation="调动"),
        ),
        expected={"T1/关系": 1, "T2/关系": 1},
        posted=False,
    ),
)

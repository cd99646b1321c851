"""Cases of service_period."""

from datetime import date

from constraints.placement.service_period import RULE, P
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

PARAMS = P(modes=(Mode.ROTATION,), free_within=None)
RURAL = P(modes=(Mode.ROTATION,), free_within="rural")


def _until(day):
    bound = {"service": "特岗", "service_until": day}
    return lambda: situation(tiny({"T5": bound}))


GONE = (move("T5", "B", "A"),)
CASES = (
    Case(
        "into the group from outside is no move inside it",
        lambda: situation(tiny({"T1": {"service": "特岗", "service_until": date(2028, 8, 31)}})),
        RURAL,
        {"T1/B": 1},
        (move("T1", "A", "B"),),
        kind="edge",
    ),
    Case("the bound person stays", _until(date(2028, 8, 31)), PARAMS),
    Case(
        "moved in mid service", _until(date(2028, 8, 31)), PARAMS, roster=GONE, expected={"T5/A": 1}
    ),
    Case(
        "ends the day before the term", _until(date(2026, 8, 31)), PARAMS, roster=GONE, kind="edge"
    ),
    Case(
        "ends on the first day of the term",
        _until(date(2026, 9, 1)),
        PARAMS,
        roster=GONE,
        expected={"T5/A": 1},
        kind="edge",
    ),
    Case(
        "moves inside the group are free",
        _until(date(2028, 8, 31)),
        RURAL,
        roster=(move("T5", "B", "C"),),
        kind="edge",
    ),
    Case(
        "out of the group they are not",
        _until(date(2028, 8, 31)),
        RURAL,
        roster=GONE,
        expected={"T5/A": 1},
    ),
)

"""Cases of qualification."""

from constraints.placement.qualification import RULE, P
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]


def _with(**fields):
    return lambda: situation(tiny({"T7": fields}))


CASES = (
    Case("own subject at the own stage", _with(), P(), roster=(move("T1", "A", "B"),)),
    Case(
        "a primary certificate at a junior stage",
        _with(certificate_stage="小学"),
        P(),
        roster=(move("T6", "C", "A"), move("T1", "A", "C", stage="初中", subject="语文")),
        expected={"T1/C": 1},
    ),
    Case(
        "a junior certificate reaches the primary stage just below",
        _with(certificate_stage="初中"),
        P(),
        roster=(move("T7", "C", "B", stage="小学", subject="数学"),),
        kind="edge",
    ),
    Case(
        "a junior teacher at a school without that stage",
        _with(),
        P(),
        roster=(move("T7", "C", "B", stage="初中", subject="数学"),),
        expected={"T7/B": 1},
    ),
    Case(
        "a subject nothing speaks for",
        _with(),
        P(),
        roster=(move("T7", "C", "A", stage="小学", subject="体育"),),
        expected={"T7/A": 1},
    ),
    Case(
        "a subject on the list of those also taught",
        _with(also_subjects=("体育",)),
        P(),
        roster=(move("T7", "C", "A", stage="小学", subject="体育"),),
        kind="edge",
    ),
    Case(
        "a blank certificate gives no new place",
        _with(certificate_stage=None),
        P(),
        roster=(move("T7", "C", "A", stage="小学", subject="数学"),),
        expected={"T7/A": 1},
    ),
)

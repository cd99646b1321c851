"""Cases of tempering_place: T8 is new at C, A a strong town school with a junior stage."""

from constraints.timebound.tempering_place import RULE, P
from models.sheets import LockRow
from tests.rules.case import Case
from tests.tiny import move, situation, teacher, tiny

__all__ = ["CASES", "RULE", "county"]
NEW = {"first_appointed": "2026-08", "worked_since": "2026-08", "school_since": "2026-08"}


def county(strong=True, **sheets):
    who = teacher("T8", "C", "数学", stage="初中", **NEW)
    town = {"A": {"kind": "九年一贯", "strong": strong}, "B": {"kind": "九年一贯"}}
    return lambda: situation(tiny(town, more=[who], **sheets))


def learn(person="T8", home="C", host="A", **kw):
    return move(person, home, host, "锻炼", **kw)


LOCKED = [LockRow(person="T6", mode="锻炼", school="B", reason="任免", decided_by="局务会")]


def own_school():
    who = teacher("T8", "A", "数学", stage="初中", **NEW)
    town = {"A": {"kind": "九年一贯", "weak": True}, "C": {"legal_code": "A", "strong": True}}
    return situation(tiny(town, more=[who]))


CASES = (
    Case(
        "a campus of the own school",
        own_school,
        P(),
        roster=(learn(home="A", host="C"),),
        expected={"T8/C": 1},
        kind="edge",
    ),
    Case("a newcomer at a strong town school", county(), P(), roster=(learn(),)),
    Case("at a village school", county(), P(), roster=(learn(host="B"),), expected={"T8/B": 1}),
    Case(
        "at a town school that is not strong",
        county(False),
        P(),
        roster=(learn(),),
        expected={"T8/A": 1},
        kind="edge",
    ),
    Case("somebody long in service", county(), P(), roster=(learn("T6"),), expected={"T6/A": 1}),
    Case(
        "decided by the bureau",
        county(locks=LOCKED),
        P(),
        roster=(learn("T6", host="B", subject="语文", stage="小学"),),
        kind="edge",
    ),
)

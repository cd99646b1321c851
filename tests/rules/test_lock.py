"""Cases of lock."""

from constraints.placement.lock import RULE, P
from models.sheets import LockRow
from tests.rules.case import Case
from tests.rules.teams import OUTSIDE, team
from tests.rules.visiting import visit
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]


def _locked(mode, school=None, **more):
    row = LockRow(person="T1", mode=mode, school=school, reason="公示", decided_by="局", **more)
    return lambda: situation(tiny(locks=[row]))


def _of_a_team(role):
    """T1, a key teacher, is to be a counterpart at W1 in this role; the team has two."""
    row = LockRow(person="T1", mode="跟岗", school="W1", role=role, reason="公示", decided_by="局")
    teams = [team(r, receiver="A", counterparts=1) for r in ("教师", "骨干教师")]
    return lambda: situation(tiny(locks=[row], teams=teams, outside_schools=OUTSIDE))


def _shadow(role):
    return (move("T1", "A", "W1", "跟岗", post=role, team="TD01"),)


TO_B = (move("T1", "A", "B", subject="语文", stage="小学"),)
CASES = (
    Case(
        "sent there by another way",
        _locked("交流", "B"),
        P(),
        {"T1/交流": 1},
        (move("T1", "A", "B", "支教"),),
        posted=False,
    ),
    Case("sent where the lock says", _locked("交流", "B"), P(), roster=TO_B),
    Case("stays as the lock says", _locked("留任"), P()),
    Case("in the role that is locked", _of_a_team("教师"), P(), roster=_shadow("教师")),
    Case(
        "in another role of the team", _of_a_team("教师"), P(), {"T1/跟岗": 1}, _shadow("骨干教师")
    ),
    Case("whatever role", _of_a_team(None), P(), roster=_shadow("骨干教师"), kind="edge"),
    Case(
        "moved although 留任 is locked", _locked("留任"), P(), roster=TO_B, expected={"T1/留任": 1}
    ),
    Case(
        "the lock has no candidate at all",
        _locked("走教", "B"),
        P(),
        roster=(),
        expected={"T1/走教/B": 1},
    ),
    Case("no visit as the lock says", _locked("走教", periods=0), P()),
    Case(
        "a visit although none is locked",
        _locked("走教", periods=0),
        P(),
        {"T1/走教": 1},
        (visit("T1", "A", "B"),),
    ),
    Case(
        "no visit to the one school is locked, another is made",
        _locked("走教", "B", periods=0),
        P(),
        roster=(visit("T1", "A", "C"),),
        kind="edge",
    ),
    Case(
        "just the lessons that are locked, a begun half-day counted whole",
        _locked("走教", "B", periods=5),
        P(),
        roster=(visit("T1", "A", "B", 2),),
        kind="edge",
    ),
    Case(
        "fewer lessons than are locked",
        _locked("走教", "B", periods=6),
        P(),
        {"T1/走教/B": 1},
        (visit("T1", "A", "B"),),
        posted=False,
    ),
    Case(
        "another subject than is locked",
        _locked("走教", "B", subject="数学"),
        P(),
        {"T1/走教/B/数学": 1},
        (visit("T1", "A", "B"),),
    ),
    Case(
        "sent where the lock says, in another subject than it states",
        _locked("交流", "B", subject="数学"),
        P(),
        {"T1/交流": 1},
        TO_B,
        posted=False,
    ),
    Case(
        "sent where the lock says, in the subject and the stage it states",
        _locked("交流", "C", subject="数学", stage="初中"),
        P(),
        roster=(move("T1", "A", "C", subject="数学", stage="初中"),),
    ),
    Case(
        "the other stage of the school than the lock states",
        _locked("交流", "C", stage="初中"),
        P(),
        {"T1/交流": 1},
        (move("T1", "A", "C", subject="语文", stage="小学"),),
        posted=False,
    ),
    Case(
        "a visit in another stage than is locked",
        _locked("走教", "C", stage="初中"),
        P(),
        {"T1/走教/C/初中": 1},
        (visit("T1", "A", "C"),),
        posted=False,
    ),
    Case(
        "sent elsewhere than the lock says",
        _locked("交流", "C"),
        P(),
        roster=TO_B,
        expected={"T1/交流": 1},
        posted=False,
    ),
    Case(
        "a lock without a school is content with any",
        _locked("交流"),
        P(),
        roster=TO_B,
        kind="edge",
    ),
    Case(
        "the same lock without a move",
        _locked("交流"),
        P(),
        roster=(),
        expected={"T1/交流": 1},
        kind="edge",
    ),
)

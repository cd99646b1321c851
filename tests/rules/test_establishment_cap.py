"""Cases of establishment_cap: A holds 5 posts for 4 people, B 3 for 1, C 4 for 2."""

from constraints.establishment.establishment_cap import RULE, P
from models.sheets import LockRow
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]


def _transfer(person, home, host, **kw):
    return move(person, home, host, "调动", relation="调动", **kw)


def _approved(count, **sheets):
    return lambda: situation(tiny({"B": {"approved": count}}, **sheets))


def _lent():
    return situation(tiny({"T1": {"staff_kind": "合同制"}, "B": {"approved": 1}}))


LOCKED = [LockRow(person="T1", mode="调动", school="B", reason="公示", decided_by="局务会")]
LEAVES = [LockRow(person="T5", mode="调动", school="A", reason="公示", decided_by="局务会")]
AS_LOCKED = _transfer("T1", "A", "B", subject="语文", stage="小学")
CASES = (
    Case(
        "over-full: one in for one whose leaving is published",
        _approved(0, locks=LEAVES),
        P(),
        roster=(_transfer("T5", "B", "A", subject="数学", stage="小学"), _transfer("T1", "A", "B")),
        kind="edge",
    ),
    Case("a vacancy is filled", _approved(3), P(), roster=(_transfer("T1", "A", "B"),)),
    Case(
        "the last vacancy is filled",
        _approved(2),
        P(),
        roster=(_transfer("T1", "A", "B"),),
        kind="edge",
    ),
    Case(
        "one more than there are posts",
        _approved(2),
        P(),
        roster=(_transfer("T1", "A", "B"), _transfer("T2", "A", "B")),
        expected={"B": 1},
    ),
    Case(
        "over-full: one in for one out",
        _approved(0),
        P(),
        roster=(_transfer("T1", "A", "B"), _transfer("T5", "B", "A")),
        kind="edge",
    ),
    Case(
        "over-full: nobody in on balance",
        _approved(0),
        P(),
        roster=(_transfer("T1", "A", "B"),),
        expected={"B": 1},
    ),
    Case(
        "an exchange leaves the books alone",
        _approved(1),
        P(),
        roster=(move("T1", "A", "B"),),
        kind="edge",
    ),
    Case(
        "people off the books need no post",
        _lent,
        P(),
        roster=(_transfer("T1", "A", "B"),),
        kind="edge",
    ),
    Case(
        "a published transfer stands, the next one does not",
        _approved(1, locks=LOCKED),
        P(),
        roster=(AS_LOCKED, _transfer("T2", "A", "B")),
        expected={"B": 1},
        kind="edge",
    ),
    Case(
        "a published transfer by itself",
        _approved(1, locks=LOCKED),
        P(),
        roster=(AS_LOCKED,),
        kind="edge",
    ),
    Case(
        "somebody leaves and makes room for the published",
        _approved(1, locks=LOCKED),
        P(),
        roster=(AS_LOCKED, _transfer("T5", "B", "A")),
        kind="edge",
    ),
    Case(
        "the post left is not filled again",
        _approved(1, locks=LOCKED),
        P(),
        roster=(AS_LOCKED, _transfer("T5", "B", "A"), _transfer("T2", "A", "B")),
        expected={"B": 1},
        kind="edge",
    ),
    Case(
        "blank approved establishment",
        _approved(None),
        P(),
        roster=(_transfer("T1", "A", "B"),),
        undecidable=("B",),
        kind="edge",
    ),
)

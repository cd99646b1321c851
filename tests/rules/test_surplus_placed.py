"""Cases of surplus_placed: A has two teachers of 语文 for one teacher's periods."""

from constraints.appointment.surplus_placed import RULE, P
from models.sheets import LockRow
from tests.rules.case import Case
from tests.tiny import move, situation, teacher, tiny

__all__ = ["CASES", "RULE"]
EXTRA = [teacher("T8", "A", "语文"), teacher("T9", "A", "语文")]


STAY = {"mode": "留任", "reason": "公示", "decided_by": "局务会"}
STAYS = [LockRow(person=code, **STAY) for code in ("T1", "T2")]


def _over(approved, changes=None, more=(), **sheets):
    found = {"A": {"approved": approved}, "B": {"approved": 5}, **(changes or {})}
    return lambda: situation(tiny(found, more=more, **sheets))


def _transfer(person, host="B"):
    return move(person, "A", host, "调动", relation="调动")


CASES = (
    Case("nobody over", _over(4), P()),
    Case("the spare teacher goes", _over(3), P(), roster=(_transfer("T2"),), kind="edge"),
    Case("the spare teacher stays", _over(3), P(), expected={"A": 1}),
    Case("locks keep all who teach it", _over(3, locks=STAYS), P(), expected={"A": 1}),
    Case(
        "an exchange does not lighten the books",
        _over(3),
        P(),
        roster=(move("T2", "A", "B"),),
        expected={"A": 1},
    ),
    Case(
        "never more than there are over",
        _over(5, more=EXTRA),
        P(),
        roster=(_transfer("T2"),),
        kind="edge",
    ),
    Case(
        "never more than are spare by subject",
        _over(0, more=EXTRA),
        P(),
        roster=(_transfer("T2"),),
        expected={"A": 2},
    ),
    Case(
        "waiting for a post",
        _over(4, {"T4": {"status": "待岗"}}),
        P(),
        expected={"A": 1},
        kind="edge",
    ),
)

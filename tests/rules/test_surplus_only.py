"""Cases of surplus_only: A has ten periods of 语文 too many; three posts leave one over."""

from constraints.appointment.surplus_only import RULE, P
from models.sheets import LockRow, WishRow
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]


def _over(approved=3, changes=None, **sheets):
    found = {"A": {"approved": approved}, "B": {"approved": 5}, **(changes or {})}
    return lambda: situation(tiny(found, **sheets))


def _transfer(person, home="A", host="B", **kw):
    return move(person, home, host, "调动", relation="调动", **kw)


WISH = [WishRow(person="T3", rank=1, school="B", mode="调动")]
LOCKED = [LockRow(person="T3", mode="调动", school="B", reason="公示", decided_by="局务会")]
AWAY = _transfer("T3", subject="数学", stage="小学")
CASES = (
    Case("spare by subject and by posts", _over(), P(), roster=(_transfer("T2"),)),
    Case("not spare by subject", _over(), P(), roster=(_transfer("T3"),), expected={"T3/B": 1}),
    Case(
        "exactly at the approved posts nobody is spare",
        _over(4),
        P(),
        roster=(_transfer("T2"),),
        expected={"T2/B": 1},
        kind="edge",
    ),
    Case("an applicant", _over(wishes=WISH), P(), roster=(AWAY,), kind="edge"),
    Case("decided by the bureau", _over(locks=LOCKED), P(), roster=(AWAY,), kind="edge"),
    Case(
        "leaders are appointed, not moved about",
        _over(changes={"T2": {"leadership": "副职"}}),
        P(),
        roster=(_transfer("T2"),),
        expected={"T2/B": 1},
        kind="edge",
    ),
)

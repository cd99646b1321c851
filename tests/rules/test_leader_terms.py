"""Cases of leader_terms: T5 leads B."""

from constraints.leaders.leader_terms import RULE, P
from models.sheets import LockRow
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]


def _leads(since, term=None, **sheets):
    fields = {"leadership": "校长", "leader_since": since, "leader_term": term}
    return lambda: situation(tiny({"T5": fields}, **sheets))


LOCKED = [LockRow(person="T5", mode="调动", school="A", reason="任免", decided_by="组织部")]
MOVED = (move("T5", "B", "A", "调动", relation="调动", subject="数学", stage="小学"),)
CASES = (
    Case("a month short of two terms", _leads("2020-10"), P(), kind="edge"),
    Case("two terms to the month", _leads("2020-09"), P(), expected={"T5": 1}, kind="edge"),
    Case("moved by decision", _leads("2020-09", locks=LOCKED), P(), roster=MOVED),
    Case("nothing is known", _leads(None), P(), undecidable=("",)),
)

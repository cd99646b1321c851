"""Cases of tempering_due: T8 is new at C."""

from constraints.timebound.tempering_due import RULE, P
from models.sheets import LockRow
from tests.rules.case import Case
from tests.rules.test_tempering_place import county, learn
from tests.tiny import move, situation, tiny

STAYS = [LockRow(person="T8", mode="留任", reason="公示", decided_by="局务会", row_number=3)]
__all__ = ["CASES", "RULE"]
CASES = (
    Case("nobody is new", lambda: situation(tiny()), P()),
    Case("the newcomer learns", county(), P(), roster=(learn(),), kind="edge"),
    Case("the newcomer stays", county(), P(), expected={"T8": 1}),
    Case("a lock to stay takes no duty away", county(locks=STAYS), P(), expected={"T8": 1}),
    Case(
        "an exchange is no tempering",
        county(),
        P(),
        roster=(move("T8", "C", "A"),),
        expected={"T8": 1},
        kind="edge",
    ),
)

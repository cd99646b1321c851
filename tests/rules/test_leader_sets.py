"""Cases of leader_sets: each of A, B, C needs one head."""

from datetime import date

from constraints.leaders.leader_sets import RULE, P
from models.sheets import SchoolChangeRow, TeacherRow
from tests.rules.case import Case
from tests.tiny import county, move, situation, tiny, without

__all__ = ["CASES", "RULE"]
HEADS = {"T1": {"leadership": "校长"}, "T5": {"leadership": "校长"}, "T6": {"leadership": "校长"}}


def _led(changes=None):
    return lambda: situation(tiny({**HEADS, **(changes or {})}))


def _no_column():
    full = tiny()
    columns = without(TeacherRow, "leadership")
    return situation(county(full.schools, full.teachers, full.classes, columns=columns))


CLOSED = SchoolChangeRow(school="B", change="撤", successor="A", effective=date(2026, 9, 1))
CAMPUS = {"C": {"legal_code": "A", "holds_establishment": False}}
CASES = (
    Case("one head each", _led(), P()),
    Case("nobody leads B", _led({"T5": {"leadership": "副职"}}), P(), expected={"B": 1}),
    Case("two heads at A", _led({"T2": {"leadership": "园长"}}), P(), expected={"A": 1}),
    Case("a campus has no head of its own", _led(CAMPUS), P(), expected={"A": 1}, kind="edge"),
    Case(
        "a head moved to another school",
        _led(),
        P(),
        roster=(move("T5", "B", "A", "调动", relation="调动"),),
        expected={"A": 1, "B": 1},
    ),
    Case(
        "a head away to learn still leads",
        _led(),
        P(),
        roster=(move("T5", "B", "A", "锻炼"),),
        kind="edge",
    ),
    Case(
        "a school closed by the first day has no set",
        lambda: situation(tiny({**HEADS, "T5": {"leadership": "副职"}}, school_changes=[CLOSED])),
        P(),
        kind="edge",
    ),
    Case("no such column", _no_column, P(), undecidable=("",)),
)

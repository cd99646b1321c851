"""Cases of closed_school: B closes into A, or opens."""

from datetime import date

from constraints.placement.closed_school import RULE, P
from models.sheets import SchoolChangeRow
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]


def _change(kind, day):
    row = SchoolChangeRow(
        school="B", change=kind, successor=None if kind == "建" else "A", effective=day
    )
    return lambda: situation(tiny(school_changes=[row]))


FIRST, NEXT = date(2026, 9, 1), date(2026, 9, 2)
TO_B = (move("T6", "C", "B"),)
CASES = (
    Case("closed by the first day", _change("撤", FIRST), P(), roster=TO_B, expected={"T6/B": 1}),
    Case("closes the day after", _change("并", NEXT), P(), roster=TO_B, kind="edge"),
    Case("opens on the first day", _change("建", FIRST), P(), roster=TO_B, kind="edge"),
    Case("opens the day after", _change("建", NEXT), P(), roster=TO_B, expected={"T6/B": 1}),
    Case("its successor takes people", _change("撤", FIRST), P(), roster=(move("T6", "C", "A"),)),
)

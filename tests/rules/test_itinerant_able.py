"""Cases of itinerant_able."""

from datetime import date

from constraints.itinerant.itinerant_able import RULE, P
from models.sheets import HistoryRow, LockRow
from models.vocabulary import Leadership
from tests.rules.case import Case
from tests.rules.visiting import visit
from tests.tiny import situation, tiny

__all__ = ["CASES", "RULE"]

LEADERS = P(leaders=(Leadership.PRINCIPAL, Leadership.DEPUTY))


def _away(end: date) -> HistoryRow:
    return HistoryRow(
        person="T4", school="B", start=date(2025, 9, 1), end=end,
        mode="交流", relation="不调动",
    )  # fmt: skip


CASES = (
    Case("somebody on duty", situation(tiny()), LEADERS, {}, (visit("T4", "A", "B"),)),
    Case(
        "somebody on sick leave",
        situation(tiny({"T4": {"status": "病休"}})),
        LEADERS,
        {"T4/B": 1},
        (visit("T4", "A", "B"),),
    ),
    Case(
        "a deputy head, and a middle manager whom the list does not name",
        situation(tiny({"T4": {"leadership": "副职"}, "T2": {"leadership": "中层"}})),
        LEADERS,
        {"T4/B": 1},
        (visit("T4", "A", "B"), visit("T2", "A", "B")),
    ),
    Case(
        "somebody whose exchange still runs on the first day",
        situation(tiny({"T4": {"duty_school": "B"}}, history=[_away(date(2026, 9, 1))])),
        LEADERS,
        {"T4/A": 1},
        (visit("T4", "B", "A"),),
        kind="edge",
    ),
    Case(
        "somebody whose exchange ended the day before, and somebody locked to stay",
        situation(
            tiny(
                {"T4": {"duty_school": "B"}},
                history=[_away(date(2026, 8, 31))],
                locks=[LockRow(person="T2", mode="留任", reason="公示", decided_by="局")],
            )
        ),
        LEADERS,
        {},
        (visit("T4", "A", "B"), visit("T2", "A", "B")),
        kind="edge",
    ),
)

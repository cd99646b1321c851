"""Cases of rural_segments: T5 of B owes six rural years (2190 days) as a funded graduate."""

from datetime import date

from constraints.timebound.rural_segments import RULE, P
from models.sheets import HistoryRow, LockRow
from tests.rules.case import Case
from tests.tiny import END, move, situation, tiny

__all__ = ["CASES", "RULE"]
START = "2021-08"


def _owes(until, since="2021-09", history=(), **sheets):
    fields = {"service": "省属公费师范生", "service_until": until, "school_since": since}
    return lambda: situation(tiny({"T5": fields}, history=list(history), **sheets))


def _segment(start, end):
    return HistoryRow(person="T5", school="C", start=start, end=end, mode="调动", relation="调动")


# 1826 days at B from 2021-09-01 to 2026-08-31; 364 more are needed after an exchange of two years,
# which ends a year after the term does.
BACK, ENOUGH, SHORT = date(2028, 8, 31), date(2029, 8, 30), date(2029, 8, 29)
GONE = (move("T5", "B", "A", end=BACK),)
LOCKED = [LockRow(person="T5", mode="交流", school="A", reason="公示", decided_by="局务会")]
CASES = (
    Case("past and coming years are enough", _owes(ENOUGH), P(), roster=GONE, kind="edge"),
    Case("a day short", _owes(SHORT), P(), roster=GONE, expected={"T5/A": 1}, kind="edge"),
    Case(
        "an earlier segment elsewhere counts",
        _owes(SHORT, history=[_segment(date(2021, 8, 30), date(2021, 8, 30))]),
        P(),
        roster=GONE,
    ),
    Case(
        "a transfer leaves nothing for later",
        _owes(ENOUGH),
        P(),
        roster=(move("T5", "B", "A", "调动", relation="调动"),),
        expected={"T5/A": 1},
    ),
    Case("from village to village", _owes(SHORT), P(), roster=(move("T5", "B", "C"),)),
    Case(
        "decided by the bureau",
        _owes(SHORT, locks=LOCKED),
        P(),
        roster=(move("T5", "B", "A", subject="数学", stage="小学"),),
    ),
    Case("over the day before the term", _owes(date(2026, 8, 31)), P(), roster=GONE, kind="edge"),
    Case("time served unknown", _owes(SHORT, None), P(), roster=GONE, undecidable=("T5/A",)),
)
assert BACK > END

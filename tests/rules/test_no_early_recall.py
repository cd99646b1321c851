"""Cases of no_early_recall."""

from datetime import date

from constraints.facts.recall import P as RecallParams
from constraints.placement.no_early_recall import RULE, P
from models.sheets import HistoryRow, RecommendationRow
from models.vocabulary import Mode
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

PARAMS = P(modes=(Mode.ROTATION,))
REST = RecallParams(years=3, modes=(Mode.ROTATION,), minimum_months=10)


def _ended(end, **sheets):
    row = HistoryRow(person="T1", school="C", start=date(2020, 9, 1), end=end, mode="交流")
    return lambda: situation(tiny(history=[row], **sheets), recall=REST)


CALLED = (move("T1", "A", "B"),)
RECOMMENDED = [RecommendationRow(person="T1", mode="交流", opinion="同意")]
CASES = (
    Case("left alone", _ended(date(2025, 7, 31)), PARAMS),
    Case(
        "called a year after",
        _ended(date(2025, 7, 31)),
        PARAMS,
        roster=CALLED,
        expected={"T1/B": 1},
    ),
    Case("three years to the day", _ended(date(2023, 9, 1)), PARAMS, roster=CALLED, kind="edge"),
    Case(
        "a day short of it",
        _ended(date(2023, 9, 2)),
        PARAMS,
        roster=CALLED,
        expected={"T1/B": 1},
        kind="edge",
    ),
    Case(
        "recommended people may go earlier",
        _ended(date(2025, 7, 31), recommendations=RECOMMENDED),
        PARAMS,
        roster=CALLED,
        kind="edge",
    ),
)

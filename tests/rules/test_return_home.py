"""Cases of return_home."""

from datetime import date

from constraints.placement.return_home import RULE, P
from models.sheets import HistoryRow, RecommendationRow, WishRow
from tests.rules.case import Case
from tests.tiny import move, situation, tiny

__all__ = ["CASES", "RULE"]

BACK = {"T1": {"duty_school": "B"}}


def _exchange(end=date(2026, 7, 31), **sheets):
    row = HistoryRow(person="T1", school="B", start=date(2024, 9, 1), end=end, mode="交流")
    return lambda: situation(tiny(BACK, history=[row], **sheets))


AGAIN = (move("T1", "A", "B"),)
ASKED = {
    "wishes": [WishRow(person="T1", rank=1, school="B", mode="交流")],
    "recommendations": [RecommendationRow(person="T1", mode="交流", opinion="同意")],
}
CASES = (
    Case("back at home", _exchange(), P()),
    Case("kept where the exchange ended", _exchange(), P(), roster=AGAIN, expected={"T1/B": 1}),
    Case(
        "another host is another matter",
        _exchange(),
        P(),
        roster=(move("T1", "A", "C"),),
        kind="edge",
    ),
    Case("applied for the same host anew", _exchange(**ASKED), P(), roster=AGAIN, kind="edge"),
    Case(
        "an exchange that still runs has not ended",
        _exchange(date(2026, 9, 1)),
        P(),
        roster=(move("T1", "B", "C"),),
        kind="edge",
    ),
    Case(
        "sent home to another school",
        lambda: situation(tiny()),
        P(),
        roster=(move("T1", "A", "B", return_school="C"),),
        expected={"T1/返回学校": 1},
        posted=False,
    ),
    Case(
        "returns to the school on whose books one is",
        lambda: situation(tiny()),
        P(),
        roster=(move("T1", "A", "B", return_school="A"),),
        kind="edge",
    ),
    Case(
        "a transfer returns nowhere",
        lambda: situation(tiny()),
        P(),
        roster=(move("T1", "A", "B", "调动", relation="调动", return_school="C"),),
        kind="edge",
    ),
)

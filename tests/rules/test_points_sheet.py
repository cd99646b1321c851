"""Cases of points_sheet."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from constraints.points.points_sheet import RULE, P
from models.roster import Roster
from models.sheets import PointsRow
from staffing.audit import audit
from tests.rules.case import Case
from tests.tiny import outcome, situation, tiny

__all__ = ["CASES", "RULE"]


def sheet(*items: tuple[str, Any], certifier: str | None = "局") -> Any:
    """T1's items for 交流."""
    rows = [
        PointsRow(person="T1", use="交流", item=item, points=points, certifier=certifier)
        for item, points in items
    ]
    return situation(tiny(points=rows))


def asks(certified: bool = False, **most: int) -> P:
    """Items called 合计 are totals; the others at most so many points."""
    limits = {item: Fraction(points) for item, points in most.items()} or None
    return P(total_items=("合计",), most=limits, certified=certified)


KEY = "T1/交流"
CASES = (
    Case("items add up by themselves", sheet(("教龄", 8), ("考核", 2)), asks()),
    Case("a total among the items", sheet(("教龄", 8), ("合计", 8)), asks(), {KEY: 1}),
    Case("exactly the most there is", sheet(("教龄", 8)), asks(教龄=8), kind="edge"),
    Case("a little more than that", sheet(("教龄", "8.01")), asks(教龄=8), {KEY: 1}, kind="edge"),
    Case("nothing is not below nothing", sheet(("扣分", 0)), asks(), kind="edge"),
    Case("below nothing", sheet(("扣分", -1), ("教龄", -2)), asks(), {KEY: 2}),
    Case("nobody certified it", sheet(("教龄", 8), certifier=None), asks(certified=True), {KEY: 1}),
    Case("nobody has to", sheet(("教龄", 8), certifier=None), asks(), kind="edge"),
)


def test_what_is_wrong_with_an_item_is_said() -> None:
    """Total, sign and certifier, item by item."""
    case = sheet(("合计", 8), ("扣分", -1), certifier=None)
    (measure,) = RULE.measure(outcome(case), asks(certified=True))
    assert measure.note == "合计是合计，不应另列、没有认定单位；扣分是负数、没有认定单位"
    (short,) = [f for f in audit(case, Roster(())).findings if f.rule == RULE.id]
    assert "没有认定单位" in short.message


def test_the_sum_is_shown() -> None:
    """The measure carries the exact sum."""
    (measure,) = CASES[0].measures(RULE)
    assert measure.numerator == 10

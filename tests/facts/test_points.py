"""Points are summed exactly, per use, and never invented."""

from __future__ import annotations

from fractions import Fraction

from constraints.facts.points import Points
from models.column import Code
from models.sheets import PointsRow
from models.vocabulary import PointsUse
from tests.facts.staff_params import under
from tests.tiny import tiny


def _row(
    person: str, use: str, item: str, points: str, certifier: str | None = "人事科"
) -> PointsRow:
    stated = {"person": person, "use": use, "item": item, "points": points}
    return PointsRow.model_validate({**stated, "certifier": certifier})


ROWS = [
    _row("T1", "交流", "教龄", "0.1"),
    _row("T1", "交流", "荣誉", "0.2"),
    _row("T1", "竞聘", "荣誉", "5"),
    _row("T2", "交流", "教龄", "3", None),
    _row("T3", "交流", "扣分", "-1"),
    _row("T3", "交流", "加分", "1"),
]


def test_totals_by_use() -> None:
    points = Points.of(under(tiny(points=ROWS)))
    assert points.total(Code("T1"), PointsUse.ROTATION) == Fraction(3, 10)
    assert points.total(Code("T1"), PointsUse.COMPETITION) == 5
    assert points.total(Code("T3"), PointsUse.ROTATION) == 0
    assert points.total(Code("T4"), PointsUse.ROTATION) is None


def test_items_nobody_certified() -> None:
    points = Points.of(under(tiny(points=ROWS)))
    assert points.total(Code("T2"), PointsUse.ROTATION) is None
    lenient = Points.of(under(tiny(points=ROWS), points={"certified_only": False}))
    assert lenient.total(Code("T2"), PointsUse.ROTATION) == 3

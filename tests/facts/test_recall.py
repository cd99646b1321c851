"""People lately returned are left alone until the same day some years on."""

from __future__ import annotations

from datetime import date

import pytest

from constraints.facts.recall import Recall
from models.column import Code
from models.vocabulary import Relation
from tests.facts.staff_params import past, under
from tests.tiny import tiny


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2022-09-01", "2023-08-31", None),
        ("2022-09-01", "2023-09-01", None),
        ("2022-09-01", "2023-09-02", date(2026, 9, 2)),
        ("2025-09-01", "2026-08-31", date(2029, 8, 31)),
        ("2023-05-01", "2024-02-29", date(2027, 2, 28)),
        ("2023-06-01", "2024-02-29", None),
        ("2025-09-01", "2026-09-01", None),
        ("2025-09-01", None, None),
    ],
)
def test_free_from(start: str, end: str | None, expected: date | None) -> None:
    fact = Recall.of(under(tiny(history=[past("T1", "B", start, end)])))
    assert fact.free_from(Code("T1")) == expected


def test_the_latest_return_decides() -> None:
    rows = [
        past("T1", "B", "2021-09-01", "2024-07-31"),
        past("T1", "C", "2024-09-01", "2025-07-31"),
    ]
    assert Recall.of(under(tiny(history=rows))).free_from(Code("T1")) == date(2028, 7, 31)


def test_other_ways_and_transfers_give_no_freedom() -> None:
    moved = past("T1", "B", "2024-09-01", "2025-08-31")
    rows = [
        moved.model_copy(update={"relation": Relation.TRANSFERRED}),
        past("T2", "B", "2024-09-01", "2025-08-31", "支教"),
    ]
    fact = Recall.of(under(tiny(history=rows)))
    assert fact.free_from(Code("T1")) is None
    assert fact.free_from(Code("T2")) is None

"""锁定走教 that leaves too little at home: said by check before anybody solves."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.sheets import LockRow
from staffing.intake import check_book
from staffing.locks.visits import visits_below
from staffing.solve import solve
from staffing.workbook.template import write_county
from tests.every_roster import PLAIN
from tests.tiny import situation, tiny


def _lock(person: str, periods: int) -> LockRow:
    return LockRow(
        person=person, mode="走教", school="B", periods=periods, reason="议定", decided_by="局"
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(("person", "periods", "short"), [("T3", 5, 40), ("T6", 5, 10)])
def test_a_visit_below_the_floor_is_found(person: str, periods: int, short: int) -> None:
    here = situation(tiny(locks=[_lock(person, periods)]))
    assert [(x.row.rule, x.by) for x in visits_below(here)] == [("sending_floor", short)]
    assert solve(here).status == "infeasible", "which is why it is said"


def test_a_visit_in_whole_half_days_the_floor_allows_is_none_of_them() -> None:
    for person, periods in (("T1", 3), ("T4", 5), ("T6", 3)):
        assert not list(visits_below(situation(tiny(locks=[_lock(person, periods)]))))


def test_check_says_so_at_the_cell_of_the_lessons(tmp_path: Path) -> None:
    write_county(tiny(locks=[_lock("T3", 5)]), tmp_path / "book.xlsx")
    told = [p for p in check_book(tmp_path / "book.xlsx", PLAIN).warnings
            if p.kind == "visit_below_floor"]  # fmt: skip
    assert [(p.sheet, p.cell) for p in told] == [("锁定", "G3")]
    assert "会差 4 课时" in told[0].message and "无解" in told[0].message

"""Slices: no gap, no overlap, cut exactly on the event's days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from constraints.facts.slices import Event, P, Slices
from models.sheets import RevolvingPostRow, SchoolChangeRow
from tests.tiny import END, START, situation, tiny


def _slices(*cut_by: str, **sheets: Any) -> Slices:
    cuts = P(cut_by=tuple(Event(word) for word in cut_by))
    return Slices.of(situation(tiny(**sheets), slices=cuts))


def _lent(start: str, end: str) -> RevolvingPostRow:
    return RevolvingPostRow(school="B", places=1, start=start, end=end)


def test_without_events_the_term_is_one_slice() -> None:
    assert _slices().spans == ((START, END),)
    assert _slices("周转编制").spans == ((START, END),)


def test_a_sheet_not_named_does_not_cut() -> None:
    assert len(_slices("学校调整", revolving_posts=[_lent("2026-11-01", "2027-01-31")]).spans) == 1


def test_cut_on_the_first_day_and_after_the_last() -> None:
    slices = _slices("周转编制", revolving_posts=[_lent("2026-11-01", "2027-01-31")])
    assert slices.spans == (
        (START, date(2026, 10, 31)),
        (date(2026, 11, 1), date(2027, 1, 31)),
        (date(2027, 2, 1), END),
    )


def test_events_on_the_edges_of_the_term_do_not_cut() -> None:
    rows = [_lent(str(START), str(END)), _lent("2025-01-01", "2028-01-01")]
    assert len(_slices("周转编制", revolving_posts=rows).spans) == 1


def test_an_event_on_the_last_day_leaves_one_day() -> None:
    change = SchoolChangeRow(school="B", change="撤", successor="A", effective=END)
    assert _slices("学校调整", school_changes=[change]).spans[-1] == (END, END)


def test_covered_counts_every_slice_touched() -> None:
    slices = _slices("周转编制", revolving_posts=[_lent("2026-11-01", "2027-01-31")])
    assert slices.covered(START, END) == (0, 2)
    assert slices.covered(date(2026, 11, 1), date(2027, 1, 31)) == (1, 1)
    assert slices.covered(date(2026, 10, 31), date(2026, 11, 1)) == (0, 1)
    assert slices.covered(date(2020, 1, 1), START) == (0, 0)
    assert slices.covered(date(2020, 1, 1), START - timedelta(days=1)) == (0, -1)

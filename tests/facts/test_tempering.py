"""锻炼: who is new, where they come from, where they learn."""

import pytest

from constraints.facts.tempering import Tempering
from models.sheets import HistoryRow
from tests.tiny import START, situation, teacher, tiny

NEW = {"first_appointed": "2026-08", "worked_since": "2026-08", "school_since": "2026-08"}
HOST = {"A": {"kind": "九年一贯"}}


def _fact(changes=None, more=(), **sheets):
    return Tempering.of(situation(tiny({**HOST, **(changes or {})}, more=more, **sheets)))


@pytest.mark.parametrize(
    ("first", "new"), [("2026-08", True), ("2025-09", True), ("2025-08", False), ("2026-10", False)]
)
def test_new_for_a_year(first, new):
    who = teacher("T8", "C", "数学", stage="初中", **{**NEW, "first_appointed": first})
    assert (("T8",) if new else ()) == _fact(more=[who]).people


def test_only_junior_teachers_of_rural_or_weak_schools_who_have_not_been():
    junior = teacher("T8", "C", "数学", stage="初中", **NEW)
    primary = teacher("T9", "C", "数学", **NEW)
    town = teacher("TX", "A", "数学", stage="初中", **NEW)
    assert _fact(more=[junior, primary, town]).people == ("T8",)
    been = HistoryRow(person="T8", school="A", start=START.replace(year=2025),
                      end=START.replace(month=8), mode="锻炼")  # fmt: skip
    assert _fact(more=[junior], history=[been]).people == ()


def test_hosts_are_strong_town_schools_that_run_the_stage():
    assert _fact().hosts("初中") == ("A",)
    assert _fact({"A": {"kind": "小学"}}).hosts("初中") == ()
    assert _fact({"A": {"kind": "九年一贯", "strong": False}}).hosts("初中") == ()

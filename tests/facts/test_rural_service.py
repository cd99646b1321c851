"""农村服务: segments of 履历 add up to the day; town exchanges interrupt; blanks are unknown."""

from datetime import date

import pytest

from constraints.facts.rural_service import YEAR, Debt, RuralService
from models.sheets import HistoryRow
from tests.tiny import situation, tiny


def _row(person, school, start, end=None, **kw):
    stated = {"mode": "调动", "relation": "调动", **kw}
    return HistoryRow(
        person=person, school=school, start=date.fromisoformat(start),
        end=date.fromisoformat(end) if end else None, **stated,
    )  # fmt: skip


def _fact(changes=None, **sheets):
    return RuralService.of(situation(tiny(changes or {}, **sheets)))


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        ([("B", "2020-09-01", "2021-08-31")], 365),
        ([("B", "2020-09-01", "2021-08-31"), ("C", "2022-09-01", "2022-09-30")], 395),
        ([("B", "2020-09-01", "2021-08-31"), ("B", "2021-08-01", "2021-09-09")], 374),
        ([("B", "2026-08-31", None)], 1),
        ([("B", "2026-09-01", None)], 0),
        ([("A", "2020-09-01", "2021-08-31")], 0),
    ],
)
def test_segments_add_up_and_overlaps_count_once(rows, days):
    fact = _fact(history=[_row("T1", *row) for row in rows])
    assert fact.served("T1", date(2026, 9, 1)) == days


def test_a_stay_counts_from_the_day_of_coming_and_a_town_exchange_interrupts_it():
    fact = _fact({"T5": {"school_since": "2024-09"}})
    assert fact.served("T5", date(2026, 9, 1)) == 730
    away = [_row("T5", "A", "2025-09-01", "2026-08-31", mode="交流", relation="不调动")]
    assert (
        _fact({"T5": {"school_since": "2024-09"}}, history=away).served("T5", date(2026, 9, 1))
        == 365
    )


def test_the_row_itself_may_say_whether_it_was_rural():
    rows = [_row("T1", "A", "2020-09-01", "2021-08-31", rural=True)]
    assert _fact(history=rows).served("T1", date(2026, 9, 1)) == 365


def test_without_any_date_the_column_speaks_or_nothing_is_known():
    fact = _fact({"T5": {"school_since": None, "rural_years": "2.5"}})
    assert fact.served("T5", date(2026, 9, 1)) == 912
    assert _fact({"T5": {"school_since": None}}).served("T5", date(2026, 9, 1)) is None


def test_what_is_owed_and_until_when():
    funded = {"service": "省属公费师范生", "service_until": date(2027, 1, 1)}
    assert _fact({"T5": funded}).segmented("T5") == Debt(6 * YEAR, date(2027, 1, 1))
    past = {**funded, "service_until": date(2026, 8, 31)}
    assert _fact({"T5": past}).segmented("T5") is None
    blank = {"service": "省属公费师范生", "first_appointed": "2022-08"}
    assert _fact({"T5": blank}).segmented("T5") == Debt(6 * YEAR, date(2028, 7, 31))


def test_a_bound_appointment_runs_for_two_terms_and_the_years_are_blank():
    bound = {"service": "捆绑聘用", "first_appointed": "2022-09"}
    assert _fact({"T5": bound}).bound("T5") == Debt(None, date(2028, 8, 31))
    assert _fact({"T5": {**bound, "first_appointed": "2020-09"}}).bound("T5") is None

"""Where people stand on the first day of the term: one day before, on and after each event."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from constraints.facts.standing import (
    LOCKED,
    MISMATCH,
    NO_SUCCESSOR,
    RUNNING,
    Standing,
    StandingFact,
)
from models.column import Code
from models.sheets import LockRow, SchoolChangeRow
from models.vocabulary import Mode, Relation
from tests.facts.staff_params import past, under
from tests.tiny import county, school, teacher, tiny


def _one(changes: dict[str, Any] | None = None, **sheets: Any) -> Standing:
    """Standing of T1, of school A, in the tiny county."""
    return StandingFact.of(under(tiny({"T1": changes or {}}, **sheets))).by_person[Code("T1")]


def test_everyone_at_home() -> None:
    found = StandingFact.of(under(tiny())).by_person
    assert list(found) == ["T1", "T2", "T3", "T4", "T5", "T6", "T7"]
    assert found[Code("T1")] == Standing(True, Code("A"), Code("A"), "", (), False, None)


@pytest.mark.parametrize(
    ("end", "school", "fixed", "returned"),
    [
        ("2026-08-31", "A", "", True),
        ("2026-09-01", "B", RUNNING, False),
        ("2026-09-02", "B", RUNNING, False),
        (None, "B", RUNNING, False),
    ],
)
def test_an_exchange_runs_until_its_last_day(
    end: str | None, school: str, fixed: str, returned: bool
) -> None:
    found = _one({"duty_school": "B"}, history=[past("T1", "B", "2025-09-01", end)])
    assert (found.school, found.fixed, found.returned) == (school, fixed, returned)
    assert found.running is (fixed == RUNNING)
    assert found.since == (date(2026, 8, 31) if returned else date(2025, 9, 1))
    assert found.holder == "A"
    assert found.in_supply


def test_a_running_exchange_counts_even_when_the_list_is_not_yet_changed() -> None:
    found = _one(history=[past("T1", "C", "2026-09-01", "2027-08-31")])
    assert (found.school, found.fixed) == ("C", RUNNING)


def test_a_transfer_brings_nobody_back() -> None:
    row = past("T1", "B", "2020-09-01", "2026-08-31").model_copy(
        update={"relation": Relation.TRANSFERRED}
    )
    found = _one({"duty_school": "B", "establishment_school": "A"}, history=[row])
    assert (found.school, found.fixed, found.returned) == ("B", MISMATCH, False)


def test_going_outside_the_county_leaves_no_school_here() -> None:
    found = _one(history=[past("T1", "W001", "2026-09-01", None, "支教")])
    assert (found.school, found.in_supply, found.why) == (None, False, "本期在外县任教")
    assert found.holder == "A"


def test_two_schools_without_a_record_wait_for_an_answer() -> None:
    found = _one({"duty_school": "B"})
    assert (found.school, found.fixed, found.returned) == ("B", MISMATCH, False)
    assert found.holder == "A"


def test_a_campus_is_the_same_house() -> None:
    rows = [school("A"), school("A1", legal_code="A", approved=None)]
    people = [teacher("T1", "A", duty_school="A1"), teacher("T2", "A1")]
    found = StandingFact.of(under(county(rows, people))).by_person
    assert (found[Code("T1")].school, found[Code("T1")].fixed) == ("A1", "")
    assert found[Code("T2")].holder == "A"


@pytest.mark.parametrize(
    ("change", "in_supply"),
    [
        ({"status": "产假"}, False),
        ({"status": "产假", "status_to": "2026-08-31"}, True),
        ({"status": "产假", "status_to": "2026-09-01"}, False),
        ({"status": "产假", "status_from": "2026-09-01"}, False),
        ({"status": "产假", "status_from": "2026-09-02"}, True),
        ({"status": "借调", "status_to": "2026-08-31"}, False),
        ({"status": "在编不在岗"}, False),
        ({"full_time_teacher": False}, False),
        ({"post_kind": "职员"}, False),
        ({"subject": None}, False),
        ({"stage": None}, False),
        ({"staff_kind": "合同制"}, True),
    ],
)
def test_who_is_supply(change: dict[str, Any], in_supply: bool) -> None:
    found = _one(change)
    assert found.in_supply is in_supply
    assert found.school == "A"
    assert bool(found.why) is not in_supply


def test_the_ground_of_an_absence_stays_with_the_bureau() -> None:
    found = _one({"status": "病休"})
    assert found.why == "本期不在岗"
    assert found.detail == "人员状态：病休"


@pytest.mark.parametrize(
    ("born", "kind", "in_supply"),
    [
        ("1964-12", "在编", False),
        ("1966-04", "在编", False),  # 2026-04 and four months: 2026-08
        ("1966-05", "在编", True),  # 2026-05 and five months: 2026-10
        ("1964-12", "银龄", True),
    ],
)
def test_retired_before_the_term(born: str, kind: str, in_supply: bool) -> None:
    found = _one({"gender": "男", "born": born, "staff_kind": kind})
    assert found.in_supply is in_supply


def test_contract_staff_hold_no_establishment() -> None:
    assert _one({"staff_kind": "合同制"}).holder is None


def test_public_staff_at_a_private_school_are_no_supply() -> None:
    rows = [school("A"), school("M", sponsor="民办")]
    people = [
        teacher("T1", "A", duty_school="M"),
        teacher("T2", "M", staff_kind="合同制"),
    ]
    found = StandingFact.of(under(county(rows, people))).by_person
    assert not found[Code("T1")].in_supply
    assert found[Code("T2")].in_supply


def _change(effective: str, successor: str | None = "B") -> SchoolChangeRow:
    return SchoolChangeRow.model_validate(
        {"school": "A", "change": "撤", "successor": successor, "effective": effective}
    )


@pytest.mark.parametrize(
    ("effective", "school"), [("2026-08-31", "B"), ("2026-09-01", "B"), ("2026-09-02", "A")]
)
def test_a_closed_school_hands_its_people_over(effective: str, school: str) -> None:
    found = _one(school_changes=[_change(effective)])
    assert (found.school, found.holder, found.fixed) == (school, school, "")


def test_a_closed_school_without_a_successor() -> None:
    found = _one(school_changes=[_change("2026-09-01", None)])
    assert (found.school, found.fixed) == ("A", NO_SUCCESSOR)


def test_locks_are_carried_and_staying_is_fixed() -> None:
    stay = LockRow.model_validate(
        {"person": "T1", "mode": "留任", "reason": "公示结果", "decided_by": "局务会"}
    )
    assert _one(locks=[stay]).fixed == LOCKED
    go = stay.model_copy(update={"mode": Mode.ROTATION, "school": "B"})
    found = _one(locks=[go])
    assert (found.fixed, found.locks) == ("", (go,))

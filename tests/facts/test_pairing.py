"""Pairs in force on the reference date, both ways, campuses with their legal school."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from constraints.facts.pairing import P, Pairing
from models.column import Code
from models.sheets import PairingRow
from models.vocabulary import PairingKind
from tests.tiny import school, situation, tiny

DAY = date(2026, 9, 1)


def _pairs(*rows: Any, **facts: Any) -> Pairing:
    return Pairing.of(situation(tiny(pairings=rows), **facts))


def _row(one: str = "B", other: str = "A", kind: str = "结对", **kw: Any) -> PairingRow:
    return PairingRow(school=one, other=other, kind=kind, **kw)  # type: ignore[arg-type]


def test_a_row_binds_both_ways() -> None:
    found = _pairs(_row())
    assert found.partners == {"A": ("B",), "B": ("A",)} and not found.paired(Code("C"))


@pytest.mark.parametrize(
    ("kw", "paired"),
    [
        ({"start": DAY}, True),
        ({"start": date(2026, 9, 2)}, False),
        ({"end": DAY}, True),
        ({"end": date(2026, 8, 31)}, False),
    ],
)
def test_both_ends_of_the_period_count(kw: dict[str, Any], paired: bool) -> None:
    assert _pairs(_row(**kw)).paired(Code("B")) is paired


def test_only_the_policys_kinds() -> None:
    only = P(kinds=(PairingKind.PAIRED,))
    assert not _pairs(_row(kind="托管"), pairing=only).paired(Code("B"))


def test_a_partner_outside_the_county() -> None:
    assert _pairs(_row(other="W1")).partners_of(Code("B")) == ("W1",)


def test_a_campus_is_in_the_pair_of_its_legal_school() -> None:
    county = tiny(pairings=[_row("B1", "A")])
    campus = school("B1", legal_code="B", holds_establishment=False)
    found = Pairing.of(situation(replace(county, schools=(*county.schools, campus))))
    assert found.paired(Code("B")) and found.paired(Code("B1"))


def test_nothing_is_known_without_the_sheet() -> None:
    assert not _pairs().known

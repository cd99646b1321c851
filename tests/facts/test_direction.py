"""Directions: pairs of groups, within scope, between legal schools."""

from __future__ import annotations

import pytest

from constraints.facts.direction import Direction
from models.column import Code
from models.sheets import SchoolRow
from tests.facts.staff_params import under
from tests.tiny import county, school, tiny, without


@pytest.mark.parametrize(
    ("home", "host", "counts"),
    [
        ("A", "B", True),
        ("A", "C", True),
        ("B", "A", True),  # weak to strong
        ("C", "A", False),
        ("B", "C", False),
        ("A", "A", False),
        ("A", "W001", False),
    ],
)
def test_counted(home: str, host: str, counts: bool) -> None:
    assert Direction.of(under(tiny())).counts(Code(home), Code(host)) is counts


def test_campuses_and_schools_out_of_scope_do_not_count() -> None:
    rows = [
        school("A", locale="城区"),
        school("A1", legal_code="A", locale="乡村"),
        school("B", locale="乡村"),
        school("K", kind="幼儿园", locale="乡村"),
    ]
    matrix = Direction.of(under(county(rows))).matrix
    assert matrix[0].tolist() == [False, False, True, False]


def test_an_absent_column_is_named() -> None:
    rows = [school("A", locale="城区"), school("C", locale="镇区")]
    found = county(rows, columns=without(SchoolRow, "county_seat"))
    assert ("县驻地", "C") in Direction.of(under(found)).open
    assert not Direction.of(under(tiny())).open

"""Groups of schools: definitions as data, rounds of 薄弱, and what an absent column leaves open."""

from __future__ import annotations

from typing import Any

import pytest

from constraints.facts.grouping import Grouping
from models.column import Code
from models.problem import InputRefused
from models.sheets import SchoolRow
from tests.facts.staff_params import under
from tests.tiny import county, school, tiny, without


def test_groups_of_the_tiny_county() -> None:
    groups = Grouping.of(under(tiny()))
    assert groups.members("urban") == ("A",)
    assert groups.members("rural") == ("B", "C")
    assert groups.members("town_side") == ("A", "C")
    assert groups.members("township_seat") == ("C",)
    assert groups.members("rural_or_weak") == ("B", "C")
    assert groups.members("compulsory") == ("A", "B", "C")
    assert groups.members("东片") == ("A", "B")
    assert groups.label("urban") == "城市学校"
    assert groups.label("东片") == "东片"
    assert groups.mask("rural").tolist() == [False, True, True]
    assert not groups.has("rural", Code("W001"))


def test_a_county_seat_in_a_town_is_urban() -> None:
    groups = Grouping.of(under(tiny({"C": {"county_seat": True}})))
    assert groups.members("urban") == ("A", "C")
    assert groups.members("rural") == ("B",)


@pytest.mark.parametrize(
    ("change", "weak"),
    [
        ({}, True),
        ({"weak_from": "2026-09-02"}, False),
        ({"weak_from": "2026-09-01"}, True),
        ({"weak_to": "2026-09-01"}, True),
        ({"weak_to": "2026-08-31"}, False),
        ({"weak": None}, False),
    ],
)
def test_weak_counts_within_its_round(change: dict[str, Any], weak: bool) -> None:
    stated = {**dict.fromkeys(("weak_from", "weak_to")), "weak": True, **change}
    rows = [SchoolRow.model_validate({**dict(school("B")), **stated})]
    assert Grouping.of(under(county(rows))).has("weak", Code("B")) is weak


@pytest.mark.parametrize(("pupils", "small"), [(99, True), (100, False)])
def test_a_number_is_compared(pupils: int, small: bool) -> None:
    rows = [school("B", pupils=pupils, teaching_point=True)]
    assert Grouping.of(under(county(rows))).has("small", Code("B")) is small


def test_an_absent_column_leaves_open_only_what_hangs_on_it() -> None:
    rows = [school("A", locale="城区"), school("B"), school("C", locale="镇区")]
    groups = Grouping.of(under(county(rows, columns=without(SchoolRow, "county_seat"))))
    assert groups.missing("rural") == ("学校.县驻地",)
    assert groups.members("rural") == ("B",)
    assert groups.undecided("rural", Code("C"))
    assert not groups.undecided("rural", Code("A"))
    assert groups.missing("rural_or_weak", among=(Code("C"),)) == (
        "学校.县驻地",
        "学校.薄弱学校（0行空白）",
    )
    assert groups.missing("town_side") == ()
    no_town = Grouping.of(under(county(rows[:2], columns=without(SchoolRow, "county_seat"))))
    assert no_town.missing("rural") == ()


def test_the_first_blank_cell_leaves_its_school_open() -> None:
    """镇驻地 is stated of all schools but C: C is in no group, and in none surely not."""
    rows = [school("A", township_seat=False), school("B", township_seat=True), school("C")]
    groups = Grouping.of(under(county(rows)))
    assert groups.members("township_seat") == ("B",)
    assert groups.undecided("township_seat", Code("C"))
    assert groups.missing("township_seat") == ("学校.镇驻地（0行空白）",)
    assert groups.missing("township_seat", among=(Code("A"), Code("B"))) == ()
    assert groups.maybe("township_seat").tolist() == [False, True, True]


def test_a_blank_cell_matters_only_where_the_rest_of_the_definition_holds() -> None:
    """县驻地 asks of schools in towns alone; whoever is out of the round is not weak anyway."""
    rows = [school("A", locale="城区"), school("B"), school("C", locale="镇区")]
    groups = Grouping.of(under(county(rows)))
    assert [groups.undecided("urban", row.code) for row in rows] == [False, False, True]
    late = school("B", weak_from="2026-09-02")
    assert not Grouping.of(under(county([late]))).missing("weak")


def test_a_blank_tick_is_no_only_where_its_column_says_so() -> None:
    """The note of the template and what the groups make of a blank cell are the same."""
    for field in SchoolRow.fields():
        if field.kind is bool and field.name != "holds_establishment":
            said = "空白=否" in field.column.note
            group = {"weak": ({field.column.header: ("是",)},)}
            found = Grouping.of(under(county([school("B")]), grouping=group))
            assert found.undecided("weak", Code("B")) is not said, field.name
            office = county([school("B", kind="教研机构")])
            assert not Grouping.of(under(office, grouping=group)).missing("weak")


@pytest.mark.parametrize(
    ("definition", "message"),
    [
        (({"县城": ("是",)},), "没有“县城”列"),
        (({"城乡": ("城里",)},), "“城里”不是“城乡”列的取值"),
        (({"在校生数": ("少",)},), "应写成“<100”的样子"),
        (({"组": ("弱校",)},), "分组“弱校”没有定义"),
        (({"组": ("rural_or_weak",)},), "循环"),
    ],
)
def test_a_definition_nobody_can_read_is_refused(definition: Any, message: str) -> None:
    with pytest.raises(InputRefused) as refused:
        Grouping.of(under(tiny(), grouping={"weak": definition}))
    assert message in str(refused.value)
    assert all(p.cell.startswith("facts.grouping.") for p in refused.value.problems)


def test_a_group_that_nobody_defined_is_refused_with_the_nearest() -> None:
    groups = Grouping.of(under(tiny()))
    for ask in (groups.members, groups.mask, groups.missing):
        with pytest.raises(InputRefused, match="分组“rurals”没有定义，最接近“rural”"):
            ask("rurals")
    with pytest.raises(InputRefused, match="分组“中小学”没有定义，而有规则要用它"):
        groups.has("中小学", Code("A"))

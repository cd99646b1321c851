"""Establishment: fractions rounded once, 班师比 only where named, three numbers kept apart."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any

import pytest

from constraints.facts.demand import Demand
from constraints.facts.establishment import Establishment, Line, P, Rounding
from constraints.facts.load import Load
from constraints.facts.supply import Supply
from models.county import County
from models.sheets import SchoolChangeRow
from models.vocabulary import Stage
from tests.tiny import START, classes, county, move, outcome, school, situation, teacher, tiny

GRADES = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级")


def _params(**kw: Any) -> P:
    stated: dict[str, Any] = {
        "pupils_per_post": {Stage.PRIMARY: Fraction(19), Stage.JUNIOR: Fraction(27, 2)},
        "posts_per_class": {Stage.PRIMARY: Fraction(3, 2)},
        "class_ratio_groups": ("small",),
        "rounding": Rounding.UP,
    }
    return P(**{**stated, **kw})


def _lines(found: County, **kw: Any) -> dict[str, Line]:
    here = situation(found, establishment=_params(**kw))
    return {line.school: line for line in Establishment.of(here).lines}


def _village(pupils: int = 90, **kw: Any) -> County:
    rows = [classes("A", grade, 1, pupils // 6) for grade in GRADES]
    return county([school("A", pupils=pupils, classes=6, **kw)], classes=rows)


def test_acceptance_small_school_five_by_pupils_nine_by_classes() -> None:
    line = _lines(_village())["A"]
    assert (line.by_pupils, line.by_classes, line.standard) == (5, 9, 9)
    assert line.binding == "班师比"


def test_acceptance_small_school_needs_eleven_teachers_by_curriculum() -> None:
    here = situation(_village(), "national")
    need = sum(Demand.of(here).needs.values())
    assert need == 1780
    load = Load.of(here).standard(Stage.PRIMARY, "语文")
    assert load == 160
    assert round(need / load, 1) == 11.1


def test_the_baseline_gives_the_same_two_numbers() -> None:
    (line,) = Establishment.of(situation(_village(), "national")).lines
    assert (line.by_pupils, line.by_classes, line.standard) == (5, 9, 9)


@pytest.mark.parametrize(
    ("pupils", "change", "binding"),
    [
        (96, {}, "班师比"),
        (102, {}, "生师比"),
        (96, {"locale": "镇区", "county_seat": True}, "生师比"),
        (96, {"locale": "城区", "teaching_point": True}, "班师比"),
    ],
)
def test_the_class_ratio_binds_only_in_named_groups(
    pupils: int, change: dict[str, Any], binding: str
) -> None:
    line = _lines(_village(pupils, **change))["A"]
    assert line.binding == binding
    assert line.by_classes == 9


def test_the_class_ratio_binds_only_when_larger() -> None:
    assert _lines(_village(), posts_per_class={Stage.PRIMARY: Fraction(1, 2)})["A"].standard == 5


@pytest.mark.parametrize(
    ("pupils", "up", "nearest", "down"),
    [(95, 5, 5, 5), (96, 6, 5, 5), (94, 5, 5, 4), (105, 6, 6, 5)],
)
def test_rounding_is_the_policys(pupils: int, up: int, nearest: int, down: int) -> None:
    row = school("A", locale="城区", pupils=pupils, classes=2)
    for rounding, expected in zip(Rounding, (up, nearest, down), strict=True):
        assert _lines(county([row]), rounding=rounding)["A"].by_pupils == expected


def test_a_nine_year_school_adds_exact_fractions_and_rounds_once() -> None:
    rows = [classes("A", "一年级", 1, 20), classes("A", "七年级", 1, 28)]
    line = _lines(county([school("A", kind="九年一贯", locale="城区")], classes=rows))["A"]
    assert line.by_pupils == 4  # 1.05 + 2.07 = 3.13, not 2 + 3
    assert line.by_classes is None


def test_a_nine_year_school_without_class_rows_is_undecided() -> None:
    line = _lines(county([school("A", kind="九年一贯", pupils=300, classes=9)]))["A"]
    assert (line.by_pupils, line.standard, line.binding) == (None, None, "")


def test_a_stage_without_a_norm_is_undecided_not_zero() -> None:
    line = _lines(county([school("A", kind="中职", pupils=300, classes=9)]))["A"]
    assert (line.by_pupils, line.standard) == (None, None)


def _campuses() -> County:
    rows = [
        school("A", locale="城区", approved=9, pupils=200, classes=4),
        school("A2", legal_code="A", approved=None, teaching_point=True, pupils=38, classes=4),
    ]
    people = [teacher("T1", "A"), teacher("T2", "A", duty_school="A2")]
    return county(rows, people)


def test_campuses_count_under_their_holder() -> None:
    lines = _lines(_campuses())
    assert list(lines) == ["A"]
    line = lines["A"]
    assert line.by_pupils == 13  # 238 / 19 = 12.5
    assert line.standard == 17  # 200 / 19 + 4 × 1.5 = 16.5
    assert line.binding == "生师比与班师比"
    assert (line.on_roll, line.on_duty, line.supply, line.over_under) == (2, 2, 2, -7)


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({}, (4, 4, 4)),
        ({"status": "病休"}, (4, 4, 3)),
        ({"status": "产假"}, (4, 4, 3)),
        ({"status": "借调"}, (4, 4, 3)),
        ({"status": "待岗"}, (4, 4, 3)),
        ({"staff_kind": "合同制"}, (3, 4, 4)),
        ({"post_kind": "工勤", "stage": None, "subject": None}, (4, 4, 3)),
        ({"duty_school": "B"}, (4, 3, 3)),
        ({"establishment_school": "B"}, (3, 4, 4)),
    ],
)
def test_on_roll_on_duty_and_supply_are_three_numbers(
    change: dict[str, Any], counts: tuple[int, int, int]
) -> None:
    line = _lines(tiny({"T1": change}))["A"]
    assert (line.on_roll, line.on_duty, line.supply) == counts


def test_over_and_under_are_against_the_approved_number() -> None:
    for approved, expected in ((3, 1), (4, 0), (5, -1)):
        line = _lines(tiny({"A": {"approved": approved}}))["A"]
        assert line.over_under == expected
    assert _lines(tiny({"A": {"approved": None}}))["A"].over_under is None


def test_over_and_under_count_people_on_the_books_not_those_present() -> None:
    lines = _lines(tiny({"T1": {"duty_school": "B"}}))
    assert (lines["A"].on_roll, lines["A"].on_duty, lines["A"].over_under) == (4, 3, -1)
    assert (lines["B"].on_roll, lines["B"].on_duty, lines["B"].over_under) == (1, 2, -2)


def test_private_schools_have_no_line() -> None:
    assert "A" not in _lines(tiny({"A": {"sponsor": "民办"}}))


def test_rotation_leaves_the_establishment_and_a_transfer_moves_it() -> None:
    here = situation(tiny(), establishment=_params())
    fact = Establishment.of(here)
    before = {line.school: line for line in fact.lines}
    assert fact.after(outcome(here)) == fact.lines
    for relation, roll_a, roll_b in (("不调动", 4, 1), ("调动", 3, 2)):
        plan = outcome(here, move("T1", "A", "B", relation=relation))
        after = {line.school: line for line in fact.after(plan)}
        assert (after["A"].on_roll, after["B"].on_roll) == (roll_a, roll_b)
        assert (after["A"].on_duty, after["B"].on_duty) == (3, 2)
        assert (after["A"].supply, after["B"].supply) == (3, 2)
        assert (after["A"].over_under, after["B"].over_under) == (roll_a - 5, roll_b - 3)
        unmoved = dataclasses.replace(after["A"], on_roll=4, on_duty=4, supply=4, over_under=-1)
        assert unmoved == before["A"]


def test_somebody_past_the_retirement_age_teaches_nowhere_placed_or_not() -> None:
    here = situation(tiny({"T1": {"born": "1955-05"}}), establishment=_params())
    fact = Establishment.of(here)
    plan = outcome(here, move("T1", "A", "B"))
    counts = [
        [(n.on_duty, n.supply) for n in lines[:2]] for lines in (fact.lines, fact.after(plan))
    ]
    assert counts == [[(4, 3), (1, 1)], [(3, 3), (2, 1)]]
    assert Supply.of(here).people_after(plan) == Supply.of(here).people


@pytest.mark.parametrize("campus", [True, False])
def test_a_closed_school_leaves_its_successor_a_standard(campus: bool) -> None:
    """Its classes are counted where they go; a campus of the same legal school hides nothing."""
    rows = [classes("A", grade, 1, 38) for grade in GRADES] + [classes("B", "一年级", 1, 19)]
    own = {"legal_code": "A", "holds_establishment": False, "approved": None} if campus else {}
    closing = SchoolChangeRow(school="B", change="撤", successor="A", effective=START)  # type: ignore[arg-type]
    found = county(
        [school("A", pupils=228, classes=6), school("B", pupils=19, classes=1, **own)],
        classes=rows,
        school_changes=[closing],
    )
    lines = _lines(found)
    assert (lines["A"].by_pupils, lines["A"].by_classes) == (13, 11)
    assert campus or lines["B"].standard is None

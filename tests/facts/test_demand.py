"""Demand: classes × curriculum by 学制, overrides, closed schools, kindergartens, the undecided."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from constraints.facts.demand import Demand, P, stage_of
from models.column import Code, Subject
from models.sheets import DemandRow, SchoolChangeRow
from models.vocabulary import Grade, Schooling, Stage
from tests.tiny import START, bare, classes, county, school, situation, tiny

CHINESE, PE, PHYSICS = Subject("语文"), Subject("体育"), Subject("物理")
A, B, C = Code("A"), Code("B"), Code("C")


def _flat(periods: int) -> tuple[Fraction, ...]:
    return (Fraction(periods),) * 9


def _params(**kw: Any) -> P:
    stated: dict[str, Any] = {
        "six_three": {
            CHINESE: _flat(5),
            PE: _flat(1),
            PHYSICS: (Fraction(0),) * 8 + (Fraction(3),),
        },
        "five_four": {CHINESE: _flat(6)},
        "senior": None,
        "per_kindergarten_class": {Subject("保教"): 2, Subject("保育"): 1},
        "per_boarding_class": {Subject("保教"): 1, Subject("保育"): 1},
    }
    return P(**{**stated, **kw})


def _demand(found: Any, **kw: Any) -> Demand:
    return Demand.of(bare(found, demand=_params(**kw)))


def _one(grade: str, n: int = 1, **kw: Any) -> Demand:
    return _demand(county([school("A", **kw)], classes=[classes("A", grade, n)]))


def test_classes_times_curriculum_with_the_stage_in_the_key() -> None:
    assert dict(_demand(tiny()).needs) == {
        (A, Stage.PRIMARY, CHINESE): 100,
        (A, Stage.PRIMARY, PE): 20,
        (B, Stage.PRIMARY, CHINESE): 100,
        (B, Stage.PRIMARY, PE): 20,
        (C, Stage.JUNIOR, CHINESE): 50,
        (C, Stage.JUNIOR, PE): 10,
        (C, Stage.PRIMARY, CHINESE): 50,
        (C, Stage.PRIMARY, PE): 10,
    }
    assert _demand(tiny()).of_stage(C, Stage.JUNIOR) == {CHINESE: 50, PE: 10}


def test_needs_come_in_one_order() -> None:
    needs = list(_demand(tiny()).needs)
    assert needs == sorted(needs)


def test_grade_six_is_junior_only_under_five_four() -> None:
    assert stage_of(Grade.G5, Schooling.FIVE_FOUR) is Stage.PRIMARY
    assert stage_of(Grade.G6, Schooling.FIVE_FOUR) is Stage.JUNIOR
    assert stage_of(Grade.G6, Schooling.SIX_THREE) is Stage.PRIMARY
    assert stage_of(Grade.G6, None) is Stage.PRIMARY
    assert stage_of(Grade.G7, Schooling.SIX_THREE) is Stage.JUNIOR


def test_each_schooling_has_its_own_table() -> None:
    six = _one("六年级", 2, schooling="六三").needs
    five = _one("六年级", 2, schooling="五四", kind="初中").needs
    assert six == {(A, Stage.PRIMARY, CHINESE): 100, (A, Stage.PRIMARY, PE): 20}
    assert five == {(A, Stage.JUNIOR, CHINESE): 120}


def test_a_subject_not_taught_in_a_grade_is_no_need() -> None:
    assert (A, Stage.JUNIOR, PHYSICS) not in _one("八年级", kind="初中").needs
    assert _one("九年级", kind="初中").needs[A, Stage.JUNIOR, PHYSICS] == 30


def test_stated_demand_replaces_its_subject_alone() -> None:
    row = DemandRow(school="A", stage="小学", subject="体育", periods="7.5")  # type: ignore[arg-type]
    needs = _demand(tiny(demands=[row])).needs
    assert needs[A, Stage.PRIMARY, PE] == 75
    assert needs[A, Stage.PRIMARY, CHINESE] == 100


def test_stated_zero_takes_the_need_away() -> None:
    row = DemandRow(school="A", stage="小学", subject="体育", periods=0)  # type: ignore[arg-type]
    assert (A, Stage.PRIMARY, PE) not in _demand(tiny(demands=[row])).needs


def test_private_schools_need_nobody_from_the_county() -> None:
    assert not _one("一年级", sponsor="民办").needs
    assert not _one("小班", sponsor="民办", kind="幼儿园").heads


def test_senior_classes_without_curriculum_are_undecided() -> None:
    demand = _one("高一", 6, kind="高中")
    assert not demand.needs
    assert demand.undecided == ((A, Stage.SENIOR),)


def test_stated_demand_decides_a_senior_school() -> None:
    row = DemandRow(school="A", stage="高中", subject="物理", periods=48)  # type: ignore[arg-type]
    found = county([school("A", kind="高中")], classes=[classes("A", "高一", 6)], demands=[row])
    assert _demand(found).needs == {(A, Stage.SENIOR, PHYSICS): 480}
    assert _demand(found).undecided == ()


def test_senior_curriculum_when_the_policy_gives_one() -> None:
    found = county([school("A", kind="高中")], classes=[classes("A", "高二", 3)])
    table = {PHYSICS: (Fraction(2), Fraction(4), Fraction(5))}
    assert _demand(found, senior=table).needs == {(A, Stage.SENIOR, PHYSICS): 120}


def test_kindergartens_in_heads_and_boarding_adds() -> None:
    assert _one("中班", 3, kind="幼儿园").heads == {A: 6}
    assert _one("中班", 3, kind="幼儿园").carers == {A: 3}
    assert _one("中班", 3, kind="幼儿园", boarding=True).heads == {A: 9}
    assert _one("中班", 3, kind="幼儿园").needs == {}
    assert _one("中班", 3, kind="幼儿园").undecided == ()


def _closing(day: str, successor: str | None = "A") -> SchoolChangeRow:
    return SchoolChangeRow(school="B", change="撤", successor=successor, effective=day)  # type: ignore[arg-type]


def test_a_kindergarten_without_class_rows_has_the_classes_its_own_row_states() -> None:
    rows = [school("K", kind="幼儿园", pupils=60, classes=2)]
    assert Demand.of(situation(county(rows))).heads == {"K": 4}


def test_pupils_without_class_rows_leave_the_need_undecided_unless_stated() -> None:
    """Closed into B, A is asked of B; the junior stage has its 学科需求."""
    rows = [school("A", kind="九年一贯", pupils=300, classes=9), school("B")]
    stated = DemandRow(school="A", stage="初中", subject="语文", periods=10)  # type: ignore[arg-type]
    closing = SchoolChangeRow(school="A", change="撤", successor="B", effective=START)  # type: ignore[arg-type]
    found = Demand.of(situation(county(rows, demands=[stated])))
    assert found.undecided == (("A", Stage.PRIMARY),)
    found = Demand.of(situation(county(rows, demands=[stated], school_changes=[closing])))
    assert found.undecided == (("B", Stage.PRIMARY),)
    assert found.lacking(("B",)) == ("班级：A校（学校!0行）没有填各年级的班级数和学生数",)


def test_a_closed_schools_classes_are_its_successors() -> None:
    for day, at_a, at_b in (
        ("2026-08-31", 200, 0),
        ("2026-09-01", 200, 0),
        ("2026-09-02", 100, 100),
    ):
        needs = _demand(tiny(school_changes=[_closing(day)])).needs
        assert needs[A, Stage.PRIMARY, CHINESE] == at_a
        assert needs.get((B, Stage.PRIMARY, CHINESE), 0) == at_b


def test_a_closed_school_without_successor_keeps_its_need() -> None:
    needs = _demand(tiny(school_changes=[_closing("2026-08-31", None)])).needs
    assert needs[B, Stage.PRIMARY, CHINESE] == 100

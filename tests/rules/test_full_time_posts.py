"""Cases of full_time_posts: one PE teacher for six lower or seven upper primary classes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from constraints.provision.full_time_posts import RULE, P
from constraints.situation import Situation
from models.column import Subject
from models.sheets import HistoryRow, RecruitRow
from models.vocabulary import Grade
from tests.rules.case import Case
from tests.rules.test_recruits_placed import come
from tests.tiny import classes, county, move, outcome, school, situation, teacher

PE = P(
    group="compulsory",
    subjects=(Subject("体育"),),
    classes_per_teacher={Grade.G1: Fraction(6), Grade.G4: Fraction(7)},
    other_reading=None,
    rural="rural",
    rural_pupils=200,
    rural_least=1,
)

MANY = P(**{**vars(PE), "rural_least": 3})


def town(lower: int, upper: int, teachers: int, pupils: int = 100) -> Situation:
    """A rural school A of so many classes with PE teachers, and B that has one and needs none."""
    people = [teacher(f"A{i}", "A", "体育") for i in range(teachers)] + [teacher("B0", "B", "体育")]
    rooms = [
        classes("A", "一年级", lower),
        classes("A", "四年级", upper),
        classes("B", "二年级", 9),
    ]
    return situation(county([school("A", pupils=pupils), school("B")], people, rooms))


PLACED = HistoryRow(
    person="招聘01-001", school="A", mode="招聘", start=date(2025, 9, 1), end=date(2026, 1, 31)
)


def awaiting(subject: str, *history: HistoryRow) -> Situation:
    """A, which needs a second PE teacher, and a recruit."""
    recruit = RecruitRow(stage="小学", subject=subject, heads=1, source="公开招聘")  # type: ignore[arg-type]
    there = county([school("A")], [teacher("A0", "A", "体育")],
                   [classes("A", "一年级", 6), classes("A", "四年级", 7)],
                   recruits=[recruit], history=history)  # fmt: skip
    return situation(there)


CASES = (
    # 6/6 + 7/7 = 2.
    Case("Two teachers for two full sets", town(6, 7, 2), PE, kind="edge"),
    # 7/6 + 7/7 = 2.17, so three.
    Case("One class more asks for a third", town(7, 7, 2), PE, {"A": 1}),
    Case(
        "The third comes from B",
        town(7, 7, 2),
        PE,
        roster=(move("B0", "B", "A"),),
        kind="edge",
    ),
    Case("A rural school of two hundred has at least three", town(6, 7, 2, 200), MANY, {"A": 1},
         kind="edge"),
    Case("One of a hundred and ninety-nine needs not", town(6, 7, 2, 199), MANY, kind="edge"),
    Case("Half a teacher is one", town(3, 0, 0), PE, {"A": 1}),
    Case("Another subject's teacher is none",
         situation(county([school("A")], [teacher("A0")], [classes("A", "一年级", 6)])),
         PE, {"A": 1}),
    Case("A recruit whom nobody places is none", awaiting("体育"), PE, {"A": 1}),
    Case("One whom the plan places is", awaiting("体育"), PE, roster=(come(1, "A", "体育"),),
         kind="edge"),
    Case("A recruit for another subject is none", awaiting("语文"), PE, {"A": 1},
         roster=(come(1, "A", "语文"),)),
    Case("One whom an earlier plan placed has arrived", awaiting("体育", PLACED), PE, kind="edge"),
)  # fmt: skip


def unlisted(kind: str, rooms: int) -> Situation:
    """A has so many classes by its own row, but none in 班级."""
    return situation(county([school("A", kind=kind, pupils=300, classes=rooms)]))


ALIKE = P(**{**vars(PE), "classes_per_teacher": dict.fromkeys(
    (Grade.G7, Grade.G8, Grade.G9), Fraction(6))})  # fmt: skip

CASES = (
    *CASES,
    Case("No class rows, and grades that ask for different numbers", unlisted("小学", 6), PE,
         undecidable=("A",)),
    Case("No class rows where all grades ask for the same", unlisted("初中", 7), ALIKE, {"A": 2}),
    Case("Neither class rows nor a number of classes", unlisted("初中", 0), ALIKE,
         undecidable=("A",)),
    Case("No class rows, and none of the grades", unlisted("幼儿园", 7), ALIKE, kind="edge"),
)  # fmt: skip


def test_a_school_without_class_rows_is_not_left_out_of_the_sum() -> None:
    (measure,) = Case("", unlisted("小学", 6), PE).measures(RULE)
    assert measure.missing == ("班级：A校（学校!0行）没有填各年级的班级数和学生数",)
    assert RULE.total([measure]).short is None


def test_only_schools_with_such_grades_have_a_row() -> None:
    """B teaches grade two, which the parameters do not name."""
    assert [m.key for m in CASES[0].measures(RULE)] == ["A"]


def test_the_other_reading_stands_beside_and_decides_nothing() -> None:
    """Five lower classes and one upper: 5/6 + 1/7, so one; at five to one, 1 + 1/5, so two."""
    five = P(**{**vars(PE), "other_reading": {Grade.G1: Fraction(5), Grade.G4: Fraction(5)}})
    there = outcome(town(5, 1, 1))
    measures = list(RULE.measure(there, five))
    assert [(m.key, m.short, dict(m.readings)) for m in measures] == [
        ("A", 0, {"按另一口径应有": "2人"})
    ]
    assert dict(RULE.total(measures).readings) == {"按另一口径应有": "2人"}

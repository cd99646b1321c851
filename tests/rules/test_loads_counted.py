"""Cases of loads_counted: half a load for homeroom (plain policy: 0.5, young pioneers 0.1)."""

from __future__ import annotations

from fractions import Fraction

from constraints.provision.loads_counted import RULE, P
from models.sheets import TeacherRow
from tests.rules.case import Case
from tests.tiny import county, school, situation, teacher, without

PEOPLE = [teacher("T1", homeroom=True), teacher("T2", young_pioneers=True), teacher("T3")]
THERE = situation(county([school("A")], PEOPLE))
HALF = P(homeroom=Fraction(1, 2), young_pioneers=None)

CASES = (
    Case("Half is counted and half is asked", THERE, HALF, kind="edge"),
    Case("More is asked than counted", THERE, P(homeroom=Fraction(3, 5), young_pioneers=None),
         {"班主任": 1}),
    Case("The tenth for young pioneers is not a fifth", THERE,
         P(homeroom=Fraction(1, 2), young_pioneers=Fraction(1, 5)), {"少先队辅导员": 1}),
    Case("No column for homeroom",
         situation(county([school("A")], PEOPLE, columns=without(TeacherRow, "homeroom"))),
         HALF, undecidable=("班主任",)),
    Case("Nobody wrote who is homeroom teacher",
         situation(county([school("A")], [teacher("T2", young_pioneers=True)])),
         HALF, undecidable=("班主任",)),
    Case("Nobody leads young pioneers",
         situation(county([school("A")], [teacher("T1", homeroom=True, young_pioneers=False)])),
         HALF),
)  # fmt: skip


def test_people_whose_duty_counts_too_little_are_named() -> None:
    """T1 alone is homeroom teacher."""
    (broken,) = [m for m in CASES[1].measures(RULE) if m.short]
    assert broken.people == ("T1",)


def test_a_duty_nobody_has_is_not_counted_as_met() -> None:
    assert [m.key for m in CASES[-1].measures(RULE)] == ["班主任"]

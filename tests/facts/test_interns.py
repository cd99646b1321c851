"""Interns and semesters: two to one, by school, subject and semester."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from constraints.facts.interns import Interns, Release
from constraints.facts.semesters import Semesters
from constraints.situation import Situation
from models.column import Code, Subject
from models.sheets import InternRow
from models.vocabulary import Term
from tests.tiny import county, situation, term, tiny

AUTUMN = Release(Code("A"), Subject("语文"), Term.AUTUMN)


def _here(heads: int = 2, semester: str = "秋季", **kw: Any) -> Situation:
    whole = tiny()
    row = InternRow(school="A", subject="语文", heads=heads, term=semester)  # type: ignore[arg-type]
    return situation(
        county(whole.schools, whole.teachers, whole.classes, term=term(**kw), interns=[row])
    )


def test_a_year_has_two_semesters() -> None:
    assert Semesters.of(_here()).named == {
        Term.AUTUMN: (date(2026, 9, 1), date(2027, 1, 31)),
        Term.SPRING: (date(2027, 2, 1), date(2027, 8, 31)),
    }


def test_a_plan_for_one_semester_is_that_semester() -> None:
    here = _here(name="春季", start=date(2027, 2, 20), end=date(2027, 7, 10))
    assert Semesters.of(here).named == {Term.SPRING: (date(2027, 2, 20), date(2027, 7, 10))}
    assert Semesters.of(here).first(1) == (date(2027, 2, 20), date(2027, 7, 10))


@pytest.mark.parametrize(("heads", "released"), [(1, 0), (2, 1), (3, 1), (4, 2)])
def test_two_interns_release_one_teacher(heads: int, released: int) -> None:
    assert Interns.of(_here(heads)).releases == {AUTUMN: released}


def test_who_may_be_released_and_which_release_a_training_uses() -> None:
    interns = Interns.of(_here())
    assert interns.candidates(AUTUMN) == ("T1", "T2")
    assert interns.release_of(Code("T1"), date(2026, 9, 1)) == AUTUMN
    assert interns.release_of(Code("T1"), date(2027, 2, 1)) is None
    assert interns.release_of(Code("T4"), date(2026, 9, 1)) is None


def test_a_year_planned_in_autumn_has_two_semesters() -> None:
    assert list(Semesters.of(_here(name="秋季")).named) == [Term.AUTUMN, Term.SPRING]
    one_day_less = _here(name="秋季", end=date(2027, 6, 29))
    assert list(Semesters.of(one_day_less).named) == [Term.AUTUMN]
    whole = _here(name="秋季", end=date(2027, 6, 30))
    assert list(Semesters.of(whole).named) == [Term.AUTUMN, Term.SPRING]

"""The shipped county reproduces what source 001 publishes (表1, 2020年), counted here anew."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from models.county import County
from models.sheets import TeacherRow
from models.vocabulary import Education, Locale, SchoolKind, Sponsor, Stage, Title

COMPULSORY = (Stage.PRIMARY, Stage.JUNIOR)
UPPER = (Stage.SENIOR, Stage.VOCATIONAL)


def _pupils(county: County, grades: str) -> int:
    return sum(row.pupils for row in county.classes if row.grade.value in grades.split())


def _share(people: list[TeacherRow], holds: Callable[[TeacherRow], bool]) -> Fraction:
    return Fraction(sum(holds(p) for p in people), len(people))


def _percent(share: Fraction) -> str:
    return f"{float(100 * share):.2f}"


def _bachelor(person: TeacherRow) -> bool:
    assert person.education is not None
    return person.education.rank >= Education.BACHELOR.rank


def _teachers(county: County, *stages: Stage) -> list[TeacherRow]:
    return [t for t in county.teachers if t.teaches and t.stage in stages]


@pytest.mark.parametrize(
    ("grades", "published"),
    [
        ("小班 中班 大班", 16_300),
        ("一年级 二年级 三年级 四年级 五年级 六年级 七年级 八年级 九年级", 37_000),
        ("高一 高二 高三 中职一年级 中职二年级 中职三年级", 14_000),
        ("中职一年级 中职二年级 中职三年级", 3_000),
    ],
)
def test_pupils(shipped: County, grades: str, published: int) -> None:
    assert _pupils(shipped, grades) == published


def test_degree_holders_in_compulsory_education(shipped: County) -> None:
    assert _percent(_share(_teachers(shipped, *COMPULSORY), _bachelor)) == "94.77"


def test_ratio_of_degree_shares_city_to_country(shipped: County) -> None:
    people = _teachers(shipped, *COMPULSORY)
    city = [p for p in people if shipped.school[p.duty_school].locale is Locale.CITY]
    country = [p for p in people if shipped.school[p.duty_school].locale is not Locale.CITY]
    assert f"{float(_share(city, _bachelor) / _share(country, _bachelor)):.2f}" == "1.03"


def test_preschool_majors(shipped: County) -> None:
    people = _teachers(shipped, Stage.KINDERGARTEN)
    assert _percent(_share(people, lambda p: p.preschool_major is True)) == "78.01"


def test_masters_in_upper_secondary(shipped: County) -> None:
    share = _share(_teachers(shipped, *UPPER), lambda p: p.education is Education.MASTER)
    assert _percent(share) == "20.94"


def test_double_qualified(shipped: County) -> None:
    people = [t for t in _teachers(shipped, Stage.VOCATIONAL) if t.vocational_subject]
    assert people
    assert _share(people, lambda p: p.double_qualified is True) == Fraction(4, 5)


def test_size_and_kinds_of_schools(shipped: County) -> None:
    assert 4_750 <= sum(t.teaches for t in shipped.teachers) <= 5_250
    assert len(shipped.schools) >= 120
    kinds = [s.kind for s in shipped.schools]
    for single in (SchoolKind.VOCATIONAL, SchoolKind.SPECIAL, SchoolKind.RESEARCH):
        assert kinds.count(single) == 1
    towns = {s.district for s in shipped.schools if s.township_seat}
    assert len(towns) == 9
    compulsory = [s for s in shipped.schools if set(s.kind.stages) & set(COMPULSORY)]
    assert 60 <= len(compulsory) <= 70
    assert any(s.sponsor is Sponsor.PRIVATE for s in compulsory)
    assert kinds.count(SchoolKind.NINE_YEAR) >= 4


def test_as_many_rotation_eligible_as_a_real_county(shipped: County) -> None:
    """Six years at one legal school and 一级 or above, public, on duty: about 1,700–2,000."""
    year = shipped.term.reference.year
    eligible = [
        t
        for t in _teachers(shipped, *COMPULSORY)
        if t.staff_kind.value == "在编"
        and t.status.value == "在岗"
        and t.school_since is not None
        and year - t.school_since.year >= 6
        and t.title is not None
        and t.title.rank >= Title.FIRST.rank
    ]
    assert 1_700 <= len(eligible) <= 2_000


def test_key_teachers_sit_in_the_seat(shipped: County) -> None:
    people = [t for t in _teachers(shipped, *COMPULSORY) if t.key_level and t.key_level.rank >= 2]
    seat = sum(shipped.school[t.duty_school].locale is Locale.CITY for t in people)
    assert seat > 4 * (len(people) - seat)

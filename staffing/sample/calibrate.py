"""Degrees, majors and key teachers, dealt out so that the published figures come true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from random import Random

from models.vocabulary import Degree, Education, KeyLevel, SchoolKind, Stage
from staffing.sample import figures
from staffing.sample.drafts import Person, Sketch
from staffing.sample.people import add_teachers

_UPPER = (Stage.SENIOR, Stage.VOCATIONAL)
_KEY_PER_100: dict[bool, tuple[float, ...]] = {
    False: (3.4, 2.6, 1.9, 1.5, 1.2), True: (0.45, 0.25, 0.12, 0.0),
}  # fmt: skip
"""县级以上骨干 per 100 pupils, by rural: a spread as measured in practice (初中 CV ~1.0)."""


def round_out(sketch: Sketch) -> None:
    """Add a few teachers so that each published share is some whole number of people."""
    primary = next(c for c in sketch.campuses if c.township_seat and c.kind is SchoolKind.PRIMARY)
    garden = next(c for c in sketch.campuses if c.kind is SchoolKind.KINDERGARTEN and c.public)
    compulsory = [p for p in sketch.people if p.compulsory]
    kindergarten = [p for p in sketch.people if p.teaches and p.stage is Stage.KINDERGARTEN]
    upper = [p for p in sketch.people if p.teaches and p.stage in _UPPER]
    lacking = shortfall(len(compulsory), figures.BACHELOR_SHARE)
    add_teachers(sketch, primary, Stage.PRIMARY, "语文", lacking)
    lacking = shortfall(len(kindergarten), figures.PRESCHOOL_SHARE)
    add_teachers(sketch, garden, Stage.KINDERGARTEN, "保教", lacking)
    senior = [c for c in sketch.campuses if c.kind is SchoolKind.SENIOR]
    if senior:
        lacking = shortfall(len(upper), figures.MASTER_SHARE)
        add_teachers(sketch, senior[0], Stage.SENIOR, "语文", lacking)


def shortfall(people: int, share: Fraction) -> int:
    """How many more people make *share* attainable to a hundredth of a per cent; 0 if too few."""
    if people < 500:
        return 0
    for more in range(40):
        total = people + more
        if abs(Fraction(round(share * total), total) - share) < Fraction(1, 20_000):
            return more
    return 0


def settle_education(sketch: Sketch) -> None:
    """学历, 学位, 学前专业, 双师型 and 骨干级别 of every teacher."""
    rng = sketch.chance("education")
    teachers = [p for p in sketch.people if p.teaches]
    _compulsory(sketch, [p for p in teachers if p.compulsory], rng)
    _kindergarten([p for p in teachers if p.stage is Stage.KINDERGARTEN], rng)
    _upper([p for p in teachers if p.stage in _UPPER], rng)
    _double([p for p in teachers if p.stage is Stage.VOCATIONAL], rng)
    for person in sketch.people:
        if person.education is None:
            degree = person.teaches or person.full_time_teacher is False
            person.education = Education.BACHELOR if degree else Education.COLLEGE
        person.degree = _degree(person, rng)
        if person.post_kind.value == "教师":
            person.key_level = person.key_level or KeyLevel.NONE
    _key_teachers(sketch, rng)


def _mark(people: Sequence[Person], number: int, rng: Random) -> list[Person]:
    """The *number* who lack something, the older likelier."""
    return sorted(people, key=lambda p: (-p.age * (0.4 + rng.random()), p.code))[:number]


def degree_quota(city: int, rural: int) -> tuple[int, int]:
    """Degree holders in the seat and outside it: the published share and the nearest ratio."""
    total = round(figures.BACHELOR_SHARE * (city + rural))
    if not city or not rural:
        return min(city, total), max(0, total - city)
    ratio = figures.DEGREE_RATIO
    low = max(0, total - rural)
    fits = range(low, min(city, total - 1) + 1)
    best = min(fits, key=lambda k: (abs(Fraction(k * rural, (total - k) * city) - ratio), k))
    return best, total - best


def _compulsory(sketch: Sketch, people: list[Person], rng: Random) -> None:
    rural = [p for p in people if sketch.campus[p.duty_school].rural]
    city = [p for p in people if not sketch.campus[p.duty_school].rural]
    held_city, held_rural = degree_quota(len(city), len(rural))
    for group, held in ((city, held_city), (rural, held_rural)):
        for person in _mark(group, len(group) - held, rng):
            person.education = Education.COLLEGE if rng.random() < 0.9 else Education.NORMAL
    for person in people:
        young = person.age < 38 and person.education is None
        if young and rng.random() < (0.04 if sketch.campus[person.duty_school].rural else 0.10):
            person.education = Education.MASTER


def _kindergarten(people: list[Person], rng: Random) -> None:
    other_majors = len(people) - round(figures.PRESCHOOL_SHARE * len(people))
    others = {p.code for p in _mark(people, other_majors, rng)}
    for person in people:
        person.preschool_major = person.code not in others
        person.major = "学前教育" if person.preschool_major else "小学教育"
        roll = rng.random()
        person.education = (
            Education.BACHELOR if roll < 0.47 else Education.COLLEGE if roll < 0.96
            else Education.NORMAL
        )  # fmt: skip


def _upper(people: list[Person], rng: Random) -> None:
    masters = round(figures.MASTER_SHARE * len(people))
    for person in sorted(people, key=lambda p: (p.age * (0.4 + rng.random()), p.code))[:masters]:
        person.education = Education.MASTER


def _double(people: list[Person], rng: Random) -> None:
    """专业课教师 by whole fives, four of five of them 双师型."""
    technical = [p for p in people if p.subject == "专业课"]
    for person in people:
        person.vocational_subject = False
    technical = technical[: len(technical) // 5 * 5]
    rng.shuffle(technical)
    doubles = figures.DOUBLE_QUALIFIED_SHARE * len(technical)
    for rank, person in enumerate(technical):
        person.vocational_subject = True
        person.double_qualified = rank < doubles


def _degree(person: Person, rng: Random) -> Degree:
    if person.education is Education.MASTER:
        return Degree.MASTER
    if person.education is Education.BACHELOR and (person.age < 40 or rng.random() < 0.45):
        return Degree.BACHELOR
    return Degree.NONE


def _key_teachers(sketch: Sketch, rng: Random) -> None:
    """县级以上骨干 by school, most in the seat; 校级 ones everywhere; a few 名师."""
    ranked = [c for c in sketch.campuses if c.compulsory or c.kind is SchoolKind.SENIOR]
    seasoned: defaultdict[str, list[Person]] = defaultdict(list)
    for person in sketch.people:
        if person.teaches and person.seniority >= 7:
            seasoned[person.duty_school].append(person)
    for index, campus in enumerate(ranked):
        staff = seasoned[campus.code]
        for stage in campus.kind.stages:
            own = sorted((p for p in staff if p.stage is stage), key=lambda p: p.code)
            if not own:
                continue  # a school so small that nobody there has taught for long
            rates = _KEY_PER_100[campus.rural]
            wanted = round(rates[index % len(rates)] * len(own) / len(staff) * campus.pupils / 100)
            chosen = rng.sample(own, min(wanted, len(own) // 2))
            for person in chosen:
                _honour(person, rng)
            for person in own:
                if person.key_level is KeyLevel.NONE and rng.random() < 0.07:
                    person.key_level = KeyLevel.SCHOOL


def _honour(person: Person, rng: Random) -> None:
    person.key_level = rng.choices(
        (KeyLevel.COUNTY, KeyLevel.CITY, KeyLevel.PROVINCE), weights=(76, 20, 4)
    )[0]
    person.key_until = date(rng.choice((2025, 2026, 2027, 2028, 2029, 2029)), 12, 31)
    if person.key_level is KeyLevel.PROVINCE:
        person.master_title = "特级教师"
    elif person.key_level is KeyLevel.CITY and rng.random() < 0.5:
        person.master_title = "市级名师"

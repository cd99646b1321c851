"""People: who works where, how old, how long, with what title and certificate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from models.column import Code, Month, Subject
from models.vocabulary import (
    Appraisal,
    Ethics,
    Gender,
    Locale,
    PostKind,
    SchoolKind,
    Service,
    StaffKind,
    Stage,
    Title,
)
from staffing.sample import figures, names, needs
from staffing.sample.drafts import Campus, Person, Sketch
from staffing.sample.subjects import also_taught, certificate_stage, major_of

_AGES: dict[Locale, tuple[tuple[int, int, int], ...]] = {
    Locale.CITY: ((24, 30, 13), (31, 37, 22), (38, 45, 36), (46, 54, 29)),
    Locale.TOWN: ((23, 30, 17), (31, 37, 18), (38, 45, 31), (46, 54, 34)),
    Locale.RURAL: ((23, 29, 21), (30, 37, 15), (38, 45, 25), (46, 54, 39)),
}
"""Age brackets (from, to, weight)."""
_WOMEN: dict[Stage, float] = {
    Stage.KINDERGARTEN: 0.97, Stage.PRIMARY: 0.74, Stage.JUNIOR: 0.62, Stage.SENIOR: 0.55,
    Stage.VOCATIONAL: 0.5, Stage.SPECIAL: 0.7,
}  # fmt: skip
_GRADES_OF_TITLE: dict[Title, tuple[int, ...]] = {
    Title.FULL_SENIOR: (4,), Title.SENIOR: (5, 6, 7, 7), Title.FIRST: (8, 9, 10, 10),
    Title.SECOND: (11, 12), Title.THIRD: (13,), Title.NONE: (13,),
}  # fmt: skip


def hire(sketch: Sketch) -> None:
    """Fill ``sketch.people``: teachers by need, researchers, and staff who do not teach."""
    rng = sketch.chance("people")
    staffing = needs.posts(sketch)
    for campus in sketch.campuses:
        for (stage, subject), heads in staffing[campus.code].items():
            for _ in range(heads):
                _teacher(sketch, campus, stage, subject, rng)
        if campus.kind is SchoolKind.RESEARCH:
            _researchers(sketch, campus, rng)
    for campus in sketch.campuses:
        _support_staff(sketch, campus, rng)


def add_teachers(sketch: Sketch, campus: Campus, stage: Stage, subject: str, heads: int) -> None:
    """Further teachers of a subject, so that a published share can be met exactly."""
    rng = sketch.chance(f"extra/{stage}")
    for _ in range(heads):
        _teacher(sketch, campus, stage, subject, rng)


def name_everyone(sketch: Sketch) -> None:
    """Names, ID numbers and the sheet's codes are settled once everybody is there."""
    rng = sketch.chance("names")
    numbers = names.IdNumbers()
    for index, person in enumerate(sketch.people):
        person.name = names.name(index)
        born = date(person.born.year, person.born.month, 1 + rng.randrange(28))
        person.id_number = numbers.next(born, person.gender)


def _teacher(sketch: Sketch, campus: Campus, stage: Stage, subject: str, rng: Random) -> Person:
    person = Person(
        code=Code(f"JS{len(sketch.people) + 1:05d}"),
        establishment_school=campus.legal, duty_school=campus.code,
        stage=stage, subject=Subject(subject),
    )  # fmt: skip
    sketch.people.append(person)
    person.gender = Gender.FEMALE if rng.random() < _WOMEN[stage] else Gender.MALE
    person.born = _birth(person, campus, rng)
    _career(person, campus, rng)
    _title(person, campus, rng)
    _footing(person, campus, rng)
    _papers(person, campus, sketch.seat_districts, rng)
    return person


def _birth(person: Person, campus: Campus, rng: Random) -> Month:
    brackets = _AGES[campus.locale]
    if person.stage is Stage.KINDERGARTEN or not campus.public:
        brackets = ((22, 28, 40), (29, 36, 38), (37, 45, 17), (46, 53, 5))
    (low, high, _), *_ = rng.choices(brackets, weights=[b[2] for b in brackets])
    if person.gender is Gender.MALE and high == 54:
        high = 59
    # Born at least two months inside the age bracket, so that nobody is past the statutory age.
    months = low * 12 + 2 + rng.randrange((high - low) * 12 + 9)
    return figures.NOW.plus(-months)


def _career(person: Person, campus: Campus, rng: Random) -> None:
    """First job after college, and how long at this legal school."""
    first = person.born.year + rng.choice((22, 22, 23, 23, 24))
    person.worked_since = Month(min(first, figures.NOW.year - 1), 8)
    if figures.NOW - person.worked_since < 24:
        person.worked_since = Month(figures.NOW.year - rng.choice((1, 2)), 8)
    person.first_appointed = person.worked_since
    years = person.seniority
    stays = years <= 5 or rng.random() < 0.16
    moved = years <= 5 and rng.random() < 0.1 and years > 1
    if years <= 5:
        tenure = rng.randint(1, years) if moved else years
    elif stays:
        tenure = years
    elif rng.random() < 0.9:
        tenure = 6 + int((years - 6) * rng.random() ** 1.2) if years > 6 else 6
    else:
        tenure = rng.randint(1, 5)
    person.school_since = Month(figures.NOW.year - max(1, min(tenure, years)), 8)
    person.contract_number = max(1, -(-years // 3))
    rural = (
        person.tenure
        if campus.rural
        else min(years - person.tenure, rng.choice((0, 0, 0, 1, 2, 5)))
    )
    person.rural_years = Decimal(max(0, rural))


def _title(person: Person, campus: Campus, rng: Random) -> None:
    years, roll = person.seniority, rng.random()
    if person.stage is Stage.KINDERGARTEN or not campus.public:
        years = years * 2 // 3
    if years < 2:
        person.title = Title.NONE if roll < 0.5 else Title.THIRD
    elif years < 6:
        person.title = Title.SECOND if roll < 0.92 else Title.NONE
    elif years < 10:
        person.title = Title.SECOND if roll < 0.34 else Title.FIRST
    elif years < 19:
        person.title = Title.SECOND if roll < 0.05 else Title.FIRST if roll < 0.9 else Title.SENIOR
    else:
        senior = 0.36 if campus.locale is Locale.CITY else 0.30
        person.title = Title.SENIOR if roll < senior else Title.FIRST
        if roll > 0.996:
            person.title = Title.FULL_SENIOR
    person.post_grade = rng.choice(_GRADES_OF_TITLE[person.title])
    since = person.worked_since or figures.NOW
    person.post_grade_since = Month(rng.randint(max(since.year, figures.NOW.year - 8), 2025), 12)
    if person.title is Title.SENIOR and campus.locale is Locale.RURAL:
        person.rural_title = rng.random() < 0.35


def _footing(person: Person, campus: Campus, rng: Random) -> None:
    """编制类型, and the service a young person still owes."""
    roll, years = rng.random(), person.seniority
    if not campus.public:
        person.staff_kind = StaffKind.CONTRACT
    elif person.stage is Stage.KINDERGARTEN:
        person.staff_kind = (
            StaffKind.ESTABLISHED if roll < 0.45
            else StaffKind.CONTROLLED if roll < 0.7 else StaffKind.CONTRACT
        )  # fmt: skip
    elif years < 3 and campus.rural and roll < 0.3 and person.compulsory:
        person.staff_kind = StaffKind.SPECIAL_POST
        _owes(person, Service.SPECIAL_POST, 3)
    elif years < 6 and roll < 0.3 and person.compulsory and campus.rural:
        _owes(person, Service.PROVINCIAL_FUNDED, 6)
    elif years < 6 and roll < 0.36 and person.stage is Stage.SENIOR:
        _owes(person, Service.NATIONAL_FUNDED, 6)
    elif years < 6 and roll < 0.8 and person.compulsory:
        _owes(person, Service.BOUND, 6)
    elif roll > 0.985 and person.compulsory:
        person.staff_kind = StaffKind.CONTRACT


def _owes(person: Person, service: Service, years: int) -> None:
    person.service = service
    start = person.first_appointed or figures.NOW
    person.service_until = date(start.year + years, 8, 31)


def _papers(person: Person, campus: Campus, seats: list[str], rng: Random) -> None:
    """Certificate, major, other subjects, appraisal, home."""
    assert person.stage is not None and person.subject is not None
    person.certificate_stage = certificate_stage(person.stage, rng)
    person.certificate_subject = person.subject
    person.major = major_of(person.subject)
    if rng.random() < 0.04 and person.compulsory:
        person.major = "教育学"
    person.also_subjects = also_taught(person.subject, person.stage, campus, rng)
    if person.stage is not Stage.KINDERGARTEN:
        person.weekly_periods = Decimal(int(figures.LOAD[person.stage]))
    person.appraisal = rng.choices(
        (Appraisal.EXCELLENT, Appraisal.COMPETENT, Appraisal.BASIC, Appraisal.NOT_RATED),
        weights=(160, 825, 8, 7),
    )[0]
    person.ethics = Ethics.EXCELLENT if rng.random() < 0.2 else Ethics.COMPETENT
    person.residence = campus.district
    if campus.rural and rng.random() < 0.4:
        person.residence = rng.choice(seats)
    if campus.rural and person.subject in figures.SHORTAGE_SUBJECTS and rng.random() < 0.3:
        person.itinerant_days = ("周二", "周三", "周四") if rng.random() < 0.5 else ("周一", "周五")


def _researchers(sketch: Sketch, campus: Campus, rng: Random) -> None:
    """教研员: not 专任教师; most have taught for years, some are due for a year at a school."""
    cover = [
        "语文",
        "数学",
        "英语",
        "道德与法治",
        "科学",
        "物理",
        "体育",
        "音乐",
        "美术",
        "历史",
        "化学",
    ]
    staff = [(Stage.PRIMARY, s) for s in cover[:9:2]] + [(Stage.JUNIOR, s) for s in cover]
    staff += [(Stage.KINDERGARTEN, "保教"), (Stage.SENIOR, "语文"), (Stage.SENIOR, "数学"),
              (Stage.JUNIOR, "心理健康")]  # fmt: skip
    for stage, subject in staff[: sketch.count(20, 2)]:
        person = _teacher(sketch, campus, stage, subject, rng)
        person.full_time_teacher = False
        person.weekly_periods = None
        if person.seniority < 10:
            person.born = person.born.plus(-120)
            _career(person, campus, rng)
            person.service = person.service_until = None
        person.title = Title.SENIOR if rng.random() < 0.5 else Title.FIRST
        person.staff_kind = StaffKind.ESTABLISHED


def _support_staff(sketch: Sketch, campus: Campus, rng: Random) -> None:
    """职员, 教辅, 工勤; in kindergartens the 保育 staff."""
    if campus.kind is SchoolKind.KINDERGARTEN:
        kinds = [PostKind.WORKER] * int(campus.classes * (0.9 if campus.public else 0.7))
    else:
        kinds = [PostKind.CLERK] * (campus.pupils // 500)
        kinds += [PostKind.ASSISTANT] * (campus.pupils // 900)
        kinds += [PostKind.WORKER] * (campus.pupils // 1500)
    for kind in kinds:
        person = Person(
            code=Code(f"JS{len(sketch.people) + 1:05d}"), post_kind=kind,
            establishment_school=campus.legal, duty_school=campus.code,
        )  # fmt: skip
        person.gender = Gender.FEMALE if rng.random() < 0.6 else Gender.MALE
        person.born = figures.NOW.plus(-12 * rng.randint(27, 48) - rng.randrange(12))
        _career(person, campus, rng)
        person.rural_years = None
        if campus.kind is SchoolKind.KINDERGARTEN:
            person.stage, person.subject = Stage.KINDERGARTEN, Subject("保育")
            person.staff_kind = StaffKind.CONTRACT
        elif not campus.public:
            person.staff_kind = StaffKind.CONTRACT
        sketch.people.append(person)

"""Who leads, who has a class, who looks after pioneers and minds; who is away."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from random import Random

from models.column import Month
from models.vocabulary import (
    Counsellor,
    Gender,
    Leadership,
    SchoolKind,
    StaffKind,
    StaffStatus,
    Stage,
    Title,
)
from staffing.sample import figures, needs
from staffing.sample.drafts import Campus, Person, Sketch

_TERM_YEARS = 4
"""Length of a leader's term in the sample."""


def assign_duties(sketch: Sketch) -> None:
    """Leaders per legal school, absences, homerooms per class, other roles per campus."""
    rng = sketch.chance("duties")
    here: defaultdict[str, list[Person]] = defaultdict(list)
    for person in sketch.people:
        if person.teaches:
            here[person.duty_school].append(person)
    for campus in sketch.campuses:
        if campus.is_legal and here[campus.code]:
            _leaders(campus, [p for p in here[campus.code] if _own(p, campus)], rng)
    _absences(sketch, rng)
    for campus in sketch.campuses:
        staff = [p for p in here[campus.code] if p.status is StaffStatus.ON_DUTY]
        for stage in campus.kind.stages:
            _homerooms(campus, stage, [p for p in staff if p.stage is stage], rng)
        _roles(campus, staff, rng)


def _own(person: Person, campus: Campus) -> bool:
    return person.establishment_school == campus.code and person.status is StaffStatus.ON_DUTY


def _leaders(campus: Campus, staff: list[Person], rng: Random) -> None:
    """One set of leaders per legal school, the eldest fit first with some young ones among them."""
    fit = [p for p in staff if p.title in (Title.FIRST, Title.SENIOR, Title.FULL_SENIOR)
           and p.staff_kind is not StaffKind.SPECIAL_POST]  # fmt: skip
    fit = [p for p in fit if p.seniority >= 8] or fit or staff
    fit.sort(key=lambda p: (abs(p.age - rng.randint(36, 52)), p.code))
    fit = fit[: max(1, len(staff) // 3)]
    for post, person in zip(_posts(campus), fit, strict=False):
        person.leadership = post
        held = min(person.tenure, rng.randint(0, 11))
        person.leader_since = Month(figures.NOW.year - held, 8)
        if post is not Leadership.MIDDLE:
            person.leader_term = 1 + held // _TERM_YEARS
        share = Decimal("0.75") if post is Leadership.MIDDLE else Decimal("0.4")
        if person.weekly_periods is not None:
            person.weekly_periods = Decimal(int(person.weekly_periods * share))


def _posts(campus: Campus) -> list[Leadership]:
    if campus.kind is SchoolKind.KINDERGARTEN:
        return [Leadership.HEAD, Leadership.DEPUTY, Leadership.MIDDLE][: 1 + campus.classes // 5]
    posts = [Leadership.PRINCIPAL]
    if campus.pupils > 1000:
        posts.append(Leadership.SECRETARY)
    posts += [Leadership.DEPUTY] * min(4, 1 + campus.pupils // 800)
    return posts + [Leadership.MIDDLE] * min(8, 2 + campus.pupils // 400)


def _absences(sketch: Sketch, rng: Random) -> None:
    """病休, 产假, 借调 with its papers in order, 援派, 脱产培训."""

    def usual(person: Person) -> bool:
        return (
            person.at_home and person.teaches and person.code not in sketch.used
            and person.staff_kind is StaffKind.ESTABLISHED
            and person.duty_school == person.establishment_school
        )  # fmt: skip

    pool = [p for p in sketch.people if usual(p)]
    mothers = [p for p in pool if p.gender is Gender.FEMALE and 26 <= p.age <= 37]
    plan: tuple[tuple[StaffStatus, list[Person], float, date, date], ...] = (
        (StaffStatus.MATERNITY, mothers, 40, date(2026, 6, 1), date(2026, 11, 30)),
        (StaffStatus.SICK, pool, 24, date(2026, 3, 1), date(2027, 2, 28)),
        (StaffStatus.SECONDED_OUT, pool, 12, date(2026, 1, 1), date(2026, 12, 31)),
        (StaffStatus.AID, pool, 6, date(2025, 8, 1), date(2027, 7, 31)),
        (StaffStatus.TRAINING, pool, 4, date(2026, 9, 1), date(2027, 1, 31)),
    )
    for status, people, number, start, end in plan:
        for person in sketch.take(people, sketch.count(number, 1), rng):
            person.status, person.status_from, person.status_to = status, start, end


def _homerooms(campus: Campus, stage: Stage, staff: list[Person], rng: Random) -> None:
    """One 班主任 per class, by subject in the usual proportions; leaders come last."""
    classes = needs.classes_of(campus, stage)
    if stage in (Stage.SENIOR, Stage.VOCATIONAL, Stage.KINDERGARTEN, Stage.SPECIAL):
        classes = campus.classes
    usual = needs.HOMEROOM.get(stage, {})
    order = sorted(
        staff,
        key=lambda p: (
            p.leadership is not None,
            -usual.get(p.subject or "", 0.02 if stage in needs.HOMEROOM else 1.0) * rng.random(),
            p.code,
        ),
    )
    for person in order[:classes]:
        person.homeroom = True
        if stage is not Stage.KINDERGARTEN and person.weekly_periods is not None:
            person.weekly_periods = Decimal(int(person.weekly_periods / 2))


def _roles(campus: Campus, staff: list[Person], rng: Random) -> None:
    """少先队辅导员 per primary school; 心理教师, missing here and there."""
    free = [p for p in staff if p.leadership is None and not p.homeroom] or staff
    if not free or (not campus.compulsory and campus.kind is not SchoolKind.SENIOR):
        return
    if Stage.PRIMARY in campus.kind.stages and not campus.point:
        min(free, key=lambda p: (p.stage is not Stage.PRIMARY, p.age, p.code)).young_pioneers = True
    specialists = [p for p in staff if p.subject == "心理健康"]
    for person in specialists:
        person.counsellor = Counsellor.FULL_TIME
    if not specialists and rng.random() < 0.8:
        rng.choice(free).counsellor = Counsellor.PART_TIME

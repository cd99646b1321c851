"""履历: exchanges that run, end now or ended before; rural segments; three-year tempering."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from models.column import Code
from models.sheets import HistoryRow
from models.vocabulary import Mode, Relation, SchoolKind, Service, StaffKind, Stage, Title
from staffing.sample import figures
from staffing.sample.drafts import Campus, Person, Sketch


def place_in_the_past(sketch: Sketch) -> None:
    """Write 履历 and move people to where they are on duty today."""
    rng = sketch.chance("history")
    seat = [p for p in sketch.eligible() if not sketch.campus[p.duty_school].rural]
    everyone = sketch.eligible()
    _away(sketch, seat, sketch.count(30, 1), (date(2025, 9, 1), date(2027, 8, 31)), rng)
    _away(sketch, seat, sketch.count(24, 1), (date(2024, 9, 1), figures.VACATION_END), rng)
    _away(sketch, everyone, sketch.count(8, 1), (date(2023, 9, 1), figures.VACATION_END), rng)
    _been(sketch, everyone, sketch.count(60, 2), rng)
    _segments(sketch, rng)
    _tempering(sketch, rng)
    _newcomers(sketch, sketch.chance("newcomers"))
    _researchers_year(sketch, rng)


def rural_hosts(sketch: Sketch, person: Person) -> list[Campus]:
    """Public schools outside the seat, of the person's stage, in another legal school."""
    return [
        c for c in sketch.compulsory_schools()
        if c.rural and person.stage in c.kind.stages and not c.point
        and c.legal != person.establishment_school
    ]  # fmt: skip


def seat_hosts(sketch: Sketch, person: Person) -> list[Campus]:
    """Public seat schools of the person's stage."""
    return [
        c for c in sketch.compulsory_schools()
        if not c.rural and person.stage in c.kind.stages and c.legal != person.establishment_school
    ]  # fmt: skip


def record(
    sketch: Sketch, person: Person, school: Code, span: tuple[date, date | None],
    way: tuple[Mode, Relation],
) -> None:  # fmt: skip
    """Add one 履历 row."""
    sketch.put(
        HistoryRow(
            person=person.code, school=school, start=span[0], end=span[1],
            mode=way[0], relation=way[1], rural=sketch.campus[school].rural,
        )
    )  # fmt: skip


_EXCHANGE = (Mode.ROTATION, Relation.KEPT)


def _away(
    sketch: Sketch, pool: list[Person], number: int, span: tuple[date, date], rng: Random
) -> None:
    """People on exchange: still listed at the host when the term begins."""
    for person in sketch.take(pool, number, rng):
        hosts = rural_hosts(sketch, person)
        if hosts:
            person.duty_school = rng.choice(hosts).code
            record(sketch, person, person.duty_school, span, _EXCHANGE)


def _been(sketch: Sketch, pool: list[Person], number: int, rng: Random) -> None:
    """People back from an exchange that ended one to three years ago."""
    for person in sketch.take(pool, number, rng):
        hosts = rural_hosts(sketch, person)
        if hosts:
            ended = rng.choice((2023, 2024, 2025))
            span = (date(ended - rng.choice((1, 2)), 9, 1), date(ended, 8, 31))
            record(sketch, person, rng.choice(hosts).code, span, _EXCHANGE)


def _segments(sketch: Sketch, rng: Random) -> None:
    """服务期 people: where each part of their service was spent (分段合并计算)."""
    owing = (Service.PROVINCIAL_FUNDED, Service.BOUND, Service.CITY_FUNDED)
    for person in sketch.people:
        if person.service not in owing or person.first_appointed is None:
            continue
        assert person.school_since is not None
        began = person.first_appointed.first_day.replace(month=9)
        moved = person.school_since.first_day.replace(month=9)
        hired = (Mode.RECRUITMENT, Relation.TRANSFERRED)
        if moved <= began:
            record(sketch, person, person.establishment_school, (began, None), hired)
            continue
        before = rural_hosts(sketch, person)
        if before:
            left = date(moved.year, 8, 31)
            record(sketch, person, rng.choice(before).code, (began, left), hired)
        here = (Mode.TRANSFER, Relation.TRANSFERRED)
        record(sketch, person, person.establishment_school, (moved, None), here)


def _tempering(sketch: Sketch, rng: Random) -> None:
    """New rural teachers learning three years at a strong seat school, post kept (锻炼)."""
    pool = [
        p for p in sketch.people
        if p.compulsory and p.seniority <= 2 and sketch.campus[p.duty_school].rural
        and p.service is not Service.SPECIAL_POST
    ]  # fmt: skip
    for person in sketch.take(pool, sketch.count(8, 1), rng):
        hosts = seat_hosts(sketch, person)
        if hosts:
            began = rng.choice((2024, 2025))
            person.duty_school = rng.choice(hosts).code
            span = (date(began, 9, 1), date(began + 3, 8, 31))
            record(sketch, person, person.duty_school, span, (Mode.TEMPERING, Relation.KEPT))


def _newcomers(sketch: Sketch, rng: Random) -> None:
    """Young rural junior teachers in their first weeks, due for three years in town (锻炼)."""
    pool = [
        p for p in sketch.people
        if p.compulsory and p.stage is Stage.JUNIOR and p.service is None and p.age <= 32
        and p.staff_kind is StaffKind.ESTABLISHED and p.subject in figures.CURRICULUM
        and sketch.campus[p.duty_school].rural and sketch.campus[p.duty_school].public
        and p.duty_school == p.establishment_school
    ]  # fmt: skip
    for person in sketch.take(pool, sketch.count(8, 1), rng):
        person.worked_since = person.school_since = person.first_appointed = figures.HIRED
        person.title, person.contract_number, person.rural_years = Title.NONE, 1, Decimal(0)


def _researchers_year(sketch: Sketch, rng: Random) -> None:
    """Some 教研员 have had their year at a weak junior school, the others are due."""
    weak = [c for c in sketch.compulsory_schools() if c.weak and Stage.JUNIOR in c.kind.stages]
    office = [p for p in sketch.people if sketch.campus[p.duty_school].kind is SchoolKind.RESEARCH]
    for person in office[::3]:
        if weak:
            span = (date(2024, 9, 1), date(2025, 8, 31))
            record(sketch, person, rng.choice(weak).code, span, _EXCHANGE)

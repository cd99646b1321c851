"""Cases the data audit (M05 清查) must find in the sample: each a warning, none an error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from models.column import Code, Month
from models.vocabulary import Mode, Relation, StaffKind, StaffStatus, Stage
from staffing.sample.drafts import Person, Sketch
from staffing.sample.history import record, rural_hosts


@dataclass(frozen=True)
class DirtKind:
    """A kind of case: stable name, how many are planted, what is wrong in words."""

    kind: str
    number: int
    words: str


@dataclass(frozen=True)
class DirtyCase:
    """One planted case and the people it concerns."""

    kind: str
    people: tuple[Code, ...]


DIRT: tuple[DirtKind, ...] = (
    DirtKind("off_post", 2, "在编不在岗"),
    DirtKind("waiting", 2, "落聘待岗，在编不在岗"),
    DirtKind("secondment_expired", 2, "借调批文已到期，人未返回"),
    DirtKind("secondment_undated", 1, "借调没有起止日期"),
    DirtKind("exchange_expired", 2, "交流期满一年多，仍在接收学校任教"),
    DirtKind("away_without_history", 1, "编制学校与现任教学校不同，没有在执行的履历"),
    DirtKind("public_at_private", 1, "在编教师在民办学校任教"),
    DirtKind("no_certificate", 2, "没有教师资格证"),
    DirtKind("certificate_below", 1, "资格证低于任教学段"),
    DirtKind("birth_mismatch", 1, "出生年月与身份证号不一致"),
    DirtKind("dates_out_of_order", 1, "进入本校早于参加工作"),
    DirtKind("duplicate_id", 1, "两名教师身份证号相同"),
)
"""Every kind planted in a county of 200 teachers or more; smaller ones are clean."""

_SMALLEST = 200


def plant_moves(sketch: Sketch) -> list[DirtyCase]:
    """Cases about where people are; before leaders and homerooms are assigned."""
    plants: dict[str, Callable[[Sketch, Person], bool]] = {
        "off_post": _off_post,
        "waiting": _waiting,
        "secondment_expired": _seconded_too_long,
        "secondment_undated": _seconded_undated,
        "exchange_expired": _not_returned,
        "away_without_history": _strayed,
        "public_at_private": _at_private_school,
    }
    return _plant(sketch, plants, "dirt/moves")


def plant_papers(sketch: Sketch) -> list[DirtyCase]:
    """Cases about certificates, dates and ID numbers; after everybody has a name."""
    plants: dict[str, Callable[[Sketch, Person], bool]] = {
        "no_certificate": _uncertified,
        "certificate_below": _certified_below,
        "birth_mismatch": _born_otherwise,
        "dates_out_of_order": _came_before_working,
    }
    cases = _plant(sketch, plants, "dirt/papers")
    return cases + _duplicate(sketch)


def _plant(
    sketch: Sketch, plants: dict[str, Callable[[Sketch, Person], bool]], concern: str
) -> list[DirtyCase]:
    if sketch.teachers < _SMALLEST:
        return []
    rng = sketch.chance(concern)
    pool = [p for p in sketch.eligible() if p.at_home and not p.homeroom]
    pool = sketch.take(pool, len(pool), rng)
    cases = []
    for kind in DIRT:
        plant = plants.get(kind.kind)
        left = kind.number if plant else 0
        while plant and left and pool:
            person = pool.pop()
            if plant(sketch, person):
                left -= 1
                cases.append(DirtyCase(kind.kind, (person.code,)))
            else:
                sketch.used.discard(person.code)
    sketch.used.difference_update(p.code for p in pool)
    return cases


def _off_post(_: Sketch, person: Person) -> bool:
    person.status, person.status_from = StaffStatus.OFF_POST, date(2024, 3, 1)
    return True


def _waiting(_: Sketch, person: Person) -> bool:
    person.status = StaffStatus.WAITING
    person.status_from, person.status_to = date(2026, 7, 1), date(2027, 6, 30)
    return True


def _seconded_too_long(_: Sketch, person: Person) -> bool:
    person.status = StaffStatus.SECONDED_OUT
    person.status_from, person.status_to = date(2024, 7, 1), date(2026, 6, 30)
    return True


def _seconded_undated(_: Sketch, person: Person) -> bool:
    person.status = StaffStatus.SECONDED_OUT
    return True


def _not_returned(sketch: Sketch, person: Person) -> bool:
    if not _strayed(sketch, person):
        return False
    span = (date(2023, 9, 1), date(2025, 7, 31))
    record(sketch, person, person.duty_school, span, (Mode.ROTATION, Relation.KEPT))
    return True


def _strayed(sketch: Sketch, person: Person) -> bool:
    hosts = rural_hosts(sketch, person)
    if not hosts or sketch.campus[person.duty_school].rural:
        return False
    person.duty_school = hosts[0].code
    return True


def _at_private_school(sketch: Sketch, person: Person) -> bool:
    private = [
        c for c in sketch.compulsory_schools(public=False)
        if not c.public and person.stage in c.kind.stages
    ]  # fmt: skip
    if private:
        person.duty_school = private[0].code
    return bool(private)


def _uncertified(_: Sketch, person: Person) -> bool:
    person.certificate_stage = person.certificate_subject = None
    return True


def _certified_below(_: Sketch, person: Person) -> bool:
    if person.stage is not Stage.JUNIOR:
        return False
    person.certificate_stage = Stage.PRIMARY
    return True


def _born_otherwise(_: Sketch, person: Person) -> bool:
    person.born = person.born.plus(-7)
    return True


def _came_before_working(_: Sketch, person: Person) -> bool:
    if person.worked_since is None:
        return False
    person.school_since = Month(person.worked_since.year - 2, 8)
    return True


def _duplicate(sketch: Sketch) -> list[DirtyCase]:
    """Two established people of one sex and birth month under one name and ID number."""
    if sketch.teachers < _SMALLEST:
        return []
    seen: dict[tuple[str, Month], Person] = {}
    for person in sketch.people:
        if person.code in sketch.used or person.staff_kind is not StaffKind.ESTABLISHED:
            continue
        twin = seen.setdefault((person.gender, person.born), person)
        if twin is not person:
            person.name, person.id_number = twin.name, twin.id_number
            sketch.used.update((person.code, twin.code))
            return [DirtyCase("duplicate_id", (twin.code, person.code))]
    return []

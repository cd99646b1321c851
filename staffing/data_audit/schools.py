"""About schools: over establishment, pupils without a class, and places on the map that cannot be
right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from statistics import median

from models.county import County
from models.problem import Problem
from models.sheets import SchoolRow, TeacherRow
from models.vocabulary import Sponsor, StaffKind, StaffStatus
from staffing.data_audit.notes import note, school_words

ON_BOOKS = (StaffKind.ESTABLISHED, StaffKind.CONTROLLED)
"""People who fill a school's own 核定编制; 周转编制 and 特岗 posts are lent beside it."""

FAR_KM = 300
"""Farther than this from the middle of the county, a school is likelier a slip of the pen than a
school: a matter of geography (few counties are that wide), of no policy. Only a warning."""

EARTH_RADIUS_KM = 6_371
_FEWEST = 3
"""Fewer places have no middle that one slip could not move."""


def check_schools(county: County) -> Iterator[Problem]:
    """Everything to look into about schools."""
    yield from _over_establishment(county)
    yield from _without_class(county)
    yield from _without_staff(county)
    yield from _far_away(county)


def on_books(teacher: TeacherRow) -> bool:
    """在编: on the books of the 编制学校, wherever the person works; retired people are not."""
    return teacher.staff_kind in ON_BOOKS and teacher.status is not StaffStatus.RETIRED


def _over_establishment(county: County) -> Iterator[Problem]:
    """在编 against 核定编制, per 编制主体 with its campuses."""
    on_roll = Counter(
        county.establishment_holder(t.establishment_school) for t in county.teachers if on_books(t)
    )
    for school in county.schools:
        approved = school.approved
        if not county.holds_establishment(school.code) or approved is None:
            continue
        over = on_roll[school.code] - approved
        if over > 0:
            message = (
                f"{school.name}在编{on_roll[school.code]}人，核定编制{approved}人，超编{over}人；"
                "请核对核定编制和编制学校，属实的纳入县管校聘调剂"
            )
            yield note(county, school, "approved", "over_establishment", message)


def _without_class(county: County) -> Iterator[Problem]:
    """Pupils in no class at all ask for no lessons."""
    for school in county.schools:
        if school.pupils and not school.classes:
            message = (
                f"{school.name}在校生数是{school.pupils}而班级数是0，按班算的课时和编制都会是零；"
                "请改正班级数，停办的把在校生数也改为0"
            )
            yield note(county, school, "classes", "pupils_without_class", message)
    for row in county.classes:
        if row.pupils and not row.classes:
            message = (
                f"{school_words(county, row.school)}{row.grade}学生数是{row.pupils}而班级数是0，"
                "这些学生不产生课时需求，缺口会偏小；请改正班级数，与别的年级合班（复式）的把学生数"
                "并到那一行"
            )
            yield note(county, row, "classes", "pupils_without_class", message)


def _without_staff(county: County) -> Iterator[Problem]:
    """A public school with classes where nobody on the list works: every lesson would be a gap."""
    staffed = {county.legal_school(teacher.duty_school) for teacher in county.teachers}
    taught = {row.school for row in county.classes if row.classes}
    for school in county.schools:
        public = school.sponsor is Sponsor.PUBLIC and school.code in taught
        if public and county.legal_school(school.code) not in staffed:
            message = (
                f"{school.name}有班级，教师表里却没有一人现任教学校是它，全部课时都会算成缺口；"
                "请补上教师，或核对现任教学校的代码"
            )
            yield note(county, school, "code", "nobody_on_duty", message)


def _far_away(county: County) -> Iterator[Problem]:
    """A school far from the median of all places, which one wrong place does not move."""
    placed = [
        (school, float(school.longitude), float(school.latitude))
        for school in county.schools
        if school.longitude is not None and school.latitude is not None
    ]
    if len(placed) < _FEWEST:
        return
    middle = median(x for _, x, _ in placed), median(y for _, _, y in placed)
    for school, *place in placed:
        km = _kilometres(middle, (place[0], place[1]))
        if km > FAR_KM:
            yield _far(county, school, km)


def _far(county: County, school: SchoolRow, km: float) -> Problem:
    message = (
        f"{school.name}的经纬度（{school.longitude}，{school.latitude}）离全县学校的中心约"
        f"{km:.0f}公里，多半写错了，通勤距离会跟着错；请核对"
    )
    return note(county, school, "longitude", "far_school", message)


def _kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great circle between two (longitude, latitude)."""
    (x1, y1), (x2, y2) = (tuple(map(radians, place)) for place in (a, b))
    half = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(half, 1.0)))

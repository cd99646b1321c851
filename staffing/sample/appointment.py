"""县管校聘 in the sample: people left without a post by 校内竞聘, posts they can compete for."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random

from models.column import Subject
from models.sheets import GradePostRow, LockRow, PointsRow, VacancyRow, WishRow
from models.vocabulary import Mode, PointsUse, StaffKind, StaffStatus, Stage, Title
from staffing.sample import figures
from staffing.sample.drafts import Campus, Person, Sketch

Shortage = tuple[float, Campus, Stage, str]
"""Heads missing, at a campus, at a stage, in a subject."""

ON_ROLL = (StaffKind.ESTABLISHED, StaffKind.CONTROLLED)
"""Kinds of staff the sample counts as 在编; 特岗 and 周转编制 posts come on top."""
GRADE_OF: dict[Title, str] = {
    Title.FULL_SENIOR: "高级", Title.SENIOR: "高级", Title.FIRST: "中级",
    Title.SECOND: "初级", Title.THIRD: "初级", Title.NONE: "初级",
}  # fmt: skip
_HELD_SINCE = figures.TERM_START.replace(month=7)


def open_competition(sketch: Sketch, short: list[Shortage], rng: Random) -> None:
    """Some 落聘 people for each round, then posts for the first wish of every applicant.

    Some wish for a school of their own district, some for one elsewhere, some for none (组织调剂).
    Every other one of the first has won a post nobody else asks for, and it is published (锁定).
    """
    near_home: list[Person] = []
    taken: set[tuple[str, str]] = set()
    for near in (True, False, None):
        left = sketch.count(8, 1)
        for _, campus, stage, subject in short:
            if not left or (campus.code, subject) in taken or campus.point:
                continue
            pool = _spare(sketch, campus, stage, subject, near)
            for person in sketch.take(pool, 1, rng):
                taken.add((campus.code, subject))
                person.status, person.status_from = StaffStatus.WAITING, _HELD_SINCE
                left -= 1
                if near is not None:
                    _apply(sketch, person, campus)
                if near:
                    near_home.append(person)
                _make_room(sketch, person, campus)
    _post_wishes(sketch)
    _publish(sketch, near_home[::2])


def _publish(sketch: Sketch, people: list[Person]) -> None:
    wishes = [
        row
        for row in sketch.rows.get(WishRow.sheet, ())
        if isinstance(row, WishRow) and row.mode is Mode.COMPETITION
    ]
    asked = Counter((row.school, row.subject) for row in wishes)
    codes = {person.code for person in people}
    for row in wishes:
        if row.person in codes and asked[row.school, row.subject] == 1:
            sketch.put(
                LockRow(person=row.person, mode=Mode.COMPETITION, school=row.school,
                        reason="样例：学区内竞聘公示结果", decided_by="样例局务会")
            )  # fmt: skip


def _spare(
    sketch: Sketch, campus: Campus, stage: Stage, subject: str, near: bool | None
) -> list[Person]:
    """Teachers of the subject at another legal school that keeps some. near: of the district."""
    have = Counter((p.establishment_school, p.stage, p.subject) for p in sketch.people if p.at_home)
    return [
        p
        for p in sketch.people
        if p.compulsory
        and p.at_home
        and (p.stage, p.subject) == (stage, subject)
        and p.staff_kind is StaffKind.ESTABLISHED
        and p.service is None
        and not p.homeroom
        and p.certificate_stage is not None
        and p.duty_school == p.establishment_school != campus.legal
        and sketch.campus[p.duty_school].public
        and have[p.establishment_school, p.stage, p.subject] > 1
        and near in (None, sketch.campus[p.duty_school].district == campus.district)
    ]


def _apply(sketch: Sketch, person: Person, campus: Campus) -> None:
    """A wish, and the points that put applicants in order."""
    sketch.put(
        WishRow(person=person.code, rank=1, school=campus.code, mode=Mode.COMPETITION,
                subject=person.subject, accepts_any=True)
    )  # fmt: skip
    points = Decimal(person.seniority) / 2 + 5
    sketch.put(
        PointsRow(person=person.code, use=PointsUse.COMPETITION, item="校内竞聘得分",
                  points=points, certifier="样例学校")
    )  # fmt: skip


def _post_wishes(sketch: Sketch) -> None:
    """A post for every first wish of the competition that names a legal school and lacks one."""
    people = {p.code: p for p in sketch.people}
    offered = {
        (row.school, row.subject, row.round)
        for row in sketch.rows.get(VacancyRow.sheet, ())
        if isinstance(row, VacancyRow)
    }
    for row in list(sketch.rows.get(WishRow.sheet, ())):
        assert isinstance(row, WishRow)
        if row.mode is not Mode.COMPETITION or row.rank != 1 or row.school is None:
            continue
        person, campus = people[row.person], sketch.campus[row.school]
        near = sketch.campus[person.duty_school].district == campus.district
        turn = "学区内" if near else "跨校"
        subject = Subject(str(row.subject or person.subject))
        if (campus.code, subject, turn) not in offered:
            offered.add((campus.code, subject, turn))
            sketch.put(VacancyRow(school=campus.code, subject=subject, places=1, round=turn))
            _make_room(sketch, person, campus)


def _make_room(sketch: Sketch, person: Person, campus: Campus) -> None:
    """编制 and 岗位 for one more: a few vacancies beyond the people on the books."""
    holder = sketch.campus[campus.legal]
    on_roll = [
        p for p in sketch.people
        if p.staff_kind in ON_ROLL and p.establishment_school == holder.code
    ]  # fmt: skip
    holder.approved = max(holder.approved or 0, len(on_roll)) + 1
    grade = GRADE_OF.get(person.title or Title.NONE, "")
    held = sum(GRADE_OF.get(p.title or Title.NONE) == grade for p in on_roll)
    rows = sketch.rows.get(GradePostRow.sheet, [])
    for i, row in enumerate(rows):
        if isinstance(row, GradePostRow) and (row.school, row.grade) == (holder.code, grade):
            rows[i] = row.model_copy(update={"approved": max(row.approved, held) + 1})

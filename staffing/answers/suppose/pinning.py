"""Decisions about a person, as rows of the 锁定 sheet that a question supposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.column import Code, Subject
from models.county import County
from models.sheets import LockRow
from models.vocabulary import Mode, Stage, TeamRole
from staffing.answers.suppose.repeated import NO_VISIT
from staffing.answers.suppose.supposed import SUPPOSED, Change, key_of


@dataclass(frozen=True)
class Visit:
    """A visit of 走教 to be decided. school: None = any; subject, stage: None = the person's own;
    periods: weekly, None = left to the plan, 0 = it is not made."""

    school: Code | None
    subject: Subject | None = None
    periods: Decimal | None = None
    stage: Stage | None = None


def pinned_visits(
    county: County, person: Code, visits: Sequence[Visit], *, all_of_them: bool = False
) -> Change:
    """Decisions about the visits of somebody who stays at their school for the rest.

    They take the place of those the 锁定 sheet holds of the same school, or of all of its decisions
    on visits (all_of_them), and of any to go elsewhere full-time.
    """
    rows = tuple(
        LockRow(person=person, mode=Mode.ITINERANT, school=visit.school, subject=visit.subject,
                stage=visit.stage, periods=visit.periods, reason=SUPPOSED, decided_by=SUPPOSED)
        for visit in visits
    )  # fmt: skip
    schools = {None, *(visit.school for visit in visits)}
    gone = tuple(
        lock for lock in county.locks_of.get(person, ())
        if (lock.mode is not Mode.STAY if lock.mode is not Mode.ITINERANT
            else all_of_them or lock.school in schools or None in (v.school for v in visits))
    )  # fmt: skip
    said = "，".join(_visit_words(county, visit) for visit in visits)
    words = f"{county.teacher[person].name}（{person}）定为{said}"
    words += "（代替“锁定”表原来的决定）" if gone else ""
    return Change(words, "locks", rows, tuple(key_of(lock) for lock in gone), (person,))


def _visit_words(county: County, visit: Visit) -> str:
    school = county.school.get(visit.school) if visit.school else None
    place = school.name if school else visit.school
    if visit.periods == 0:
        return f"不到{place}走教" if place else NO_VISIT
    lessons = "" if visit.periods is None else f"每周 {visit.periods} 课时"
    return f"走教到{place}{visit.subject or ''}{lessons}"


@dataclass(frozen=True)
class Post:
    """A full-time place to be decided. host: None = 留任; of subject, stage, start, end None =
    nothing is decided. role: of a team, None = any."""

    mode: Mode
    host: Code | None = None
    subject: Subject | None = None
    stage: Stage | None = None
    start: date | None = None
    end: date | None = None
    role: TeamRole | None = None


def pinned(county: County, person: Code, post: Post) -> Change:
    """A decision about a person's full-time place, instead of any the 锁定 sheet holds of them.

    Who stays goes on with the visits (走教) that are decided.
    """
    mode, host = post.mode, post.host
    beside = (Mode.ITINERANT,) if mode is Mode.STAY else ()
    held = [lock for lock in county.locks_of.get(person, ()) if lock.mode not in beside]
    said = next((lock for lock in held if _says(lock, post)), None)
    whole = post if said is None else said
    row = LockRow(person=person, mode=mode, school=host, subject=whole.subject, stage=whole.stage,
                  start=whole.start, end=whole.end, role=whole.role, reason=SUPPOSED,
                  decided_by=SUPPOSED)  # fmt: skip
    others = tuple(key_of(lock) for lock in held if key_of(lock) != key_of(row))
    words = f"{county.teacher[person].name}（{person}）定为{mode.value}"
    words += f"到{_post_words(county, person, post)}" if host else ""
    words += f"任{post.role}" if post.role else ""
    stated = [f"{post.start}起" if post.start else "", f"{post.end}止" if post.end else ""]
    words += f"（{'，'.join(filter(None, stated))}）" if any(stated) else ""
    if said is not None:
        words += "（“锁定”表已这样定）"
    elif held:
        words += "（代替“锁定”表原来的决定）"
    return Change(words, "locks", (row,), others, (person,))


def _says(lock: LockRow, post: Post) -> bool:
    """Whether a lock of the workbook decides just this, or the more that is not asked here."""
    same = (lock.mode, lock.school) == (post.mode, post.host)
    taught = post.subject in (None, lock.subject) and post.stage in (None, lock.stage)
    days = post.start in (None, lock.start) and post.end in (None, lock.end)
    return same and taught and days and post.role in (None, lock.role)


def _post_words(county: County, person: Code, post: Post) -> str:
    """The school, and what is taught there where it is not what the person teaches now."""
    school = None if post.host is None else county.school.get(post.host)
    place = school.name if school else post.host
    row = county.teacher[person]
    other = {row.stage, row.subject} - {None}
    taught = [word for word in (post.stage, post.subject) if word is not None]
    return f"{place}教{''.join(taught)}" if set(taught) - other else f"{place}"

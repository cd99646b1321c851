"""About locks (锁定): decisions that contradict what the workbook says of the same person.

Whether a lock breaks a rule is the policy's to say (``check --policy``); these contradictions show
without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.county import County
from models.problem import Problem
from models.sheets import LockRow, TeacherRow
from models.vocabulary import Approval, ExemptionKind, Mode, StaffStatus
from staffing.data_audit.notes import note, school_words, who
from staffing.data_audit.people import STAGES_OF_CERTIFICATE, TIMED

KEEPS_HOME = (ExemptionKind.EXEMPT, ExemptionKind.DEFER)
"""Applications whose approval says that a person stays."""

TEACHES = (Mode.ROTATION, Mode.TRANSFER, Mode.COMPETITION, Mode.SECONDMENT, Mode.ITINERANT)
"""Ways of going that take over lessons at the other school."""

PLACES = (Mode.TRANSFER, Mode.COMPETITION)
"""Ways in which who waits for a post (待岗) is given one."""


def check_locks(county: County) -> Iterator[Problem]:
    """Everything to look into about locks that send somebody away."""
    for lock in county.locks:
        teacher = county.teacher.get(lock.person)
        if teacher is not None and lock.mode is not Mode.STAY and not lock.forbids:
            for inspect in _CHECKS:
                yield from inspect(county, lock, teacher)


def _exempt(county: County, lock: LockRow, teacher: TeacherRow) -> Iterator[Problem]:
    day = county.term.reference
    for row in county.exemptions_of.get(lock.person, ()):
        binds = row.approval is Approval.APPROVED and (row.until is None or row.until >= day)
        if binds and row.kind in KEEPS_HOME and lock.mode is not Mode.ITINERANT:
            message = (
                f"{who(teacher)}锁定{lock.mode}（{lock.decided_by}决定），{county.cell(row)}却已批准"
                f"“{row.kind}”：二者矛盾，求解可能因此无解；请核对，只留一个"
            )
            yield note(county, lock, "person", "exempt_locked", message)


def _uncertified(county: County, lock: LockRow, teacher: TeacherRow) -> Iterator[Problem]:
    host = county.school.get(lock.school) if lock.school else None
    known = county.has_column(TeacherRow.sheet, "certificate_stage")
    if host is None or not known or lock.mode not in TEACHES or not teacher.teaches:
        return
    held = teacher.certificate_stage
    good_for = STAGES_OF_CERTIFICATE[held] if held else ()
    if host.kind.stages and not set(host.kind.stages) & set(good_for):
        has = f"资格证学段是{held}" if held else "资格证学段是空白"
        message = (
            f"{who(teacher)}锁定{lock.mode}到{school_words(county, host.code)}"
            f"（{lock.decided_by}决定），{has}，教不了该校的学段，求解可能因此无解；请核对资格证或改锁定"
        )
        yield note(county, lock, "school", "uncertified_lock", message)


def _absent(county: County, lock: LockRow, teacher: TeacherRow) -> Iterator[Problem]:
    if _kept_away(county, lock, teacher):
        message = (
            f"{who(teacher)}锁定{lock.mode}（{lock.decided_by}决定），人员状态却是“{teacher.status}”，"
            "不能派出；请核对状态或改锁定"
        )
        yield note(county, lock, "person", "absent_locked", message)


def _kept_away(county: County, lock: LockRow, teacher: TeacherRow) -> bool:
    """Whether the status keeps the person from going that way, as a solve reads it."""
    status, day = teacher.status, county.term.start
    if status is StaffStatus.ON_DUTY or (status is StaffStatus.WAITING and lock.mode in PLACES):
        return False
    if teacher.status_from is not None and teacher.status_from > day:
        return False
    over = teacher.status_to is not None and teacher.status_to < day
    return not (over and status in TIMED)


def _own_school(county: County, lock: LockRow, teacher: TeacherRow) -> Iterator[Problem]:
    trained = lock.mode is Mode.TRAINING  # in the books they stay at their own school
    begun = lock.start is not None and lock.start < county.term.start
    known = begun or trained  # who is there already stands there
    if lock.school is not None and lock.school == teacher.duty_school and not known:
        message = (
            f"{who(teacher)}锁定{lock.mode}到{school_words(county, lock.school)}，就是现任教学校；"
            "不动的请把方式改为留任"
        )
        yield note(county, lock, "school", "lock_to_own_school", message)


_CHECKS: tuple[Callable[[County, LockRow, TeacherRow], Iterator[Problem]], ...] = (
    _exempt,
    _uncertified,
    _absent,
    _own_school,
)

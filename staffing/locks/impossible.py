"""锁定: what a lock names and nobody can carry out, refused by the cell that says so.

A subject or stage that the person may not teach (where a lock leaves both blank, whether they may
teach their own is a rule's to say, like of anybody else); visits (走教) that the
person's week has no room for.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.qualification import Qualification
from constraints.facts.seats import Seats
from constraints.placement import qualification
from constraints.situation import Situation
from models.column import Code
from models.problem import InputRefused, Problem
from models.sheets import LockRow
from staffing.locks.week import enforced, unfit
from staffing.naming import CountyNames


def refuse_impossible(situation: Situation) -> None:
    """Raises InputRefused with every lock that names what its person may not teach there, or a
    visit that the person's week has no room for, as far as the policy enforces it; or a role
    without a seat."""
    problems = [*_unteachable(situation), *_unfit(situation), *_without_seat(situation)]
    if problems:
        raise InputRefused(problems)


def _unfit(situation: Situation) -> Iterator[Problem]:
    for lock, field, words in unfit(situation):
        yield _at(situation, lock, field, f"{words}；请改正", "overlong_lock")


def _without_seat(situation: Situation) -> Iterator[Problem]:
    """Roles (岗位) that no team and no quota asks for there, or that the person does not hold."""
    seats, names = Seats.of(situation), CountyNames(situation.county)
    for lock in situation.county.locks:
        known = lock.person in situation.county.teacher and lock.school is not None
        if lock.role is None or not known or lock.mode.name.lower() not in situation.policy.modes:
            continue
        assert lock.school is not None
        if seats.seat_for(lock.person, lock.mode, lock.school, lock.role) < 0:
            message = (
                f"{names.person(lock.person)}（{lock.person}）锁定{lock.mode}到"
                f"{names.school(lock.school)}任{lock.role}：那里没有这个岗位的名额，或本人不具备这个角色；"
                "请改岗位（空着=不定），或核对支教团和教师的行政职务、骨干级别"
            )
            yield _at(situation, lock, "role", message, "lock_without_seat")


def _unteachable(situation: Situation) -> Iterator[Problem]:
    if not enforced(situation, qualification.RULE.id):
        return
    fact, county = Qualification.of(situation), situation.county
    for lock in county.locks:
        row, host = county.teacher.get(lock.person), county.school.get(lock.school or Code(""))
        named = lock.subject or lock.stage
        if row is None or host is None or not named or lock.forbids:
            continue
        subject, stage = lock.subject or row.subject, lock.stage or row.stage
        if subject is None or stage is None or not host.kind.stages:
            continue
        stage = stage if stage in host.kind.stages else host.kind.stages[0]
        if why := fact.why_not(lock.person, stage, subject):
            field = "stage" if lock.stage and stage not in fact.stages(lock.person) else "subject"
            yield _problem(situation, lock, field, f"{stage}{subject}", why)


def _problem(situation: Situation, lock: LockRow, field: str, taught: str, why: str) -> Problem:
    names = CountyNames(situation.county)
    message = (
        f"{names.person(lock.person)}（{lock.person}）锁定{lock.mode}到{names.school(lock.school)}"
        f"教{taught}，{why}，不能这样安排；请改学科、学段，或先核对教师的资格证、所学专业、兼教学科"
    )
    stated = field if getattr(lock, field) is not None else "subject" if lock.subject else "stage"
    return _at(situation, lock, stated, message, "unteachable_lock")


def _at(situation: Situation, lock: LockRow, field: str, message: str, kind: str) -> Problem:
    """A problem at a lock's cell; one read off a published plan names the plan."""
    if not lock.row_number:
        return Problem(lock.decided_by, "安排表", message, kind)
    cell = situation.county.cell(lock, field).partition("!")[2]
    return Problem(LockRow.sheet, cell, message, kind)

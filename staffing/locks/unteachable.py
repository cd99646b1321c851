"""锁定的学科、学段: what a lock says somebody teaches and they may not, by the cell that says so.

A lock that leaves both blank sends people with what they teach; whether they may is a rule's to
say, like of anybody else. One that names them is a slip of the pen, or a certificate missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.qualification import Qualification
from constraints.placement import qualification
from constraints.situation import Situation
from models.column import Code
from models.policy import Force
from models.problem import InputRefused, Problem
from models.sheets import LockRow
from staffing.naming import CountyNames


def refuse_unteachable(situation: Situation) -> None:
    """Raises InputRefused with every lock that names what its person may not teach there.

    Nothing where the policy does not enforce qualification.
    """
    rows = situation.policy.rows_of(qualification.RULE.id)
    if any(row.force is Force.HARD for row in rows):
        problems = tuple(_problems(situation))
        if problems:
            raise InputRefused(problems)


def _problems(situation: Situation) -> Iterator[Problem]:
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
    county, names = situation.county, CountyNames(situation.county)
    message = (
        f"{names.person(lock.person)}（{lock.person}）锁定{lock.mode}到{names.school(lock.school)}"
        f"教{taught}，{why}，不能这样安排；请改学科、学段，或先核对教师的资格证、所学专业、兼教学科"
    )
    if not lock.row_number:
        return Problem(lock.decided_by, "安排表", message, "unteachable_lock")
    stated = field if getattr(lock, field) is not None else "subject" if lock.subject else "stage"
    cell = county.cell(lock, stated).partition("!")[2]
    return Problem(LockRow.sheet, cell, message, "unteachable_lock")

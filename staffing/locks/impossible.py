"""锁定: what a lock names and nobody can carry out, refused by the cell that says so.

A subject or stage that the person may not teach (where a lock leaves both blank, whether they may
teach their own is a rule's to say, like of anybody else), or none at all; visits (走教) that the
person's week has no room for; a way out of the county that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.qualification import Qualification
from constraints.facts.seats import AWAY_MODES, Seats
from constraints.facts.standing import StandingFact
from constraints.placement import qualification
from constraints.situation import Situation
from models.column import Code
from models.problem import InputRefused, Problem
from models.sheets import LockRow
from models.vocabulary import Mode
from staffing.locks.abroad import led_abroad, lock_problem_at
from staffing.locks.week import enforced, unfit
from staffing.naming import CountyNames


def refuse_impossible(situation: Situation) -> None:
    """Raises InputRefused with every lock that names what its person may not teach there, or a
    visit that the person's week has no room for, as far as the policy enforces it; a role without
    a seat, nothing to teach, or a way out of the county that leads nowhere."""
    problems = [
        *_abroad(situation),
        *_without_lessons(situation),
        *_unteachable(situation),
        *_unfit(situation),
        *_without_seat(situation),
    ]
    if problems:
        raise InputRefused(problems)


def _unfit(situation: Situation) -> Iterator[Problem]:
    for lock, field, words in unfit(situation):
        yield lock_problem_at(situation.county, lock, field, f"{words}；请改正", "overlong_lock")


def _abroad(situation: Situation) -> Iterator[Problem]:
    """Locks out of the county: by a way that leads nowhere, or of somebody who is not here."""
    county, standings = situation.county, StandingFact.of(situation).by_person
    yield from (problem for lock, problem in led_abroad(county) if _on(situation, lock))
    outside, names = {row.code for row in county.outside_schools}, CountyNames(county)
    for lock in county.locks:
        standing = standings.get(lock.person)
        if standing is None or lock.school not in outside or lock.mode not in AWAY_MODES:
            continue
        if standing.school is None and _on(situation, lock):
            where = names.school(lock.school or Code(""))
            message = (
                f"{names.person(lock.person)}（{lock.person}）锁定{lock.mode}到{where}，"
                "本人本期开始时还在外县（见“履历”），不能从本县派出；已返回的请改“履历”的“止”，"
                "仍在那里的请删去这条锁定"
            )
            yield lock_problem_at(county, lock, "person", message, "lock_of_absent")


def _without_lessons(situation: Situation) -> Iterator[Problem]:
    """Locks to a school of somebody of whom neither they nor 教师 say what they teach."""
    county, names = situation.county, CountyNames(situation.county)
    for lock in county.locks:
        row, host = county.teacher.get(lock.person), county.school.get(lock.school or Code(""))
        stays = lock.mode is Mode.STAY or lock.forbids or not _on(situation, lock)
        if row is None or host is None or stays or not host.kind.stages:
            continue
        said = {"主教学科": lock.subject or row.subject, "任教学段": lock.stage or row.stage}
        lacking = "、".join(header for header, value in said.items() if value is None)
        if lacking:
            message = (
                f"{names.person(lock.person)}（{lock.person}）锁定{lock.mode}到{names.school(host.code)}，"
                f"“教师”表的{lacking}空着，不知到那里教什么，排不出；请补填，或在“锁定”表这一行写明"
                "学科、任教学段"
            )
            yield lock_problem_at(county, lock, "person", message, "lock_without_lessons")


def _on(situation: Situation, lock: LockRow) -> bool:
    return lock.mode.name.lower() in situation.policy.modes


def _without_seat(situation: Situation) -> Iterator[Problem]:
    """Roles (岗位) that no team and no quota asks for there, or that the person does not hold."""
    seats, names = Seats.of(situation), CountyNames(situation.county)
    for lock in situation.county.locks:
        known = lock.person in situation.county.teacher and lock.school is not None
        if lock.role is None or not known or not _on(situation, lock):
            continue
        assert lock.school is not None
        if seats.seat_for(lock.person, lock.mode, lock.school, lock.role) < 0:
            message = (
                f"{names.person(lock.person)}（{lock.person}）锁定{lock.mode}到"
                f"{names.school(lock.school)}任{lock.role}：那里没有这个岗位的名额，或本人不具备这个角色；"
                "请改岗位（空着=不定），或核对支教团和教师的行政职务、骨干级别"
            )
            yield lock_problem_at(situation.county, lock, "role", message, "lock_without_seat")


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
    return lock_problem_at(situation.county, lock, stated, message, "unteachable_lock")

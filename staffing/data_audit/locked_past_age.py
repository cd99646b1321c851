"""锁定 of people who reach the statutory retirement age before what is decided of them ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from constraints.decisions import placements_of_locks, visits_of_locks
from constraints.facts.retirement import Retirement
from constraints.facts.slices import Event, Slices
from constraints.facts.standing import StandingFact
from constraints.situation import Situation
from models.column import Code, Month
from models.problem import Problem
from staffing.data_audit.notes import note, school_words, who


def locked_past_age(situation: Situation) -> Iterator[Problem]:
    """Locks to go somewhere, full-time or to visit, whose person retires before they end."""
    county, months, standing = (
        situation.county,
        Retirement.of(situation),
        StandingFact.of(situation),
    )
    made = (*placements_of_locks(situation), *visits_of_locks(situation))
    ends = {(p.person, p.mode, p.host): p.end for p in made}
    for lock in county.locks:
        teacher, host = county.teacher.get(lock.person), lock.school or Code("")
        end = ends.get((lock.person, lock.mode, host))
        if teacher is None or end is None or lock.forbids or not standing.retired(teacher, end):
            continue
        month = months.month_of(lock.person)
        assert month is not None
        message = (
            f"{who(teacher)}锁定{lock.mode}到{school_words(county, host)}"
            f"（{lock.decided_by}决定），按政策的法定退休年月是{month}，"
            f"{_what(situation, month, end)}；返聘的编制类型填“银龄”，出生年月或性别有误的请改正"
        )
        yield note(county, lock, "person", "retired_lock", message)


def _what(situation: Situation, month: Month, end: date) -> str:
    """How such a person is counted, and what to write."""
    term, after = situation.county.term, month.plus(1).first_day
    if after <= term.start:
        return (
            "在本期以前：锁定照办，但派出前后都不计入能任教的人，补不了学科缺口，也不计入按现任教学校"
            "计数的指标；请删去锁定，改派他人"
        )
    if after > term.end:
        counted = "本期内照常计入"
    elif Slices.of(situation).notices(Event.RETIREMENT):
        counted = "退休以后的时间段不计入能任教的人"
    else:
        counted = "本政策不按退休划分时间段，本期仍按整期计入"
    return f"早于这项安排的止期{end}：{counted}；请把“止”改到退休年月以内，另定接替的人，或改派他人"

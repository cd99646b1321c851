"""走教的周课时: what a person's week holds somewhere else, whoever decides it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from constraints.facts.itinerant import HALVES, Itinerant
from constraints.facts.load import TENTHS
from constraints.facts.standing import StandingFact
from constraints.itinerant import (
    itinerant_days,
    itinerant_half_days,
    itinerant_main,
    itinerant_minimum,
    itinerant_schools,
)
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code
from models.policy import Force
from models.roster import Placement, Roster
from models.sheets import LockRow
from models.vocabulary import Mode
from staffing.naming import CountyNames

LIMITED_BY = "受一周走教半天数、本人课时和可走教日所限"
"""What the most lessons of a week rest on."""

SCHOOLS_LIMITED_BY = "受走教学校数上限和一周富余的半天所限"
"""What the most schools rest on."""


def enforced(situation: Situation, rule: str) -> bool:
    """Whether the policy enforces a rule."""
    return any(row.force is Force.HARD for row in situation.policy.rows_of(rule))


def most_half_days(situation: Situation, code: Code) -> int | None:
    """Half-days a week the enforced rules let a person spend elsewhere, at one school or at
    several; None = no limit is enforced."""
    fact, rows = Itinerant.of(situation), situation.policy.rows_of(itinerant_half_days.RULE.id)
    limits = [
        min(row.params.most, fact.load(code) // fact.half_day)
        for row in rows
        if row.force is Force.HARD
    ]
    if enforced(situation, itinerant_days.RULE.id):
        limits.append(len(HALVES) * len(fact.days(code)))
    return min(limits, default=None)


def most_words(situation: Situation, code: Code, half_days: int) -> str:
    """``样例甲（T01）每周走教至多 9 课时（受…所限）``."""
    names, each = CountyNames(situation.county), Itinerant.of(situation).half_day
    lessons = f"{half_days * each / TENTHS:g}"
    return f"{names.person(code)}（{code}）每周走教合计至多 {lessons} 课时（{LIMITED_BY}）"


class Unfit(NamedTuple):
    """A lock of 走教 that its person's week has no room for, the field that says so, and why."""

    lock: LockRow
    field: str
    words: str


def unfit(situation: Situation) -> Iterator[Unfit]:
    """Locks of visits that no plan can keep beside their person's other locks, in order, each for
    one reason: more lessons, days or schools than there are, too few at one place, a full-time
    place as well, or no other school with lessons to go to."""
    if Mode.ITINERANT.name.lower() not in situation.policy.modes:
        return
    away = {p.person: p for p in Outcome(situation, Roster(())).decided}
    for code, locks in situation.county.locks_of.items():
        if code in situation.county.teacher:
            visits = [x for x in locks if x.mode is Mode.ITINERANT and not x.forbids]
            for i, lock in enumerate(visits):
                found = _unfit(situation, lock, visits[:i], away.get(code))
                if found is None and lock.school not in [x.school for x in visits[i + 1 :]]:
                    found = _too_little(situation, lock, visits)
                if found is not None:
                    yield found


def _unfit(
    situation: Situation, lock: LockRow, before: Sequence[LockRow], away: Placement | None
) -> Unfit | None:
    """Why a lock has no room beside those *before* it, and the full-time place decided."""
    fact, names, code = Itinerant.of(situation), CountyNames(situation.county), lock.person
    stands, who = StandingFact.of(situation).by_person[code].school, _who(situation, lock)
    if away is not None and enforced(situation, itinerant_main.RULE.id):
        there = names.school(away.host) or away.host
        return Unfit(lock, "person", f"{who}已锁定{away.mode}到{there}，全职外出期间不能又走教")
    if stands is not None and stands == lock.school:
        return Unfit(lock, "school", f"{who}本期就在{names.school(stands)}，走教要写另一所学校")
    host = situation.county.school.get(lock.school or Code(""))
    if host is not None and not host.kind.stages:
        return Unfit(lock, "school", f"{names.school(host.code)}是{host.kind}，没有课可走教")
    locks, most = [*before, lock], most_half_days(situation, code)
    stated = f"，锁定的{'合计' if before else ''}是 {_lessons(situation, locks)} 课时"
    field = "school" if lock.periods is None else "periods"
    if most is not None and (most or lock.periods) and sum(map(fact.decided, locks)) > most:
        return Unfit(lock, field, most_words(situation, code, most) + stated)
    needed, had = _days(fact, locks), len(fact.days(code))
    if needed > had and enforced(situation, itinerant_days.RULE.id):
        words = f"{who}走教需要 {needed} 天（一天只到一所外校），可走教日只有 {had} 天"
        return Unfit(lock, field, words)
    schools, room = {x.school for x in locks}, _most_schools(situation, code)
    if room and len(schools) > room:
        words = f"{who}走教至多到 {room} 所学校（{SCHOOLS_LIMITED_BY}），锁定的有 {len(schools)} 所"
        return Unfit(lock, "school", words)
    return None


def _too_little(situation: Situation, lock: LockRow, visits: Sequence[LockRow]) -> Unfit | None:
    """Why what is locked at a school is too little for a visit there."""
    here = [x for x in visits if x.school == lock.school]
    rows = situation.policy.rows_of(itinerant_minimum.RULE.id)
    least = max((r.params.least for r in rows if r.force is Force.HARD), default=0)
    made = sum(map(Itinerant.of(situation).decided, here))
    if made >= least or any(x.periods is None for x in here):
        return None
    words = f"{_who(situation, lock)}走教到{CountyNames(situation.county).school(lock.school)}"
    return Unfit(lock, "periods", f"{words}每周至少 {least} 个半天，锁定的只有 {made} 个半天")


def _days(fact: Itinerant, locks: Sequence[LockRow]) -> int:
    """Days a week that visits take: one school a day."""
    taken = Counter[Code | None]()
    for lock in locks:
        taken[lock.school] += fact.decided(lock)
    return sum(fact.journeys(half_days) for half_days in taken.values())


def _most_schools(situation: Situation, code: Code) -> int:
    """Schools the enforced rule lets a person go to; 0 = no room at all, or no limit enforced."""
    rows = situation.policy.rows_of(itinerant_schools.RULE.id)
    limits = [row.params.most for row in rows if row.force is Force.HARD]
    return min([*limits, Itinerant.of(situation).spare(code)]) if limits else 0


def _lessons(situation: Situation, locks: Sequence[LockRow]) -> str:
    """Lessons locked; where none are stated, those of the half-days a visit has at the least."""
    fact = Itinerant.of(situation)
    least = Decimal(fact.half_day) / TENTHS
    told = [fact.decided(x) * least if x.periods is None else x.periods for x in locks]
    return f"{sum(told):g}"


def _who(situation: Situation, lock: LockRow) -> str:
    return f"{CountyNames(situation.county).person(lock.person)}（{lock.person}）"

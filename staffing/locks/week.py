"""走教的周课时: how many lessons a person's week holds somewhere else, whoever decides them."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.itinerant import HALVES, Itinerant
from constraints.facts.load import TENTHS
from constraints.itinerant import itinerant_days, itinerant_half_days
from constraints.situation import Situation
from models.column import Code
from models.policy import Force
from models.sheets import LockRow
from models.vocabulary import Mode
from staffing.naming import CountyNames

LIMITED_BY = "受一周走教半天数、本人课时和可走教日所限"
"""What the most lessons of a week rest on."""


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


def overlong(situation: Situation) -> Iterator[tuple[LockRow, str]]:
    """Locks that state more lessons of 走教 than are left of their person's week, in order, and how
    many it holds in all."""
    if Mode.ITINERANT.name.lower() not in situation.policy.modes:
        return
    fact = Itinerant.of(situation)
    for code, locks in situation.county.locks_of.items():
        if code not in situation.county.teacher:
            continue
        most, taken = most_half_days(situation, code), 0
        for lock in locks:
            if lock.mode is not Mode.ITINERANT or not lock.periods or most is None:
                continue
            taken += -(-int(lock.periods * TENTHS) // fact.half_day)
            if taken > most:
                yield lock, most_words(situation, code, most)

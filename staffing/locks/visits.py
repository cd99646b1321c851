"""走教的锁定: visits decided that take from a school what an enforced limit keeps there.

Limits stand back for decided full-time places, not for visits: unless others make up for it, a
county with such a lock has no plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from constraints.facts.itinerant import Itinerant
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.registry import family_of, rules
from constraints.situation import Situation
from models.policy import Force, RuleRow
from models.problem import Problem
from models.roster import Placement, Roster
from models.sheets import LockRow
from models.vocabulary import Mode, Relation
from staffing.data_audit.notes import note
from staffing.naming import CountyNames
from staffing.wording import amount_words

_COVER = "cover"
"""Family of the rules about what is left at a school."""


class VisitExcess(NamedTuple):
    """A lock of 走教, the enforced row it goes below, where (key), by how much (rule's unit)."""

    lock: LockRow
    row: RuleRow
    key: str
    by: int


def visits_below(situation: Situation) -> Iterator[VisitExcess]:
    """Locks of 走教 with stated lessons that leave a school below an enforced limit, each beside
    the other decisions alone."""
    decided = Outcome(situation, Roster(())).decided
    rows = [
        row
        for row in situation.policy.rules
        if row.force is Force.HARD and family_of(row.rule) == _COVER
    ]
    for lock in situation.county.locks:
        visit = _visit(situation, lock)
        if visit is None:
            continue
        for row in rows:
            before = _short(situation, row, decided)
            for key, short in _short(situation, row, (*decided, visit)).items():
                if short > before.get(key, 0):
                    yield VisitExcess(lock, row, key, short - before.get(key, 0))


def visits_told(situation: Situation) -> Iterator[Problem]:
    """The same at the cells of their lessons, as ``check --policy`` says it."""
    for found in visits_below(situation):
        message = visit_words(situation, found)
        yield note(situation.county, found.lock, "periods", "visit_below_floor", message)


def visit_words(situation: Situation, found: VisitExcess) -> str:
    """The lock, what it goes below and by how much, and what is to be done."""
    names, rule = CountyNames(situation.county), rules()[found.row.rule]
    who = f"{names.person(found.lock.person)}（{found.lock.person}）"
    return (
        f"{who}锁定走教 {found.lock.periods} 课时，{names.key(found.key)}的"
        f"“{found.row.title or rule.name}”会差 {amount_words(found.by, rule.unit)}："
        "锁定不能越过法规，走教的锁定也不另留余地，没有别人补上就已证明无解；"
        "请减少锁定的课时，或先补上这一学科的课时"
    )


def _visit(situation: Situation, lock: LockRow) -> Placement | None:
    """The visit a lock decides; None for any other lock, and where the policy has no 走教."""
    county, term = situation.county, situation.county.term
    row = county.teacher.get(lock.person)
    on = Mode.ITINERANT.name.lower() in situation.policy.modes
    if lock.mode is not Mode.ITINERANT or not lock.periods or row is None or not on:
        return None
    home = StandingFact.of(situation).by_person[lock.person].school
    if home is None or lock.school is None or lock.school not in county.school:
        return None
    each = Itinerant.of(situation).p.periods_per_half_day
    held = ceil(Fraction(lock.periods) / each) * each  # whoever goes, goes for whole half-days
    return Placement(
        lock.person, lock.mode, Relation.KEPT, home, lock.school, term.start, term.end,
        lock.subject or row.subject, lock.stage or row.stage,
        Decimal(held.numerator) / held.denominator,
    )  # fmt: skip


def _short(situation: Situation, row: RuleRow, placements: Sequence[Placement]) -> dict[str, int]:
    outcome = Outcome(situation, Roster.of(tuple(placements)))
    return {m.key: m.short or 0 for m in rules()[row.rule].measure(outcome, row.params)}

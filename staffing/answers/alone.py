"""What changes when one person is placed otherwise and nobody else moves: the checker's answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from constraints.registry import rules
from models.column import Code
from models.policy import Force
from models.roster import Roster
from models.vocabulary import Mode
from staffing.answers.breach import breach_words
from staffing.answers.explain.alternatives import Alternative
from staffing.answers.loaded import LoadedPlan
from staffing.audit import Audit, audit
from staffing.leaders.discretion import is_open
from staffing.modelling.extract import placement_at
from staffing.naming import CountyNames


@dataclass(frozen=True)
class Alone:
    """broken: enforced rules that would not hold, by name; breaches: the same with limit, what it
    would come to and by how much; changes: (tier id, how much worse)."""

    broken: tuple[str, ...]
    breaches: tuple[str, ...]
    changes: tuple[tuple[str, int], ...]


def alone(plan: LoadedPlan, alternative: Alternative) -> Alone | None:
    """The plan with this one change, audited whole; None for 走教, which needs its half-days."""
    if alternative.mode is Mode.ITINERANT:
        return None
    return alone_at(plan, alternative.person, alternative.choice.taken)


def alone_at(plan: LoadedPlan, person: Code, columns: Iterable[int]) -> Alone:
    """The plan with one person at other full-time candidates (*columns*), audited whole.

    As it is listed, for those who ask are told of the listed plan; of a leader nobody has decided
    about, whose page is for those who decide, all of it.
    """
    before = plan.audit if is_open(plan.situation.county, person) else plan.listed_alone
    roster = before.roster or Roster(())
    kept = [p for p in roster.placements if p.person != person]
    for column in columns:
        kept.append(placement_at(plan.situation, plan.model, column))
    return _against(plan, before, audit(plan.situation, Roster.of(kept), plan.slate.openings))


def _against(plan: LoadedPlan, before: Audit, other: Audit) -> Alone:
    """Another roster's audit held against that of the plan."""
    broken, breaches, names = [], [], CountyNames(plan.situation.county)
    for row in plan.situation.policy.rules:
        if row.force is Force.HARD and _short(other, row.id) > _short(before, row.id):
            broken.append(row.title or rules()[row.rule].name)
            both = before.measures[row.id], other.measures[row.id]
            breaches.append(breach_words(row, *both, names))
    changes = ((t.id, other.tier_value(t.id) - before.tier_value(t.id)) for t in plan.tasks)
    return Alone(
        tuple(dict.fromkeys(broken)),
        tuple(dict.fromkeys(breaches)),
        tuple((t, n) for t, n in changes if n),
    )


def _short(checked: Audit, row: str) -> int:
    return sum(m.short or 0 for m in checked.measures[row])

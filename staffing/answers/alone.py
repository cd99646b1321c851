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
from staffing.leaders.openly import openly
from staffing.modelling.extract import placement_at
from staffing.naming import CountyNames


@dataclass(frozen=True)
class Alone:
    """broken: enforced rules that would not hold, by name; breaches: the same with limit, what it
    would come to and by how much; changes: (tier id, how much worse); untold: there is more to it
    that only those who decide about leaders may know, and then nothing is told of the changes."""

    broken: tuple[str, ...]
    breaches: tuple[str, ...]
    changes: tuple[tuple[str, int], ...]
    untold: bool = False


def alone(plan: LoadedPlan, alternative: Alternative, *, led: bool = False) -> Alone | None:
    """The plan with this one change, audited whole; None for 走教, which needs its half-days."""
    if alternative.mode is Mode.ITINERANT:
        return None
    return alone_at(plan, alternative.person, alternative.choice.taken, led=led)


def alone_at(plan: LoadedPlan, person: Code, columns: Iterable[int], *, led: bool = False) -> Alone:
    """The plan with one person at other full-time candidates (*columns*), audited whole.

    led: who asks is one of those who decide about leaders; others are told what the listed plan
    shows as well (:mod:`staffing.leaders.openly`).
    """
    before = plan.audit
    kept = [p for p in (before.roster or Roster(())).placements if p.person != person]
    for column in columns:
        kept.append(placement_at(plan.situation, plan.model, column))
    after = audit(plan.situation, Roster.of(kept), plan.slate.openings, binding=True)
    whole = _against(plan, before, after)
    if led or before.as_listed is before:
        return whole
    shown = _against(plan, before.as_listed, after.as_listed)
    if shown == whole:
        return whole
    broken, _ = openly(whole.broken, shown.broken)
    breaches, _ = openly(whole.breaches, shown.breaches)
    return Alone(broken, breaches, (), untold=True)


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

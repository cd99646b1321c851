"""校长交流 as lists and a scenario for those who decide: terms over, age structure, young reserves.

Nothing here is a placement: appointments follow cadre authority and enter by 锁定. The result goes
into a confidential workbook alone (see staffing.roster_book.confidential).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from constraints.facts.commute import Commute
from constraints.facts.grouping import Grouping
from constraints.facts.leaders import Leader, Leaders
from constraints.situation import Situation
from models.column import Code
from models.vocabulary import Stage

BASE_INDICATOR = "T14"
"""Indicator of 基期值 the share of young rural principals is held against."""


@dataclass(frozen=True)
class Suggestion:
    """One step of the scenario: a young reserve to a rural school where a leader's terms are over.

    metres: road between the schools, None when unknown.
    """

    reserve: Leader
    school: Code
    leaving: Leader
    metres: int | None


@dataclass(frozen=True)
class LeadersReport:
    """What the bureau's leadership reads.

    share, share_after: young among rural leaders now and under the whole scenario, None without
    any; base: the base term's share, None when 基期值 does not state it; ages: band → heads.
    """

    over: tuple[Leader, ...]
    unknown: tuple[Leader, ...]
    ages: tuple[tuple[str, int], ...]
    share: Fraction | None
    share_after: Fraction | None
    base: Fraction | None
    suggestions: tuple[Suggestion, ...]


def leaders_report(situation: Situation) -> LeadersReport:
    """The lists and the scenario; deterministic, ordered by code."""
    fact = Leaders.of(situation)
    young, base = fact.rural_young
    steps = tuple(_scenario(situation, fact))
    swapped = sum(1 for step in steps if step.leaving.age > fact.p.young)
    return LeadersReport(
        over=fact.over,
        unknown=tuple(x for x in fact.all if x.over is None),
        ages=_ages(fact),
        share=Fraction(len(young), len(base)) if base else None,
        share_after=Fraction(len(young) + swapped, len(base)) if base else None,
        base=_base(situation),
        suggestions=steps,
    )


def _scenario(situation: Situation, fact: Leaders) -> Iterable[Suggestion]:
    """Rural posts whose holder's terms are over, each to the nearest reserve of the stage."""
    groups, free = Grouping.of(situation), list(fact.reserves)
    counted = (*fact.p.heads, *fact.p.deputies)
    for leaving in fact.over:
        if leaving.office not in counted or not groups.has(fact.p.rural, leaving.school):
            continue
        fitting = [
            x for x in free if _stages(situation, x.school) & _stages(situation, leaving.school)
        ]
        if fitting:
            best = min(
                fitting, key=lambda x: (*_far(situation, x.school, leaving.school), x.person)
            )
            free.remove(best)
            metres = Commute.of(situation).metres(best.school, leaving.school)
            yield Suggestion(best, leaving.school, leaving, metres)


def _far(situation: Situation, one: Code, other: Code) -> tuple[int, int]:
    """Sort key of a distance, unknown last."""
    metres = Commute.of(situation).metres(one, other)
    return (1, 0) if metres is None else (0, metres)


def _stages(situation: Situation, school: Code) -> frozenset[Stage]:
    return frozenset(situation.county.school[school].kind.stages)


def _ages(fact: Leaders) -> tuple[tuple[str, int], ...]:
    """Heads by five-year band, the policy's age of the young being the top of one."""
    bands = Counter((x.age - fact.p.young - 1) // 5 for x in fact.all)
    top = fact.p.young
    return tuple((f"{top + 1 + 5 * b}—{top + 5 + 5 * b}岁", n) for b, n in sorted(bands.items()))


def _base(situation: Situation) -> Fraction | None:
    """The latest stated value of the base term."""
    rows = [r for r in situation.county.baselines if r.indicator == BASE_INDICATOR]
    return Fraction(max(rows, key=lambda r: r.year).value) if rows else None

"""校长交流 as lists and a scenario for those who decide: terms over, age structure, young reserves.

Nothing here is a placement: appointments follow cadre authority and enter by 锁定. The result goes
into a confidential workbook alone (see staffing.roster_book.confidential).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from constraints.facts.commute import Commute
from constraints.facts.grouping import Grouping
from constraints.facts.leaders import Leader, Leaders
from constraints.ratios._baseline import share_baseline, value_of
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
class Swap:
    """Two leaders of one office whose terms are over, in town and in the country, changing places.

    metres: road between the schools, None when unknown.
    """

    urban: Leader
    rural: Leader
    metres: int | None


@dataclass(frozen=True)
class LeadersReport:
    """What the bureau's leadership reads.

    share, share_after: young among rural leaders now and under the whole scenario, None without
    any; base: the base term's share, None when 基期值 does not state it; ages: band → heads; swaps:
    rotation between town and country of those whose terms are over and no reserve relieves; sets:
    legal school → its leaders, kindergartens included, schools without any too; closed: the same of
    schools closed by the term's start, whose leaders need another post; decided: leaders whom 锁定
    moves already, with the school (None = stays), left out of every proposal.
    """

    over: tuple[Leader, ...]
    unknown: tuple[Leader, ...]
    ages: tuple[tuple[str, int], ...]
    share: Fraction | None
    share_after: Fraction | None
    base: Fraction | None
    suggestions: tuple[Suggestion, ...]
    swaps: tuple[Swap, ...]
    sets: tuple[tuple[Code, tuple[Leader, ...]], ...]
    closed: tuple[tuple[Code, tuple[Leader, ...]], ...]
    decided: Mapping[Code, Code | None]


def leaders_report(situation: Situation, busy: Collection[Code] = ()) -> LeadersReport:
    """The lists and the scenario; deterministic, ordered by code.

    busy: leaders a plan sends elsewhere already, left out of every proposal.
    """
    fact = Leaders.of(situation)
    young, base = fact.rural_young
    decided = _decided(situation, fact)
    taken = {*decided, *busy}
    steps = tuple(_scenario(situation, fact, taken))
    relieved = {step.leaving.person for step in steps}
    closed = situation.county.closed(situation.county.term.start)
    rest = [
        x
        for x in fact.over
        if x.person not in relieved and x.person not in taken and x.school not in closed
    ]
    swapped = sum(1 for step in steps if step.leaving.age > fact.p.young)
    return LeadersReport(
        over=fact.over,
        unknown=tuple(x for x in fact.all if x.over is None),
        ages=_ages(fact),
        share=Fraction(len(young), len(base)) if base else None,
        share_after=Fraction(len(young) + swapped, len(base)) if base else None,
        base=_base(situation),
        suggestions=steps,
        swaps=tuple(_swaps(situation, fact, rest)),
        sets=tuple((code, fact.by_school.get(code, ())) for code in fact.legal_schools),
        closed=tuple((code, led) for code, led in fact.by_school.items() if code in closed),
        decided=decided,
    )


def _decided(situation: Situation, fact: Leaders) -> dict[Code, Code | None]:
    """Leaders a lock speaks of, with the school it names."""
    locks = situation.county.locks_of
    return {x.person: locks[x.person][0].school for x in fact.all if x.person in locks}


def _swaps(situation: Situation, fact: Leaders, over: list[Leader]) -> Iterator[Swap]:
    """Each rural leader of the list with the nearest urban one of the same office and stage."""
    groups = Grouping.of(situation)
    free = [x for x in over if groups.has(fact.p.urban, x.school)]
    for rural in (x for x in over if groups.has(fact.p.rural, x.school)):
        fitting = [
            x
            for x in free
            if x.office is rural.office
            and _stages(situation, x.school) & _stages(situation, rural.school)
        ]
        if fitting:
            best = _nearest(situation, fitting, rural.school)
            free.remove(best)
            yield Swap(best, rural, Commute.of(situation).metres(best.school, rural.school))


def _nearest(situation: Situation, leaders: list[Leader], school: Code) -> Leader:
    return min(leaders, key=lambda x: (*_far(situation, x.school, school), x.person))


def _scenario(situation: Situation, fact: Leaders, taken: Collection[Code]) -> Iterable[Suggestion]:
    """Rural posts whose holder's terms are over, each to the nearest reserve of the stage."""
    groups = Grouping.of(situation)
    free = [x for x in fact.reserves if x.person not in taken]
    counted = (*fact.p.heads, *fact.p.deputies)
    closed = situation.county.closed(situation.county.term.start)
    for leaving in fact.over:
        if leaving.office not in counted or not groups.has(fact.p.rural, leaving.school):
            continue
        if leaving.person in taken or leaving.school in closed:
            continue
        fitting = [
            x for x in free if _stages(situation, x.school) & _stages(situation, leaving.school)
        ]
        if fitting:
            best = _nearest(situation, fitting, leaving.school)
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
    """The latest stated share of the base term."""
    row = share_baseline(situation, BASE_INDICATOR)
    return None if row is None else value_of(row)

"""Checks a weekday plan of 走教 in plain Python, whoever made it; shares no arithmetic with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from constraints.facts.commute import Commute
from constraints.facts.itinerant import DAYS, HALVES, Itinerant
from constraints.situation import Situation
from models.column import Code
from models.problem import Disagreement
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.itinerant.weekday import Slot, WeekdayPlan

TENTHS, METRES = 10, 1000


def check_weekday_plan(situation: Situation, roster: Roster, plan: WeekdayPlan) -> tuple[str, ...]:
    """What is wrong with the plan, one Chinese sentence each, by person; empty when it is valid.

    People the plan itself names as unplanned are a fault each.
    """
    visits: dict[Code, list[Placement]] = {}
    for p in roster.placements:
        if p.mode is Mode.ITINERANT and p.periods:
            visits.setdefault(p.person, []).append(p)
    found = [f"{person}的走教排不进一周" for person in plan.unplanned]
    for person in sorted({*visits, *plan.of_person} - {*plan.unplanned}):
        slots = plan.of_person.get(person, ())
        found += _faults(situation, person, visits.get(person, []), slots)
    return tuple(found)


def checked(situation: Situation, roster: Roster, plan: WeekdayPlan) -> WeekdayPlan:
    """The plan. Raises Disagreement where somebody it has planned could not keep it."""
    faults = check_weekday_plan(situation, roster, plan)[len(plan.unplanned) :]
    if faults:
        raise Disagreement("走教课表", "已排妥", "；".join(faults))
    return plan


def _faults(
    situation: Situation, person: Code, visits: Sequence[Placement], slots: Sequence[Slot]
) -> Iterator[str]:
    if not visits:
        yield f"{person}没有走教安排，却排了课表"
        return
    home = visits[0].home
    yield from _clock(person, slots)
    yield from _amounts(situation, person, visits, slots)
    yield from _home(situation, person, visits, slots)
    for day, name in enumerate(DAYS):
        today = sorted((s for s in slots if s.day == day), key=lambda s: s.half)
        elsewhere = {s.school for s in today} - {home}
        if elsewhere and name not in Itinerant.of(situation).days(person):
            yield f"{person}{name}不是可走教日"
        if len(elsewhere) > Itinerant.of(situation).p.hosts_a_day:
            yield f"{person}{name}到{len(elsewhere)}所外校，超过规定"
        schools = [s.school for s in today]
        if len(set(schools)) > 1 and not _near(situation, schools[0], schools[-1]):
            yield f"{person}{name}中午来不及从{schools[0]}到{schools[-1]}"


def _clock(person: Code, slots: Sequence[Slot]) -> Iterator[str]:
    """Real half-days, one place at a time."""
    held = Counter((s.day, s.half) for s in slots)
    for (day, half), count in sorted(held.items()):
        if not (0 <= day < len(DAYS) and 0 <= half < len(HALVES)):
            yield f"{person}排在一周十个半天以外"
        elif count > 1:
            yield f"{person}{DAYS[day]}{HALVES[half]}同时在{count}处"


def _amounts(
    situation: Situation, person: Code, visits: Sequence[Placement], slots: Sequence[Slot]
) -> Iterator[str]:
    """Every visit has its half-days at its school, and nothing else is planned."""
    each = Itinerant.of(situation).p.periods_per_half_day
    wanted: Counter[Code] = Counter()
    for visit in visits:
        wanted[visit.host] += ceil(Fraction(visit.periods or Decimal(0)) / each)
    given = Counter(s.school for s in slots if s.school != visits[0].home)
    for school in sorted({*wanted, *given}):
        if wanted[school] != given[school]:
            yield f"{person}在{school}应有{wanted[school]}个半天，排了{given[school]}个"


def _home(
    situation: Situation, person: Code, visits: Sequence[Placement], slots: Sequence[Slot]
) -> Iterator[str]:
    """The lessons left at home have their half-days."""
    fact = Itinerant.of(situation)
    away = sum((Fraction(v.periods or Decimal(0)) for v in visits), Fraction(0))
    left = max(Fraction(fact.load(person), TENTHS) - away, Fraction(0))
    needed = ceil(left / fact.p.periods_per_half_day)
    given = sum(1 for s in slots if s.school == visits[0].home)
    if given < needed:
        yield f"{person}在本校至少要有{needed}个半天，只剩{given}个"


def _near(situation: Situation, one: Code, other: Code) -> bool:
    metres = Commute.of(situation).metres(one, other)
    return metres is not None and Fraction(metres, METRES) <= Itinerant.of(situation).p.noon_km

"""走教工作量: what each teacher who goes about carries in a week, for allowances and appraisal.

Kilometres are those of the weekday plan: there and back between the own school and the school
visited, once a day and school, each such way in whole kilometres as the rule of the road has it.
Money is shown only where the policy sets a rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from constraints.facts.itinerant import Itinerant
from constraints.facts.load import TENTHS
from constraints.situation import Situation
from models.column import Code
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.itinerant.weekday import WeekdayPlan
from staffing.wording import rounded

CENTS = 2
"""Places of an amount of money."""


@dataclass(frozen=True)
class Workload:
    """A teacher's week: periods at home and elsewhere, schools, half-days, days and kilometres.

    kilometres: None when a road is unknown; allowance: yuan a week, None while no rate is set or
    the kilometres it rests on are unknown.
    """

    person: Code
    home: Code
    home_periods: Decimal
    away_periods: Decimal
    schools: int
    half_days: int
    days: int
    kilometres: int | None
    allowance: Decimal | None


def workloads(situation: Situation, roster: Roster, plan: WeekdayPlan) -> tuple[Workload, ...]:
    """One line per person who goes about, in code order."""
    fact = Itinerant.of(situation)
    found = []
    for person, placements in roster.by_person.items():
        visits = [p for p in placements if p.mode is Mode.ITINERANT and p.periods]
        if not visits or person not in situation.county.teacher:
            continue
        away = sum((p.periods or Decimal(0) for p in visits), Decimal(0))
        kilometres = _kilometres(fact, visits, plan)
        half_days = sum(fact.half_days(p) for p in visits)
        journeys = _journeys(visits, plan)
        found.append(
            Workload(
                person=person,
                home=visits[0].home,
                home_periods=max(Decimal(fact.load(person)) / TENTHS - away, Decimal(0)),
                away_periods=away,
                schools=len({p.host for p in visits}),
                half_days=half_days,
                days=len({day for day, _ in journeys}),
                kilometres=kilometres,
                allowance=_allowance(fact, half_days, kilometres),
            )
        )
    return tuple(sorted(found, key=lambda line: line.person))


def _journeys(visits: list[Placement], plan: WeekdayPlan) -> list[tuple[int, Code]]:
    """(day, school) of every day on which a school is visited."""
    slots = plan.of_person.get(visits[0].person, ())
    return sorted({(s.day, s.school) for s in slots if s.school != visits[0].home})


def _kilometres(fact: Itinerant, visits: list[Placement], plan: WeekdayPlan) -> int | None:
    ways = [fact.round_trip(visits[0].home, school) for _, school in _journeys(visits, plan)]
    return None if None in ways else sum(way for way in ways if way is not None)


def _allowance(fact: Itinerant, half_days: int, kilometres: int | None) -> Decimal | None:
    per_half_day, per_km = fact.p.allowance_half_day, fact.p.allowance_km
    if (per_half_day is None and per_km is None) or (per_km is not None and kilometres is None):
        return None
    road = Fraction(kilometres or 0) * (per_km or 0)
    return rounded((per_half_day or 0) * half_days + road, CENTS)

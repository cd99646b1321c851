"""走教 by the week: who is at which school on which half-day, planned by CP-SAT.

A week is five days of two half-days. Where the county's limits on schools, half-days and days hold
a plan always exists: give every school its own days (two half-days a day, an odd one leaves half
a day idle); what is then left of the ten half-days is at least what the home lessons need, because
no more schools are visited than there are half-days to spare. People whose visits were made by
hand and do not fit are named, the others planned.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from constraints.facts.commute import Commute
from constraints.facts.itinerant import DAYS, HALVES, Itinerant
from constraints.situation import Situation
from models.column import Code
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.solver.interruptible import interruptibly
from staffing.solver.steady import steady_solver

EFFORT = 5.0
"""Deterministic time (the solver's own steps, not seconds) to improve a district's plan."""

METRES_PER_KM = 1000


class Slot(NamedTuple):
    """A person at a school on one half-day: day and half as positions in DAYS and HALVES."""

    person: Code
    day: int
    half: int
    school: Code
    subject: str

    @property
    def when(self) -> str:
        """``周三上午``."""
        return f"{DAYS[self.day]}{HALVES[self.half]}"


@dataclass(frozen=True)
class WeekdayPlan:
    """Half-days elsewhere and at home, in order of person and time; who could not be planned."""

    slots: tuple[Slot, ...]
    unplanned: tuple[Code, ...] = ()

    @cached_property
    def of_person(self) -> Mapping[Code, tuple[Slot, ...]]:
        """Slots by person, in code order."""
        return _grouped((slot.person, slot) for slot in self.slots)

    @cached_property
    def of_school(self) -> Mapping[Code, tuple[Slot, ...]]:
        """Slots by school, home ones too, in code order."""
        return _grouped((slot.school, slot) for slot in self.slots)


@dataclass(frozen=True)
class Week:
    """What one person must be given: half-days by host and subject, and half-days at home."""

    person: Code
    home: Code
    days: tuple[int, ...]
    away: Mapping[tuple[Code, str], int]
    at_home: int


def weeks(situation: Situation, roster: Roster) -> tuple[Week, ...]:
    """One :class:`Week` per person who goes about, in code order; rows without periods left out."""
    fact, grouped = Itinerant.of(situation), defaultdict[Code, list[Placement]](list)
    for p in roster.placements:
        if p.mode is Mode.ITINERANT and p.periods and p.person in situation.county.teacher:
            grouped[p.person].append(p)
    found = []
    for person in sorted(grouped):
        visits, days = grouped[person], fact.days(person)
        away: Counter[tuple[Code, str]] = Counter()
        for visit in visits:
            subject = visit.subject or situation.county.teacher[person].subject or ""
            away[visit.host, str(subject)] += fact.half_days(visit)
        free = tuple(i for i, day in enumerate(DAYS) if day in days)
        needed = fact.at_home(person, visits)
        found.append(Week(person, visits[0].home, free, dict(sorted(away.items())), needed))
    return tuple(found)


def plan_weekdays(situation: Situation, roster: Roster) -> WeekdayPlan:
    """Weekday plan of a roster's itinerant placements; the same roster gives the same plan."""
    slots: list[Slot] = []
    unplanned: list[Code] = []
    for group in _groups(weeks(situation, roster)):
        found = _solve(situation, group, spread=False)
        if found is None:
            found = _solve(situation, group)
        if found is None:
            fits = [week for week in group if _solve(situation, [week]) is not None]
            unplanned += [week.person for week in group if week not in fits]
            found = _solve(situation, fits) or []
        slots += found
    return WeekdayPlan(tuple(sorted(slots)), tuple(sorted(unplanned)))


def noon_change(situation: Situation, one: Code, other: Code) -> bool:
    """Whether a person can change between two schools at noon; an unknown road is too far."""
    metres = Commute.of(situation).metres(one, other)
    return metres is not None and metres <= Itinerant.of(situation).p.noon_km * METRES_PER_KM


def _groups(found: Sequence[Week]) -> Iterator[list[Week]]:
    """People who meet at some school, directly or through others: they are planned together."""
    left = list(found)
    while left:
        group, schools = [left.pop(0)], set[Code]()
        schools.update(host for host, _ in group[0].away)
        while met := [w for w in left if schools & {host for host, _ in w.away}]:
            group += met
            left = [w for w in left if w not in met]
            schools.update(host for w in met for host, _ in w.away)
        yield sorted(group, key=lambda w: w.person)


# -- the model ------------------------------------------------------------------------------------


def _solve(
    situation: Situation, group: Sequence[Week], *, spread: bool = True
) -> list[Slot] | None:
    """The best plan found within EFFORT; None when there is none at all.

    spread: whether the half-days at a school may lie on more days than they fill.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    there: dict[Slot, Any] = {}
    cost: list[Any] = []
    for week in group:
        own = {slot: model.new_bool_var("") for slot in _open(week)}
        visited = _person(situation, model, week, own, cost)
        if not spread:
            _no_more_days(situation, model, week, visited)
        there |= own
    _schools(situation, model, there, cost)
    model.minimize(sum(cost))
    solver = steady_solver(EFFORT)
    status = interruptibly(lambda: solver.solve(model))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    taken = [slot for slot, column in there.items() if solver.boolean_value(column)]
    return [*taken, *_at_home(situation, group, taken)]


def _open(week: Week) -> Iterator[Slot]:
    for host, subject in week.away:
        for day in week.days:
            for half in range(len(HALVES)):
                yield Slot(week.person, day, half, host, subject)


def _person(
    situation: Situation, model: Any, week: Week, own: Mapping[Slot, Any], cost: list[Any]
) -> list[dict[Code, Any]]:
    """Half-days as stated, one place at a time, few schools a day, home lessons kept.

    Returns by day and host a column that says whether the person goes there.
    """
    for place, half_days in week.away.items():
        model.add(sum(v for s, v in own.items() if (s.school, s.subject) == place) == half_days)
    hosts = sorted({host for host, _ in week.away})
    home, by_day = [], []
    for day in range(len(DAYS)):
        visited = {host: model.new_bool_var("") for host in hosts}
        by_day.append(visited)
        model.add(sum(visited.values()) <= Itinerant.of(situation).p.hosts_a_day)
        cost += visited.values()
        for half in range(len(HALVES)):
            now = {s: v for s, v in own.items() if (s.day, s.half) == (day, half)}
            here = model.new_bool_var("")
            home.append(here)
            model.add(here + sum(now.values()) <= 1)
            for slot, column in now.items():
                model.add_implication(column, visited[slot.school])
                for clash in _clashes(situation, week, slot, own):
                    model.add_bool_or([column.negated(), clash.negated()])
        for slot, column in ((s, v) for s, v in own.items() if s.day == day):
            if not noon_change(situation, week.home, slot.school):
                other = home[day * len(HALVES) + 1 - slot.half]
                model.add_bool_or([column.negated(), other.negated()])
    model.add(sum(home) >= min(week.at_home, len(home)))
    return by_day


def _no_more_days(
    situation: Situation, model: Any, week: Week, visited: Sequence[Mapping[Code, Any]]
) -> None:
    """The road is what the rule of the road counts: no way there and back but for the half-days."""
    half_days: Counter[Code] = Counter()
    for (host, _), wanted in week.away.items():
        half_days[host] += wanted
    for host, wanted in half_days.items():
        least = Itinerant.of(situation).journeys(wanted)
        model.add(sum(day[host] for day in visited) <= least)


def _clashes(
    situation: Situation, week: Week, slot: Slot, own: Mapping[Slot, Any]
) -> Iterator[Any]:
    """The other half of the same day at a school too far away to change to at noon."""
    for other, column in own.items():
        later = slot.half == 0 and (other.day, other.half) == (slot.day, 1)
        if later and not noon_change(situation, slot.school, other.school):
            yield column


CROWDED, DOUBLED = 100, 10
"""What a visitor more than there are classes costs, and two visitors of a subject at once, beside
one journey."""


def _schools(situation: Situation, model: Any, there: Mapping[Slot, Any], cost: list[Any]) -> None:
    """Prefer no more visitors at once than classes, and nobody of the same subject together."""
    at: defaultdict[tuple[Code, int, int], list[tuple[str, Any]]] = defaultdict(list)
    for slot, column in there.items():
        at[slot.school, slot.day, slot.half].append((slot.subject, column))
    for (school, _, _), present in at.items():
        rooms = _classes(situation, school)
        kinds = [[v for x, v in present if x == subject] for subject in {x: 0 for x, _ in present}]
        wishes = [([v for _, v in present], max(rooms, 1), CROWDED)]
        wishes += [(kind, 1, DOUBLED) for kind in kinds]
        for columns, most, price in wishes:
            if len(columns) > most:
                more = model.new_int_var(0, len(columns), "")
                model.add(sum(columns) - more <= most)
                cost.append(price * more)


def _classes(situation: Situation, school: Code) -> int:
    county = situation.county
    listed = county.classes_of.get(school, (county.school[school],))
    return sum(row.classes for row in listed)


def _at_home(situation: Situation, group: Sequence[Week], taken: Iterable[Slot]) -> Iterator[Slot]:
    """Every half-day that is neither elsewhere nor lost on the way, at the own school."""
    away = {(s.person, s.day, s.half): s.school for s in taken}
    for week in group:
        subject = situation.county.teacher[week.person].subject or ""
        for day in range(len(DAYS)):
            for half in range(len(HALVES)):
                beside = away.get((week.person, day, 1 - half))
                far = beside is not None and not noon_change(situation, week.home, beside)
                if (week.person, day, half) not in away and not far:
                    yield Slot(week.person, day, half, week.home, str(subject))


def _grouped(pairs: Iterable[tuple[Code, Slot]]) -> Mapping[Code, tuple[Slot, ...]]:
    grouped: defaultdict[Code, list[Slot]] = defaultdict(list)
    for key, slot in pairs:
        grouped[key].append(slot)
    return {key: tuple(sorted(grouped[key])) for key in sorted(grouped)}

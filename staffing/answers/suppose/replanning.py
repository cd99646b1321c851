"""Planning again after objections: who changes, and because of which objection.

The new plan keeps law, cover and targets as good as they can be, then changes the fewest people.
Each changed person is traced to an objection: their own, or the nearest one in a chain of people
who leave, join or are wanted at the same school and subject.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from constraints.board import MODES
from constraints.facts.seats import host_of
from constraints.facts.standing import StandingFact
from constraints.situation import Situation
from models.column import Code
from models.roster import Placement, Roster
from staffing.answers.differing import Difference, changed_people
from staffing.answers.matching import match
from staffing.answers.resolving import Near
from staffing.answers.source import BasePlan
from staffing.answers.suppose.beyond_exemption import beyond_exemption
from staffing.answers.suppose.scenarios import Job, beside, situation_of
from staffing.answers.suppose.supposed import Change
from staffing.answers.suppose.waived import waived
from staffing.leaders.discretion import (
    CONFIDENTIAL,
    is_withheld,
    withheld,
    words_for_all,
)
from staffing.naming import CountyNames
from staffing.result import Run
from staffing.run import run_county
from staffing.solve import Prepared, Progress

_Place = tuple[str, str]


@dataclass(frozen=True)
class Objection:
    """Why the plan cannot stay as it is. words: Chinese; people: whom it is about."""

    words: str
    people: tuple[Code, ...] = ()


@dataclass(frozen=True)
class PersonChange:
    """One line of the list: a person's rows before and after, and the objections it goes back to.

    own: the objection is the person's own; because: indices into the objections, empty when the
    change follows from all of them together (a share, a quota).
    """

    person: Code
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]
    own: bool
    because: tuple[int, ...]


@dataclass(frozen=True)
class Replanned:
    """The new plan and what it cost to disturb so few.

    held: the base as far as the county can still say it; lines: who changes from it, empty without
    a plan; afresh: the same county planned without regard to the
    base, None when it was not asked for; waived: enforced rules that decisions among the objections
    set aside, in sentences; beyond: who is still placed though exempted, in sentences.
    """

    base: BasePlan
    run: Run
    objections: tuple[Objection, ...]
    held: Roster
    lines: tuple[PersonChange, ...]
    afresh: Run | None = None
    waived: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[PersonChange, ...]:
        """The lines for general eyes: without leaders whose moves nobody has decided."""
        county = self.run.county
        return tuple(x for x in self.lines if not withheld(county, (*x.before, *x.after)))

    def difference(self, run: Run) -> Difference | None:
        """Who changes from the base to a run; None when it has no plan."""
        roster = run.result.roster
        names = CountyNames(run.county)
        return None if roster is None else Difference.of(names, self.held, roster)

    @property
    def moved_afresh(self) -> int | None:
        """People who would change if all were planned anew, without undecided leaders."""
        different = self.difference(self.afresh) if self.afresh else None
        return None if different is None else len(different.shown)


def replan(
    base: BasePlan,
    changes: Sequence[Change],
    *,
    afresh: bool = True,
    progress: Progress | None = None,
) -> Replanned:
    """Plan again near the base after *changes*.

    afresh: also plan without regard to it, in a process beside, to tell what was given up.
    """
    job = Job(tuple(changes), base.intake.policy, None)
    solver = Near(base.roster, base.remembered)
    with beside(base, job if afresh else None) as other:
        situation = situation_of(base, job)
        run = run_county(
            situation,
            county_name=base.county_name,
            input_sha256=base.intake.input_sha256,
            progress=progress,
            solver=solver,
        )
        fresh = other()
    assert solver.prepared is not None and solver.anchor is not None
    objections = objections_of(changes)
    county = base.intake.county
    words = tuple(words_for_all(county, o.words, o.people) for o in objections)
    run = dataclasses.replace(run, objections=words, made_by="replan")
    known = [p for o in objections for p in o.people]
    objections += objections_in_data(solver.prepared, base.roster, known)
    now = run.result.roster
    held = solver.anchor.base
    lines = () if now is None else who_changes(situation, held, now, objections)
    set_aside = waived(county, changes, base.intake.policy, now)
    beyond = beyond_exemption(CountyNames(run.county), changes, base.intake.policy, now)
    return Replanned(base, run, tuple(objections), held, lines, fresh, set_aside, beyond)


def objections_of(changes: Iterable[Change]) -> list[Objection]:
    """Objections given in so many words."""
    return [Objection(c.words, c.people) for c in changes if c.words]


def objections_in_data(prepared: Prepared, base: Roster, known: Iterable[Code]) -> list[Objection]:
    """Rows of the base plan that county or policy no longer allow, and decisions (锁定) it does not
    hold, of people not in *known*."""
    named, found = set(known), []
    held = {(p.person, p.mode, p.host) for p in base.placements}
    moves = prepared.model.moves
    for i in np.flatnonzero(moves.locked).tolist():
        person, mode = prepared.situation.people[moves.person[i]], MODES[moves.mode[i]]
        host = host_of(prepared.situation, moves, i)
        if person not in named and (person, mode, host) not in held:
            named.add(person)
            found.append(Objection(f"“锁定”表决定{_who(prepared, person)}{mode.value}", (person,)))
    for placement, _, reason in match(prepared, base).lost:
        if placement.person not in named:
            named.add(placement.person)
            secret = is_withheld(prepared.situation.county, placement)
            who = f"学校领导{CONFIDENTIAL}" if secret else _who(prepared, placement.person)
            found.append(Objection(f"{who}的原安排{reason}", (placement.person,)))
    return found


def _who(prepared: Prepared, person: Code) -> str:
    row = prepared.situation.county.teacher.get(person)
    return f"{row.name}（{person}）" if row else person


def who_changes(
    situation: Situation, base: Roster, now: Roster, objections: Sequence[Objection]
) -> tuple[PersonChange, ...]:
    """Everyone who changes, those with an objection of their own first, then in code order."""
    people = changed_people(base, now)
    own = {p: i for i, o in reversed(list(enumerate(objections))) for p in o.people}
    causes = _causes(situation, base, now, people, objections)
    lines = [
        PersonChange(
            person,
            base.by_person.get(person, ()),
            now.by_person.get(person, ()),
            person in own,
            (own[person],) if person in own else causes[person],
        )
        for person in people
    ]
    return tuple(sorted(lines, key=lambda line: (not line.own, line.person)))


def _causes(
    situation: Situation,
    base: Roster,
    now: Roster,
    people: Sequence[Code],
    objections: Sequence[Objection],
) -> Mapping[Code, tuple[int, ...]]:
    """Per changed person the nearest objections along shared places."""
    if len(objections) == 1:
        return dict.fromkeys(people, (0,))
    involved = {*people, *(p for o in objections for p in o.people)}
    places = {p: _places(situation, p, base, now) for p in sorted(involved)}
    at: defaultdict[_Place, set[Code]] = defaultdict(set)
    for person, own in places.items():
        for place in own:
            at[place].add(person)
    steps = [_distances(o.people, places, at) for o in objections]
    found = {}
    for person in people:
        reached = [(d[person], i) for i, d in enumerate(steps) if person in d]
        least = min((d for d, _ in reached), default=0)
        found[person] = tuple(i for d, i in reached if d == least)
    return found


def _distances(
    start: Iterable[Code],
    places: Mapping[Code, set[_Place]],
    at: Mapping[_Place, set[Code]],
) -> dict[Code, int]:
    found = {person: 0 for person in start if person in places}
    queue = deque(sorted(found))
    while queue:
        person = queue.popleft()
        for place in sorted(places[person]):
            for other in sorted(at[place]):
                if other not in found:
                    found[other] = found[person] + 1
                    queue.append(other)
    return found


def _places(situation: Situation, person: Code, *rosters: Roster) -> set[_Place]:
    """(school, subject) a person stands at or goes to in any of the plans."""
    row = situation.county.teacher.get(person)
    rows = [p for roster in rosters for p in roster.by_person.get(person, ())]
    places = {(str(p.host), str(p.subject or "")) for p in rows}
    home = StandingFact.of(situation).by_person[person].school if (
        person in situation.person_index) else None  # fmt: skip
    if row is not None and home is not None:
        places.add((str(home), str(row.subject or "")))
    return places

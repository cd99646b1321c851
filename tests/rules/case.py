"""What a rule's case file is made of, and the board a case is posted on.

A file ``tests/rules/test_<id>.py`` imports that rule and holds ``CASES`` with at least one
satisfied, one broken and one case exactly on the edge. What is done with them stands in
``tests/test_rules.py``.
"""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Literal

import numpy as np

from constraints.board import MODES, STAGES, Candidates, Visits
from constraints.facts.commute import Commute
from constraints.facts.itinerant import Itinerant
from constraints.facts.seats import Seats
from constraints.facts.slices import Slices
from constraints.outcome import Opening, Outcome
from constraints.rule import AnyRule
from constraints.situation import Situation
from models.column import Code
from models.finding import Measure
from models.policy import Params
from models.roster import Placement, Roster
from models.vocabulary import Mode, Relation
from staffing.modelling import visiting
from staffing.modelling.board import ProgramBoard
from tests.tiny import move


@dataclass(frozen=True)
class Case:
    """One roster under one rule.

    name: a sentence; situation: the county, or what builds it; expected: key → shortfall, only
    those above zero; undecidable: keys answered with the third state; closed: (person, host) pairs
    that were no candidates; posted: False when the fault cannot stand on a board (made by hand);
    kind: ``edge`` where the roster stands exactly on it.
    """

    name: str
    situation: Situation | Callable[[], Situation]
    params: Params
    expected: Mapping[str, int] = field(default_factory=dict)
    roster: Roster | tuple[Placement, ...] = ()
    undecidable: tuple[str, ...] = ()
    closed: tuple[tuple[str, str], ...] = ()
    posted: bool = True
    kind: Literal["", "edge"] = ""

    @property
    def there(self) -> Situation:
        """The county under its policy."""
        return self.situation if isinstance(self.situation, Situation) else self.situation()

    @property
    def plan(self) -> Roster:
        """The roster in canonical order."""
        return self.roster if isinstance(self.roster, Roster) else Roster.of(self.roster)

    def measures(self, rule: AnyRule, candidates: Table | None = None) -> list[Measure]:
        """Every row the rule measures, with the candidates' excuses when they are given."""
        openings = None if candidates is None else candidates.openings
        there = self.there if candidates is None else candidates.situation
        return list(rule.measure(Outcome(there, self.plan, openings), self.params))

    def check(self, rule: AnyRule) -> None:
        """The rule measures what the case expects, key by key."""
        measures = self.measures(rule)
        assert shorts(measures) == dict(self.expected), self.name
        assert {m.key for m in measures if m.short is None} == set(self.undecidable), self.name


def cases_of(rule_id: str) -> ModuleType:
    """The rule's own case file."""
    return importlib.import_module(f"tests.rules.test_{rule_id}")


def shorts(measures: list[Measure]) -> dict[str, int]:
    """Key → shortfall, only those above zero."""
    found: Counter[str] = Counter()
    for measure in measures:
        found[measure.key] += measure.short or 0
    return {key: short for key, short in found.items() if short}


def unfounded(floors: Mapping[str, int], measures: list[Measure]) -> dict[str, int]:
    """Floors above the shortfall measured; key "" beside others is the floor of their sum."""
    found, unknown = shorts(measures), {m.key for m in measures if m.short is None}
    if any(measure.key for measure in measures):
        found[""] = sum(found.values())
    return {
        key: least
        for key, least in floors.items()
        if not 0 <= least <= found.get(key, 0) and key not in unknown and (key or not unknown)
    }


@dataclass(frozen=True)
class Table:
    """Candidates of a county and the placement each of them stands for."""

    situation: Situation
    moves: Candidates
    placements: tuple[Placement, ...]
    visits: tuple[Placement, ...] = ()

    def itinerant(self, board: ProgramBoard) -> Visits:
        """Columns of the visits, each taken as it is stated."""
        fact = Itinerant.of(self.situation)
        most = np.array([fact.half_days(p) for p in self.visits], np.int64)
        pairs = candidates(self.situation, self.visits, self.moves.subjects)
        together = np.full(len(most), most.sum(), np.int64)
        parts = [Outcome(self.situation, Roster(())).as_decided(p) for p in self.visits]
        decided = np.array([fact.half_days(p) if p else 0 for p in parts], np.int64)
        return visiting.join(board, pairs, most, together, decided)

    @property
    def openings(self) -> frozenset[Opening]:
        """What was open, for the excuses of an outcome."""
        return frozenset(Opening(p.person, p.mode, p.host, p.subject) for p in self.placements)

    def chosen(self, roster: Roster) -> np.ndarray:
        """1 for every candidate that is in the roster."""
        return np.array([p in roster.placements for p in self.placements], np.int64)


def table(case: Case) -> Table:
    """Every school open to everyone in supply by 交流, and what the roster and the locks say."""
    situation = case.there
    asked = [p for p in case.plan.placements if _stands(situation, p)]
    known = {(p.person, p.mode, p.host) for p in asked}
    for decided in Outcome(situation, Roster(())).decided:
        if (
            decided.person,
            decided.mode,
            decided.host,
        ) not in known:
            asked.append(decided)
    open_to_all = [p for p in _everywhere(situation) if (p.person, p.host) not in case.closed]
    known = {(p.person, p.mode, p.host) for p in asked}
    free = [p for p in open_to_all if (p.person, p.mode, p.host) not in known]
    seen = {_seat(p): p for p in reversed((*asked, *free))}
    placements = tuple(sorted(seen.values(), key=lambda p: (*p.order, str(p.relation))))
    visits = tuple(p for p in case.plan.placements if _visits(situation, p))
    subjects = tuple(sorted({s for p in (*placements, *visits) if (s := _subject(situation, p))}))
    return Table(situation, candidates(situation, placements, subjects), placements, visits)


def candidates(
    situation: Situation, placements: tuple[Placement, ...], subjects: tuple[str, ...]
) -> Candidates:
    """The columnar form of these placements, its flags told by the plain half."""
    county, outcome = situation.county, Outcome(situation, Roster(()))
    slices = [Slices.of(situation).covered(p.start, p.end) for p in placements]

    def ints(values: list[int]) -> np.ndarray:
        return np.array(values, np.int64)

    def ticks(values: list[bool]) -> np.ndarray:
        return np.array(values, np.bool_)

    return Candidates(
        subjects=subjects,
        person=ints([situation.person_index[p.person] for p in placements]),
        mode=ints([MODES.index(p.mode) for p in placements]),
        transfers=ticks([p.relation is Relation.TRANSFERRED for p in placements]),
        home=ints([county.school_index.get(p.home, -1) for p in placements]),
        host=ints([county.school_index.get(p.host, -1) for p in placements]),
        stage=ints([STAGES.index(_stage(situation, p)) for p in placements]),
        subject=ints([subjects.index(_subject(situation, p)) for p in placements]),
        first=ints([a for a, _ in slices]),
        last=ints([b for _, b in slices]),
        designated=ticks([outcome.is_designated(p) for p in placements]),
        wish=ints([outcome.wish_rank(p) or 0 for p in placements]),
        metres=ints([Commute.of(situation).added(p.person, p.host) or 0 for p in placements]),
        counts=ticks([_counts(situation, p) for p in placements]),
        team=ints([_team(situation, p) for p in placements]),
        locked=ticks([outcome.is_locked(p) for p in placements]),
    )


def _everywhere(situation: Situation) -> Iterator[Placement]:
    county, outcome = situation.county, Outcome(situation, Roster(()))
    for person in county.teacher:
        standing, row = outcome.standing(person), county.teacher[person]
        if not standing.in_supply or standing.school is None:
            continue
        for school in county.schools:
            stages = school.kind.stages
            if school.code != standing.school and stages:
                stage = row.stage if row.stage in stages else stages[0]
                yield move(person, standing.school, school.code, stage=stage, subject=row.subject)


def _stands(situation: Situation, p: Placement) -> bool:
    """Whether a placement can be a candidate: known ends, from where the person stands."""
    county = situation.county
    if p.person in county.newcomers and not p.home:
        return p.mode is Mode.RECRUITMENT and p.host in county.school
    if p.person not in county.teacher or p.home not in county.school:
        return False
    if p.host not in county.school and _team(situation, p) < 0:
        return False
    standing = Outcome(situation, Roster(())).standing(p.person)
    full_time = p.mode not in (Mode.STAY, Mode.ITINERANT)
    away = p.home != p.host or p.mode is Mode.TRAINING
    return full_time and standing.school == p.home and away


def _team(situation: Situation, p: Placement) -> int:
    """Seat a placement says it fills, by mode, ends, team, role and first day; −1 = none."""
    seats = Seats.of(situation)
    for number, seat in enumerate(seats.all):
        line = seats.line_of(number)
        if (
            (line.mode, seat.home, seat.host) == (p.mode, p.home, p.host)
            and p.team in (None, line.team)
            and p.post in (None, seat.role)
            and line.subject in (None, p.subject or situation.county.teacher[p.person].subject)
            and (p.mode is not Mode.TRAINING or line.start == p.start)
        ):
            return number
    return -1


def _visits(situation: Situation, p: Placement) -> bool:
    """Whether an itinerant placement can be a column: known ends, whole half-days."""
    county = situation.county
    known = p.person in county.teacher and p.host in county.school and p.home in county.school
    return known and p.mode is Mode.ITINERANT and p.periods is not None and p.periods > 0


def _seat(p: Placement) -> tuple[object, ...]:
    return (p.person, p.mode, p.relation, p.host, p.start, p.end, p.subject, p.stage)


def _subject(situation: Situation, p: Placement) -> str:
    return p.subject or situation.county.teacher[Code(p.person)].subject or ""


def _stage(situation: Situation, p: Placement):  # type: ignore[no-untyped-def]
    row = situation.county.teacher.get(Code(p.person))
    return p.stage or (row and row.stage) or STAGES[0]


def _counts(situation: Situation, p: Placement) -> bool:
    said = situation.policy.modes.get(p.mode.name.lower())
    days = (p.end - p.start).days + 1
    long_enough = said is not None and days >= 30 * said.minimum_months
    # Person and direction are left to the rules: they must not lean on the proposer for them.
    return said is not None and said.counts_as_rotation and long_enough

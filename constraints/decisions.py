"""What the locks (锁定) alone would make of a county, told in plain Python.

Nothing here is shared with the solver's side, which proposes what is locked as pairs of its own.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from constraints.facts.itinerant import Itinerant
from constraints.facts.load import TENTHS
from constraints.facts.seats import AWAY_MODES, Seats, days
from constraints.facts.standing import StandingFact
from constraints.mode import ModeTerms
from constraints.situation import Situation
from models.column import Code, Subject
from models.roster import Placement, Roster
from models.sheets import LockRow, SchoolRow
from models.vocabulary import Mode, Relation, Stage

PART_TIME_MODES = (Mode.ITINERANT,)
"""Modes that add to the main place instead of replacing it."""


def placements_of_locks(situation: Situation) -> tuple[Placement, ...]:
    """The full-time placements that the locks make, in canonical order."""
    found = [_placement(situation, lock) for lock in situation.county.locks]
    return Roster.of([p for p in found if p is not None]).placements


def visits_of_locks(situation: Situation) -> tuple[Placement, ...]:
    """The visits (走教) that the locks make, with the lessons they decide at the least, in
    canonical order."""
    found = [_visit(situation, lock) for lock in situation.county.locks]
    return Roster.of([p for p in found if p is not None]).placements


def part_of_visit(decided: Placement, made: Placement) -> Placement | None:
    """A visit made, with no more lessons than are decided of it; None where another one is."""
    same = (decided.person, decided.mode, decided.host) == (made.person, made.mode, made.host)
    taught = (decided.subject, made.subject), (decided.stage, made.stage)
    if not same or any(None not in pair and pair[0] != pair[1] for pair in taught):
        return None
    stated = (p for p in (decided.periods, made.periods) if p is not None)
    return replace(made, periods=min(stated))


def _terms(situation: Situation, mode: Mode) -> ModeTerms | None:
    return situation.policy.modes.get(mode.name.lower())


def _placement(situation: Situation, lock: LockRow) -> Placement | None:
    """The placement a lock makes; None for 留任, 走教 and what cannot be placed here."""
    row, host = situation.county.teacher.get(lock.person), _school(situation, lock.school)
    mode = _terms(situation, lock.mode)
    moves = lock.mode not in (*PART_TIME_MODES, Mode.STAY)
    if row is None or mode is None or not moves:
        return None
    if host is None:
        return _sent_away(situation, lock, mode.relation)
    home, taught = _home(situation, lock), _taught(situation, lock, host)
    if home == host.code or taught is None:
        return None
    origin = home or Code("")  # called back from outside the county
    last = days(situation, lock.person, lock.mode, host.code)
    return Placement(lock.person, lock.mode, mode.relation, origin, host.code, *last, *taught)


def _visit(situation: Situation, lock: LockRow) -> Placement | None:
    """The visit a lock makes; None for any other lock, and where there is nothing to teach."""
    row, host = situation.county.teacher.get(lock.person), _school(situation, lock.school)
    mode = _terms(situation, lock.mode)
    visits = lock.mode in PART_TIME_MODES and not lock.forbids
    if row is None or host is None or mode is None or not visits:
        return None
    home, taught = _home(situation, lock), _taught(situation, lock, host)
    own = row.stage is not None and row.subject is not None
    if home in (None, host.code) or taught is None or not own:
        return None
    assert home is not None
    fact, term = Itinerant.of(situation), situation.county.term
    lessons = Decimal(fact.decided(lock) * fact.half_day) / TENTHS
    return Placement(
        lock.person, lock.mode, mode.relation, home, host.code, term.start, term.end, *taught,
        lessons,
    )  # fmt: skip


def _sent_away(situation: Situation, lock: LockRow, relation: Relation) -> Placement | None:
    """The placement of a lock that sends somebody out of the county, if the end is known."""
    home, row = _home(situation, lock), situation.county.teacher[lock.person]
    known = lock.school in {school.code for school in situation.county.outside_schools}
    if home is None or lock.school is None or not known or lock.mode not in AWAY_MODES:
        return None
    seat = Seats.of(situation).seat_for(lock.person, lock.mode, lock.school, lock.role)
    last = days(situation, lock.person, lock.mode, lock.school, seat)
    taught = lock.subject or row.subject, lock.stage or row.stage
    return Placement(lock.person, lock.mode, relation, home, lock.school, *last, *taught)


def _taught(
    situation: Situation, lock: LockRow, host: SchoolRow
) -> tuple[Subject | None, Stage | None] | None:
    """Subject and stage there: as locked, else the person's own; None for nothing to teach, which
    nobody does who works full-time at a research office."""
    row, stages = situation.county.teacher[lock.person], host.kind.stages
    subject, stage = lock.subject or row.subject, lock.stage or row.stage
    if not stages and lock.mode not in PART_TIME_MODES:
        return subject, stage
    if stage is None or subject is None or not stages:
        return None
    return subject, stage if stage in stages else stages[0]


def _home(situation: Situation, lock: LockRow) -> Code | None:
    return StandingFact.of(situation).by_person[lock.person].school


def _school(situation: Situation, code: Code | None) -> SchoolRow | None:
    return None if code is None else situation.county.school.get(code)

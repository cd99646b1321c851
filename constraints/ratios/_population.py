"""Who is counted where: the schools people count at before and after a plan, and who has what.

``counted`` is the plain half, ``crowd`` the solver's. At 现任教学校: everyone in supply, where they
teach full-time under the plan. At 编制学校: every 专任教师 on an establishment, those on
leave too, at its 编制主体; only a 调动 moves them. Of a recruit (招聘) nothing is known but stage
and subject: who asks for no more may count them too, at 现任教学校, where a plan places them or an
earlier one did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from constraints.board import STAGES, Board, BoolArray, IntArray, Terms, terms
from constraints.facts.grouping import Grouping
from constraints.facts.slices import Slices
from constraints.facts.standing import StandingFact
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code
from models.roster import Roster
from models.vocabulary import Mode, Relation, Stage, Word


class CountedAt(Word):
    """Where a person counts."""

    HOME = "编制学校"
    HOST = "现任教学校"


class Person(NamedTuple):
    """A person counted, at this school and stage."""

    code: Code
    school: Code
    stage: Stage


Asked = tuple[CountedAt, bool]
"""Where people count, and whether recruits are among them."""

_KNOWN: WeakKeyDictionary[Outcome, dict[Asked, tuple[Person, ...]]] = WeakKeyDictionary()
"""Answers of :func:`counted`, kept as long as the plan itself: every ratio asks the same."""


_Idle = dict[tuple[CountedAt, int | None], dict[Code, Person | None]]
_IDLE: WeakKeyDictionary[Situation, _Idle] = WeakKeyDictionary()
"""Everybody without a plan, by place of counting and time slice, kept as long as the county."""

Sides = tuple[Person | None, Person | None]
_SIDES: WeakKeyDictionary[Outcome, dict[Asked, tuple[Sides, ...]]] = WeakKeyDictionary()
"""Answers of :func:`moved`, likewise."""


def counted(outcome: Outcome, where: CountedAt, *, recruits: bool = False) -> tuple[Person, ...]:
    """Everybody counted under the plan: teachers in code order, then recruits if they count."""
    known = _KNOWN.setdefault(outcome, {})
    if (where, recruits) not in known:
        people, idle = _codes(outcome.situation, recruits=recruits), _idle(outcome, where)
        moved = outcome.mains
        found = (_placed(outcome, code, where) if code in moved else idle[code] for code in people)
        known[where, recruits] = tuple(person for person in found if person is not None)
    return known[where, recruits]


def _idle(outcome: Outcome, where: CountedAt) -> Mapping[Code, Person | None]:
    """Everybody as they count where no plan places them."""
    known = _IDLE.setdefault(outcome.situation, {})
    if (where, outcome.late) not in known:
        nobody = outcome.like(Roster(()), late=outcome.late)
        people = outcome.situation.people
        known[where, outcome.late] = {code: _placed(nobody, code, where) for code in people}
    return known[where, outcome.late]


def _codes(situation: Situation, *, recruits: bool) -> tuple[Code, ...]:
    """Who may be counted at all."""
    return situation.people[: None if recruits else len(situation.county.teachers)]


def moved(outcome: Outcome, where: CountedAt, *, recruits: bool = False) -> tuple[Sides, ...]:
    """Of everybody the plan places: counted where without the plan, and where under it."""
    known = _SIDES.setdefault(outcome, {})
    if (where, recruits) not in known:
        idle, teachers = _idle(outcome, where), outcome.county.teacher
        people = [code for code in outcome.mains if recruits or code in teachers]
        sides = ((idle[code], _placed(outcome, code, where)) for code in people)
        known[where, recruits] = tuple(pair for pair in sides if pair[0] != pair[1])
    return known[where, recruits]


def _placed(outcome: Outcome, code: Code, where: CountedAt) -> Person | None:
    """Somebody as they count under a plan; None when they do not."""
    if where is CountedAt.HOST:
        cell = Supply.of(outcome.situation).cell_after(outcome, code)
        return None if cell is None else Person(code, cell[0], cell[1])
    row = outcome.county.teacher.get(code)
    if row is None or not row.teaches or row.stage is None:
        return None
    school = outcome.establishment_school(code)
    if school is None:
        return None
    move = outcome.move_of(code)
    transferred = move is not None and move.relation is Relation.TRANSFERRED
    stage = move.stage if move and transferred else None
    return Person(code, school, stage or row.stage)


def in_group(
    outcome: Outcome, where: CountedAt, group: str, stages: Sequence[Stage]
) -> tuple[Code, ...]:
    """People counted at a group's schools in these stages, in code order."""
    grouping = Grouping.of(outcome.situation)
    return tuple(
        person.code
        for person in counted(outcome, where)
        if person.stage in stages and grouping.has(group, person.school)
    )


def missing_groups(
    situation: Situation, *groups: str, stages: Sequence[Stage] | None = None
) -> tuple[str, ...]:
    """Absent columns and blank cells on which membership of these groups hangs, each once.

    stages: whose people are counted; a school where none of them can stand leaves nothing open.
    """
    among = None if stages is None else _schools_of(situation, frozenset(stages))
    return Grouping.of(situation).missing(*groups, among=among)


def _schools_of(situation: Situation, stages: frozenset[Stage]) -> frozenset[Code]:
    """Schools that run one of the stages or where somebody of them stands, and whose books they
    are on."""
    county = situation.county
    found = {row.code for row in county.schools if not stages.isdisjoint(row.kind.stages)}
    for row in county.teachers:
        if row.stage in stages:
            found |= {row.duty_school, row.establishment_school} & county.school.keys()
    return frozenset(found | {county.establishment_holder(code) for code in found})


@dataclass(frozen=True)
class Crowd:
    """People and candidate moves in arrays: schools and stages by index, −1 = counted nowhere.

    school, stage: by person, before the plan; column: candidates that move somebody from place to
    place; person, to_school, to_stage: of those candidates.
    """

    school: IntArray
    stage: IntArray
    column: IntArray
    person: IntArray
    to_school: IntArray
    to_stage: IntArray

    def among(self, inside: BoolArray, stages: Sequence[Stage], who: BoolArray) -> Change:
        """How many of *who* count at the schools *inside*, before and by candidate."""
        codes = [STAGES.index(stage) for stage in stages]
        before = who & _at(inside, self.school) & np.isin(self.stage, codes)
        after = who[self.person] & _at(inside, self.to_school) & np.isin(self.to_stage, codes)
        change = after.astype(np.int64) - before[self.person]
        return Change(int(before.sum()), change)

    def by_school(self, stage: Stage, who: BoolArray, schools: int) -> tuple[IntArray, Terms]:
        """(heads of *who* before, by school; terms in rows = schools that change them)."""
        code = STAGES.index(stage)
        before = who & (self.stage == code) & (self.school >= 0)
        base = np.bincount(self.school[before], minlength=schools)
        go = np.flatnonzero(before[self.person])
        come = np.flatnonzero(who[self.person] & (self.to_stage == code) & (self.to_school >= 0))
        row = np.r_[self.school[self.person[go]], self.to_school[come]]
        sign = np.r_[np.full(len(go), -1), np.full(len(come), 1)]
        return base, Terms(row, self.column[np.r_[go, come]], sign)


class Change(NamedTuple):
    """Heads before the plan, and what each of the crowd's candidates adds."""

    base: int
    change: IntArray

    def terms(self, crowd: Crowd, row: int = 0) -> Terms:
        """Its entries in one row."""
        used = np.flatnonzero(self.change)
        return terms(np.full(len(used), row), crowd.column[used], self.change[used])


def crowd(board: Board, where: CountedAt, *, recruits: bool = False) -> Crowd:
    """The crowd of a board, built once per place of counting, with recruits and without."""
    key = f"crowd.{where.name}.{recruits}"
    return board.shared(key, lambda: _crowd(board, where, recruits=recruits))


def _crowd(board: Board, where: CountedAt, *, recruits: bool) -> Crowd:
    situation, moves = board.situation, board.moves
    index = situation.county.school_index
    at = list(_before(situation, where, recruits=recruits))
    school = np.array([index[place[0]] if place else -1 for place in at], np.int64)
    stage = np.array([STAGES.index(place[1]) if place else -1 for place in at], np.int64)
    # Somebody called back from outside the county is counted.
    known = len(_codes(situation, recruits=recruits))
    placed = ~moves.of_mode(Mode.STAY) & (moves.person < known)
    host = moves.host
    if where is CountedAt.HOST:
        gone = [Slices.of(situation).gone(code, None) for code in situation.people]
        placed &= ~np.array(gone, np.bool_)[moves.person]
        lessons = [bool(row.kind.stages) for row in situation.county.schools]  # else an office
        host = np.where((host >= 0) & np.array([*lessons, False], np.bool_)[host], host, -1)
    else:
        placed &= moves.transfers & (school[moves.person] >= 0)
        holders = [index[situation.county.establishment_holder(row.code)]
                   for row in situation.county.schools]  # fmt: skip
        host = np.where(host >= 0, np.array(holders, np.int64)[host], -1)
    column = moves.where(placed)
    return Crowd(school, stage, column, moves.person[column], host[column], moves.stage[column])


def _before(
    situation: Situation, where: CountedAt, *, recruits: bool
) -> Iterator[tuple[Code, Stage] | None]:
    """School and stage each person counts at before the plan."""
    standing, cell_of = StandingFact.of(situation).by_person, Supply.of(situation).cell_of
    for code in situation.people:
        row = situation.county.teacher.get(code)
        holder = standing[code].holder if row else None
        if where is CountedAt.HOST and (row or recruits):
            cell = cell_of(code)
            yield cell[:2] if cell else None
        elif row is None:
            yield None
        else:
            counts = row.teaches and row.stage is not None and holder is not None
            yield (holder, row.stage) if counts else None  # type: ignore[misc]


def _at(inside: BoolArray, school: IntArray) -> BoolArray:
    return np.asarray((school >= 0) & inside[school])

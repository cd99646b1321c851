"""已锁定的人员，按锁定的方式和学校安排；锁定留任的不动。

口径：锁定表每行一条；留任看有几处全职外出，走教写0课时的看有几处所禁的走教，其余看有没有与锁定完全一致的安排。
锁定学校、学科、任教学段、岗位空白的，不论哪个都算；走教锁定周课时的，按半天折算后须相等。
例外：政策停用的方式，其锁定不起作用，另行说明。锁定不能越过法规，二者矛盾时由相应规则指出。
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from constraints.board import (
    MODES,
    STAGES,
    Board,
    BoolArray,
    Candidates,
    IntArray,
    Terms,
    Visits,
    terms,
)
from constraints.decisions import PART_TIME_MODES
from constraints.facts.itinerant import Itinerant
from constraints.facts.seats import Seats
from constraints.outcome import Outcome
from constraints.rule import Rule
from constraints.situation import Situation
from models.finding import Finding, Measure
from models.policy import Params
from models.roster import Placement
from models.sheets import LockRow
from models.vocabulary import Mode


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Nothing to set: a lock is a decision already taken."""


def _in_force(situation: Situation) -> list[LockRow]:
    """Locks to stay, or to go by a way that the policy has switched on."""
    modes = situation.policy.modes
    locks = situation.county.locks
    return [k for k in locks if k.mode is Mode.STAY or k.mode.name.lower() in modes]


class Lock(Rule[P]):
    """A locked person goes exactly where the lock says; 留任 stays."""

    id = "lock"
    name = "已锁定的安排"
    unit = "处"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per lock."""
        index = board.situation.person_index
        locks = [k for k in _in_force(board.situation) if k.person in index]
        stays = [k for k in locks if k.mode is Mode.STAY]
        barred = [k for k in locks if k.forbids]
        goes = [k for k in locks if k.mode is not Mode.STAY and not k.forbids]
        person = board.moves.person
        held = [np.flatnonzero(person == index[k.person]) for k in stays]
        held += [self._columns(board, k) for k in barred]
        kept = [*stays, *barred]
        board.at_most(_keys(kept), [_blocks(held)], np.zeros(len(kept), np.int64))
        asked = [self._columns(board, k) for k in goes]
        board.at_least(_keys(goes), [_blocks(asked)], np.ones(len(goes), np.int64))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per lock: placements against a 留任, or the placement that is missing."""
        for lock in _in_force(outcome.situation):
            placements = outcome.roster.by_person.get(lock.person, ())
            if lock.mode is Mode.STAY or lock.forbids:
                found = _against(outcome, lock, placements)
                yield Measure(_key(lock), found, 0, found, people=(lock.person,))
            else:
                kept = any(_as_locked(outcome, lock, m) for m in placements)
                yield Measure(_key(lock), int(kept), 1, int(not kept), people=(lock.person,))

    def explain(self, finding: Finding) -> str:
        """Stayed or went."""
        person, _, mode = finding.key.partition("/")
        if mode == Mode.STAY:
            return (
                f"{person}已锁定留任：外出安排应为{finding.required}处，实为{finding.measured}处，"
                f"超{finding.short}处。"
            )
        if not finding.required:
            return (
                f"{person}已锁定不走教：所禁的走教应为{finding.required}处，实为{finding.measured}处，"
                f"超{finding.short}处。"
            )
        mode = mode.partition("/")[0]
        return (
            f"{person}已锁定{mode}：与锁定一致的安排应为{finding.required}处，实为{finding.measured}处，"
            f"差{finding.short}处。"
        )

    def _columns(self, board: Board, lock: LockRow) -> IntArray:
        """Columns that fulfil a lock."""
        county = board.situation.county
        person = board.situation.person_index[lock.person]
        host = county.school_index.get(lock.school) if lock.school else None
        visits, moves = board.visits, board.moves
        if lock.mode in PART_TIME_MODES:
            fits = (visits.person == person) & _at(visits.host, lock, host)
            return np.asarray(visits.visit[fits & _taught(visits, moves.subjects, lock)])
        fits = (moves.person == person) & (moves.mode == MODES.index(lock.mode))
        fits &= _taught(moves, moves.subjects, lock)
        if lock.role is not None:
            roles = [seat.role is lock.role for seat in Seats.of(board.situation).all]
            fits &= (moves.team >= 0) & np.array([*roles, False], np.bool_)[moves.team]
        return np.flatnonzero(fits & _at(moves.host, lock, host))


def _taught(columns: Candidates | Visits, subjects: Sequence[str], lock: LockRow) -> BoolArray:
    """Columns of the subject and the stage that a lock states; all where it states none."""
    fits = np.ones(len(columns), np.bool_)
    if lock.subject is not None:
        fits &= np.array(subjects, np.str_)[columns.subject] == str(lock.subject)
    if lock.stage is not None:
        fits &= columns.stage == STAGES.index(lock.stage)
    return fits


def _at(hosts: IntArray, lock: LockRow, host: int | None) -> BoolArray:
    if lock.school is None:
        return np.ones(len(hosts), np.bool_)
    return np.asarray(hosts == (-1 if host is None else host))


def _blocks(columns: list[IntArray]) -> Terms:
    rows = np.repeat(np.arange(len(columns)), [len(c) for c in columns])
    return terms(rows, np.concatenate([np.zeros(0, np.int64), *columns]))


def _against(outcome: Outcome, lock: LockRow, placements: Iterable[Placement]) -> int:
    """Full-time placements of somebody locked to stay; visits that a lock of no lessons forbids."""
    if lock.mode is Mode.STAY:
        return sum(1 for m in placements if m in outcome.moves)
    made = [m for m in placements if m in outcome.visits and _there(outcome, lock, m)]
    return len({(m.host, m.subject) for m in made})


def _there(outcome: Outcome, lock: LockRow, m: Placement) -> bool:
    """Whether a placement is by the lock's mode, at its school, in its subject and its stage."""
    teacher = outcome.county.teacher.get(m.person)
    taught = m.subject or (teacher.subject if teacher else None)
    same = m.mode is lock.mode and lock.school in (None, m.host)
    if lock.stage is not None and m.stage is not None:
        same = same and m.stage is lock.stage
    if lock.role is not None:
        same = same and m.post == lock.role
    return same and lock.subject in (None, taught)


def _as_locked(outcome: Outcome, lock: LockRow, m: Placement) -> bool:
    """Whether a placement is what the lock says, lessons and all."""
    if not _there(outcome, lock, m) or lock.periods is None:
        return _there(outcome, lock, m)
    if m.periods is None:
        return False
    each = Itinerant.of(outcome.situation).p.periods_per_half_day
    return ceil(Fraction(m.periods) / each) == ceil(Fraction(lock.periods) / each)


def _key(lock: LockRow) -> str:
    """``person/mode``; of 走教, of which there may be several, with school, subject and stage."""
    if lock.mode not in PART_TIME_MODES:
        return f"{lock.person}/{lock.mode}"
    stated = (lock.person, lock.mode, lock.school, lock.subject, lock.stage)
    return "/".join(str(part) for part in stated if part)


def _keys(locks: list[LockRow]) -> list[str]:
    return [_key(lock) for lock in locks]


RULE = Lock()

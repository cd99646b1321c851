"""公示对照: an announced result against a later plan: who differs, why, which locks are broken.

An announced full-time placement is a lock (锁定) unless it was 建议人选, whom no list announced, or
the workbook's own 锁定 has decided otherwise since. 走教 is no part of what is announced. Leaders
whose moves nobody has decided are on neither side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from constraints.board import MODES, IntArray
from constraints.decisions import PART_TIME_MODES
from constraints.facts.exemption import PUBLIC_REASON, Exemptions
from constraints.facts.seats import host_of
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Code
from models.roster import Placement, Roster
from models.sheets import LockRow
from models.vocabulary import Mode
from staffing.answers.explain.unproposed import unproposed_words
from staffing.leaders.discretion import is_open, shown
from staffing.locks.published import agrees, as_announced, lock_published, role_of
from staffing.modelling.candidates import OPEN, Slate


class Kept(StrEnum):
    """What became of an announced placement."""

    BROKEN = "锁定未照办"
    OVERRULED = "“锁定”表已另定"
    OPEN = "公示时是建议人选，没有锁定"
    DATES = "去处照公示，起止不同"
    ADDED = "公示名单没有"


@dataclass(frozen=True)
class Departure:
    """Somebody of whom plan and announcement differ.

    before: as announced; after: as planned; why: what the workbook says of it, in Chinese, empty
    where it says nothing.
    """

    person: Code
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]
    kept: Kept
    why: str = ""

    @property
    def unfounded(self) -> bool:
        """Whether a lock is broken and nothing in the workbook tells why."""
        return self.kept is Kept.BROKEN and not self.why


@dataclass(frozen=True)
class Announced:
    """What announcements decide, and how a plan keeps them. situation: the county with their locks;
    people: how many are locked by them."""

    situation: Situation
    people: int
    departures: tuple[Departure, ...]

    @property
    def added(self) -> tuple[Departure, ...]:
        """People the plan places whom nobody announced."""
        return tuple(d for d in self.departures if d.kept is Kept.ADDED)

    @property
    def changed(self) -> tuple[Departure, ...]:
        """People announced whom the plan places otherwise."""
        return tuple(d for d in self.departures if d.kept is not Kept.ADDED)

    @property
    def broken(self) -> tuple[Departure, ...]:
        """Those of them whose lock is broken."""
        return tuple(d for d in self.departures if d.kept is Kept.BROKEN)


def against(slate: Slate, announcements: Sequence[tuple[str, Roster]], plan: Roster) -> Announced:
    """Compare *plan* with what was announced.

    slate: of the workbook as it stands, without the announcements; announcements: file names and
    rows, in order. Raises InputRefused where two announcements contradict each other.
    """
    here = slate.situation
    rows = [p for _, roster in announcements for p in _public(here, roster)]
    then, people = as_announced(here.county, {p.person for p in rows}), set[Code]()
    compared = _Compared(
        slate, Outcome(Situation(then, here.policy), Roster(())),
        Roster.of(rows), Roster.of(_public(here, plan)),
    )  # fmt: skip
    for name, roster in announcements:
        binding = Roster(tuple(p for p in _public(here, roster) if not _overruled(here, p)))
        found = lock_published(Situation(then, here.policy), binding, name)
        then = found.county
        people |= {lock.person for lock in found.locked}
    locked = Situation(replace(here.county, locks=then.locks), here.policy)
    return Announced(locked, len(people), tuple(compared.departures()))


def _public(situation: Situation, roster: Roster) -> tuple[Placement, ...]:
    """Full-time rows of the county's teachers that general eyes may see."""
    county = situation.county
    return tuple(
        p
        for p in shown(county, roster.placements)
        if p.mode not in (*PART_TIME_MODES, Mode.STAY)
        and p.person in county.teacher
        and not is_open(county, p.person)
    )


def _overruled(situation: Situation, p: Placement) -> LockRow | None:
    """The first row of 锁定 about somebody announced, where none of them is what was announced."""
    own = [k for k in situation.county.locks_of.get(p.person, ()) if not k.forbids]
    return None if any(agrees(lock, p) for lock in own) else next(iter(own), None)


class _Compared:
    """Two plans person by person; then: the county as of the announcement, before: what it says."""

    def __init__(self, slate: Slate, then: Outcome, before: Roster, after: Roster) -> None:
        self.slate, self.situation, self._then = slate, slate.situation, then
        self.before, self.after = before, after

    @cached_property
    def _now(self) -> Outcome:
        return Outcome(self.situation, Roster(()))

    def departures(self) -> Iterator[Departure]:
        """In code order."""
        for person in sorted(self.before.by_person.keys() | self.after.by_person.keys()):
            was, now = (r.by_person.get(person, ()) for r in (self.before, self.after))
            if not was:
                yield Departure(person, was, now, Kept.ADDED, self._asked(now))
                continue
            gone = [p for p in was if not any(_alike(p, other) for other in now)]
            if gone:
                yield self._departure(person, was, now, gone[0])
            elif {(p.start, p.end) for p in was} != {(p.start, p.end) for p in now}:
                yield Departure(person, was, now, Kept.DATES)

    def _departure(
        self, person: Code, was: tuple[Placement, ...], now: tuple[Placement, ...], gone: Placement
    ) -> Departure:
        own = _overruled(self.situation, gone)
        if own is not None:
            cell = self.situation.county.cell(own, "person")
            place = f"到 {own.school}" if own.school else ""
            return Departure(person, was, now, Kept.OVERRULED, f"{cell}定为{own.mode}{place}")
        if self._then.is_designated(gone):
            return Departure(person, was, now, Kept.OPEN)
        return Departure(person, was, now, Kept.BROKEN, self._why(gone))

    def _asked(self, now: tuple[Placement, ...]) -> str:
        if any(self._now.is_designated(p) for p in now):
            return "建议人选，确认前不公示"
        decided = any(self._now.is_locked(p) for p in now)
        return "“锁定”表已定，须补公示" if decided else "须补公示"

    def _why(self, p: Placement) -> str:
        """What in the workbook stands against an announced placement, empty for nothing."""
        standing = StandingFact.of(self.situation).by_person[p.person]
        if not standing.in_supply and standing.why:
            return standing.why
        own = self._pairs(p)
        if not len(own) and Exemptions.of(self.situation).binding(p.person) is not None:
            return PUBLIC_REASON
        if not len(own):
            return unproposed_words(self.situation, p.person, p.mode)
        struck = self.slate.struck[own]
        return "" if (struck == OPEN).any() else self.slate.label(int(struck[0]))

    def _pairs(self, p: Placement) -> IntArray:
        """Positions of the pairs that are this placement."""
        pairs, index = self.slate.pairs, self.situation.person_index
        mine = (pairs.person == index[p.person]) & (pairs.mode == MODES.index(p.mode))
        there = [i for i in np.flatnonzero(mine).tolist()
                 if host_of(self.situation, pairs, i) == p.host]  # fmt: skip
        return np.array(there, np.int64)


def _alike(one: Placement, other: Placement) -> bool:
    """Whether two rows are of one place; what one leaves open the other may say."""
    if (one.mode, one.host) != (other.mode, other.host):
        return False
    return all(
        None in (mine, theirs) or mine == theirs
        for mine, theirs in (
            (one.subject, other.subject),
            (one.stage, other.stage),
            (role_of(one), role_of(other)),
        )
    )

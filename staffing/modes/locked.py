"""锁定: decisions already taken, proposed as pairs that must be taken."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.decisions import PART_TIME_MODES
from constraints.facts.seats import Seats
from constraints.facts.standing import StandingFact
from constraints.situation import Situation
from models.sheets import LockRow
from models.vocabulary import Mode
from staffing.modes.proposal import Pair, Proposal
from staffing.modes.seated import seat_pair


def decided(situation: Situation) -> Iterator[Proposal]:
    """One proposal per mode that a lock names, in the order of the vocabulary."""
    locks = [lock for lock in situation.county.locks if _places(situation, lock)]
    for mode in Mode:
        pairs = [_pair(situation, lock) for lock in locks if lock.mode is mode]
        if pairs:
            yield Proposal.of(situation, mode, pairs)


def _places(situation: Situation, lock: LockRow) -> bool:
    """Whether the lock sends somebody full-time to another school, in the county or outside it."""
    county = situation.county
    return (
        lock.mode not in (*PART_TIME_MODES, Mode.STAY)
        and lock.mode.name.lower() in situation.policy.modes
        and lock.school is not None
        and lock.person in county.teacher
        and StandingFact.of(situation).by_person[lock.person].school != lock.school
        and (lock.school in county.school or _seat(situation, lock) >= 0)
        and seat_pair(situation, lock.person, lock.school, -1, lock) is not None
    )


def _seat(situation: Situation, lock: LockRow) -> int:
    assert lock.school is not None
    return Seats.of(situation).seat_for(lock.person, lock.mode, lock.school, lock.role)


def _pair(situation: Situation, lock: LockRow) -> Pair:
    assert lock.school is not None
    pair = seat_pair(situation, lock.person, lock.school, _seat(situation, lock), lock)
    assert pair is not None
    return pair

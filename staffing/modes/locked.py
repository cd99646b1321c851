"""锁定: decisions already taken, proposed as pairs that must be taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constraints.facts.standing import StandingFact
from constraints.outcome import PART_TIME_MODES
from constraints.situation import Situation
from models.sheets import LockRow
from models.vocabulary import Mode, Stage
from staffing.modes.proposal import Pair, Proposal


def decided(situation: Situation) -> Iterator[Proposal]:
    """One proposal per mode that a lock names, in the order of the vocabulary."""
    locks = [lock for lock in situation.county.locks if _places(situation, lock)]
    for mode in Mode:
        pairs = [_pair(situation, lock) for lock in locks if lock.mode is mode]
        if pairs:
            yield Proposal.of(situation, mode, pairs)


def _places(situation: Situation, lock: LockRow) -> bool:
    """Whether the lock sends somebody who teaches, full-time, to another school of the county."""
    county = situation.county
    row = county.teacher.get(lock.person)
    return (
        lock.mode not in (*PART_TIME_MODES, Mode.STAY)
        and lock.mode.name.lower() in situation.policy.modes
        and lock.school is not None
        and lock.school in county.school
        and bool(county.school[lock.school].kind.stages)
        and row is not None
        and row.stage is not None
        and row.subject is not None
        and StandingFact.of(situation).by_person[lock.person].school != lock.school
    )


def _pair(situation: Situation, lock: LockRow) -> Pair:
    row = situation.county.teacher[lock.person]
    assert lock.school is not None and row.stage is not None and row.subject is not None
    runs = situation.county.school[lock.school].kind.stages
    return Pair(lock.person, lock.school, _stage_at(runs, row.stage), str(row.subject))


def _stage_at(runs: Sequence[Stage], own: Stage) -> Stage:
    """The person's own stage where the school runs it, else its first."""
    return own if own in runs else runs[0]

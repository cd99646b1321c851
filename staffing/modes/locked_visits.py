"""锁定走教: visits already decided as pairs that must be made, and how much of each is decided."""

from __future__ import annotations

import numpy as np

from constraints.board import STAGES, BoolArray, Candidates, IntArray
from constraints.facts.itinerant import Itinerant
from constraints.facts.standing import StandingFact
from constraints.situation import Situation
from models.sheets import LockRow
from models.vocabulary import Mode
from staffing.modes.proposal import Pair, Proposal
from staffing.modes.seated import seat_pair


def decided_visits(situation: Situation) -> Proposal:
    """Pairs that a lock names with their school."""
    found = [_pair(situation, lock) for lock in situation.county.locks]
    return Proposal.of(situation, Mode.ITINERANT, [pair for pair in found if pair is not None])


def decided_half_days(situation: Situation, pairs: Candidates) -> tuple[IntArray, BoolArray]:
    """Half-days that locks decide of each pair, 0 = none, and whether they state the lessons."""
    found, stated = np.zeros(len(pairs), np.int64), np.zeros(len(pairs), np.bool_)
    county, fact = situation.county, Itinerant.of(situation)
    for lock in county.locks:
        pair = _pair(situation, lock)
        if pair is not None:
            mine = pairs.person == situation.person_index[lock.person]
            mine &= pairs.host == county.school_index[pair.host]
            mine &= pairs.stage == STAGES.index(pair.stage)
            mine &= np.array(pairs.subjects)[pairs.subject] == pair.subject
            found[mine], stated[mine] = fact.decided(lock), lock.periods is not None
    return found, stated


def _pair(situation: Situation, lock: LockRow) -> Pair | None:
    """What a lock asks for; None for any other than of 走教, where there is nothing to teach, and
    where the policy has no 走教."""
    county, row = situation.county, situation.county.teacher.get(lock.person)
    on = lock.mode is Mode.ITINERANT and Mode.ITINERANT.name.lower() in situation.policy.modes
    if not on or lock.forbids or lock.school not in county.school or row is None:
        return None
    assert lock.school is not None
    home = StandingFact.of(situation).by_person[lock.person].school
    known = home not in (None, lock.school) and row.stage is not None and row.subject is not None
    return seat_pair(situation, lock.person, lock.school, -1, lock) if known else None

"""What is decided already: the plan of the term before where it still runs, and results published
in this term. Both are locked."""

from __future__ import annotations

from dataclasses import replace

from constraints.outcome import PART_TIME_MODES
from models.county import County
from models.problem import InputRefused, Problem
from models.roster import Placement, Roster
from models.sheets import LockRow
from models.vocabulary import Mode

_REASON, _DECIDED_BY = "上期方案仍在期内", "上期方案"
_PUBLISHED = "已公示的结果"


def keep_running(county: County, previous: Roster) -> County:
    """The county with a lock for everyone whose placement of *previous* runs through this term.

    Only full-time placements that last to the term's end are kept; 走教 is planned anew. A lock of
    the workbook's own goes before, and whoever is no longer on the 教师 sheet is left out.
    """
    decided = {lock.person for lock in county.locks}
    kept = [
        LockRow(person=p.person, mode=p.mode, school=p.host, reason=_REASON, decided_by=_DECIDED_BY)
        for p in previous.placements
        if p.person not in decided and p.person in county.teacher and _runs(p, county)
    ]
    locks = sorted((*county.locks, *kept), key=lambda lock: (lock.person, lock.mode))
    return replace(county, locks=tuple(locks))


def _runs(placement: Placement, county: County) -> bool:
    full_time = placement.mode not in (*PART_TIME_MODES, Mode.STAY)
    return full_time and placement.start < county.term.start and placement.end >= county.term.end


def lock_published(county: County, published: Roster, source: str) -> County:
    """The county with a lock for every full-time placement of a published result.

    source: name of the file, for messages. Raises InputRefused where 锁定 already says otherwise.
    """
    fresh = [
        LockRow(person=p.person, mode=p.mode, school=p.host, reason=_PUBLISHED, decided_by=source)
        for p in published.placements
        if p.mode not in (*PART_TIME_MODES, Mode.STAY) and p.person in county.teacher
    ]
    known = {(k.person, k.mode, k.school) for k in county.locks}
    fresh = [lock for lock in fresh if (lock.person, lock.mode, lock.school) not in known]
    locked = {lock.person for lock in county.locks}
    clashes = [
        Problem(
            source,
            "安排表",
            f"{lock.person} 公示为{lock.mode.value}到 {lock.school}，与“锁定”表或前面已公示的结果"
            "不一致，不知以哪个为准。请核对后改正其中一处。",
            "published_clash",
        )
        for lock in fresh
        if lock.person in locked
    ]
    if clashes:
        raise InputRefused(clashes)
    locks = sorted((*county.locks, *fresh), key=lambda lock: (lock.person, lock.mode))
    return replace(county, locks=tuple(locks))

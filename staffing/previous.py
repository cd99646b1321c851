"""The plan of the term before, kept: what still runs is locked for this term."""

from __future__ import annotations

from dataclasses import replace

from constraints.outcome import PART_TIME_MODES
from models.county import County
from models.roster import Placement, Roster
from models.sheets import LockRow
from models.vocabulary import Mode

_REASON, _DECIDED_BY = "上期方案仍在期内", "上期方案"


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

"""What is decided already: the plan of the term before, remembered in 履历 (transfers: locked), and
results published in this term, locked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from constraints.outcome import PART_TIME_MODES
from models.county import County
from models.problem import InputRefused, Problem
from models.roster import Placement, Roster
from models.sheets import HistoryRow, LockRow
from models.vocabulary import Mode, Relation

_REASON, _DECIDED_BY = "上期方案的调动", "上期方案"
_PUBLISHED = "已公示的结果"


def keep_running(county: County, previous: Roster) -> County:
    """The county that remembers the plan of the term before.

    Whoever was sent away without their 编制 gets a row of 履历 unless the workbook has one: where
    they are, since when and until when, so that the new plan knows who returns on which day. A
    transfer that the workbook does not show yet is locked; a lock of the workbook's own goes
    before. 走教 is planned anew, and whoever is no longer on the 教师 sheet is left out.
    """
    full_time = [
        p
        for p in previous.placements
        if p.mode not in (*PART_TIME_MODES, Mode.STAY)
        and p.person in county.teacher
        and p.start < county.term.start
    ]
    locks = [*county.locks, *_transfers(county, full_time)]
    rows = [*county.history, *_stays(county, full_time)]
    return replace(
        county,
        locks=tuple(sorted(locks, key=lambda lock: (lock.person, lock.mode))),
        history=tuple(sorted(rows, key=lambda row: (row.person, row.school, row.start, row.mode))),
    )


def _transfers(county: County, placements: Iterable[Placement]) -> Iterator[LockRow]:
    """Transfers to schools where the workbook does not have the person yet."""
    decided = {lock.person for lock in county.locks}
    for p in placements:
        new = county.teacher[p.person].establishment_school != p.host
        if p.relation is Relation.TRANSFERRED and new and p.person not in decided:
            yield LockRow(
                person=p.person, mode=p.mode, school=p.host, reason=_REASON, decided_by=_DECIDED_BY
            )


def _stays(county: County, placements: Iterable[Placement]) -> Iterator[HistoryRow]:
    """Stays elsewhere that 履历 does not tell of."""
    for p in placements:
        told = any(
            (row.school, row.mode) == (p.host, p.mode)
            and row.start <= p.end
            and (row.end is None or row.end >= p.start)
            for row in county.history_of.get(p.person, ())
        )
        if p.relation is Relation.KEPT and p.host != p.home and not told:
            yield HistoryRow(
                person=p.person, school=p.host, start=p.start, end=p.end, mode=p.mode,
                relation=p.relation,
            )  # fmt: skip


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

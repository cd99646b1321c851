"""What is decided already: the plan of the term before, carried out, and locks that have begun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from constraints.decisions import PART_TIME_MODES
from constraints.facts.slices import last_day
from models.column import Code, Month
from models.county import County
from models.policy import Policy
from models.roster import Placement, Roster
from models.sheets import HistoryRow, LockRow, TeacherRow
from models.vocabulary import Mode, Relation, StaffStatus
from staffing.locks.arrivals import arrivals, arrived

_REASON, _DECIDED_BY = "上期方案的调动", "上期方案"


def keep_running(county: County, previous: Roster) -> County:
    """The county in which the plan of the term before has taken place.

    Whoever was sent away without their 编制 gets a row of 履历 unless the workbook has one: where
    they are, since when and until when, so that the new plan knows who returns on which day. Whom
    the plan transferred (调动, 竞聘) is on the books of the new school and teaches there, and stays
    (锁定留任) while the workbook does not show it yet. Recruits it placed have come (履历 too). A
    lock of the workbook's own that says again what has taken place says no more than that the
    person stays; any other goes before. 走教 is planned anew, and whoever is no longer on the 教师
    sheet is left out.
    """
    done = [
        p
        for p in previous.placements
        if p.mode not in (*PART_TIME_MODES, Mode.STAY)
        and p.person in county.teacher
        and p.start < county.term.start
    ]
    moved = {p.person: p for p in _transfers(county, done)}
    repeated = {(p.person, p.mode, p.host) for p in done if _moved(p) or p.end >= county.term.start}
    locks = [_as_done(lock) if _named(lock) in repeated else lock for lock in county.locks]
    stays = {lock.person: lock for lock in locks if lock.mode is Mode.STAY}
    stays |= {code: _stay(p) for code, p in moved.items() if code not in stays}
    rest = (lock for lock in locks if lock.mode is not Mode.STAY)
    untold = list(_untold(county, done))
    rows = [*county.history, *(_stay_of(county, p) for p in untold), *arrivals(county, previous)]
    carried = Roster.of([*county.carried, *untold, *moved.values(), *arrived(county, previous)])
    return replace(
        county,
        carried=carried.placements,
        teachers=tuple(_transferred(t, moved.get(t.code)) for t in county.teachers),
        locks=tuple(sorted((*stays.values(), *rest), key=lambda lock: (lock.person, lock.mode))),
        history=tuple(sorted(rows, key=lambda row: (row.person, row.school, row.start, row.mode))),
    )


def keep_locked(county: County, policy: Policy) -> County:
    """The county in which decisions (锁定) that begin before the term have taken place.

    As :func:`keep_running` of a plan that holds just them: who was sent away is there until 止
    (None = as long as their mode lasts), whom a decision transferred is on the books of the new
    school. A decision that is over by then is none.
    """
    begun = [(lock, _begun(county, lock, policy)) for lock in county.locks]
    over = [lock for lock, p in begun if p and p.end < county.term.start and not _moved(p)]
    rest = replace(county, locks=tuple(lock for lock in county.locks if lock not in over))
    found = keep_running(rest, Roster.of([p for _, p in begun if p is not None]))
    return replace(found, carried=county.carried)  # the workbook tells of them


def _moved(p: Placement) -> bool:
    return p.relation is Relation.TRANSFERRED


def _begun(county: County, lock: LockRow, policy: Policy) -> Placement | None:
    """The placement of a full-time decision that began before the term."""
    row, terms = county.teacher.get(lock.person), policy.modes.get(lock.mode.name.lower())
    away = lock.mode not in (*PART_TIME_MODES, Mode.STAY)
    before = lock.start is not None and lock.start < county.term.start
    if row is None or terms is None or lock.school is None or not away or not before:
        return None
    assert lock.start is not None
    return Placement(
        lock.person, lock.mode, terms.relation, row.establishment_school, lock.school, lock.start,
        lock.end or last_day(lock.start, terms.length_months), lock.subject, lock.stage,
    )  # fmt: skip


def _transfers(county: County, placements: Iterable[Placement]) -> Iterator[Placement]:
    """Transfers to schools where the workbook does not have the person yet."""
    for p in placements:
        new = county.teacher[p.person].establishment_school != p.host
        decided = any(_named(k) != (p.person, p.mode, p.host) for k in _going(county, p.person))
        if _moved(p) and new and not decided and p.host in county.school:
            yield p


def _going(county: County, person: Code) -> Iterator[LockRow]:
    """Full-time places that the workbook's own locks give somebody."""
    locks = county.locks_of.get(person, ())
    return (k for k in locks if k.mode not in (*PART_TIME_MODES, Mode.STAY))


def _named(lock: LockRow) -> tuple[Code, Mode, Code | None]:
    return lock.person, lock.mode, lock.school


def _as_done(lock: LockRow) -> LockRow:
    """What is left of a lock that has been carried out: nobody sends the person elsewhere."""
    blank = dict.fromkeys(("school", "subject", "stage", "start", "end"))
    return lock.model_copy(update={"mode": Mode.STAY, **blank})


def _stay(p: Placement) -> LockRow:
    return LockRow(person=p.person, mode=Mode.STAY, reason=_REASON, decided_by=_DECIDED_BY)


def _transferred(row: TeacherRow, p: Placement | None) -> TeacherRow:
    """Somebody on the books of the school they were transferred to; who waited for a post has
    one."""
    if p is None:
        return row
    waits = row.status is StaffStatus.WAITING
    found = {
        "establishment_school": p.host,
        "duty_school": p.host,
        "school_since": Month.of(p.start),
        "subject": p.subject or row.subject,
        "stage": p.stage or row.stage,
        "status": StaffStatus.ON_DUTY if waits else row.status,
    }
    return row.model_copy(update=found)


def _untold(county: County, placements: Iterable[Placement]) -> Iterator[Placement]:
    """Stays elsewhere that 履历 does not tell of."""
    for p in placements:
        told = any(
            (row.school, row.mode) == (p.host, p.mode)
            and row.start <= p.end
            and (row.end is None or row.end >= p.start)
            for row in county.history_of.get(p.person, ())
        )
        if p.relation is Relation.KEPT and p.host != p.home and not told:
            yield p


def _stay_of(county: County, p: Placement) -> HistoryRow:
    return HistoryRow(
        person=p.person, school=p.host, start=p.start, end=p.end, mode=p.mode,
        relation=p.relation, **_taught(county.teacher[p.person], p),
    )  # fmt: skip


def _taught(row: TeacherRow, p: Placement) -> dict[str, Any]:
    """What a placement has somebody teach, where it is not their own."""
    own = {"subject": row.subject, "stage": row.stage}
    return {name: x for name, mine in own.items() if (x := getattr(p, name)) != mine}

"""Suppositions that a decision (锁定) speaks against: nobody goes where they may or can not.

Such a county is impossible, or worse, sends somebody who is not there. A workbook that says both
is told so by ``check``; here the lock is named, and what to write instead. Where a supposed
decision is impossible beside another supposition, that is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from constraints.decisions import PART_TIME_MODES
from constraints.facts.standing import StandingFact
from constraints.placement import exemption
from constraints.situation import Situation
from models.column import Code
from models.county import County
from models.policy import Policy
from models.sheets import ExemptionRow, LockRow, SchoolChangeRow, TeacherRow
from models.vocabulary import Mode, SchoolChange, StaffStatus
from staffing.answers.suppose.repeated import NO_VISIT
from staffing.answers.suppose.supposed import SUPPOSED, Change, changed
from staffing.locks.collisions import lock_words, struck_locks


@dataclass(frozen=True)
class AgainstLocks:
    """What locks say against changes, *all* of them made and *beside* decided as well.

    county: before any of them.
    """

    county: County
    policy: Policy
    all: Sequence[Change]
    beside: Sequence[Change] = ()

    def told(self, changes: Sequence[Change]) -> Iterator[str]:
        """Per lock that speaks against some of them: the lock, what is wrong, what to do."""
        for row in (row for change in changes for row in change.rows):
            if isinstance(row, ExemptionRow):
                yield from self._exempt(row)
            elif isinstance(row, TeacherRow) and row.status is not StaffStatus.ON_DUTY:
                for lock in self._sending(self._after.county.locks_of.get(row.code, ())):
                    yield self._words(lock, "本人不能到岗，派不出去")
            elif isinstance(row, SchoolChangeRow) and row.change is SchoolChange.CLOSE:
                yield from self._closed(row)

    def _exempt(self, row: ExemptionRow) -> Iterator[str]:
        for lock in self._sending(self._after.county.locks_of.get(row.person, ())):
            if lock in self._barred and not _is_supposed(lock):
                yield self._words(lock, f"获批{row.kind}的按政策不能这样安排")

    def _closed(self, row: SchoolChangeRow) -> Iterator[str]:
        """Locks to the school, and those of its people to the one that takes over, where they
        stand from then on."""
        for lock in self._sending(self._after.county.locks):
            if _is_supposed(lock):
                continue
            if lock.school == row.school:
                yield self._words(lock, "那里撤了，不能再安排人", closed=True)
            elif lock.school == row.successor and self._comes_with_the_school(lock):
                yield self._words(lock, "撤并以后本人就在那里，不用再派", closed=True)

    def _comes_with_the_school(self, lock: LockRow) -> bool:
        before, after = (
            StandingFact.of(there).by_person[lock.person].school
            for there in (self._before, self._after)
        )
        return lock.person in self.county.teacher and before != after == lock.school

    def _sending(self, locks: Sequence[LockRow]) -> Iterator[LockRow]:
        """Those in force that send somebody anywhere."""
        for lock in locks:
            on = lock.mode.name.lower() in self.policy.modes
            if on and lock.mode is not Mode.STAY and not lock.forbids:
                yield lock

    @cached_property
    def _before(self) -> Situation:
        return Situation(self.county, self.policy)

    @cached_property
    def _after(self) -> Situation:
        return Situation(changed(self.county, (*self.all, *self.beside)), self.policy)

    @cached_property
    def _barred(self) -> list[LockRow]:
        """Locks that an exemption bars."""
        found = struck_locks(self._after)
        return [x.lock for x in found if x.row.rule == exemption.RULE.id]

    def _words(self, lock: LockRow, why: str, *, closed: bool = False) -> str:
        """closed: because of a school; other visits of the person may go on."""
        county, said = self._after.county, lock_words(self._after.county, lock)
        if _is_supposed(lock):
            return f"同时定了{said}，{why}；两样相抵，请只留一样"
        remedy = f"请同时写 --pin {_instead(lock, closed)}（代替这一条）"
        if lock.row_number:
            remedy += "；正式改的，从“锁定”表删去这一行再求解、重排"
            return f"{county.cell(lock, 'person')} {said}，{why}；{remedy}"
        remedy += "" if closed else "；正式改的，写进工作簿再求解、重排，公示的就不再锁定"
        return f"《{lock.decided_by}》安排表 {said}，{why}；{remedy}"


def _is_supposed(lock: LockRow) -> bool:
    return lock.decided_by == SUPPOSED and not lock.row_number


def _instead(lock: LockRow, closed: bool) -> str:
    """What ``--pin`` says for the lock not to hold."""
    if lock.mode not in PART_TIME_MODES:
        return f"{lock.person}:{Mode.STAY}"
    where: tuple[Code, ...] = (lock.school,) if closed and lock.school else ()
    return ":".join((lock.person, NO_VISIT, *where))

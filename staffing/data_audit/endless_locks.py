"""锁定 to a school of another county that nothing but the lock sends anybody to, without an end."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.seats import Seats
from constraints.situation import Situation
from models.problem import Problem
from staffing.data_audit.notes import note, school_words, who


def endless_locks(situation: Situation) -> Iterator[Problem]:
    """Locks whose end is taken to be the term's, since no team and no quota says it."""
    seats, county = Seats.of(situation), situation.county
    for seat in seats.all:
        line = seats.lines[seat.line]
        for lock in county.locks_of.get(line.team, ()) if line.decided else ():
            if (lock.mode, lock.school) != (line.mode, seat.host) or lock.end is not None:
                continue
            person, place = who(county.teacher[lock.person]), school_words(county, seat.host)
            message = (
                f"{person}锁定{lock.mode}到{place}（{lock.decided_by}决定）没有写“止”，也没有支教团或名额写明期限：按本期末（{line.end}）"
                "期满、返回原校计；去得更久的请在“止”写上文件所定的日期（没有这一列的加一列），"
                "就到本期末的也请写明"
            )
            field = "end" if county.has_column(lock.sheet, "end") else "person"
            yield note(county, lock, field, "endless_lock", message)

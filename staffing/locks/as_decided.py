"""What a row says of its school and its days, and neither a decision (锁定) nor its mode allows.

口径: a decision's own days are those of the row, but for places of teams and quotas, which have
theirs. 锻炼 lasts as long as the policy says unless a decision says otherwise; how long the other
modes last, rules count.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.decisions import PART_TIME_MODES
from constraints.facts.seats import AWAY_MODES, Seats, days
from constraints.situation import Situation
from models.roster import Placement
from models.sheets import LockRow
from models.vocabulary import Mode
from staffing.locks.abroad import AWAY, astray

Told = tuple[str, str, str]
"""Field of a row, why it cannot be so, what to do."""


def off_limits(situation: Situation, p: Placement) -> Iterator[Told]:
    """What is wrong in a row's school outside the county, or in its days."""
    outside = {row.code for row in situation.county.outside_schools}
    if p.host in outside and astray(p.mode):
        why = f"那是外县学校，{p.mode}只在本县学校之间安排"
        yield "host", why, f"请改为本县学校；去外县的，方式改为{AWAY}"
        return
    lock = _lock(situation, p)
    if lock is not None:
        yield from of_lock(situation, p)
    elif p.mode is Mode.TEMPERING and p.mode.name.lower() in situation.policy.modes:
        last = days(situation, p.person, p.mode, p.host)[1]
        if p.end < last:
            why = f"照政策，{p.mode}到{last}期满，“锁定”表没有另作决定"
            yield "end", why, f"请改为{last}，或在“锁定”表写明这个人的止"


def of_lock(situation: Situation, p: Placement) -> Iterator[Told]:
    """Days of a row that are not those its decision states."""
    lock = _lock(situation, p)
    if lock is None or p.mode in (*PART_TIME_MODES, Mode.STAY) or _in_seat(situation, lock):
        return
    for name, header in (("start", "起"), ("end", "止")):
        day = getattr(lock, name)
        if day is not None and getattr(p, name) != day:
            cell = situation.county.cell(lock, name) if lock.row_number else lock.decided_by
            yield name, f"“锁定”定的{header}是{day}（{cell}）", f"请改为{day}，或先改那条锁定"


def _lock(situation: Situation, p: Placement) -> LockRow | None:
    """The decision that a row carries out."""
    locks = situation.county.locks_of.get(p.person, ())
    return next((k for k in locks if (k.mode, k.school) == (p.mode, p.host)), None)


def _in_seat(situation: Situation, lock: LockRow) -> bool:
    """Whether a decision leads to a place of a team or a quota."""
    if lock.mode not in AWAY_MODES or lock.school is None:
        return False
    seats = Seats.of(situation)
    seat = seats.seat_for(lock.person, lock.mode, lock.school, lock.role)
    return seat >= 0 and not seats.line_of(seat).decided

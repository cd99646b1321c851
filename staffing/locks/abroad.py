"""锁定 to a school of another county by a way of going that leads to none: told by cell, with what
to write instead.

Who goes there (异地交流) goes by 支教, 跟岗 or 挂职, with a last day and the 编制 left at home; who
leaves for good is no teacher of this county any more.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.seats import AWAY_MODES
from models.column import Code
from models.county import County
from models.problem import Problem
from models.sheets import LockRow
from models.vocabulary import Mode
from staffing.naming import CountyNames

AWAY = f"{'、'.join(AWAY_MODES[:-1])}或{AWAY_MODES[-1]}"
_BACK = f"方式改为{AWAY}，“止”写返回的日期（没有“止”这一列的加一列）"
_GONE = (
    "调出本县的，手续办妥后从“教师”表删去本人，连同其他表里写到本人的行，编制随之空出；"
    f"去了还要回来的，{_BACK}"
)
_INSTEAD = {
    Mode.ROTATION: f"异地交流的，{_BACK}，编制留在本县",
    Mode.TRANSFER: _GONE,
    Mode.COMPETITION: _GONE,
    Mode.TRAINING: (
        f"到外县学校学习的，方式改为{Mode.SHADOWING}，“止”写返回的日期；脱产进修的，删去这条锁定，"
        "“教师”表人员状态填“脱产培训”，并填状态起、状态止"
    ),
}


def led_abroad(county: County) -> Iterator[tuple[LockRow, Problem]]:
    """Locks of this term that send somebody out of the county by a way that does not lead there."""
    term, names = county.term, CountyNames(county)
    outside = {row.code for row in county.outside_schools}
    for lock in county.locks:
        begun = lock.start is not None and lock.start < term.start  # told by 履历, as it began
        now = lock.in_force(term.start, term.end) and not begun
        why = "" if lock.forbids else astray(lock.mode)
        if lock.school in outside and why and now:
            where = names.school(lock.school or Code(""))
            said = f"{names.person(lock.person)}（{lock.person}）锁定{lock.mode}到{where}"
            message = f"{said}，那是外县学校，照办不了：{why}"
            yield lock, lock_problem_at(county, lock, "mode", message, "lock_abroad")


def astray(mode: Mode) -> str:
    """Why a way of going leads to no school of another county, and what to write instead; empty
    for one that does."""
    if mode in (*AWAY_MODES, Mode.STAY):
        return ""
    return f"{mode}只在本县学校之间安排；{_INSTEAD.get(mode, _BACK)}"


def lock_problem_at(county: County, lock: LockRow, field: str, message: str, kind: str) -> Problem:
    """A problem at a lock's cell; one read off a published plan names the plan."""
    if not lock.row_number:
        return Problem(lock.decided_by, "安排表", message, kind)
    cell = county.cell(lock, field).partition("!")[2]
    return Problem(LockRow.sheet, cell, message, kind)

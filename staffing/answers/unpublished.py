"""竞聘 that nobody can ask about: results of a plan which neither a lock nor a file decides."""

from __future__ import annotations

from models.county import County
from models.problem import InputRefused, Problem
from models.roster import Roster
from models.vocabulary import Mode
from staffing.naming import CountyNames

_NAMED = 3
"""People named in the message."""


def refuse_unpublished(county: County, roster: Roster, name: str) -> None:
    """Raises InputRefused where the plan places people by 竞聘 whom nothing decided.

    竞聘 is never planned, only published: such a plan was made with files (``--published``) that
    are missing now, and without them its results would be undone in silence. county: with its
    locks; name: of the plan.
    """
    people = [
        p.person
        for p in roster.placements
        if p.mode is Mode.COMPETITION
        and p.person in county.teacher
        and not any(lock.mode is p.mode for lock in county.locks_of.get(p.person, ()))
    ]
    if not people:
        return
    names = CountyNames(county)
    some = "、".join(f"{names.person(x)}（{x}）" for x in people[:_NAMED])
    etc = "等" if len(people) > _NAMED else ""
    message = (
        f"{name}的方案里有 {len(people)} 人的竞聘结果（{some}{etc}），本次没有带上公布这些结果的"
        "文件，运行记录里也没有留下：照此办理会把已公示的结果推翻。请按求解时那样加 "
        "--published 学区内.xlsx --published 跨校.xlsx 等各轮的结果，或把结果抄入“锁定”表。"
    )
    raise InputRefused([Problem("运行记录", "", message, "unpublished")])

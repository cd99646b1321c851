"""公示对照: the sheet of an audit that holds a plan against what was announced."""

from __future__ import annotations

from staffing.answers.differing import change_row
from staffing.leaders.discretion import not_counted_words
from staffing.locks.announced import Announced, Departure
from staffing.naming import CountyNames
from staffing.roster_book.book import Block, Column, Sheet, Value

_COLUMNS = (
    Column("教师编号", 14),
    Column("姓名", 12),
    Column("公示", 34, wrap=True),
    Column("本方案", 34, wrap=True),
    Column("结论", 24, wrap=True),
    Column("依据", 44, wrap=True),
)
UNFOUNDED = "工作簿里没有依据，请照公示改回，或补记“锁定”“免缓申请”“教师”表"
"""Said where a lock is broken and nothing tells why."""


def announced_sheets(found: Announced | None) -> tuple[Sheet, ...]:
    """One row for everybody who differs; nothing announced, no sheet."""
    if found is None:
        return ()
    names = CountyNames(found.situation.county)
    rows = tuple(_row(names, one) for one in (*found.changed, *found.added))
    notes = (f"{announced_words(found)}。", *filter(None, [not_counted_words(names.county)]))
    return (Sheet("公示对照", "与公示结果对照", (Block(_COLUMNS, rows),), notes),)


def announced_words(found: Announced) -> str:
    """``公示并锁定的 12 人，照办 10 人，未照办 2 人（1 人没有依据）；公示后新增 1 人``."""
    broken, unfounded = len(found.broken), sum(d.unfounded for d in found.broken)
    words = f"公示并锁定的 {found.people} 人，照办 {found.people - broken} 人"
    if broken:
        words += f"，未照办 {broken} 人（{unfounded} 人没有依据）"
    rest = len(found.changed) - broken
    words += f"；公示未锁定或另定、起止不同的 {rest} 人" if rest else ""
    return f"{words}；公示后新增 {len(found.added)} 人" if found.added else words


def told(names: CountyNames, one: Departure) -> tuple[str, str, str, str]:
    """(person, announced, planned, conclusion and what it rests on)."""
    why = UNFOUNDED if one.unfounded else one.why
    said = f"{one.kept.value}：{why}" if why else one.kept.value
    return (*change_row(one.person, one.before, one.after, names), said)


def _row(names: CountyNames, one: Departure) -> tuple[Value, ...]:
    _, was, now, _ = told(names, one)
    why = UNFOUNDED if one.unfounded else one.why
    return one.person, names.person(one.person), was, now, one.kept.value, why or None

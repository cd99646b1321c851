"""校区统筹: which lessons of one campus serve another of the same legal school, and who could."""

from __future__ import annotations

from decimal import Decimal

from constraints.facts.load import TENTHS
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from models.roster import Roster
from staffing.result import Run
from staffing.roster_book.book import Block, Column, Sheet
from staffing.roster_book.names import Names

_COLUMNS = (
    Column("序号", 6),
    Column("法人学校", 24, wrap=True),
    Column("学段", 8),
    Column("学科", 10),
    Column("提供课时的校区", 24, wrap=True),
    Column("使用课时的校区", 24, wrap=True),
    Column("周课时", 9),
    Column("可统筹的教师", 44, wrap=True),
)


def campus_sheet(run: Run, names: Names) -> Sheet | None:
    """The sheet; None where no campus serves another."""
    supply = Supply.of(run.situation)
    if not supply.lent():
        return None
    after = supply.people_after(Outcome(run.situation, Roster.of(run.placements)))
    rows = tuple(
        (
            number,
            names.school(run.county.legal_school(one.source[0])),
            one.source[1].value,
            one.source[2],
            names.school(one.source[0]),
            names.school(one.to[0]),
            Decimal(one.tenths) / TENTHS,
            names.people(after.get(one.source, ())) or None,
        )
        for number, one in enumerate(supply.lent(), 1)
    )
    notes = (
        "同一法人学校的校区之间统筹使用教师，不算调动、交流，也不另排走教；各校区的缺口已按统筹后计算。"
        "按安排以前的余缺推算，具体由谁去由学校定。",
    )
    return Sheet("校区统筹", f"{run.county_name}校区统筹", (Block(_COLUMNS, rows),), notes)

"""校区统筹: which lessons of one campus serve another of the same legal school, and who could."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from constraints.facts.demand import Cell
from constraints.facts.load import TENTHS
from constraints.facts.supply import Supply
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.county import County
from models.roster import Placement, Roster
from models.vocabulary import Mode
from staffing.leaders.discretion import nameable
from staffing.result import Run
from staffing.roster_book.book import Block, Column, Sheet
from staffing.roster_book.names import Names
from staffing.wording import plain_number

_COLUMNS = (
    Column("序号", 6),
    Column("法人学校", 24, wrap=True),
    Column("学段", 8),
    Column("学科", 10),
    Column("提供课时的校区", 24, wrap=True),
    Column("使用课时的校区", 24, wrap=True),
    Column("周课时", 9),
    Column("提供校区安排后缺", 11),
    Column("可统筹的教师", 44, wrap=True),
)


AS_OF = (
    "统筹的课时按安排以前的余缺定下，方案里有人调入、调出不再重定："
    "提供课时的校区因此缺的，计在它自己的缺口里。"
)
"""Lending is fixed before any decision, for the solver and for the audit alike."""


def campus_sheet(run: Run, names: Names) -> Sheet | None:
    """The sheet; None where no campus serves another."""
    supply = Supply.of(run.situation)
    if not supply.lent():
        return None
    after = supply.people_after(Outcome(run.situation, Roster.of(run.shown)))
    rows = tuple(
        (
            number,
            names.school(run.county.legal_school(one.source[0])),
            one.source[1].value,
            one.source[2],
            names.school(one.source[0]),
            names.school(one.to[0]),
            Decimal(one.tenths) / TENTHS,
            _left_short(run, one.source),
            names.people(nameable(run.county, after.get(one.source, ()))) or None,
        )
        for number, one in enumerate(supply.lent(), 1)
    )
    notes = (
        "同一法人学校的校区之间统筹使用教师：本校区用不完的课时先供缺这门课的校区，不算调动、交流，也不另排"
        "走教，具体由谁去由学校定；各校区的缺口已按统筹后计算。",
        AS_OF,
        *filter(None, (between_words(run.county, run.shown),)),
    )
    return Sheet("校区统筹", f"{run.county_name}校区统筹", (Block(_COLUMNS, rows),), notes)


def between_words(county: County, placements: Iterable[Placement]) -> str:
    """Visits (走教) between campuses of one legal school: what sharing alone does not cover."""
    legal = county.legal_school
    known = (p for p in placements if p.mode is Mode.ITINERANT and p.host in county.school)
    count = sum(legal(p.home) == legal(p.host) for p in known if p.home in county.school)
    if not count:
        return ""
    who = "由本校其他校区教师到该校区走教"
    return f"统筹以后仍缺的，{who} {count} 处，人和半天见“走教课表”，不在本表。"


def _left_short(run: Run, source: Cell) -> Decimal | None:
    """What the campus that lends lacks itself once the plan is carried out."""
    line = run.gaps_after.by_cell.get(source)
    return Decimal(line.gap) / TENTHS if line is not None and line.gap else None


def campus_words(situation: Situation) -> str:
    """How much campuses lend each other, and as of when; empty where none does."""
    lent = Supply.of(situation).lent()
    if not lent:
        return ""
    tenths = sum(one.tenths for one in lent)
    return f"{len(lent)} 处，每周 {plain_number(Fraction(tenths, TENTHS), 1)} 课时；{AS_OF}"

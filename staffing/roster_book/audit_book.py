"""What an audit found, as a workbook of its own (``audit -o``)."""

from __future__ import annotations

from collections.abc import Sequence

from models.problem import Problem
from staffing.audit import Audit
from staffing.fairness import Fairness
from staffing.locks.announced import Announced
from staffing.naming import CountyNames
from staffing.roster_book.announced import announced_sheets
from staffing.roster_book.book import Block, Book, Column, Sheet
from staffing.roster_book.checks import findings_sheet, parts_sheet, targets_sheet
from staffing.roster_book.fairness import fairness_sheets


def audit_book(
    found: Audit,
    fair: Fairness | None = None,
    announced: Announced | None = None,
    wrong: Sequence[Problem] = (),
) -> Book:
    """花名册错处 where there are any, 核查结果, 公示对照 where there is one, 指标核对 with its
    指标明细, and 公平性 where it was looked at. wrong: cells of the roster that cannot be so."""
    situation = found.situation
    names = CountyNames(situation.county)
    return Book(
        title="方案核查结果",
        created=situation.county.term.reference,
        sheets=(
            *wrong_cells(wrong),
            findings_sheet(situation, found.findings, found.over_limits),
            *announced_sheets(announced),
            targets_sheet(situation, found.targets),
            parts_sheet(names, found.target_parts),
            *fairness_sheets(fair, names),
        ),
    )


_CELLS = (Column("位置", 22), Column("哪里不成立，怎么办", 100, wrap=True))


def wrong_cells(wrong: Sequence[Problem]) -> tuple[Sheet, ...]:
    """花名册错处: cells of the roster that cannot be so; no sheet where there are none."""
    if not wrong:
        return ()
    rows = tuple((problem.place, problem.message) for problem in wrong)
    notes = ("这些格互相矛盾，或与支教团、名额对不上，不是差多少的问题：改正后再核查。",)
    return (Sheet("花名册错处", "花名册写得不成立的地方", (Block(_CELLS, rows),), notes),)

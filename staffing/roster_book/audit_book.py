"""What an audit found, as a workbook of its own (``audit -o``)."""

from __future__ import annotations

from staffing.audit import Audit
from staffing.fairness import Fairness
from staffing.locks.announced import Announced
from staffing.naming import CountyNames
from staffing.roster_book.announced import announced_sheets
from staffing.roster_book.book import Book
from staffing.roster_book.checks import findings_sheet, parts_sheet, targets_sheet
from staffing.roster_book.fairness import fairness_sheets


def audit_book(
    found: Audit, fair: Fairness | None = None, announced: Announced | None = None
) -> Book:
    """核查结果, 公示对照 where there is one, 指标核对 with its 指标明细, and 公平性 where it was
    looked at."""
    situation = found.situation
    names = CountyNames(situation.county)
    return Book(
        title="方案核查结果",
        created=situation.county.term.reference,
        sheets=(
            findings_sheet(situation, found.findings, found.over_limits),
            *announced_sheets(announced),
            targets_sheet(situation, found.targets),
            parts_sheet(names, found.target_parts),
            *fairness_sheets(fair, names),
        ),
    )

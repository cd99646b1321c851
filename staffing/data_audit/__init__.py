"""The data audit (mechanism M05): what in a readable workbook the office must look into.

Warnings, never errors, and without any policy: only contradictions are named.
"""

from __future__ import annotations

import re

from models.county import County
from models.problem import Problem
from models.sheets import SHEETS
from staffing.data_audit.competition import check_competition
from staffing.data_audit.idle import check_idle
from staffing.data_audit.locks import check_locks
from staffing.data_audit.people import check_people
from staffing.data_audit.schools import check_schools
from staffing.data_audit.teams import check_teams
from staffing.data_audit.wishes import check_wishes
from staffing.workbook.ledger import column_index

_SHEETS = tuple(sheet.sheet for sheet in SHEETS)


def audit_data(county: County) -> tuple[Problem, ...]:
    """Everything to look into, by sheet, row and column of the workbook."""
    checks = (
        check_schools,
        check_people,
        check_locks,
        check_teams,
        check_competition,
        check_wishes,
        check_idle,
    )
    found = [problem for check in checks for problem in check(county)]
    return tuple(sorted(found, key=_reading_order))


def _reading_order(problem: Problem) -> tuple[int, int, int, str, str]:
    match = re.fullmatch(r"([A-Z]*)(\d+)行?", problem.cell)
    letters, row = (match[1], int(match[2])) if match else ("", 0)
    place = _SHEETS.index(problem.sheet), row, column_index(letters)
    return *place, problem.kind, problem.message

"""数据指纹: which plan a roster workbook of ours says it was written with."""

from __future__ import annotations

import re
from pathlib import Path

from models.problem import InputRefused
from staffing.workbook.opening import OpenWorkbook
from staffing.workbook.preflight import inspect_file

SHEET = "总览"
LENGTH = 12
"""Characters of the plan's hash that the sheet shows."""

_WIDTH = 2
_PLAN = re.compile(rf"名单 ([0-9a-f]{{{LENGTH}}})")


def fingerprint_in(path: Path) -> str | None:
    """The beginning of the hash of the plan as listed; None where the workbook states none."""
    try:
        with OpenWorkbook(path, inspect_file(path)) as book:
            if SHEET not in book.titles:
                return None
            cells = (str(cell) for _, row in book.raw_sheet(SHEET).rows(_WIDTH) for cell in row)
            found = next(filter(None, map(_PLAN.search, cells)), None)
            return found[1] if found else None
    except InputRefused:  # whoever reads the plan says what is wrong with the file
        return None

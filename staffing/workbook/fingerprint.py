"""数据指纹: which county, policy and plan a roster workbook of ours says it was written with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from models.problem import InputRefused
from staffing.workbook.opening import OpenWorkbook
from staffing.workbook.preflight import inspect_file

SHEET = "总览"
LENGTH = 12
"""Characters of each hash that the sheet shows."""

_WIDTH = 2
_HASH = rf"([0-9a-f]{{{LENGTH}}})"
_MARKS = re.compile(rf"工作簿内容 {_HASH}；政策 {_HASH}；名单 {_HASH}")


@dataclass(frozen=True)
class Marks:
    """The beginnings of three hashes: the county read, the policy, the plan as listed."""

    county: str
    policy: str
    plan: str


def marks_in(path: Path) -> Marks | None:
    """What the workbook says it was written with; None where it does not say."""
    try:
        with OpenWorkbook(path, inspect_file(path)) as book:
            if SHEET not in book.titles:
                return None
            cells = (str(cell) for _, row in book.raw_sheet(SHEET).rows(_WIDTH) for cell in row)
            found = next(filter(None, map(_MARKS.search, cells)), None)
            return Marks(*found.groups()) if found else None
    except InputRefused:  # whoever reads the plan says what is wrong with the file
        return None

"""How a finding of the data audit is placed and whom it names."""

from __future__ import annotations

from models.column import Code, Row
from models.county import County
from models.problem import Problem
from models.sheets import TeacherRow


def note(county: County, row: Row, name: str, kind: str, message: str) -> Problem:
    """A finding at the cell of a row's field."""
    cell = county.cell(row, name).partition("!")[2]
    return Problem(row.sheet, cell, message, kind)


def who(teacher: TeacherRow) -> str:
    """``样例甲（T00001）``."""
    return f"{teacher.name}（{teacher.code}）"


def school_words(county: County, code: Code) -> str:
    """``样例一小（0301）``; the code alone for a school nobody has listed."""
    outside = {row.code: row.name for row in county.outside_schools}
    name = county.school[code].name if code in county.school else outside.get(code)
    return f"{name}（{code}）" if name else f"“{code}”"

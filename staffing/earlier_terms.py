"""Plans of earlier terms, from roster workbooks: the last one, and what a roster carried on."""

from __future__ import annotations

from pathlib import Path

from models.county import County
from models.problem import Problem
from models.roster import Roster
from staffing.locks.earlier import Earlier
from staffing.workbook import to_roster
from staffing.workbook.earlier_plan import read_carried, read_earlier_plan


def read_previous(path: Path, county: County) -> tuple[Roster, tuple[Problem, ...]]:
    """The plan of the term before and what that carried on, and what of it was left out."""
    read = read_earlier_plan(path, county)
    return to_roster(read.rows, county), read.warnings


def carried_by(path: Path, county: County) -> tuple[Earlier, ...]:
    """What a roster workbook of this term says itself of earlier ones (以前安排)."""
    rows = read_carried(path, county).rows
    return (Earlier("previous", path.name, to_roster(rows, county)),) if rows else ()

"""The synthetic county and its faulty roster as workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from models.county import County
from models.problem import InputRefused, Problem
from models.sheets import PlanRow
from staffing.roster_book.target import replace_whole
from staffing.sample.county import make_county
from staffing.sample.faults import make_faulty_roster
from staffing.workbook.layout import FIRST_ROW, BookWriter
from staffing.workbook.template import write_county


def write_sample(book: Path, teachers: int, seed: int, roster: Path | None = None) -> County:
    """Write ``make_county(teachers, seed)``, and its faulty hand-made roster where asked.

    Raises InputRefused for a size outside the generator's and for targets that cannot be written.
    """
    try:
        county = make_county(teachers, seed)
    except ValueError as error:
        raise InputRefused([Problem("--teachers", "", f"{error}；请改正", "size")]) from error
    replace_whole(book, partial(write_county, county))
    if roster is not None:
        rows, _ = make_faulty_roster(county)
        replace_whole(roster, partial(write_plan, rows))
    return county


def write_plan(rows: Sequence[PlanRow], path: Path) -> None:
    """Write plan rows (安排表) as a workbook of their own, in the order given."""
    with BookWriter(path, PlanRow.sheet) as writer:
        columns = PlanRow.fields()
        ws = writer.add_sheet(PlanRow, f"{PlanRow.sheet}（手工方案）", columns)
        for number, row in enumerate(rows, start=FIRST_ROW):
            writer.write_row(ws, number, (getattr(row, f.name) for f in columns), False)

"""From a term workbook to a validated county, or to the list of everything that is wrong."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from models.column import Row
from models.county import County
from models.plain import compact
from models.problem import InputRefused, Problem
from models.sheets import SHEETS, DemandRow
from models.vocabulary import Stage
from staffing.workbook.cells import Surroundings, parser_for
from staffing.workbook.cross import check_across
from staffing.workbook.ledger import Ledger, column_letter, quoted
from staffing.workbook.opening import OpenWorkbook, match_sheets
from staffing.workbook.other_kind import refuse_results
from staffing.workbook.preflight import inspect_file
from staffing.workbook.references import nameable
from staffing.workbook.refusal import CellRefused
from staffing.workbook.row_notes import note_hidden_sheets
from staffing.workbook.sound_part import sound_part
from staffing.workbook.subject_table import known_subjects, nearest_subject
from staffing.workbook.table import Table, read_table

SHEET_ORDER = tuple(sheet.sheet for sheet in SHEETS)
ADDING_STAGES = (Stage.VOCATIONAL, Stage.SPECIAL)


@dataclass(frozen=True)
class Reading:
    """What came of reading a workbook.

    county: the county, None when there is any error; errors and warnings in reading order;
    sha256: of the file's bytes, empty when the file was refused unread. sound: where there are
    errors, the part of the county they leave in no doubt; short: the sheets that lack rows in it.
    """

    county: County | None
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    sha256: str
    sound: County | None = None
    short: frozenset[str] = frozenset()


def read_workbook(path: Path) -> Reading:
    """Read and check everything; never raises for what is wrong with the file."""
    try:
        with _collector_paused():
            return _read(Path(path))
    except InputRefused as refused:
        return Reading(None, refused.problems, (), "")


def load_county(path: Path) -> County:
    """The county of a workbook without errors. Raises :class:`InputRefused` with all of them."""
    reading = read_workbook(path)
    if reading.county is None:
        raise InputRefused(reading.errors)
    return reading.county


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Reading makes a million small objects and no cycles: the collector costs a third of it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(path: Path) -> Reading:
    inspected = inspect_file(path)
    ledger = Ledger(SHEET_ORDER)
    with OpenWorkbook(path, inspected) as book:
        refuse_results(path, book.titles)
        tables = _read_tables(book, ledger)
    check_across(tables, ledger)
    errors, warnings = ledger.errors, (*inspected.notes, *ledger.warnings)
    if not errors:
        return Reading(build_county(tables), (), warnings, inspected.sha256)
    part = sound_part(tables, errors)
    if part is None:
        return Reading(None, errors, warnings, inspected.sha256)
    known = build_county(part.tables)
    return Reading(None, errors, warnings, inspected.sha256, known, part.short)


def _read_tables(book: OpenWorkbook, ledger: Ledger) -> dict[type[Row], Table]:
    matched = match_sheets(book.titles, SHEETS, ledger)
    note_hidden_sheets(matched, book.hidden, ledger)
    around = Surroundings(known_subjects(), book.epoch, open_subjects=True)
    demand = Table(DemandRow)
    if DemandRow in matched:
        demand = read_table(DemandRow, book.raw_sheet(matched[DemandRow]), around, ledger)
    around = Surroundings(_subjects_with(demand, book.epoch, ledger), book.epoch)
    tables: dict[type[Row], Table] = {}
    for sheet in SHEETS:
        if sheet is DemandRow:
            tables[sheet] = demand
        elif sheet in matched:
            known = replace(around, codes=nameable(sheet, tables))
            tables[sheet] = read_table(sheet, book.raw_sheet(matched[sheet]), known, ledger)
        else:
            tables[sheet] = Table(sheet)
    return tables


def _subjects_with(demand: Table, epoch: datetime, ledger: Ledger) -> Mapping[str, str]:
    """The 学科表 with what 学科需求 adds for 中职 and 特教; other unknown subjects are errors."""
    known = known_subjects()
    column = next(field for field in DemandRow.fields() if field.name == "subject")
    strict = parser_for(column, Surroundings(known, epoch))
    unknown = [
        (draft, str(draft.get("subject")))
        for draft in demand.drafts
        if draft.get("subject") and compact(str(draft.get("subject"))) not in known
    ]
    added = {name: name for draft, name in unknown if draft.get("stage") in ADDING_STAGES}
    for draft, subject in unknown:
        place = demand.place(draft, "subject")
        near = nearest_subject(subject, known)
        if subject in added and near:
            message = f"学科{quoted(subject)}不在学科表中，按新增学科读入；是否就是“{near}”？"
            ledger.warn(DemandRow.sheet, place, "new_subject", message)
        elif subject not in added:
            try:
                strict(subject)
            except CellRefused as why:
                ledger.error(DemandRow.sheet, place, why.kind, why.message)
    return known_subjects(added)


def build_county(tables: Mapping[type[Row], Table]) -> County:
    """The county of tables that have no errors."""
    rows = {
        sheet.sheet: tuple(
            sheet(row_number=draft.number, **dict(draft.values)) for draft in table.drafts
        )
        for sheet, table in tables.items()
    }
    columns = {sheet.sheet: frozenset(table.columns) for sheet, table in tables.items()}
    letters = {
        sheet.sheet: {name: column_letter(index) for name, index in table.columns.items()}
        for sheet, table in tables.items()
    }
    return County.from_rows(rows, columns, letters)

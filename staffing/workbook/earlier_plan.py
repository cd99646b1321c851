"""The plan of an earlier term, read into this term's county: people and schools may be gone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from models.column import Code
from models.county import County
from models.problem import InputRefused
from models.sheets import CarriedRow, PlanRow
from staffing.workbook.cells import Surroundings
from staffing.workbook.cross import check_keys, check_spans
from staffing.workbook.ledger import Ledger
from staffing.workbook.opening import OpenWorkbook, match_sheets
from staffing.workbook.plan import (
    PLAN_KEY,
    PlanReading,
    check_names,
    is_recruit,
    refuse_other_files,
    turned,
)
from staffing.workbook.preflight import Inspected, inspect_file
from staffing.workbook.subject_table import known_subjects
from staffing.workbook.table import Draft, Table, read_table

_MANY = 10
"""Codes named in one sentence."""


def read_earlier_plan(path: Path, county: County) -> PlanReading:
    """The placements of an earlier term's roster workbook and those it carried on (以前安排).

    Rows of people or of schools that this term's workbook no longer has are left out, and a warning
    says whose. Raises :class:`InputRefused` with all problems.
    """
    return _read(Path(path), county, (PlanRow, CarriedRow))


def read_carried(path: Path, county: County) -> PlanReading:
    """What a roster workbook of this term carried on from earlier ones; nothing where the sheet
    以前安排 lacks. Raises as :func:`read_earlier_plan`."""
    return _read(Path(path), county, (CarriedRow,))


def _read(path: Path, county: County, sheets: tuple[type[PlanRow], ...]) -> PlanReading:
    inspected = inspect_file(path)
    ledger = Ledger(tuple(sheet.sheet for sheet in sheets))
    tables = _tables(path, inspected, county, sheets, ledger)
    rows: list[PlanRow] = []
    for sheet, table in zip(sheets, tables, strict=True):
        table = _without_gone(table, county, ledger)
        check_keys(table, ledger, PLAN_KEY)
        check_spans(table, ledger)
        check_names(table, county, ledger)
        needed = {field.name for field in sheet.fields() if field.required}
        if not ledger.errors:
            whole = (d for d in table.drafts if needed <= d.values.keys())
            rows += [PlanRow(row_number=d.number, **dict(d.values)) for d in whole]
    if ledger.errors:
        raise InputRefused(ledger.errors)
    return PlanReading(tuple(rows), {}, (*inspected.notes, *ledger.warnings))


def _tables(
    path: Path,
    inspected: Inspected,
    county: County,
    sheets: tuple[type[PlanRow], ...],
    ledger: Ledger,
) -> list[Table]:
    added = {str(row.subject): str(row.subject) for row in county.demands}
    found = []
    with OpenWorkbook(path, inspected) as book:
        matched = match_sheets(book.titles, sheets, ledger)
        for sheet in sheets:
            table = Table(sheet)
            if sheet in matched:
                around = Surroundings(known_subjects(added), book.epoch)
                table = read_table(sheet, book.raw_sheet(matched[sheet]), around, ledger)
            if sheet is PlanRow:
                refuse_other_files(table, book.titles, county)
                table = turned(table, county, ledger)
            found.append(table)
    return found


def _without_gone(table: Table, county: County, ledger: Ledger) -> Table:
    """The table without rows of whom and what this term's workbook no longer has."""
    people = {*county.teacher, *(row.code for row in county.outside_people)}
    schools = {*county.school, *(row.code for row in county.outside_schools)}
    left: dict[str, list[str]] = {"教师编号": [], "接收学校": []}

    def stands(draft: Draft) -> bool:
        person, host = str(draft.get("person")), str(draft.get("host"))
        known = is_recruit(draft) or draft.get("person") is None or Code(person) in people
        if not known:
            left["教师编号"].append(person)
            return False
        if draft.get("host") is not None and Code(host) not in schools:
            left["接收学校"].append(host)
            return False
        return True

    kept = tuple(filter(stands, table.drafts))
    for header, codes in left.items():
        if codes:
            ledger.warn(table.sheet.sheet, (0, None), "gone", _gone_words(header, codes))
    return replace(table, drafts=tuple(_plain(draft, people, schools) for draft in kept))


def _gone_words(header: str, codes: list[str]) -> str:
    found = list(Counter(codes))
    more = f"等 {len(found)} 个" if len(found) > _MANY else ""
    return (
        f"{header}{'、'.join(found[:_MANY])}{more}不在本期工作簿里，这 {len(codes)} 行没有计入："
        "已离开的（退休、调出本县、撤并）不必管，编号写错的请改正"
    )


def _plain(draft: Draft, people: set[Code], schools: set[Code]) -> Draft:
    """The row without counterparts, successors and ways back that are gone."""
    gone = {
        name
        for name, known in (("counterpart", people), ("successor", people),
                            ("return_school", schools))
        if draft.get(name) is not None and Code(str(draft.get(name))) not in known
    }  # fmt: skip
    return replace(draft, values={k: v for k, v in draft.values.items() if k not in gone})

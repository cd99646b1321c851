"""Checks across rows, after every cell is read; a faulty row hides nothing of the others.

Errors are what makes the data contradict itself; what is merely unlikely is a warning.
"""

from __future__ import annotations

import re
from datetime import date

from models.sheets import SHEETS, TermRow
from staffing.workbook.disordered import SPANS
from staffing.workbook.ledger import Ledger
from staffing.workbook.person_checks import check_people
from staffing.workbook.references import Tables, check_apart, check_cases, check_references
from staffing.workbook.row_notes import complain_examples
from staffing.workbook.school_checks import check_schools
from staffing.workbook.table import Draft, Table
from staffing.workbook.team_checks import check_teams

_SCHOOL_YEAR = re.compile(r"(\d{4})\D{1,3}(\d{4})(?:学年)?")


def check_across(tables: Tables, ledger: Ledger) -> None:
    """Run every check over the tables of a term workbook."""
    complain_examples((tables[sheet] for sheet in SHEETS), ledger)
    for sheet in SHEETS:
        _check_empty(tables[sheet], ledger)
        check_keys(tables[sheet], ledger)
        check_spans(tables[sheet], ledger)
    check_references(tables, ledger)
    check_apart(tables, ledger)
    check_cases(tables, ledger)
    _check_term(tables[TermRow], ledger)
    check_schools(tables, ledger)
    check_people(tables, ledger)
    check_teams(tables, ledger)


def _check_empty(table: Table, ledger: Ledger) -> None:
    """A required sheet has rows; one that holds only the example has been complained about."""
    name = table.sheet.sheet
    hollow = table.sheet.required_sheet and table.readable and not table.drafts
    if hollow and not table.examples and not ledger.has_error(name):
        message = "只有表头，没有数据；这张表必须填，请按模板填写"
        ledger.error(name, (0, None), "empty_sheet", message)


def check_keys(table: Table, ledger: Ledger, key: tuple[str, ...] = ()) -> None:
    """Every row's key is its own; a blank optional part counts as a value.

    A sheet without a column of the key has been complained of; its rows are not all alike.
    """
    key = key or table.sheet.key
    required = {field.name for field in table.sheet.fields() if field.required}
    if not key or (required & set(key)) - table.columns.keys():
        return
    headers = {field.name: field.column.header for field in table.sheet.fields()}
    seen: dict[tuple[object, ...], int] = {}
    for draft in table.drafts:
        if draft.refused & set(key):
            continue
        stated = tuple(draft.get(name) for name in key)
        first = seen.setdefault(stated, draft.number)
        if first != draft.number:
            said = "、".join(
                f"{headers[n]}“{draft.get(n)}”" for n in key if draft.get(n) is not None
            )
            message = f"与第{first}行重复（{said}）；{table.sheet.key_note}"
            place = table.place(draft, key[0])
            ledger.error(table.sheet.sheet, place, "duplicate_key", message)


def check_spans(table: Table, ledger: Ledger) -> None:
    """No span of time ends before it starts."""
    headers = {field.name: field.column.header for field in table.sheet.fields()}
    for first, last in SPANS:
        if first not in table.columns or last not in table.columns:
            continue
        for draft in table.drafts:
            start, end = draft.get(first), draft.get(last)
            if isinstance(start, date) and isinstance(end, date) and start > end:
                message = (
                    f"{headers[last]}（{end}）早于{headers[first]}（{start}）；请核对这两个日期"
                )
                ledger.error(table.sheet.sheet, table.place(draft, last), "bad_span", message)


def _check_term(table: Table, ledger: Ledger) -> None:
    for extra in table.drafts[1:]:
        message = "本期只能有一行，否则不知道以哪一行为准；请删去多余的行"
        ledger.error(TermRow.sheet, (extra.number, None), "many_terms", message)
    for draft in table.drafts[:1]:
        _check_school_year(table, draft, ledger)
        _check_reference(table, draft, ledger)


def _check_school_year(table: Table, draft: Draft, ledger: Ledger) -> None:
    text = draft.get("school_year")
    if text is None:
        return
    place = table.place(draft, "school_year")
    match = _SCHOOL_YEAR.fullmatch(str(text))
    if match is None or int(match[2]) != int(match[1]) + 1:
        message = f"学年“{text}”认不出；请写成前后两年，如“2026-2027”"
        ledger.error(TermRow.sheet, place, "bad_school_year", message)
        return
    start = draft.get("start")
    if isinstance(start, date) and start.year not in (int(match[1]), int(match[2])):
        message = f"学年“{text}”与起（{start}）对不上；请核对"
        ledger.warn(TermRow.sheet, place, "school_year_start", message)


def _check_reference(table: Table, draft: Draft, ledger: Ledger) -> None:
    """口径日期 lies in the planned span or in the year before it starts."""
    start, end, day = (draft.get(name) for name in ("start", "end", "reference"))
    if not (isinstance(start, date) and isinstance(end, date) and isinstance(day, date)):
        return
    earliest = start.replace(year=start.year - 1, day=min(start.day, 28))
    if not earliest <= day <= end:
        message = (
            f"口径日期（{day}）离本期（{start}至{end}）太远，"
            "年龄、任教年限和政策取值都以它为准；请核对"
        )
        place = table.place(draft, "reference")
        ledger.error(TermRow.sheet, place, "bad_reference", message)

"""Checks of 学校调整: whoever is at a school that closes has another one to go to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from models.sheets import SchoolChangeRow, TermRow
from models.vocabulary import SchoolChange
from staffing.workbook.ledger import Ledger
from staffing.workbook.references import Tables
from staffing.workbook.table import Draft, Table


def check_changes(tables: Tables, ledger: Ledger) -> None:
    """A school that closes is taken over by another, which goes on or names the next itself."""
    table, term = tables[SchoolChangeRow], next(iter(tables[TermRow].drafts), None)
    for draft in table.drafts:
        successor, change = draft.get("successor"), draft.get("change")
        place = table.place(draft, "successor")
        if successor is not None and successor == draft.get("school"):
            message = "承接学校就是本校；请填接收学生和教师的另一所学校"
            ledger.error(SchoolChangeRow.sheet, place, "self_successor", message)
        blank = successor is None and "successor" not in draft.refused
        if change is SchoolChange.MERGE and blank:
            message = "并校必须写明承接学校，否则教师和学生无处可归；请填写"
            ledger.error(SchoolChangeRow.sheet, place, "blank_successor", message)
    _check_chains(table, term and term.get("end"), ledger)


def _check_chains(table: Table, end: object, ledger: Ledger) -> None:
    """Going from successor to successor ends at a school that is still there."""
    closing = {
        draft.get("school"): draft
        for draft in table.drafts
        if draft.get("change") in (SchoolChange.CLOSE, SchoolChange.MERGE)
    }
    for school, draft in closing.items():
        chain = [school, *_successors(draft, closing)]
        last = closing.get(chain[-1])
        if last is None or (last is draft and len(chain) < 3):
            continue
        place, listed = table.place(draft, "successor"), "→".join(str(code) for code in chain)
        rows = "、".join(f"第{closing[code].number}行" for code in chain[1:])
        if last is draft:
            message = (
                f"承接学校连成一圈（{listed}，见{rows}），教师和学生无处可归；"
                "请改填一所不撤不并的学校"
            )
            ledger.error(SchoolChangeRow.sheet, place, "successor_circle", message)
        elif _nobody_follows(last, end):
            message = (
                f"承接学校最后是“{chain[-1]}”（{listed}），它自己也撤并（见{rows}）而没有写明"
                "承接学校，教师和学生无处可归；请改填一所不撤不并的学校，或在那一行补上承接学校"
            )
            ledger.error(SchoolChangeRow.sheet, place, "successor_closes", message)


def _successors(draft: Draft, closing: Mapping[object, Draft]) -> Iterator[object]:
    """Who takes over, who takes over from them and so on; the first that comes again ends it."""
    step: Draft | None = draft
    seen = {draft.get("school")}
    while step is not None and (heir := step.get("successor")) is not None:
        yield heir
        if heir in seen:
            return
        seen.add(heir)
        step = closing.get(heir)


def _nobody_follows(last: Draft, end: object) -> bool:
    """Whether a school closes by the end of the term and names nobody; later is not this term's."""
    day = last.get("effective")
    named = last.get("successor") is not None or "successor" in last.refused
    return not named and isinstance(day, date) and isinstance(end, date) and day <= end

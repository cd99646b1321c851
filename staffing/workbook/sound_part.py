"""What of a workbook with errors can be looked into already: rows nothing of which is in doubt.

People and schools are kept when every ★ cell of theirs is sound, so that what speaks of them can
be told; of all other sheets only rows without any error are. Whoever names a row left out is left
out too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.column import Row
from models.problem import Problem
from models.sheets import (
    SHEETS,
    OutsidePersonRow,
    OutsideSchoolRow,
    SchoolRow,
    TeacherRow,
    TermRow,
)
from staffing.workbook.references import REFERENCES, Tables
from staffing.workbook.table import Draft, Table

_NAMED: tuple[type[Row], ...] = (SchoolRow, OutsideSchoolRow, TeacherRow, OutsidePersonRow)
"""Sheets that others name rows of, in the order in which they name each other."""

_KEPT_IN_PART = (SchoolRow, TeacherRow)
"""Rows kept with the cells in doubt left blank."""


@dataclass(frozen=True)
class SoundPart:
    """tables: as read, but without what is in doubt; short: names of the sheets that have lost
    rows, or could not be read at all."""

    tables: Tables
    short: frozenset[str]


def sound_part(tables: Tables, errors: Sequence[Problem]) -> SoundPart | None:
    """What can be looked into; None without a sound 本期: everything is held against its dates."""
    wrong = _rows(errors)
    kept: dict[type[Row], Table] = {}
    codes: dict[type[Row], frozenset[object]] = {}
    first: tuple[type[Row], ...] = (TermRow, *_NAMED)
    for sheet in (*first, *(s for s in SHEETS if s not in first)):
        own = {sheet: frozenset(d.get("code") for d in tables[sheet].drafts)}
        drafts = tuple(_sound(tables[sheet], own | codes, wrong))
        kept[sheet] = replace(tables[sheet], drafts=drafts)
        codes[sheet] = frozenset(d.get("code") for d in drafts)
    if len(kept[TermRow].drafts) != 1 or len(tables[TermRow].drafts) != 1:
        return None
    unread = {t.sheet.sheet for t in tables.values() if t.present and not t.readable}
    lost = {s.sheet for s, t in kept.items() if len(t.drafts) < len(tables[s].drafts)}
    return SoundPart({sheet: kept[sheet] for sheet in SHEETS}, frozenset(unread | lost))


def _rows(errors: Sequence[Problem]) -> Mapping[tuple[str, int], frozenset[str]]:
    """(sheet, Excel row) → kinds of what is wrong there."""
    found: dict[tuple[str, int], frozenset[str]] = {}
    for error in errors:
        row = int("".join(filter(str.isdigit, error.cell)) or 0)
        found[error.sheet, row] = found.get((error.sheet, row), frozenset()) | {error.kind}
    return found


def _sound(
    table: Table,
    codes: Mapping[type[Row], frozenset[object]],
    wrong: Mapping[tuple[str, int], frozenset[str]],
) -> Iterator[Draft]:
    needed = {field.name for field in table.sheet.fields() if field.required}
    named = [(name, targets) for sheet, name, targets in REFERENCES if sheet is table.sheet]
    for draft in table.drafts:
        kinds = wrong.get((table.sheet.sheet, draft.number), frozenset())
        in_part = table.sheet in _KEPT_IN_PART and "duplicate_key" not in kinds
        if kinds and not in_part:
            continue
        dangling = {
            name
            for name, targets in named
            if draft.get(name) is not None
            and not any(draft.get(name) in codes.get(target, ()) for target in targets)
        }
        values = {name: value for name, value in draft.values.items() if name not in dangling}
        if needed <= values.keys() and (in_part or not dangling):
            yield replace(draft, values=values)

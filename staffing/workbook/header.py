"""Finding a sheet's header: below titles, over one line or two, in any order of columns."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from models.column import Field, Row, normal_header
from staffing.workbook.plain_text import simplified

SEARCHED_ROWS = 30
RawRow = tuple[object, ...]


@dataclass(frozen=True)
class Header:
    """Where the header stands and which column holds which field.

    first_row/last_row: Excel rows of the header; columns: field → column counted from 0;
    repeated: field → all columns that claim it, where more than one does; others: field → columns
    headed by an alias beside the one with the field's own header, not read; strangers: normalised
    header → column, for columns that are none of the sheet's.
    """

    first_row: int
    last_row: int
    columns: Mapping[str, int]
    repeated: Mapping[str, tuple[int, ...]]
    strangers: Mapping[str, int]
    others: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def is_repeated_by(self, row: RawRow, fields: Mapping[str, Field]) -> bool:
        """Whether *row* is the header once more, as printed page heads are."""
        return all(
            index < len(row) and _known(row[index], fields) == name
            for name, index in self.columns.items()
        )


def header_names(sheet: type[Row]) -> dict[str, Field]:
    """Normalised header or alias → field; a column's own header beats another's alias."""
    names: dict[str, Field] = {}
    for one in sheet.fields():
        for alias in one.column.also:
            names.setdefault(_normal(alias), one)
    names.update({_normal(one.column.header): one for one in sheet.fields()})
    return names


def filled(cells: RawRow) -> RawRow:
    """A row up to its last cell with content."""
    last = len(cells)
    while last and cells[last - 1] is None:
        last -= 1
    return cells[:last]


def find_header(sheet: type[Row], top: Sequence[tuple[int, RawRow]]) -> Header | None:
    """The header among the first rows (Excel row, cells), or None when nothing looks like one."""
    names = header_names(sheet)
    required = {field.name for field in sheet.fields() if field.required}
    best: Header | None = None
    best_score = (0, 0)
    for position, (number, cells) in enumerate(top[:SEARCHED_ROWS]):
        below = top[position + 1] if position + 1 < len(top) else None
        for header in _readings(names, number, cells, below):
            found = header.columns.keys() | header.repeated.keys()
            score = (len(found & required), len(found))
            if score > best_score:
                best, best_score = header, score
    enough = min(2, len(sheet.fields()))
    return best if best is not None and best_score[1] >= enough else None


def nearest_stranger(field: Field, strangers: Mapping[str, int], cutoff: float) -> str | None:
    """The unknown header most like *field*'s own, if any is like it at all."""
    wanted = _normal(field.column.header)
    near = get_close_matches(wanted, strangers, n=1, cutoff=cutoff)
    return near[0] if near else None


def _normal(text: str) -> str:
    return simplified(normal_header(unicodedata.normalize("NFKC", text)))


def _known(value: object, names: Mapping[str, Field]) -> str | None:
    field = names.get(_normal(value)) if isinstance(value, str) else None
    return field.name if field else None


def _readings(
    names: Mapping[str, Field], number: int, cells: RawRow, below: tuple[int, RawRow] | None
) -> list[Header]:
    """The row read as a header alone, and together with the next row (merged group heads)."""
    one_line = [_normal(cell) if isinstance(cell, str) else "" for cell in cells]
    readings = [_header(names, (number, number), one_line)]
    if below is not None and below[0] == number + 1 and any(one_line):
        readings.append(_header(names, (number, number + 1), _two_lines(names, one_line, below[1])))
    return readings


def _two_lines(names: Mapping[str, Field], upper: list[str], lower_cells: RawRow) -> list[str]:
    lower = [_normal(cell) if isinstance(cell, str) else "" for cell in lower_cells]
    width = max(len(upper), len(lower))
    upper = upper + [""] * (width - len(upper))
    lower = lower + [""] * (width - len(lower))
    titles, group = [], ""
    for above, under in zip(upper, lower, strict=True):
        group = above or (group if under else "")
        choices = (under, above, group + under)
        titles.append(next((c for c in choices if c in names), under or above))
    return titles


def _header(names: Mapping[str, Field], rows: tuple[int, int], titles: list[str]) -> Header:
    claims: defaultdict[str, list[tuple[bool, int]]] = defaultdict(list)
    strangers: dict[str, int] = {}
    for index, title in enumerate(titles):
        named = names.get(title)
        if named is not None:
            claims[named.name].append((title != _normal(named.column.header), index))
        elif title:
            strangers.setdefault(title, index)
    columns, repeated, others = {}, {}, {}
    for name, claimed in claims.items():
        own = [index for is_alias, index in claimed if not is_alias]
        holders = own or [index for _, index in claimed]
        columns[name] = holders[0]
        if len(holders) > 1:
            repeated[name] = tuple(holders)
        elif len(claimed) > 1:
            others[name] = tuple(index for is_alias, index in claimed if is_alias)
    return Header(rows[0], rows[1], columns, repeated, strangers, others)

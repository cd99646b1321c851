"""Columns of dates that have changed places: each holds dates, but nearly every row runs backward.

A column of birth dates and one of first working days take the same cells; only the order of the two
tells that they have been exchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from models.column import Field, Month, Row
from staffing.workbook.cells import Surroundings, parser_for
from staffing.workbook.header import RawRow
from staffing.workbook.plain_text import is_blank
from staffing.workbook.refusal import CellRefused

SPANS = (("start", "end"), ("weak_from", "weak_to"), ("notice_from", "notice_to"))
"""Pairs of fields whose first may not lie after the second."""

CAREER = (
    ("born", "worked_since"),
    ("worked_since", "school_since"),
    ("worked_since", "first_appointed"),
    ("worked_since", "leader_since"),
    ("worked_since", "post_grade_since"),
)
"""Months of a person of which the second cannot come before the first."""

_ORDERED = (*SPANS, *CAREER, ("status_from", "status_to"))
_NEARLY, _FEWEST = 0.8, 5

Pair = tuple[str, str]
Moments = Mapping[str, Sequence[date | Month | None]]


def disordered(
    sheet: type[Row], columns: Mapping[str, int], rows: Sequence[RawRow], around: Surroundings
) -> tuple[Pair, ...]:
    """The two columns of dates whose exchange puts every pair of the sheet in order, if any."""
    fields = {f.name: f for f in sheet.fields() if f.name in columns}
    pairs = [pair for pair in _ORDERED if set(pair) <= fields.keys()]
    named = dict.fromkeys(name for pair in pairs for name in pair)
    held = {name: _moments(fields[name], columns[name], rows, around) for name in named}
    wrong = [pair for pair in pairs if _runs_backward(held, pair)]
    if not wrong:
        return ()
    for one, other in (*wrong, *combinations(named, 2)):
        turned = {**held, one: held[other], other: held[one]}
        alike = fields[one].kind is fields[other].kind
        if alike and not any(_runs_backward(turned, pair) for pair in pairs):
            return ((one, other),)
    return ()


def _runs_backward(held: Moments, pair: Pair) -> bool:
    """Whether the second comes before the first in nearly all rows in which they differ."""
    both = [(a, b) for a, b in zip(held[pair[0]], held[pair[1]], strict=True) if a and b and a != b]
    backward = sum(_before(b, a) for a, b in both)
    return backward >= _FEWEST and backward >= _NEARLY * len(both)


def _before(one: Any, other: Any) -> bool:
    return bool(one < other)


def _moments(
    field: Field, index: int, rows: Sequence[RawRow], around: Surroundings
) -> list[date | Month | None]:
    parse = parser_for(field, around)
    return list(_each(parse, (row[index] if index < len(row) else None for row in rows)))


def _each(parse: Callable[[object], object], cells: Iterator[object]) -> Iterator[Any]:
    for cell in cells:
        try:
            yield None if is_blank(cell) else parse(cell)
        except CellRefused:
            yield None

"""A change of a county's rows, in words: what a question supposes, or an objection asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.column import Code, Row
from models.county import County

SUPPOSED = "假设"
"""来源, 理由 and 决定人 of rows that only a question brought in."""


@dataclass(frozen=True)
class Change:
    """Rows of one sheet put in (in place of those with the same key) and rows taken out.

    words: Chinese, what the office calls it; table: field of County; dropped: keys taken out;
    people: whom it is about.
    """

    words: str
    table: str
    rows: tuple[Row, ...] = ()
    dropped: tuple[tuple[str, ...], ...] = ()
    people: tuple[Code, ...] = ()

    def made_in(self, county: County) -> County:
        """The county after it; rows keep their place, new ones come last."""
        new = {key_of(row): row for row in self.rows}
        old: Sequence[Row] = getattr(county, self.table)
        kept = [new.pop(key_of(row), row) for row in old if key_of(row) not in self.dropped]
        return replace(county, **{self.table: (*kept, *new.values())})  # type: ignore[arg-type]


def changed(county: County, changes: Iterable[Change]) -> County:
    """The county after all of *changes*, in order."""
    for change in changes:
        county = change.made_in(county)
    return county


def key_of(row: Row) -> tuple[str, ...]:
    """A row's key as text; blank is a value."""
    return tuple(str(getattr(row, name)) for name in row.key)

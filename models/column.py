"""One Excel column = one annotated field.

From a :class:`Column` everything else about that column is derived: the header looked for and its
aliases, the template's header, note and drop-down, the data dictionary, and the words of an error.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, NewType, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict

from models.vocabulary import Word

Code = NewType("Code", str)
"""A code (学校代码, 教师编号): text, leading zeros kept; a numeric cell is an error."""

IdNumber = NewType("IdNumber", str)
"""身份证号: 18 characters of text; masked wherever it leaves the workbook."""

Subject = NewType("Subject", str)
"""A subject of the 学科表, in its main spelling."""


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month (年月). Ordered; months apart by subtraction."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month *day* lies in."""
        return cls(day.year, day.month)

    @property
    def ordinal(self) -> int:
        """Months since year 0."""
        return self.year * 12 + self.month - 1

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Month:
        """Inverse of :attr:`ordinal`."""
        return cls(ordinal // 12, ordinal % 12 + 1)

    def plus(self, months: int) -> Month:
        """The month *months* later (earlier when negative)."""
        return Month.from_ordinal(self.ordinal + months)

    def __sub__(self, other: Month) -> int:
        return self.ordinal - other.ordinal

    @property
    def first_day(self) -> date:
        """First day of the month."""
        return date(self.year, self.month, 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True)
class Column:
    """How one field stands in a sheet.

    header: the contract's header; also: headers read as the same column; unit: shown in the
    template; note: what the column means and what blank means; example: the template's example;
    least: smallest number it may hold, None = any; seldom: a county is written with it only where
    some row states it (the template always has it); blank_no: a blank cell means 否.
    """

    header: str
    also: tuple[str, ...] = ()
    unit: str = ""
    note: str = ""
    example: str = ""
    least: int | None = 0
    seldom: bool = False
    blank_no: bool = False


@dataclass(frozen=True)
class Field:
    """A column bound to its field: name, Python kind, whether a list, whether ★ required."""

    name: str
    column: Column
    kind: Any
    many: bool
    required: bool

    @property
    def words(self) -> tuple[str, ...]:
        """Words of a closed vocabulary or 是/否; empty when the cell is free."""
        if self.kind is bool:
            return ("是", "否")
        if isinstance(self.kind, type) and issubclass(self.kind, Word):
            return tuple(word.value for word in self.kind)
        return ()


class Row(BaseModel):
    """One row of a sheet: frozen, unknown fields refused, blank is ``None``.

    row_number is the Excel row it was read from (0 = made in memory); it never enters a result.
    key_note: what to do with a second row of the same key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    sheet: ClassVar[str]
    required_sheet: ClassVar[bool] = False
    key: ClassVar[tuple[str, ...]] = ()
    key_note: ClassVar[str] = "同一项只能写一行，请删去或改正其中一行"
    row_number: int = 0

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """The sheet's columns in the order of the contract."""
        return tuple(_fields(cls))


def _fields(row: type[Row]) -> Iterator[Field]:
    for name, info in row.model_fields.items():
        column = next((m for m in info.metadata if isinstance(m, Column)), None)
        if column is None:
            continue
        kind, many = _kind(info.annotation)
        yield Field(name, column, kind, many, info.is_required())


def _kind(annotation: Any) -> tuple[Any, bool]:
    """Strip ``Annotated``, ``| None`` and ``tuple[X, ...]`` down to the cell's Python kind."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kind(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return _kind(next(a for a in get_args(annotation) if a is not type(None)))
    if origin is tuple:
        return _kind(get_args(annotation)[0])[0], True
    return annotation, False


def normal_header(text: str) -> str:
    """Header as compared: without blanks, stars, line breaks, brackets' contents or punctuation."""
    bare = re.sub(r"[（(\[【].*?[)）\]】]", "", text)
    return re.sub(r"[\s*★☆:：、,，。/]", "", bare).upper()

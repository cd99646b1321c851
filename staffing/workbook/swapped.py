"""Columns that hold each other's content: said once for the columns, not for every cell of them.

What a column takes is known from its declaration: words of a list, dates, the form of an identity
number or a code, codes of another sheet. A column is *off* when nearly nothing in it is what it
takes; where that is what another column takes, and the other's content what this one takes, the two
have changed places. Columns of dates take each other's content; those are told by their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.column import Code, Field, Month, Row
from models.plain import compact
from staffing.workbook.cells import Surroundings, parser_for
from staffing.workbook.disordered import disordered
from staffing.workbook.header import RawRow
from staffing.workbook.ledger import Ledger, column_letter
from staffing.workbook.plain_text import is_blank
from staffing.workbook.refusal import CellRefused

LOOKED_AT = 200
"""Rows looked at; that many tell."""

_NEARLY, _HARDLY, _FEWEST = 0.8, 0.2, 3
_CODE_LIKE = re.compile(r"(?=.*\d)[A-Za-z0-9_.\-]+")

Turn = tuple[str, ...]
"""Fields whose content has moved round: what stands under each belongs under the next."""


@dataclass(frozen=True)
class _Held:
    """A column: what it takes, and what it holds. open: it takes nearly any text."""

    field: Field
    values: tuple[object, ...]
    takes: Callable[[object], bool]
    open: bool

    def share(self, values: Sequence[object]) -> float:
        """Which part of some values it takes."""
        return sum(map(self.takes, values)) / len(values) if values else 0.0

    @property
    def off(self) -> bool:
        """Whether it holds nearly nothing it takes."""
        return len(self.values) >= _FEWEST and self.share(self.values) <= _HARDLY


def misplaced(
    sheet: type[Row], columns: Mapping[str, int], rows: Iterable[RawRow], around: Surroundings
) -> tuple[Turn, ...]:
    """Fields that have changed places, in the order of the sheet."""
    body = list(rows)
    held = [_held(f, columns[f.name], body, around) for f in sheet.fields() if f.name in columns]
    off = [one for one in held if one.off]
    turns: list[Turn] = []
    for one in off:
        free = [x for x in held if x.field.name not in {n for turn in turns for n in turn}]
        if one in free and (other := _partner(one, free)) is not None:
            turns.append((one.field.name, other.field.name))
    done = {name for turn in turns for name in turn}
    turns += _rounds([one for one in off if one.field.name not in done])
    return (*turns, *disordered(sheet, exchanged(columns, turns), body, around))


def exchanged(columns: Mapping[str, int], turns: Iterable[Turn]) -> dict[str, int]:
    """Where every field's content stands, whatever the header above it says."""
    found = dict(columns)
    for turn in turns:
        for here, owner in zip(turn, (*turn[1:], turn[0]), strict=True):
            found[owner] = columns[here]
    return found


def complain_swapped(
    sheet: type[Row], columns: Mapping[str, int], turns: Iterable[Turn], ledger: Ledger
) -> None:
    """One error for each, before all others of the workbook."""
    named = {
        f.name: f"“{f.column.header}”（{column_letter(columns[f.name])}列）"
        for f in sheet.fields()
        if f.name in columns
    }
    for turn in turns:
        if len(turn) == 2:
            one, other = (named[name] for name in turn)
            said = f"{_called(sheet)}的{one}与{other}两列似乎对调了：{_why(sheet, turn)}"
        else:
            pairs = zip(turn, (*turn[1:], turn[0]), strict=True)
            moved = "，".join(f"{named[a]}列里填的像是{named[b]}" for a, b in pairs)
            said = f"{_called(sheet)}有{len(turn)}列似乎错位：{moved}"
        _say(sheet, said, ledger)


def complain_exchanged(
    sheet: type[Row], letters: Mapping[str, str], why: str, ledger: Ledger
) -> None:
    """One error for two columns whose content only the rest of the workbook tells apart."""
    one, other = (
        f"“{f.column.header}”（{letters[f.name]}列）" for f in sheet.fields() if f.name in letters
    )
    _say(sheet, f"{_called(sheet)}的{one}与{other}两列似乎对调了：{why}", ledger)


def _say(sheet: type[Row], said: str, ledger: Ledger) -> None:
    message = (
        f"{said}；请把表头（或内容）换回来再检查。这几列不再逐格报错，"
        "下列其他问题按换回来以后的内容查出"
    )
    ledger.head(sheet.sheet, "swapped_columns", message)


def _called(sheet: type[Row]) -> str:
    """``教师表``; ``安排表``."""
    return f"{sheet.sheet.removesuffix('表')}表"


def _why(sheet: type[Row], turn: Turn) -> str:
    dates = all(f.kind in (date, Month) for f in sheet.fields() if f.name in turn)
    return "几乎每一行的先后都是反的" if dates else "各列里填的几乎都是对方的内容"


def _partner(one: _Held, free: Sequence[_Held]) -> _Held | None:
    """The column that holds what *one* takes and takes what it holds; one that is off rather."""
    found = [
        other
        for other in free
        if other is not one
        and len(other.values) >= _FEWEST
        and (other.off or other.open)
        and one.share(other.values) >= _NEARLY
        and other.share(one.values) >= _NEARLY
    ]
    return min(found, key=lambda other: not other.off, default=None)


def _rounds(off: Sequence[_Held]) -> tuple[Turn, ...]:
    """Whole rounds of three and more columns, each holding what just one of the others takes."""
    owner: dict[str, str] = {}
    for one in off:
        fit = [x for x in off if x is not one and x.share(one.values) >= _NEARLY]
        if len(fit) == 1:
            owner[one.field.name] = fit[0].field.name
    found: list[Turn] = []
    for name in owner:
        turn = [name]
        while (after := owner.get(turn[-1])) is not None and after not in turn:
            turn.append(after)
        closed = owner.get(turn[-1]) == name
        if closed and not any(name in other for other in found):
            found.append(tuple(turn))
    return tuple(found)


def _held(field: Field, index: int, rows: Sequence[RawRow], around: Surroundings) -> _Held:
    cells = (row[index] for row in rows if index < len(row))
    values = tuple(cell for cell in cells if not is_blank(cell))
    codes = around.codes.get(field.name, frozenset())
    return _Held(field, values, _taking(field, around, codes), _is_open(field) and not codes)


def _is_open(field: Field) -> bool:
    return field.kind is str or field.kind is Code


def _taking(field: Field, around: Surroundings, codes: frozenset[str]) -> Callable[[object], bool]:
    """Whether a cell is what the column takes."""
    parse = parser_for(field, around)

    def takes(value: object) -> bool:
        try:
            parse(value)
        except CellRefused:
            return False
        if not _is_open(field):
            return True
        text = compact(str(value))
        if codes:
            return text in codes
        return bool(_CODE_LIKE.fullmatch(text)) == (field.kind is Code)

    return takes

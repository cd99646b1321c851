"""Where reading writes down what is wrong: all of it, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.problem import Problem

_FIRST = -2
"""Rank before every sheet of the contract, and before those it does not know (-1)."""

_Placed = tuple[int, int, int, int, Problem]


def column_letter(index: int) -> str:
    """Excel's letters of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Column counted from 0; the inverse of :func:`column_letter`."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def quoted(value: object) -> str:
    """A cell's content in Chinese quotes, shortened, on one line."""
    text = " ".join(str(value).split())
    return f"“{text[:29]}…”" if len(text) > 30 else f"“{text}”"


@dataclass
class Ledger:
    """Collects errors (the input is refused) and warnings (the office decides)."""

    order: Sequence[str]
    _errors: list[_Placed] = field(default_factory=list)
    _warnings: list[_Placed] = field(default_factory=list)

    def error(self, sheet: str, place: tuple[int, int | None], kind: str, message: str) -> None:
        """Note an error; *place* is (Excel row or 0, column counted from 0 or None)."""
        self._errors.append(self._placed(sheet, place, kind, message, len(self._errors)))

    def head(self, sheet: str, kind: str, message: str) -> None:
        """Note an error of a whole sheet that explains others and comes before all of them."""
        problem = Problem(sheet=sheet, cell="", message=message, kind=kind)
        self._errors.append((_FIRST, 0, -1, len(self._errors), problem))

    def warn(self, sheet: str, place: tuple[int, int | None], kind: str, message: str) -> None:
        """Note a warning at *place*, as for :meth:`error`."""
        self._warnings.append(self._placed(sheet, place, kind, message, len(self._warnings)))

    def has_error(self, sheet: str) -> bool:
        """Whether the sheet has any error so far."""
        return any(placed[-1].sheet == sheet for placed in self._errors)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Errors by sheet of the contract, row, column."""
        return tuple(placed[-1] for placed in sorted(self._errors, key=lambda p: p[:4]))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Warnings by sheet of the contract, row, column."""
        return tuple(placed[-1] for placed in sorted(self._warnings, key=lambda p: p[:4]))

    def _placed(
        self, sheet: str, place: tuple[int, int | None], kind: str, message: str, arrival: int
    ) -> _Placed:
        row, column = place
        if not row:
            cell = ""
        elif column is None:
            cell = f"{row}行"
        else:
            cell = f"{column_letter(column)}{row}"
        rank = self.order.index(sheet) if sheet in self.order else -1
        problem = Problem(sheet=sheet, cell=cell, message=message, kind=kind)
        return rank, row, -1 if column is None else column, arrival, problem

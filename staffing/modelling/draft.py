"""A program being written: columns with their bounds, rows as they come."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from constraints.board import BoolArray, IntArray, Terms
from staffing.modelling.entries import Rows, joined, merged, once
from staffing.solver.program import UNBOUNDED, Program


class Draft:
    """Columns and rows so far; the first are choices, yes or no, with these lower bounds."""

    def __init__(self, lower: IntArray) -> None:
        self.choices = self.columns = len(lower)
        self._lower: list[IntArray] = [lower]
        self._upper: list[IntArray] = [np.ones(len(lower), np.int64)]
        self._integer: list[BoolArray] = [np.ones(len(lower), np.bool_)]
        self._is_short: list[BoolArray] = [np.zeros(len(lower), np.bool_)]
        self._is_step: list[BoolArray] = [np.zeros(len(lower), np.bool_)]
        self._rows = 0
        self._blocks: list[Terms] = []
        self._low: list[IntArray] = [np.zeros(0, np.int64)]
        self._high: list[IntArray] = [np.zeros(0, np.int64)]
        self._steering: list[BoolArray] = [np.zeros(0, np.bool_)]

    def add_columns(
        self,
        count: int,
        upper: int | IntArray,
        *,
        lower: int | IntArray = 0,
        integer: bool = True,
        short: bool = False,
        steps: bool = False,
    ) -> IntArray:
        """New columns from *lower* to *upper*; returns their indices. short: they are shortfalls;
        steps: of a curve."""
        first = self.columns
        self._lower.append(np.broadcast_to(np.asarray(lower, np.int64), (count,)).copy())
        self._upper.append(np.broadcast_to(np.asarray(upper, np.int64), (count,)).copy())
        self._integer.append(np.full(count, integer))
        self._is_short.append(np.full(count, short))
        self._is_step.append(np.full(count, steps))
        self.columns += count
        return np.arange(first, first + count, dtype=np.int64)

    def add_rows(
        self,
        parts: Sequence[Terms],
        low: IntArray | None,
        high: IntArray | None,
        *,
        steering: bool = False,
    ) -> None:
        """New rows ``low <= sum(parts) <= high``; None = that side is open. steering: they keep no
        choices out."""
        given = low if low is not None else high
        assert given is not None
        count = len(given)
        self._low.append(np.full(count, -UNBOUNDED) if low is None else np.asarray(low, np.int64))
        self._high.append(np.full(count, UNBOUNDED) if high is None else np.asarray(high, np.int64))
        self._steering.append(np.full(count, steering))
        entries = joined(parts)
        self._blocks.append(Terms(entries.row + self._rows, entries.column, entries.coefficient))
        self._rows += count

    @property
    def bounds(self) -> tuple[IntArray, IntArray]:
        """Lower and upper bounds of all columns."""
        return np.concatenate(self._lower), np.concatenate(self._upper)

    @property
    def integer(self) -> BoolArray:
        """Columns that take whole values only."""
        return np.concatenate(self._integer)

    @property
    def whole(self) -> BoolArray:
        """Columns that count whole things, shortfalls aside."""
        return np.asarray(self.integer & ~np.concatenate(self._is_short))

    def program(self, knots: IntArray) -> Program:
        """The program written so far, equal rows once; knots: the columns that tie others."""
        knot = np.zeros(self.columns, np.bool_)
        knot[knots] = True
        low, high = np.concatenate(self._low), np.concatenate(self._high)
        rows = Rows(low, high, np.concatenate(self._steering))
        entries, rows = once(merged(joined(self._blocks)), rows)
        lower, upper = self.bounds
        return Program(
            lower=lower,
            upper=upper,
            integer=self.integer,
            choice=np.arange(self.columns) < self.choices,
            knot=knot,
            step=np.concatenate(self._is_step),
            row_low=rows.low,
            row_high=rows.high,
            steering=rows.steering,
            row=entries.row,
            column=entries.column,
            coefficient=entries.coefficient,
        )

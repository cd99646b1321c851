"""A mixed-integer program as arrays: what the board writes and the engine reads."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from constraints.board import BoolArray, IntArray

FloatArray = npt.NDArray[np.float64]
HALF = 0.5
"""Between what a whole number may be and what it may not: no noise reaches across."""

TOLERANCE, DIGITS = 1e-6, 6
"""Slack allowed to floating-point values before they are compared with whole numbers, and as far as
prices are told apart."""

WINDING = 2_000
"""Open steps of curves from which integer programs take minutes without an end."""

UNBOUNDED = np.iinfo(np.int64).max
"""Upper side of a row that has none (its negative: lower side)."""


@dataclass(frozen=True)
class Program:
    """Columns with integer bounds, rows ``low <= sum(coefficient * column) <= high``.

    All data are exact integers. integer: columns that must be whole; choice: columns that say
    whether something is done at all (a search may leave some out at first); knot: few columns that
    make a proof hard, while with them settled the relaxation says nearly all (visits of 走教);
    step: steps along a curve, whole in some plan as good wherever the other columns are whole;
    steering: rows that keep no choices out, for they only measure a shortfall or follow from
    others. The entries (row, column, coefficient) are sorted by row, then column, and hold no
    duplicates.
    """

    lower: IntArray
    upper: IntArray
    integer: BoolArray
    choice: BoolArray
    knot: BoolArray
    step: BoolArray
    row_low: IntArray
    row_high: IntArray
    steering: BoolArray
    row: IntArray
    column: IntArray
    coefficient: IntArray

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.lower)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.row_low)

    def with_row(self, columns: IntArray, coefficients: IntArray, low: int, high: int) -> Program:
        """The program with one more row."""
        order = np.argsort(columns, kind="stable")
        return replace(
            self,
            row_low=np.append(self.row_low, low),
            row_high=np.append(self.row_high, high),
            steering=np.append(self.steering, False),
            row=np.append(self.row, np.full(len(columns), self.rows)),
            column=np.append(self.column, columns[order]),
            coefficient=np.append(self.coefficient, coefficients[order]),
        )

    def at_most(self, objective: IntArray, most: int) -> Program:
        """Only plans in which *objective*, over all columns, is no more than *most*."""
        used = np.flatnonzero(objective)
        return self.with_row(used, objective[used], -UNBOUNDED, most)

    def held(self, objective: IntArray, value: int) -> Program:
        """Only plans in which a non-negative *objective* is no worse than *value*: by the columns'
        own bounds where it can be no better, else by a row."""
        if value == int(objective @ self.lower):
            return self.with_upper(np.where(objective > 0, self.lower, self.upper))
        return self.at_most(objective, value)

    def with_columns(self, upper: IntArray, *, integer: bool) -> Program:
        """The program with further columns from 0 to *upper*, no choices, in no row so far."""
        none = np.zeros(len(upper), np.bool_)
        return replace(
            self,
            lower=np.append(self.lower, np.zeros_like(upper)),
            upper=np.append(self.upper, upper),
            integer=np.append(self.integer, none | integer),
            choice=np.append(self.choice, none),
            knot=np.append(self.knot, none),
            step=np.append(self.step, none),
        )

    def with_upper(self, upper: IntArray) -> Program:
        """The program with other upper bounds."""
        return replace(self, upper=upper)

    def untied(self, values: IntArray) -> Program:
        """The program with its knots settled as in *values*."""
        return self.held_at(values, self.knot)

    def settled(self, values: IntArray) -> Program:
        """The program with all that is done settled as in *values*; the rest follows from it."""
        return self.held_at(values, self.choice | self.knot)

    def held_at(self, values: IntArray, columns: BoolArray) -> Program:
        """The program with some columns held at *values*."""
        lower = np.where(columns, values, self.lower)
        return replace(self, lower=lower, upper=np.where(columns, values, self.upper))

    @property
    def winding(self) -> bool:
        """Whether so many steps of curves are open that a search loses itself in them."""
        return int((self.step & (self.upper > self.lower)).sum()) > WINDING

    def tied(self, objective: IntArray) -> bool:
        """Whether knots stand in the rows that columns of *objective* stand in."""
        return bool((self.rows_with(self.knot) & self.rows_with(objective != 0)).any())

    def rows_with(self, columns: BoolArray) -> BoolArray:
        """Rows that any of the *columns* stands in."""
        found = np.zeros(self.rows, np.bool_)
        found[self.row[columns[self.column]]] = True
        return found

    def columns_in(self, rows: BoolArray) -> BoolArray:
        """Columns that stand in any of the *rows*."""
        found = np.zeros(self.columns, np.bool_)
        found[self.column[rows[self.row]]] = True
        return found

    def without_rows(self, dropped: BoolArray) -> Program:
        """The program without some of its rows (those beyond *dropped* stay); columns that are no
        choices and stood in none but these rest at their lower bounds."""
        kept = np.ones(self.rows, np.bool_)
        kept[: len(dropped)] = ~dropped
        idle = ~self.choice & (np.bincount(self.column, minlength=self.columns) > 0)
        idle[self.column[kept[self.row]]] = False
        return self.with_rows(kept).with_upper(np.where(idle, self.lower, self.upper))

    def with_rows(self, kept: BoolArray) -> Program:
        """The program with only some of its rows."""
        stays = kept[self.row]
        return replace(
            self,
            row_low=self.row_low[kept],
            row_high=self.row_high[kept],
            steering=self.steering[kept],
            row=(np.cumsum(kept) - 1)[self.row[stays]],
            column=self.column[stays],
            coefficient=self.coefficient[stays],
        )

    def activity(self, values: IntArray) -> IntArray:
        """Exact value of every row at integer *values*."""
        at = values[self.column]
        entry = np.flatnonzero(at)
        total = np.zeros(self.rows, np.int64)
        np.add.at(total, self.row[entry], self.coefficient[entry] * at[entry])
        return total

    def telling(self, duals: FloatArray) -> FloatArray:
        """Duals without those of rows that are open on the side they press to."""
        open_below, open_above = self.row_low == -UNBOUNDED, self.row_high == UNBOUNDED
        silent = ((duals > 0) & open_below) | ((duals < 0) & open_above)
        return np.asarray(np.where(silent, 0.0, duals))

    def reduced_costs(self, objective: IntArray | FloatArray, duals: FloatArray) -> FloatArray:
        """What each column costs beyond what its rows pay for it."""
        paid = np.bincount(self.column, duals[self.row] * self.coefficient, self.columns)
        return np.asarray(objective - paid)

    def bounded(self, duals: FloatArray, reduced: FloatArray) -> float:
        """The lower bound that duals and reduced costs prove, as far as floating point goes."""
        side = np.where(duals > 0, self.row_low, np.where(duals < 0, self.row_high, 0))
        least = np.minimum(reduced * self.lower, reduced * self.upper)
        return float(duals @ side) + float(least.sum())

    def admits(self, values: IntArray) -> bool:
        """Whether integer *values* keep every bound and row, exactly."""
        if (values < self.lower).any() or (values > self.upper).any():
            return False
        return not self.broken(values).any()

    def broken(self, values: IntArray) -> BoolArray:
        """Rows that integer *values* do not keep, exactly."""
        total = self.activity(values)
        return np.asarray((total < self.row_low) | (total > self.row_high))

    def eased(self) -> Program:
        """The program with further columns, one for each side that a row may lie beyond: how far it
        does. No row is broken then."""
        up = self.coefficient > 0
        lower, upper = self.lower[self.column], self.upper[self.column].astype(np.float64)
        least = np.bincount(self.row, self.coefficient * np.where(up, lower, upper), self.rows)
        most = np.bincount(self.row, self.coefficient * np.where(up, upper, lower), self.rows)
        below, above = np.flatnonzero(self.row_low > least), np.flatnonzero(self.row_high < most)
        far = np.r_[self.row_low[below] - least[below], most[above] - self.row_high[above]]
        row, column = (
            np.r_[self.row, below, above],
            np.arange(self.columns, self.columns + len(far)),
        )
        column = np.r_[self.column, column]
        coefficient = np.r_[self.coefficient, np.ones_like(below), -np.ones_like(above)]
        order = np.lexsort((column, row))
        return replace(
            self.with_columns(np.ceil(far).astype(np.int64), integer=False),
            row=row[order],
            column=column[order],
            coefficient=coefficient[order],
        )

    def without_fixed(self) -> tuple[Program, IntArray]:
        """The :attr:`Part.program` of :meth:`unfixed` and the kept column indices."""
        part = self.unfixed()
        return part.program, part.columns

    def unfixed(self) -> Part:
        """Drop columns with equal bounds.

        Fixed columns' contributions move to the right sides; rows left without entries are dropped
        when they hold (and kept, to show infeasibility, when they do not).
        """
        kept = np.flatnonzero(self.upper > self.lower)
        position = np.full(self.columns, -1, np.int64)
        position[kept] = np.arange(len(kept))
        stays = position[self.column] >= 0
        constant = self.activity(np.where(position < 0, self.lower, 0))
        low = np.where(self.row_low == -UNBOUNDED, -UNBOUNDED, self.row_low - constant)
        high = np.where(self.row_high == UNBOUNDED, UNBOUNDED, self.row_high - constant)
        used = np.zeros(self.rows, np.bool_)
        used[self.row[stays]] = True
        needed = used | (low > 0) | (high < 0)
        renumber = np.cumsum(needed) - 1
        program = Program(
            lower=self.lower[kept],
            upper=self.upper[kept],
            integer=self.integer[kept],
            choice=self.choice[kept],
            knot=self.knot[kept],
            step=self.step[kept],
            row_low=low[needed],
            row_high=high[needed],
            steering=self.steering[needed],
            row=renumber[self.row[stays]],
            column=position[self.column[stays]],
            coefficient=self.coefficient[stays],
        )
        return Part(program, kept, np.flatnonzero(needed))


@dataclass(frozen=True)
class Part:
    """Some columns and rows of a program as a program of their own, the others settled; columns,
    rows: which they are there."""

    program: Program
    columns: IntArray
    rows: IntArray

"""What enforced rules lack where their rows cannot simply be closed, held before any tier.

Floors that decisions (锁定) alone go below: others make up for as much of it as they can. A floor
(底线) stands back for what is decided only as far as nobody free can meet it. How far that is takes
a solve of its own, before any tier: what each such floor lacks is made as small as it can be, in
the policy's order, and the program then allows no more. Floors that can all be met are written as
any other. Caps (上限) are not treated so: nobody is sent away to make room for somebody decided.

Conservative rules (求解偏严): their rows ask for more than their checks do, so that closed rows
would refuse plans that keep the rule. What the rows lack is made as small, likewise, and held;
where that is not nought they are written again as near to the check as they can be. Whether the
plan keeps the rule is for the check to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType

import numpy as np

from constraints.board import Candidates, IntArray, Terms
from constraints.situation import Situation
from models.policy import Force
from staffing.modelling import visiting
from staffing.modelling.board import ProgramBoard
from staffing.modelling.entries import joined, merged
from staffing.modelling.labelled import known_of
from staffing.modelling.model import Model, written
from staffing.solver.few import holds_nearly
from staffing.solver.later import since
from staffing.solver.pins import TierTask
from staffing.solver.program import Program
from staffing.solver.remembered import Remembered
from staffing.solver.tiers import solve_tiers


@dataclass(frozen=True)
class Writing:
    """How enforced rules are written: conservative ones as their checks count (*by_check*), and as
    closed rows those of the policy rows (*met*, or *all_met*) that are known to lack nothing.

    kept: conservative ones that steer and that a plan at hand meets, which are written by check:
    policy row id → :meth:`constraints.rule.Rule.met_at`.
    """

    by_check: bool = False
    all_met: bool = False
    met: frozenset[str] = frozenset()
    kept: Mapping[str, Fraction] = field(default_factory=dict)


class FloorsBoard(ProgramBoard):
    """A board that also says what enforced floors lack: ``sum(terms) + worth * lacking >= right``
    for every row that the decisions alone leave below its right side. Rows of conservative rules it
    leaves open.

    lacking: policy row id → those columns; named: of each of them the policy row id and the key of
    its row; bent: those of them that are conservative rules'
    shortfalls.
    """

    def __init__(self, situation: Situation, moves: Candidates, how: Writing = Writing()) -> None:
        super().__init__(situation, moves, by_check=how.by_check)
        self.lacking: dict[str, list[IntArray]] = {}
        self.named: dict[int, tuple[str, str]] = {}
        self.bent: set[str] = set()
        self._how = how
        self._is_cap = False

    def at_least(
        self,
        keys: Sequence[str],
        terms: Sequence[Terms],
        right: IntArray,
        *,
        worth: int = 1,
        step: IntArray | None = None,
        decisions_first: bool = False,
    ) -> IntArray:
        """The rows, and what of them is lacking."""
        is_floor = decisions_first and not self._is_cap
        if is_floor and self._is_met:
            return super().at_least(keys, terms, right, worth=worth, step=step)
        shorts = super().at_least(
            keys, terms, right, worth=worth, step=step, decisions_first=decisions_first
        )
        if is_floor and self.writing.force is Force.HARD:
            self._note(keys, merged(joined(terms)), np.asarray(right, np.int64), worth)
        if self._bends and not self._closed and (shorts >= 0).any():
            self.bent.add(self.writing.id)
            self.lacking.setdefault(self.writing.id, []).append(np.unique(shorts[shorts >= 0]))
        return shorts

    @property
    def by_check(self) -> bool:
        """As :class:`constraints.board.Board` has it."""
        return super().by_check or self.met_at is not None

    @property
    def met_at(self) -> Fraction | None:
        """As :class:`constraints.board.Board` has it."""
        return self._how.kept.get(self.writing.id)

    @property
    def _closed(self) -> bool:
        return super()._closed and (not self._bends or self._is_met)

    @property
    def _is_met(self) -> bool:
        """Whether the rule posting now, an enforced one, is known to lack nothing."""
        row = self.writing
        return row.force is Force.HARD and (self._how.all_met or row.id in self._how.met)

    def at_most(
        self,
        keys: Sequence[str],
        terms: Sequence[Terms],
        right: IntArray,
        *,
        worth: int = 1,
        decisions_first: bool = False,
    ) -> IntArray:
        """Rows of a cap, as they are."""
        self._is_cap = True
        shorts = super().at_most(keys, terms, right, worth=worth, decisions_first=decisions_first)
        self._is_cap = False
        return shorts

    def _note(self, keys: Sequence[str], entries: Terms, right: IntArray, worth: int) -> None:
        """Columns of what the rows lack that decisions alone break."""
        alone = self.forced([entries], len(right))
        touched = np.bincount(entries.row[self.decided[entries.column] > 0], minlength=len(right))
        below = np.flatnonzero((alone < right) & (touched > 0))
        if not len(below):
            return
        place = np.full(len(right), -1, np.int64)
        place[below] = np.arange(len(below))
        own = place[entries.row] >= 0
        lacking = self.columns(len(below), upper=-((alone - right)[below] // worth))
        rows = Terms(place[entries.row[own]], entries.column[own], entries.coefficient[own])
        whole = Terms(np.arange(len(below)), lacking, np.full(len(below), worth, np.int64))
        self.always([rows, whole], right[below], None)
        self.lacking.setdefault(self.writing.id, []).append(lacking)
        for column, row in zip(lacking.tolist(), below.tolist(), strict=True):
            self.named[column] = self.writing.id, keys[row]


def floors_kept(
    situation: Situation,
    moves: Candidates,
    nodes: int | None,
    remembered: Remembered | None = None,
    kept: Mapping[str, Fraction] = MappingProxyType({}),
) -> Model:
    """The county's program, what enforced rules lack held as small as it can be.

    nodes, remembered: as for :func:`staffing.solve.solve`; kept: as of :class:`Writing`.
    """
    return model_on(
        lambda how: FloorsBoard(situation, moves, replace(how, kept=kept)), nodes, remembered
    )


def model_on(
    board: Callable[[Writing], FloorsBoard],
    nodes: int | None,
    remembered: Remembered | None = None,
) -> Model:
    """The same of what the rules of the policy write on a board. board: makes an empty one."""
    if remembered is not None:
        closed = _as_before(board, remembered)
        if closed is not None:
            return closed
    strict = board(Writing())
    model = write_floors(strict)
    least = _least(strict, model, nodes)
    if not any(least.get(row, 0) for row in strict.bent):
        return _held(board, Writing(), strict, model, least)
    bent = board(Writing(by_check=True))
    model = write_floors(bent)
    return _held(board, Writing(by_check=True), bent, model, _least(bent, model, nodes))


def _as_before(board: Callable[[Writing], FloorsBoard], remembered: Remembered) -> Model | None:
    """The model with every enforced floor closed, where the plan remembered, or one near it, keeps
    them all; else None."""
    closed = board(Writing(all_met=True))
    model = write_floors(closed)
    known = known_of(closed.situation, model, (), remembered)
    return model if known is not None and holds_nearly(model.program, known) else None


def write_floors(board: FloorsBoard) -> Model:
    """The county's program, what enforced floors lack left free."""
    return written(board, board.situation.policy.rules, visiting.columns)


def _least(board: FloorsBoard, model: Model, nodes: int | None) -> dict[str, int]:
    """Policy row id → the least it can lack, the rows above it lacking no more than they must;
    empty where nothing can lack, where there is no plan, and where none has been found. Rows that
    only the tiers need are left out."""
    program = model.program
    tasks = [
        TierTask(row, _indicator(program, np.concatenate(parts)))
        for row, parts in board.lacking.items()
    ]
    if not tasks:
        return {}
    tiers = model.tasks(board.situation.policy.tiers)
    later = since(program, [task.objective for task in (*tasks, *tiers)]) >= len(tasks)
    answer = solve_tiers(program.without_rows(later), tasks, nodes=nodes)
    if answer.columns is None:
        return {}
    return {task.id: int(task.objective @ answer.columns) for task in tasks}


def _held(
    board: Callable[[Writing], FloorsBoard],
    how: Writing,
    noted: FloorsBoard,
    model: Model,
    least: Mapping[str, int],
) -> Model:
    """The model, no row lacking more than its *least*; noted: the board it was written on."""
    met = frozenset(row for row, lacks in least.items() if not lacks)
    if met:  # closed rows bound the relaxation far better than open ones that are held
        noted = board(replace(how, met=met))
        model = write_floors(noted)
    program = model.program
    for row, parts in noted.lacking.items():
        if row in least:
            columns = np.concatenate(parts)
            program = program.with_row(columns, np.ones(len(columns), np.int64), 0, least[row])
    return replace(model, program=program)


def _indicator(program: Program, columns: IntArray) -> IntArray:
    objective = np.zeros(program.columns, np.int64)
    objective[columns] = 1
    return objective

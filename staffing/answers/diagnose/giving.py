"""What would have to give: every enforced rule with an open shortfall, smallest concessions first.

The policy orders what is given up (``concede``; lower is given up later): the shortfalls of the
rules given up last are made as small as they can be, then those of the next, and so on. Among
equals the first by policy row and key gives, so the same county always hears the same advice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from constraints.board import BoolArray, Candidates, IntArray
from constraints.facts.eligibility import Eligibility
from constraints.registry import rules
from constraints.rule import PairRule
from constraints.situation import Situation
from models.policy import Force, RuleRow
from staffing.modelling import visiting
from staffing.modelling.board import ProgramBoard
from staffing.modelling.model import Model, written
from staffing.solver.program import Program

REPEATS = "eligible_only"
"""The rule whose verdict repeats what others state by name: exemption, service, recall, 留任."""

STATED = {
    "exempt": "exemption",
    "service": "service_period",
    "recall": "no_early_recall",
    "fixed": "lock",
}
"""Reason that keeps somebody in place → the rule that states it by itself."""


@dataclass(frozen=True)
class Item:
    """One enforced demand: a policy row (its id) for one school, post or person.

    rule: id of the rule; concede: the row's order of giving up.
    """

    row: str
    rule: str
    concede: int
    key: str


@dataclass(frozen=True)
class OpenModel:
    """A model of the enforced rules alone, each demand with its shortfall columns.

    items: in policy order, then by key; columns: the shortfalls; item: whose each of them is.
    """

    model: Model
    items: tuple[Item, ...]
    columns: IntArray
    item: IntArray

    @property
    def program(self) -> Program:
        """The program, every shortfall open."""
        return self.model.program

    def holding(self, closed: Iterable[int]) -> Program:
        """The program in which the *closed* items hold and all others are given up."""
        kept = np.isin(self.item, list(closed))
        lower, upper = self.program.lower.copy(), self.program.upper.copy()
        lower[self.columns] = np.where(kept, 0, upper[self.columns])
        upper[self.columns[kept]] = 0
        return without_idle_rows(replace(self.program, lower=lower, upper=upper))

    def closing(self, items: Iterable[int]) -> Program:
        """The program in which these items hold and all others may still give."""
        upper = self.program.upper.copy()
        upper[self.columns[np.isin(self.item, list(items))]] = 0
        return replace(self.program, upper=upper)

    def shortfalls(self, values: IntArray) -> dict[Item, int]:
        """Item → shortfall (> 0 only) at integer column *values*."""
        found = np.zeros(len(self.items), np.int64)
        np.add.at(found, self.item, values[self.columns])
        return {self.items[i]: int(found[i]) for i in np.flatnonzero(found).tolist()}

    @cached_property
    def item_of_row(self) -> IntArray:
        """Item whose demand each row states, −1 for rows that state none."""
        owner = np.full(self.program.columns, -1, np.int64)
        owner[self.columns] = self.item
        found = np.full(self.program.rows, -1, np.int64)
        np.maximum.at(found, self.program.row, owner[self.program.column])
        return found


def open_model(
    situation: Situation,
    moves: Candidates,
    rows: Iterable[RuleRow] | None = None,
    *,
    tighten: bool = False,
    lifted: bool = True,
) -> OpenModel:
    """Every enforced row of the policy (or of *rows*) posted with open shortfalls.

    Decisions may be undone: that is the shortfall of the rule about locks. tighten: whether the
    board adds its tightening rows (for amounts; names need the bare rows); lifted: whether limits
    stand back for what is locked, as they do in a plan.
    """
    board = ProgramBoard(
        situation,
        moves,
        elastic=True,
        tighten=tighten,
        held=False,
        lifted=lifted,
        by_check=True,
    )
    asked = situation.policy.rules if rows is None else rows
    enforced = (row for row in asked if row.force is Force.HARD)
    return _itemised(situation, written(board, enforced, visiting.columns))


def _item(row: RuleRow, key: str) -> Item:
    """What a shortfall is about: the person of a rule about single pairs, else its own level."""
    rule = rules()[row.rule]
    about = key.partition("/")[0] if isinstance(rule, PairRule) else rule.agree_by(key)
    return Item(row.id, row.rule, row.concede, about)


def _itemised(situation: Situation, model: Model) -> OpenModel:
    position = {row.id: i for i, row in enumerate(situation.policy.rules)}
    named = [
        (_item(block.row, key), column)
        for block in model.shorts
        for key, column in zip(block.keys, block.columns.tolist(), strict=True)
    ]
    repeated = _repeated(situation, {item for item, _ in named})
    items = sorted({item for item, _ in named} - repeated, key=lambda i: (position[i.row], i.key))
    number = {item: i for i, item in enumerate(items)}
    kept = [(column, number[item]) for item, column in named if item in number]
    columns, item = np.array(kept, np.int64).reshape(-1, 2).T
    free = np.setdiff1d([column for _, column in named], columns).astype(np.int64)
    lower = model.program.lower.copy()
    lower[free] = model.program.upper[free]
    program = replace(model.program, lower=lower)
    return OpenModel(replace(model, program=program), tuple(items), columns, item)


def _repeated(situation: Situation, items: set[Item]) -> set[Item]:
    """Demands that say of a person only what other demands say of the same person by name."""
    about = {(item.rule, item.key.partition("/")[0]) for item in items}
    found = set()
    for item in items:
        if item.rule == REPEATS:
            reasons = Eligibility.of(situation).verdict(item.key).reasons  # type: ignore[arg-type]
            stated = [(STATED.get(reason.key, ""), item.key) in about for reason in reasons]
            if stated and all(stated):
                found.add(item)
    return found


def without_idle_rows(program: Program) -> Program:
    """The program without rows that hold whatever its columns do within their bounds."""
    least, most = activity_bounds(program)
    return program.with_rows((least < program.row_low) | (most > program.row_high))


def activity_bounds(program: Program) -> tuple[IntArray, IntArray]:
    """Smallest and largest value of every row within the columns' bounds."""
    c, column = program.coefficient, program.column
    rising: BoolArray = c > 0
    least, most = np.zeros((2, program.rows), np.int64)
    np.add.at(
        least, program.row, c * np.where(rising, program.lower[column], program.upper[column])
    )
    np.add.at(most, program.row, c * np.where(rising, program.upper[column], program.lower[column]))
    return least, most

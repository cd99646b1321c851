"""Fewest changed people: a tier of its own, measured against a plan already made.

A person counts as changed when any of their rows is not as it was (see
:mod:`staffing.answers.differing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from constraints.board import BoolArray, IntArray, Terms
from constraints.situation import Situation
from models.policy import Force
from models.roster import Roster
from staffing.answers.matching import match
from staffing.modelling.extract import extract
from staffing.solve import Prepared
from staffing.solver.pins import TierTask
from staffing.solver.program import UNBOUNDED, Program

CHANGED = "changed"
"""Id of the tier."""

AFTER = "targets"
"""The tier it follows: law, cover and targets come first, order, wishes and roads after it."""


@dataclass(frozen=True)
class Anchor:
    """A base plan as a tier.

    program: the county's, with a column more for some people; task: people changed, of those the
    solver decides about; always: people who change whatever is decided, because a row of theirs is
    no longer allowed; base: the base plan, as far as it can still be said in candidates.
    """

    program: Program
    task: TierTask
    always: int
    base: Roster

    def tasks(self, situation: Situation, tasks: tuple[TierTask, ...]) -> tuple[TierTask, ...]:
        """The tiers of the policy with this one in its place."""
        order = [tier.id for tier in situation.policy.tiers]
        last = order.index(AFTER) if AFTER in order else len(order)
        above = [task for task in tasks if order.index(task.id) <= last]
        longer = [TierTask(t.id, _longer(t.objective, self.program.columns)) for t in tasks]
        return (*longer[: len(above)], self.task, *longer[len(above) :])


def anchor_at(prepared: Prepared, base: Roster) -> Anchor:
    """The tier that counts people changed against *base*."""
    model = prepared.model
    found = match(prepared, base)
    gone = {placement.person for placement, _, _ in found.lost}
    values = np.zeros(model.program.columns, np.int64)
    values[: len(model.moves)] = found.taken
    values[model.visits.half_days] = found.half_days
    values[model.visits.visit] = np.minimum(found.half_days, 1)
    rows = _Rows(prepared, values, {prepared.situation.person_index.get(p, -1) for p in gone})
    still = [p for p in extract(prepared.situation, model, values).placements
             if p.person not in gone]  # fmt: skip
    lost = [p for p in base.placements if p.person in gone]
    program, objective = rows.written()
    return Anchor(program, TierTask(CHANGED, objective), len(gone), Roster.of([*still, *lost]))


def restated(prepared: Prepared, base: Roster) -> Roster:
    """The base plan as far as a county and its policy can still say it."""
    return anchor_at(prepared, base).base


class _Rows:
    """Columns and rows that say who changes."""

    def __init__(self, prepared: Prepared, values: IntArray, gone: set[int]) -> None:
        self.program = prepared.model.program
        self.model = prepared.model
        self.values = values
        self.exclusive = any(
            row.force is Force.HARD for row in prepared.situation.policy.rows_of("one_main_place")
        )
        self.objective: list[tuple[int, int]] = []
        self.entries: list[tuple[int, int, int]] = []
        self.least: list[int] = []
        self.people = 0
        moves = _groups(self.model.moves.person)
        visits = _groups(self.model.visits.person)
        for person in sorted((moves.keys() | visits.keys()) - gone):
            none = np.zeros(0, np.int64)
            self._person(moves.get(person, none), visits.get(person, none))

    def written(self) -> tuple[Program, IntArray]:
        """The longer program, and the objective over its columns."""
        old, more = self.program, self.people
        added = Terms(*(np.array(part, np.int64) for part in zip(*self.entries, strict=True))) \
            if self.entries else Terms(*(np.zeros(0, np.int64) for _ in range(3)))  # fmt: skip
        order = np.lexsort((added.column, added.row))
        program = replace(
            old.with_columns(np.ones(more, np.int64), integer=True),
            row_low=np.append(old.row_low, np.array(self.least, np.int64)),
            row_high=np.append(old.row_high, np.full(len(self.least), UNBOUNDED)),
            steering=np.append(old.steering, np.ones(len(self.least), np.bool_)),
            row=np.append(old.row, added.row[order] + old.rows),
            column=np.append(old.column, added.column[order]),
            coefficient=np.append(old.coefficient, added.coefficient[order]),
        )
        objective = np.zeros(program.columns, np.int64)
        for column, amount in self.objective:
            objective[column] += amount
        return program, objective

    def _person(self, moves: IntArray, visits: IntArray) -> None:
        """One person: a stayer's moves count themselves, everyone else has a column."""
        held = self.values[moves] > 0
        if not held.any() and not len(visits) and self._clash(moves):
            self.objective += [(int(column), 1) for column in moves]
            return
        changed = self.program.columns + self.people
        self.people += 1
        self.objective.append((changed, 1))
        for column in moves[held].tolist():
            self._row([(column, 1), (changed, 1)], 1)
        for group in self._others(moves, held):
            self._row([*((int(column), -1) for column in group), (changed, 1)], 0)
        for i in visits.tolist():
            self._visit(i, changed)

    def _others(self, moves: IntArray, held: BoolArray) -> Iterator[IntArray]:
        """Moves not in the base that taking the base's would not exclude, in groups of rivals."""
        base = moves[held]
        free = [c for c in moves[~held].tolist()
                if not any(self._clash(np.array([b, c])) for b in base.tolist())]  # fmt: skip
        others = np.array(free, np.int64)
        if len(others) and self._clash(others):
            yield others
        else:
            yield from (others[i : i + 1] for i in range(len(others)))

    def _visit(self, i: int, changed: int) -> None:
        """A visit is as it was when its half-days are."""
        visits = self.model.visits
        column, visit = int(visits.half_days[i]), int(visits.visit[i])
        was, most = int(self.values[column]), int(self.program.upper[column])
        if was == 0:
            self._row([(visit, -1), (changed, 1)], 0)
            return
        self._row([(column, 1), (changed, was)], was)
        if most > was:
            self._row([(column, -1), (changed, most - was)], -was)

    def _clash(self, columns: IntArray) -> bool:
        """Whether at most one of these candidates of one person can be taken."""
        if not self.exclusive:
            return False
        moves = self.model.moves
        return bool(moves.first[columns].max() <= moves.last[columns].min())

    def _row(self, entries: list[tuple[int, int]], least: int) -> None:
        row = len(self.least)
        self.entries += [(row, column, coefficient) for column, coefficient in entries]
        self.least.append(least)


def _longer(objective: IntArray, columns: int) -> IntArray:
    """An objective that weighs none of the further columns."""
    return np.append(objective, np.zeros(columns - len(objective), np.int64))


def _groups(person: IntArray) -> dict[int, IntArray]:
    """Positions by person."""
    order = np.argsort(person, kind="stable")
    people, starts = np.unique(person[order], return_index=True)
    parts = np.split(order, starts[1:]) if len(people) else []
    return {int(who): np.asarray(part) for who, part in zip(people, parts, strict=True)}

"""The engine with the presolve it is asked to use, against engines that use none."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from constraints.board import IntArray
from staffing.solver.engine import Answer, solve_integer
from staffing.solver.program import UNBOUNDED, Program
from tests.solver.programs import program

FEW_NODES = 50
"""So few that the engine may begin anew."""


def test_a_plan_that_presolve_loses_is_found() -> None:
    """One person goes to the first school, to the second, or stays; the first needs 160, and the
    second's 27 do not make up for it. HiGHS 1.12, its aggregator on, sends them to the second."""
    lines = [
        ({5: 1, 6: 1}, 160, UNBOUNDED),
        ({0: 160, 5: -1}, 0, UNBOUNDED),
        ({1: 160, 6: -1}, -27, UNBOUNDED),
        ({0: -1, 1: -1, 2: -1}, -1, -1),
        ({0: 1, 3: 1}, 1, UNBOUNDED),
        ({4: 1}, 1, UNBOUNDED),
    ]
    there = program([(0, 1)] * 5 + [(0, 160)] * 2, lines, 5)
    there = replace(there, integer=np.array([True] * 5 + [False] * 2))
    cost = np.array([0, 1, 0, 1, 1, 0, 0])
    found = solve_integer(there, cost)
    assert found.answer is Answer.OPTIMAL and found.columns is not None
    assert int(cost @ found.columns) == 1
    assert solve_integer(there.at_most(cost, 2), cost, below=3).answer is Answer.OPTIMAL


@pytest.mark.parametrize("block", range(4))
def test_programs_with_shortfalls_that_need_not_be_whole(block: int) -> None:
    _agree(range(50 * block, 50 * (block + 1)))


@pytest.mark.long
@pytest.mark.parametrize("block", range(100))
def test_twenty_thousand_programs_with_shortfalls(block: int) -> None:
    _agree(range(1000 + 200 * block, 1200 + 200 * block))


def _agree(seeds: range) -> None:
    for seed in seeds:
        there, cost = _staffed(random.Random(seed))
        found, least = solve_integer(there, cost), _least(there, cost)
        if least is None:
            assert found.answer is Answer.INFEASIBLE, seed
            continue
        assert found.answer is Answer.OPTIMAL and found.columns is not None, seed
        assert int(cost @ found.columns) == least, seed
        for nodes in (None, FEW_NODES):
            _proves(there, cost, least, nodes)


def _proves(there: Program, cost: IntArray, least: int, nodes: int | None) -> None:
    """Asked only whether there is anything better, the engine says no; asked for as good, yes."""
    better = solve_integer(there.at_most(cost, least - 1), cost, nodes=nodes, below=least)
    assert better.answer is Answer.INFEASIBLE or (nodes and better.columns is None)
    as_good = solve_integer(there.at_most(cost, least), cost, nodes=nodes, below=least + 1)
    assert as_good.answer is not Answer.INFEASIBLE
    assert nodes or as_good.answer is Answer.OPTIMAL
    assert as_good.columns is None or int(cost @ as_good.columns) == least


def _least(there: Program, cost: IntArray) -> int | None:
    """By CP-SAT, every column whole; None = there is no plan."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = [
        model.new_int_var(int(low), int(high), "")
        for low, high in zip(there.lower, there.upper, strict=True)
    ]
    for row in range(there.rows):
        inside = np.flatnonzero(there.row == row)
        total = sum(int(there.coefficient[at]) * columns[there.column[at]] for at in inside)
        high = int(there.row_high[row])
        model.add(total >= int(there.row_low[row]))
        if high != UNBOUNDED:
            model.add(total <= high)
    model.minimize(sum(int(c) * x for c, x in zip(cost, columns, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return round(solver.objective_value)


def _staffed(dice: random.Random) -> tuple[Program, IntArray]:
    """A few people who go to one of a few schools, what each brings there, and what is missing."""
    made = _Making(dice)
    for _ in range(dice.randint(2, 5)):
        made.person()
    for school in range(made.schools):
        made.need(school)
    return made.program()


class _Making:
    """Columns and rows of one program, as they come."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.schools = dice, dice.randint(1, 4)
        self.bounds: list[tuple[int, int]] = []
        self.cost: list[int] = []
        self.whole: list[bool] = []
        self.lines: list[tuple[dict[int, int], int, int]] = []
        self.going: dict[int, list[int]] = {school: [] for school in range(self.schools)}

    def column(self, high: int, cost: int, whole: bool) -> int:
        self.bounds.append((0, high))
        self.cost.append(cost)
        self.whole.append(whole)
        return len(self.bounds) - 1

    def person(self) -> None:
        """At most one school, or one in any case, or one or none by name."""
        dice, mine = self.dice, {}
        for school in range(self.schools):
            if dice.random() < 0.7:
                choice = self.column(1, dice.choice([0, 0, 1, 2]), True)
                self.going[school].append(choice)
                mine[choice] = -1
                if dice.random() < 0.4:
                    here = self.column(1, 1, True)
                    self.lines.append(({choice: dice.choice([1, 1, -1]), here: 1}, 0, UNBOUNDED))
        kind = dice.random()
        if kind > 0.7:
            mine[self.column(1, 0, True)] = -1
        if mine:
            self.lines.append((mine, -1, UNBOUNDED if kind < 0.4 else -1))

    def need(self, school: int) -> None:
        """Lessons, covered in one or two parts, and perhaps left uncovered at a cost."""
        dice, need = self.dice, self.dice.choice([100, 160, 160, 250])
        covered = {}
        for _ in range(dice.randint(1, 2)):
            part = self.column(dice.choice([need, 160, 90]), 0, False)
            brought = {x: dice.choice([160, 160, 100, 80]) for x in self.going[school]}
            self.lines.append(({**brought, part: -1}, -dice.choice([0, 0, 27, 50]), UNBOUNDED))
            covered[part] = 1
        if dice.random() < 0.6:
            covered[self.column(need, dice.choice([1, 2]), False)] = 1
        self.lines.append((covered, need, UNBOUNDED))

    def program(self) -> tuple[Program, IntArray]:
        found = program(self.bounds, self.lines, len(self.bounds))
        return replace(found, integer=np.array(self.whole)), np.array(self.cost, np.int64)

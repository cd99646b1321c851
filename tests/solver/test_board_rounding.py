"""Tightening rows of the board, by enumeration: no whole point is lost, and the kink is reached.

A row with two columns of steps, a third of any size, 兼课 where it has some, and a shortfall.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from constraints.board import IntArray, terms
from constraints.cover.subject_cover import RULE as COVER
from models.policy import Cited, Force, RuleRow
from staffing.modelling.board import ProgramBoard
from staffing.modelling.model import Model
from staffing.solver.exact import solve_exactly
from staffing.solver.program import Program
from tests.rules.case import Case, candidates, table
from tests.rules.test_subject_cover import helping, params
from tests.tiny import move, situation, tiny

CITED = Cited(None, "test", "第一条", date(2020, 1, 1))
THERE = situation(tiny())
SEEDS = range(150)
LONG_SEEDS = range(1000, 5000)


@dataclass(frozen=True)
class Line:
    """One row ``sum(coefficient * column) + worth * short >= right`` and its columns' ranges."""

    coefficients: tuple[int, ...]
    ranges: tuple[range, ...]
    whole: tuple[bool, ...]
    right: int
    step: int
    worth: int = 1

    def model(self, force: Force = Force.SOFT) -> tuple[Program, list[int], list[int]]:
        """The program the board makes of it, the row's columns, and its shortfall if any."""
        board = _board(force)
        columns = [
            int(board.columns(1, upper=r[-1], integer=w)[0])
            for r, w in zip(self.ranges, self.whole, strict=True)
        ]
        row = terms(np.zeros(len(columns), np.int64), columns, self.coefficients)
        right, step = np.array([self.right]), np.array([self.step])
        shorts = board.at_least(["row"], [row], right, worth=self.worth, step=step)
        return board.program(), columns, [int(s) for s in shorts if s >= 0]

    def reached(self, point: Sequence[int]) -> int:
        """Value of the terms at a point."""
        return sum(a * x for a, x in zip(self.coefficients, point, strict=True))

    def lacks(self, point: Sequence[int]) -> int:
        """Smallest shortfall that satisfies the row."""
        return max(-(-(self.right - self.reached(point)) // self.worth), 0)


def any_line(dice: random.Random) -> Line:
    """Mostly steps, as in cover; sometimes anything; with and without something continuous."""
    step = dice.choice([7, 10, 20, 30, 100])
    sizes = [step, -step, 2 * step, step // 2, -step // 3, dice.randint(-40, 40)]
    whole = [dice.choice(sizes) for _ in range(dice.randint(1, 3))]
    lent = [dice.choice([-1, 1]) for _ in range(dice.randint(0, 2))]
    ranges = [range(dice.randint(1, 2) + 1) for _ in whole]
    ranges += [range(dice.choice([5, 25, 35]) + 1)[::5] for _ in lent]
    kinds = (*(True for _ in whole), *(False for _ in lent))
    right = dice.randint(-step, 3 * step)
    return Line((*whole, *lent), tuple(ranges), kinds, right, step, dice.choice([1, 1, 4]))


def check_soft(seed: int) -> None:
    """Every whole point keeps its least shortfall, and no smaller one gets in."""
    line = any_line(random.Random(seed))
    there, columns, short = line.model()
    for point in product(*line.ranges):
        lacks = line.lacks(point)
        assert not lacks or short, "a row that can be broken was left out"
        assert there.admits(_values(there, columns, point, short, lacks)), (line, point)
        if lacks:
            assert not there.admits(_values(there, columns, point, short, lacks - 1))


def check_hard(seed: int) -> None:
    """Without a shortfall, exactly the points that satisfy the row are left."""
    line = any_line(random.Random(seed))
    there, columns, short = line.model(Force.HARD)
    for point in product(*line.ranges):
        admitted = there.admits(_values(there, columns, point, short, 0))
        assert admitted is (not line.lacks(point)), (line, point)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_whole_point_is_lost(seed: int) -> None:
    check_soft(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_whole_point_is_lost_where_the_row_must_hold(seed: int) -> None:
    check_hard(seed)


@pytest.mark.long
@pytest.mark.parametrize("check", [check_soft, check_hard])
def test_many_rows(check: object) -> None:
    for seed in LONG_SEEDS:
        check(seed)  # type: ignore[operator]


def test_most_rows_are_tightened() -> None:
    """Else the enumerations above would prove nothing."""
    rows = [any_line(random.Random(seed)).model()[0].rows for seed in SEEDS]
    assert sum(count >= 2 for count in rows) > len(SEEDS) // 2
    assert any(count >= 3 for count in rows), "the row with all 兼课 used never came up"


@pytest.mark.parametrize(("right", "step"), [(25, 10), (9, 10), (101, 100), (199, 100), (13, 7)])
def test_the_tight_row_touches_both_sides_of_the_kink(right: int, step: int) -> None:
    """One step less than enough and exactly enough are corners; between them the row cuts."""
    enough = -(-right // step)
    line = Line((step,), (range(enough + 2),), (True,), right, step)
    there, (column,), (short,) = line.model()
    assert there.rows == 2
    for taken in (enough - 1, enough):
        values = _values(there, [column], (taken,), [short], line.lacks((taken,)))
        assert there.activity(values)[1] == there.row_low[1]
    # Where the original row is met by a part of a person, the tight one still asks for something.
    part, a = Fraction(right, step), _row(there, 1)
    asked = (int(there.row_low[1]) - a[column] * part) / a[short]
    assert asked == (right % step) * (enough - part) > 0


def test_the_relaxation_gains_up_to_the_whole_optimum() -> None:
    """People cost one, a period short costs one: half a person no longer pays half."""
    line = Line((10,), (range(3),), (True,), 14, 10)
    there, (column,), (short,) = line.model()
    objective = np.zeros(there.columns, np.int64)
    objective[[column, short]] = [3, 1]
    found = solve_exactly(there, objective)
    assert found.linear is not None
    assert found.value == min(3 * x + line.lacks((x,)) for x in range(3)) == 6
    assert found.linear.value == pytest.approx(6)


def test_with_all_alongside_used_the_rest_comes_in_steps() -> None:
    """Right 45, 兼课 at most 20: 25 in tens is two and a half persons, so three or five short."""
    line = Line((10, 1), (range(5), range(0, 21, 5)), (True, False), 45, 10)
    there, columns, (short,) = line.model()
    touched = [
        point
        for point in product(*line.ranges)
        if there.activity(_values(there, columns, point, [short], line.lacks(point)))[2]
        == there.row_low[2]
    ]
    assert {(2, 20), (3, 20)} <= set(touched)


@pytest.mark.parametrize("lent", [3, -3, 25, -25])
@pytest.mark.parametrize("right", [11, 18, 25, 4])
def test_what_is_continuous_is_never_rounded(lent: int, right: int) -> None:
    """Nor are its points between the whole ones lost."""
    line = Line((10, lent), (range(3), range(3)), (True, False), right, 10)
    there, (people, help_), (short,) = line.model()
    assert there.rows >= 2
    for taken, part in product(range(3), range(9)):
        point = {people: taken, help_: Fraction(part, 4)}
        point[short] = max(right - 10 * taken - lent * point[help_], 0)
        for row in range(there.rows):
            reached = sum(int(a) * point[j] for j, a in enumerate(_row(there, row)) if a)
            assert reached >= there.row_low[row], (point, row)


def test_a_row_that_always_holds_is_left_out() -> None:
    line = Line((-10, 4), (range(2), range(3)), (True, True), -10, 10)
    there, _, short = line.model()
    assert there.rows == 0 and short == []
    assert Line(line.coefficients, line.ranges, line.whole, -9, 10).model()[0].rows == 2


def test_a_step_that_divides_the_right_side_adds_nothing() -> None:
    assert Line((10,), (range(3),), (True,), 20, 10).model()[0].rows == 1


# -- pools of subjects tied by teaching alongside --------------------------------------------------


@pytest.fixture(scope="module")
def pooled() -> tuple[Model, Model]:
    """Cover of the tiny county where 数学 helps in 语文 and 体育: with and without rounded rows."""
    return _cover(tight=True), _cover(tight=False)


def test_pools_lose_no_plan(pooled: tuple[Model, Model]) -> None:
    """Whoever goes, the least shortfall is the same with the rounded rows and without."""
    tight, plain = pooled
    assert tight.program.rows > plain.program.rows
    people = tight.moves.person
    for taken in product((0, 1), repeat=len(people)):
        if max(np.bincount(people, np.array(taken))) <= 1:
            assert _least(tight, taken)[0] == _least(plain, taken)[0], taken


def test_pools_raise_the_bound(pooled: tuple[Model, Model]) -> None:
    (value, tight), (same, plain) = (_least(model) for model in pooled)
    assert value == same and plain < tight <= value


def _cover(*, tight: bool) -> Model:
    there = helping(Fraction(1, 3))
    goers = [("T1", "A", "B", "语文"), ("T2", "A", "C", "语文"), ("T2", "A", "B", "语文"),
             ("T3", "A", "B", "数学"), ("T4", "A", "B", "体育"), ("T4", "A", "C", "体育"),
             ("T5", "B", "C", "数学")]  # fmt: skip
    plan = tuple(move(p, a, b, subject=s, stage="小学") for p, a, b, s in goers)
    open_to_all = table(Case("all", there, params(), {}, plan))
    asked = [i for i, p in enumerate(open_to_all.placements) if p in plan]
    board = _board(Force.SOFT, open_to_all.moves.take(np.array(asked)), there, tighten=tight)
    COVER.post(board, params())
    return Model.of(board)


def _least(model: Model, taken: Sequence[int] | None = None) -> tuple[int, float]:
    """Least total shortfall and the relaxation's bound, some or all moves decided."""
    there = model.program
    if taken is not None:
        fixed = np.array(taken, np.int64)
        rest = slice(len(fixed), None)
        there = Program(**{**vars(there), "lower": np.append(fixed, there.lower[rest]),
                           "upper": np.append(fixed, there.upper[rest])})  # fmt: skip
    objective = np.zeros(there.columns, np.int64)
    for block in model.shorts:
        objective[block.columns] += 1
    found = solve_exactly(there, objective)
    assert found.linear is not None and found.columns is not None
    return found.value, found.linear.value


# -- inside ----------------------------------------------------------------------------------------


def _board(
    force: Force, moves: object = None, there: object = THERE, *, tighten: bool = True
) -> ProgramBoard:
    none = candidates(THERE, (), ())
    asked = none if moves is None else moves
    board = ProgramBoard(there, asked, tighten=tighten)  # type: ignore[arg-type]
    board._row = RuleRow("cover", "cover", force, None, {}, CITED, tier="law")
    return board


def _row(there: Program, row: int) -> IntArray:
    """Coefficients of a row, over all columns."""
    full = np.zeros(there.columns, np.int64)
    inside = there.row == row
    full[there.column[inside]] = there.coefficient[inside]
    return full


def _values(
    there: Program, columns: list[int], point: Sequence[int], short: list[int], lacks: int
) -> IntArray:
    values = np.zeros(there.columns, np.int64)
    values[columns] = point
    values[short] = lacks
    return values

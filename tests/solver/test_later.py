"""Rows that only tiers further down need, and programs without them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from staffing.solver.later import since
from staffing.solver.program import UNBOUNDED, Program
from tests.solver.programs import points, program


def _three_tiers() -> Program:
    """Two choices; three shortfalls, the third reckoned by way of a column of its own."""
    there = program(
        [(0, 1), (0, 1), (0, 2), (0, 2), (0, 2), (0, 2)],
        [
            ({0: 1, 1: 1}, -UNBOUNDED, 1),
            ({0: 1, 2: 1}, 1, UNBOUNDED),
            ({1: 1, 3: 1}, 1, UNBOUNDED),
            ({0: 1, 1: 1, 4: -1}, 0, 0),
            ({4: 1, 5: 1}, 2, UNBOUNDED),
        ],
        choices=2,
    )
    return replace(there, steering=np.array([False, True, True, True, True]))


OBJECTIVES = [np.array([0, 0, 1, 0, 0, 0]), np.array([0, 0, 0, 1, 0, 0]), np.eye(6, dtype=int)[5]]


def test_a_row_is_needed_from_the_first_tier_it_measures() -> None:
    assert since(_three_tiers(), OBJECTIVES).tolist() == [-1, 0, 1, 2, 2]


def test_a_row_that_must_hold_draws_in_what_it_shares_columns_with() -> None:
    bound = replace(_three_tiers(), steering=np.array([False, True, True, False, True]))
    assert since(bound, OBJECTIVES).tolist() == [-1, 0, 1, -1, -1]


def test_a_row_no_tier_measures_stays() -> None:
    assert since(_three_tiers(), OBJECTIVES[:2]).tolist() == [-1, 0, 1, -1, -1]


def test_without_the_rows_of_later_tiers_the_choices_are_the_same() -> None:
    there = _three_tiers()
    upper = there.without_rows(since(there, OBJECTIVES) >= 1)
    assert upper.rows == 2 and upper.upper.tolist() == [1, 1, 2, 0, 0, 0]
    both = [{tuple(x[:3].tolist()) for x in points(p)} for p in (there, upper)]
    assert both[0] == both[1]


def test_rows_beyond_those_named_stay() -> None:
    there = _three_tiers().at_most(OBJECTIVES[0], 1)
    assert there.without_rows(np.array([False, True])).rows == there.rows - 1

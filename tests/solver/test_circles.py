"""Sums of rows that half-days of 走教 tie: no whole point is lost, a fraction sees its price."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from constraints.board import Terms, Visits
from staffing.modelling.circles import Circles
from staffing.modelling.rounding import rounded

LOAD, HALF_DAY, MOST = 160, 30, 4
VISIT, HALF_DAYS, NEWCOMER, SHORT = (0, 1, 2, 3), (4, 5, 6, 7), (8, 9, 10, 11), (12, 13, 14, 15)
COLUMNS = 16
WHOLE = np.array([True] * 12 + [False] * 4)
GIVER, HOST = (0, 0, 1, 1), (2, 3, 2, 3)
"""Schools 0 and 1 send two visits each, to schools 2 and 3."""


def _visits() -> Visits:
    none = np.zeros(4, np.int64)
    columns = np.array(VISIT), np.array(HALF_DAYS)
    return Visits(
        none, np.array(GIVER), np.array(HOST), none, none, *columns, none + HALF_DAY, none + 9
    )


def _rows(dice: random.Random, *, by_visits: bool) -> list[tuple[Terms, int, int, bool]]:
    """Two schools that must keep what they need, two that lack something; newcomers at all four."""
    found = []
    for school in range(4):
        own = {NEWCOMER[school]: LOAD}
        if school < 2:
            own |= {HALF_DAYS[i]: -HALF_DAY for i in range(4) if GIVER[i] == school}
            right, step, closed = (
                -dice.choice([0, 20] if by_visits else [0, 20, 30, 65, 100]),
                LOAD,
                True,
            )
        elif by_visits:
            own = {NEWCOMER[school]: 1, SHORT[school]: 1}
            own |= {VISIT[i]: 1 for i in range(4) if HOST[i] == school}
            right, step, closed = 1, 0, False
        else:
            own |= {HALF_DAYS[i]: HALF_DAY for i in range(4) if HOST[i] == school}
            own |= {SHORT[school]: 1}
            right, step, closed = dice.choice([10, 60, 110, 170, 200]), LOAD, False
        columns = np.array(sorted(own))
        entries = Terms(columns * 0, columns, np.array([own[c] for c in sorted(own)]))
        found.append((entries, right, step, closed))
    return found


def _tight(rows: list[tuple[Terms, int, int, bool]]) -> tuple[Terms, np.ndarray]:
    circles = Circles()
    for i, (entries, right, step, closed) in enumerate(rows):
        sides = np.array([right]), np.array([step])
        circles.take("give" if i < 2 else "cover", _visits(), entries, sides, closed)
    entries, rights, steps = circles.sums()
    (tight,), asked = rounded(entries, rights, steps, WHOLE)
    return tight, asked


@pytest.mark.parametrize("by_visits", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_no_whole_point_is_lost(seed: int, by_visits: bool) -> None:
    rows = _rows(random.Random(seed), by_visits=by_visits)
    tight, asked = _tight(rows)
    assert len(asked)
    for given in product(range(MOST + 1), repeat=4):
        for came in product(range(2), repeat=4):
            point = np.zeros(COLUMNS, np.int64)
            point[list(HALF_DAYS)], point[list(NEWCOMER)] = given, came
            point[list(VISIT)] = np.array(given) > 0
            reached = [int(row[0].coefficient @ point[row[0].column]) for row in rows]
            if any(got < row[1] for got, row in zip(reached[:2], rows[:2], strict=True)):
                continue
            for school in (2, 3):
                point[SHORT[school]] = max(rows[school][1] - reached[school], 0)
            sums = np.zeros(len(asked), np.int64)
            np.add.at(sums, tight.row, tight.coefficient * point[tight.column])
            assert (sums >= asked).all(), point


def test_half_a_newcomer_is_half_a_cure_wherever_they_start() -> None:
    """A school lacks 110; a newcomer at the giving school would free half-days for it."""
    keep = np.array([HALF_DAYS[0], NEWCOMER[0]]), np.array([-HALF_DAY, LOAD])
    lack = np.array([HALF_DAYS[0], NEWCOMER[2], SHORT[2]]), np.array([HALF_DAY, LOAD, 1])
    rows = [
        (Terms(columns * 0, columns, c), right, LOAD, not right)
        for (columns, c), right in ((keep, 0), (lack, 110))
    ]
    circles = Circles()
    for name, (entries, right, step, closed) in zip(("give", "cover"), rows, strict=True):
        circles.take(name, _visits(), entries, (np.array([right]), np.array([step])), closed)
    (tight,), asked = rounded(*circles.sums(), WHOLE)
    found = dict(zip(tight.column.tolist(), tight.coefficient.tolist(), strict=True))
    assert (found, asked.tolist()) == ({NEWCOMER[0]: 110, NEWCOMER[2]: 110, SHORT[2]: 1}, [110])


def test_without_visits_nothing_is_added_up() -> None:
    circles = Circles()
    entries = Terms(np.array([0]), np.array([NEWCOMER[0]]), np.array([LOAD]))
    circles.take("cover", Visits.none(), entries, (np.array([110]), np.array([LOAD])), False)
    assert not len(circles.sums()[1])

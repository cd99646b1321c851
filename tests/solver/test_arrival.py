"""Rows that visits of 走教 help to meet: their tightening loses no whole point, by enumeration."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from constraints.board import Terms, Visits
from staffing.modelling.arrival import arrivals

MOST, HALF_DAY, LENT = 3, 30, 40
VISIT, HALF_DAYS, PERSON, LEAVER, HELP, SHORT = (0, 1), (2, 3), 4, 5, 6, 7
UPPER = np.array([1, 1, MOST, MOST, 1, 1, LENT, 400])
WHOLE = np.array([True] * 6 + [False] * 2)


def _visits() -> Visits:
    none = np.zeros(2, np.int64)
    each = np.full(2, HALF_DAY)
    return Visits(
        none, none, none, none, none, np.array(VISIT), np.array(HALF_DAYS), each, none + 9
    )


def _row(dice: random.Random) -> tuple[Terms, int]:
    """Two visits, somebody who may come, somebody who may leave, another subject, a shortfall."""
    load = dice.choice([70, 100, 140])
    own = {HALF_DAYS[0]: HALF_DAY, HALF_DAYS[1]: dice.choice([HALF_DAY, -HALF_DAY])}
    own |= {PERSON: load, LEAVER: -load, HELP: dice.choice([1, -1]), SHORT: 1}
    columns = np.array(sorted(own))
    entries = Terms(columns * 0, columns, np.array([own[c] for c in sorted(own)]))
    return entries, dice.choice([7, 30, 40, 60, 85, 100, 137, 190])


@pytest.mark.parametrize("seed", range(40))
def test_no_whole_point_is_lost(seed: int) -> None:
    entries, right = _row(random.Random(seed))
    blocks = list(arrivals(_visits(), WHOLE, UPPER, entries, np.array([right])))
    assert blocks
    for v, u in product(range(2), repeat=2):
        for h, g in product(range(v, v * MOST + 1), range(u, u * MOST + 1)):
            for come, leave, lent in product(range(2), range(2), (0, 13, LENT)):
                point = np.array([v, u, h, g, come, leave, lent, 0])
                point[SHORT] = max(right - int(entries.coefficient @ point[entries.column]), 0)
                for tight, asked in blocks:
                    reached = np.zeros(len(asked), np.int64)
                    np.add.at(reached, tight.row, tight.coefficient * point[tight.column])
                    assert (reached >= asked).all(), (point, tight, asked)


def test_a_fraction_of_a_visit_brings_a_fraction() -> None:
    """Half a visit of two half-days would meet 30; now it leaves half of that open."""
    entries = Terms(np.zeros(2, np.int64), np.array([HALF_DAYS[0], SHORT]), np.array([HALF_DAY, 1]))
    (cut, asked), *_ = arrivals(_visits(), WHOLE, UPPER, entries, np.array([30]))
    found = dict(zip(cut.column.tolist(), cut.coefficient.tolist(), strict=True))
    assert (found, asked.tolist()) == ({VISIT[0]: 30, SHORT: 1}, [30])


def test_rows_that_no_visit_helps_stay_as_they_are() -> None:
    entries = Terms(np.zeros(2, np.int64), np.array([PERSON, SHORT]), np.array([100, 1]))
    assert not list(arrivals(_visits(), WHOLE, UPPER, entries, np.array([50])))

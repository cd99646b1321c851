"""Between visits that are equally good the hash decides, as between full-time places."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from constraints.board import Candidates, IntArray
from constraints.situation import Situation
from models.sheets import DemandRow, DistanceRow
from staffing.modelling import visiting
from staffing.solve import solve
from staffing.solver import canonical
from staffing.solver.canonical import HALF_DAYS, MADE, hashes
from tests.tiny import county, school, situation, teacher


def _twins() -> Situation:
    """M of A has one half-day to give; B and C lack one each, equally far away."""
    needs = {"A": 7, "B": 3, "C": 3}
    demands = [
        DemandRow(school=code, stage="小学", subject="音乐", periods=Decimal(periods))
        for code, periods in needs.items()
    ]
    roads = [DistanceRow(school_a="A", school_b=code, km=5) for code in "BC"]
    people = [teacher("M", "A", "音乐")]
    return situation(county([school(c) for c in "ABC"], people, demands=demands, distances=roads))


def _host(there: Situation) -> str:
    solved = solve(there)
    assert solved.roster is not None
    (visit,) = solved.roster.placements
    return visit.host


def test_the_visit_with_the_smaller_number_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    there = _twins()
    pairs = visiting.slate(there).moves
    order = np.arange(len(pairs))
    total = hashes(there, pairs, order, MADE) + hashes(there, pairs, order, HALF_DAYS)
    schools = [there.county.schools[i].code for i in pairs.host.tolist()]
    assert sorted(schools) == ["B", "C"]
    first = _host(there)
    assert first == schools[int(total.argmin())]

    def turned(there: Situation, moves: Candidates, some: IntArray, salt: int) -> IntArray:
        return canonical.SPREAD - hashes(there, moves, some, salt)

    monkeypatch.setattr(canonical, "hashes", turned)
    assert _host(there) == schools[int(total.argmax())] != first

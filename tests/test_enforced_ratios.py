"""Enforced rules whose rows are stricter than their checks: no plan is refused for the rows alone,
and nothing is called proven that only they say."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from constraints.ratios.degree_ratio import DegreeRatio
from constraints.reach import Reach
from constraints.situation import Situation
from models.policy import Force
from staffing.answers.diagnose.diagnosis import diagnose
from staffing.answers.meeting.trading import Trading
from staffing.answers.told import diagnosis_json
from staffing.console.answers import show_diagnosis
from staffing.console.screen import Screen
from staffing.modelling.model import build_model
from staffing.modes import itinerant
from staffing.policy_file import load, parse_overlay_set
from staffing.sample import make_county
from staffing.solve import prepare, solve
from staffing.solver.engine import Answer
from staffing.solver.pins import TierTask
from staffing.solver.tiers import solve_tiers
from staffing.wording import STRICTER_ROWS

ROW = "degree_ratio"


def county(teachers: int, force: Force, limit: str = "1.01") -> Situation:
    """A sample county whose ratio of degrees has this force."""
    drawn = make_county(teachers, seed=1)
    settings = (f"{ROW}.force={force.value}", f"{ROW}.limit={limit}")
    overlays = [parse_overlay_set(f"rules.{text}") for text in settings]
    overlays.append(parse_overlay_set("modes.itinerant.on=false"))
    return Situation(drawn, load("huantai-2022", drawn.term.reference, overlays))


def strictly(there: Situation) -> int:
    """Fewest exchanges that the stricter rows ask for of any plan."""
    model = build_model(there, prepare(there).slate.moves, itinerant=itinerant.columns)
    columns = [c for x in model.shorts if x.row.id == ROW for c in x.columns.tolist()]
    objective = np.zeros(model.program.columns, np.int64)
    objective[columns] = 1
    found = solve_tiers(model.program, [TierTask("strict", objective)])
    assert found.answer is Answer.OPTIMAL and found.columns is not None
    return int(objective @ found.columns)


def test_what_the_soft_plan_meets_is_not_refused_when_it_is_enforced() -> None:
    soft, hard = (county(150, force) for force in (Force.SOFT, Force.HARD))
    wished = solve(soft)
    assert wished.audit is not None
    assert [m.short for m in wished.audit.measures[ROW]] == [0]
    assert strictly(hard) > 0  # closed, these rows refuse every plan
    found = solve(hard)
    assert found.audit is not None and found.status == "optimal" and not found.conflicts
    assert [m.short for m in found.audit.measures[ROW]] == [0]
    assert all("偏严的折线" in t.note for t in found.tiers if t.value and t.status == "optimal")
    told = diagnose(hard)
    assert told is not None and told.possible


def test_a_plan_not_found_is_not_called_impossible() -> None:
    there = county(60, Force.HARD)
    found = solve(there)
    assert found.status == "unknown" and found.roster is None
    (finding,) = found.conflicts
    assert finding.rule == ROW and finding.short and finding.message.endswith(STRICTER_ROWS)
    refused = Trading(prepare(there)).options()
    assert refused.status == "unknown"  # type: ignore[union-attr]


def test_a_diagnosis_says_what_is_not_proven() -> None:
    told = diagnose(county(60, Force.HARD))
    assert told is not None and not told.possible and not told.impossible and not told.proven
    assert not any(conflict.confirmed for conflict in told.conflicts)
    assert diagnosis_json(told)["impossible"] is False
    out = io.StringIO()
    show_diagnosis(Screen(out, out), replace(told, decided=None))  # that is of teams' tasks
    words = out.getvalue()
    assert "也未证明排不出" in words
    assert "已证明" not in words and "两种算法" not in words and "最少要让" not in words


def test_what_counting_shows_stays_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    def floor(self: DegreeRatio, reach: Reach, p: object) -> Mapping[str, int]:
        return {"": 1}

    monkeypatch.setattr(DegreeRatio, "floor", floor)
    there = county(60, Force.HARD)
    assert solve(there).status == "infeasible"
    told = diagnose(there)
    assert told is not None and told.impossible and not told.proven

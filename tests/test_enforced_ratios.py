"""Enforced rules whose rows are stricter than their checks: no plan is refused for the rows alone,
and nothing is called proven that only they say."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from constraints.ratios.degree_ratio import DegreeRatio
from constraints.reach import Reach
from constraints.situation import Situation
from models.policy import Force
from staffing.answers.diagnose.diagnosis import diagnose
from staffing.answers.explain.trade_table import target_json, target_table
from staffing.answers.explain.unavoidable import Trade
from staffing.answers.meeting.trading import Trading
from staffing.answers.telling import TierWords
from staffing.answers.told import diagnosis_json
from staffing.console.diagnosed import show_diagnosis
from staffing.console.screen import Screen
from staffing.ledger.computing import before_any_move
from staffing.modelling import floors, visiting
from staffing.modelling.floors import FloorsBoard
from staffing.modelling.model import written
from staffing.policy_file import load, parse_overlay_set
from staffing.sample import make_county
from staffing.solve import prepare, solve
from staffing.solver.engine import Answer
from staffing.solver.pins import TierTask
from staffing.solver.program import Program
from staffing.solver.proof import TiersAnswer
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
    board = FloorsBoard(there, prepare(there).slate.moves)
    model = written(board, there.policy.rules, visiting.columns)
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


def test_what_enforced_rules_lack_is_found_without_rows_that_only_tiers_need() -> None:
    """A fraction of the rows says as much as all of them."""
    there = county(150, Force.HARD)
    asked: list[tuple[int, int]] = []

    def noted(program: Program, tasks: Sequence[TierTask], **kw: Any) -> TiersAnswer:
        answer = solve_tiers(program, tasks, **kw)
        lacking = {proof.id: proof.value for proof in answer.proofs}
        asked.append((program.rows, lacking[ROW]))
        return answer

    with patch.object(floors, "solve_tiers", noted):
        every = prepare(there).model.program.rows
    rows, lacking = asked[0]
    assert rows < every / 2 and lacking == strictly(there)


@pytest.fixture
def unproven(monkeypatch: pytest.MonkeyPatch) -> Situation:
    """A county without such a plan, where the laxer rows do not get to prove it."""
    monkeypatch.setattr(DegreeRatio, "refutable", False)
    return county(60, Force.HARD)


def test_a_plan_not_found_is_not_called_impossible(unproven: Situation) -> None:
    found = solve(unproven)
    assert found.status == "unknown" and found.roster is None
    (finding,) = found.conflicts
    assert finding.rule == ROW and finding.short and finding.message.endswith(STRICTER_ROWS)
    refused = Trading(prepare(unproven)).options()
    assert refused.status == "unknown"  # type: ignore[union-attr]


def test_a_diagnosis_says_what_is_not_proven(unproven: Situation) -> None:
    told = diagnose(unproven)
    assert told is not None and not told.possible and not told.impossible and not told.proven
    assert not any(conflict.confirmed for conflict in told.conflicts)
    assert diagnosis_json(told)["impossible"] is False
    out = io.StringIO()
    show_diagnosis(Screen(out, out), replace(told, decided=None))  # that is of teams' tasks
    words = out.getvalue()
    assert "也未证明排不出" in words
    assert "已证明" not in words and "两种算法" not in words and "最少要让" not in words


def test_what_laxer_rows_refuse_is_proven() -> None:
    there = county(60, Force.HARD)
    found = solve(there)
    assert found.status == "infeasible" and found.conflicts[0].rule == ROW
    told = diagnose(there)
    assert told is not None and told.impossible and not told.proven


def test_what_counting_shows_stays_proven(
    monkeypatch: pytest.MonkeyPatch, unproven: Situation
) -> None:
    def floor(self: DegreeRatio, reach: Reach, p: object) -> Mapping[str, int]:
        return {"": 1}

    monkeypatch.setattr(DegreeRatio, "floor", floor)
    assert solve(unproven).status == "infeasible"
    told = diagnose(unproven)
    assert told is not None and told.impossible and not told.proven


def test_a_page_calls_nothing_unavoidable_that_only_stricter_rows_say() -> None:
    """The ledger is short of one, nought of it unavoidable; the rows said two, one of it traded."""
    there = county(60, Force.SOFT)
    (line,) = (t for t in before_any_move(there).lines if t.rule == ROW)
    line = replace(line, short=1, floor=0)
    row = next(row for row in there.policy.rules if row.id == ROW)
    tier = there.policy.tiers[0]
    parts = Trade(2, 1, ((tier.id, 1),), 0, proven=True)
    table = target_table("由来", row, parts, TierWords(there.policy), line)
    assert [amount for _, amount in table.rows] == ["0 人", "1 人", "1 人"]
    assert [words[:5] for words, _ in table.rows] == ["没有人能避", "至多由取舍", "方案合计"]
    assert "计为 2 人" in table.rest and tier.name in table.rest
    told = target_json(row, parts, line)
    assert (told["floor"], told["target_short"], told["proven"]) == (0, 1, False)
    assert told["stricter"]

"""招聘 in the one model: recruits fill gaps, inside 核定编制, never more than there are."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force
from models.roster import Roster
from models.vocabulary import Mode
from staffing.modelling.candidates import propose
from staffing.modelling.extract import extract
from staffing.modelling.model import build_model
from staffing.policy_file import load
from staffing.sample import make_county
from staffing.solver.engine import Answer, solve_integer
from tests.rules.test_recruits_placed import county

NAMES = ("one_main_place", "establishment_cap", "qualification", "recruits_placed", "subject_cover")


def _planned(there: Situation) -> Roster:
    """The plan under the rules that concern recruits; the checker must say what the solver says."""
    rows = [r for r in there.policy.rules if r.rule in NAMES and r.force is not Force.OFF]
    slate = propose(there)
    moves = slate.moves.take(np.asarray(slate.moves.of_mode(Mode.RECRUITMENT)))
    model = build_model(there, moves, rows=rows)
    weight = sum(
        scale * model.tier_objective(tier)
        for scale, tier in ((1000, "rural_cover"), (1000, "cover"), (1, "targets"))
    )
    answer = solve_integer(model.program, np.asarray(weight))
    assert answer.answer is Answer.OPTIMAL and answer.columns is not None
    roster = extract(there, model, answer.columns)
    outcome = Outcome(there, roster)
    for row in rows:
        if row.force is Force.HARD:
            assert not any(m.short for m in rules()[row.rule].measure(outcome, row.params)), row.id
    return roster


def _hosts(there: Situation) -> list[str]:
    return [str(p.host) for p in _planned(there).placements if p.mode is Mode.RECRUITMENT]


def test_they_fill_the_gap_of_the_village_school() -> None:
    assert _hosts(county(2)()) == ["B", "B"]


@pytest.mark.parametrize(("approved", "expected"), [(3, 2), (2, 1), (1, 0)])
def test_inside_the_approved_establishment(approved: int, expected: int) -> None:
    assert len(_hosts(county(2, B={"approved": approved})())) == expected


def test_people_on_contract_need_no_post() -> None:
    assert _hosts(county(1, "合同制", B={"approved": 1})()) == ["B"]


def test_the_same_county_without_the_mode_has_no_recruits() -> None:
    there = county(2)()
    modes = {k: v for k, v in there.policy.modes.items() if k != "recruitment"}
    off = Situation(there.county, dataclasses.replace(there.policy, modes=modes))
    assert not any(code in off.people for code in off.county.newcomers)
    assert not propose(off).pairs.of_mode(Mode.RECRUITMENT).any()


def test_every_rule_bears_people_without_a_row_in_the_staff_sheet() -> None:
    sample = make_county(150, seed=7)
    there = Situation(sample, load("national", sample.term.reference))
    assert there.county.newcomers
    build_model(there, propose(there).moves)
    outcome = Outcome(there, Roster(()))
    for row in there.policy.rules:
        if row.force is not Force.OFF:
            assert list(rules()[row.rule].measure(outcome, row.params)) is not None

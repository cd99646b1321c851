"""What the solver finds of a rule alone, every candidate fixed to a case's roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from constraints.rule import AnyRule
from models.policy import Cited, Force, RuleRow
from staffing.modelling.model import Model, build_model
from staffing.solver.engine import Answer, solve_integer
from tests.rules.case import Case, Table, table

CITED = Cited(None, "test", "第一条", date(2020, 1, 1))


def _row(rule: AnyRule, case: Case, force: Force) -> RuleRow:
    return RuleRow(rule.id, rule.id, force, case.params, {}, CITED, tier="law")


def fixed(rule: AnyRule, case: Case, candidates: Table, force: Force) -> Model:
    """The rule alone on the real board, every candidate fixed to the roster."""
    model = build_model(
        candidates.situation,
        candidates.moves,
        rows=[_row(rule, case, force)],
        itinerant=candidates.itinerant,
    )
    chosen = candidates.chosen(case.plan)
    assert chosen.sum() + len(candidates.visits) == len(case.plan.placements), case.name
    lower, upper = model.program.lower.copy(), model.program.upper.copy()
    lower[: len(chosen)] = upper[: len(chosen)] = chosen
    lower[model.visits.half_days] = upper[model.visits.half_days]
    return replace(model, program=replace(model.program, lower=lower, upper=upper))


def posted_shorts(rule: AnyRule, case: Case) -> dict[str, int]:
    """Shortfalls the solver finds with every candidate fixed to the case's roster."""
    return posted_over(rule, case, table(case))


def posted_over(rule: AnyRule, case: Case, candidates: Table) -> dict[str, int]:
    """As :func:`posted_shorts`, over a table of candidates already made."""
    model = fixed(rule, case, candidates, Force.SOFT)
    answer = solve_integer(model.program, model.tier_objective("law"))
    assert answer.answer is Answer.OPTIMAL and answer.columns is not None, case.name
    assert model.program.admits(answer.columns), case.name
    return model.shortfalls(answer.columns).get(rule.id, {})


def feasible(rule: AnyRule, case: Case, candidates: Table) -> bool:
    """Whether the rule, enforced, lets the case's roster stand."""
    model = fixed(rule, case, candidates, Force.HARD)
    nothing = np.zeros(model.program.columns, np.int64)
    return solve_integer(model.program, nothing).answer is Answer.OPTIMAL

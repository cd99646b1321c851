"""Questions where an enforced rule is counted more strictly than it is checked, against every plan
of counties so small that all can be tried."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from constraints.board import IntArray
from constraints.situation import Situation
from models.column import Code
from models.policy import Force
from staffing.answers.costing import cost_of
from staffing.answers.explain.alternatives import rivals
from staffing.answers.explain.bounds import AtLeast, Bounds
from staffing.answers.explain.choice import Choice
from staffing.answers.loaded import LoadedPlan, kept, surely
from staffing.answers.substitute.substitute_page import destination_page, unproven
from staffing.answers.substitute.substituting import destinations
from staffing.answers.telling import TierWords
from staffing.answers.worth.pricing import Price, price
from staffing.audit import Audit, audit
from staffing.modelling.extract import extract
from staffing.naming import CountyNames
from staffing.solve import solve
from tests.every_roster import options
from tests.test_enforced_every_plan import CURVED, drawn

MANY = 99
SEEDS = range(5)
LONG_SEEDS = range(2000, 2200)


def every_kept(plan: LoadedPlan) -> Iterator[tuple[IntArray, Audit]]:
    """Choices and audit of every plan in which no enforced rule is short."""
    here, slate, moves = plan.situation, plan.slate, plan.model.moves
    hard = [row.id for row in here.policy.rules if row.force is Force.HARD]
    for one in product(*options(moves)):
        values = np.zeros(plan.model.program.columns, np.int64)
        values[[i for i in one if i >= 0]] = 1
        checked = audit(here, extract(here, plan.model, values), slate.openings)
        if not any(m.short for row in hard for m in checked.measures[row]):
            yield values[: len(moves)], checked


def solved_plan(here: Situation | None) -> LoadedPlan | None:
    solved = None if here is None else solve(here)
    return None if solved is None or solved.roster is None else kept(solved)


def judge(rule_id: str, seed: int) -> int:
    """How many choices are told to be possible that stricter rows refuse."""
    plan = solved_plan(drawn(rule_id, seed))
    if plan is None:
        return 0
    tried, bounds, strict = list(every_kept(plan)), Bounds(surely(plan)), Bounds(plan)
    moves, found = plan.model.moves, 0
    for column in np.flatnonzero(plan.values[: len(moves)] == 0).tolist():
        own = np.flatnonzero(moves.person == moves.person[column])
        choice = Choice((column,), tuple(rivals(plan, column, own)))
        there = [checked for values, checked in tried if values[column]]
        cost, least = cost_of(plan, choice), bounds.sharper(choice)
        where = rule_id, seed, column
        assert not cost.possible or there, where
        assert not (there and not cost.possible and cost.proven), where
        assert least.possible or not there, where
        found += cost.possible and not strict.sharper(choice).possible
        assert all(_as_dear(plan, least, checked) for checked in there), where
    judge_destinations(plan, tried)
    return found


def _as_dear(plan: LoadedPlan, least: AtLeast, checked: Audit) -> bool:
    """Whether a plan is no counterexample to the bound."""
    for task in plan.tasks:
        now, then = plan.tier_values[task.id], checked.tier_value(task.id)
        if task.id == least.tier:
            return then >= now + least.amount
        if then > now:
            return True
    return True


def judge_destinations(plan: LoadedPlan, tried: list[tuple[IntArray, Audit]]) -> None:
    """Where a person could go, nobody else moved: whatever the checks allow, and nothing else."""
    moves, now = plan.model.moves, plan.values[: len(plan.model.moves)]
    for index in sorted(set(moves.person.tolist())):
        own = moves.person == index
        wanted = {
            int(np.flatnonzero(values[own])[0])
            for values, _ in tried
            if (values[~own] == now[~own]).all() and values[own].any() and (values != now).any()
        }
        person = plan.situation.people[index]
        told = destinations(plan, person, top=MANY)
        assert len(told) == len({(m.host, m.mode) for m in told})
        hosts = {plan.situation.county.schools[moves.host[own][i]].code for i in wanted}
        assert {m.host for m in told} == hosts, (person, told)


@pytest.mark.parametrize("rule_id", CURVED)
def test_what_is_refused_no_plan_has(rule_id: str) -> None:
    for seed in SEEDS:
        judge(rule_id, seed)


@pytest.mark.parametrize(
    ("rule_id", "seed"), [("share_at_least", 9), ("degree_ratio", 18), ("variation", 2002)]
)
def test_what_only_stricter_rows_refuse_is_possible(rule_id: str, seed: int) -> None:
    assert judge(rule_id, seed) > 0


def test_columns_that_state_a_spread_are_whole() -> None:
    """In parts the engine's answer did not stand up to being rounded."""
    judge("variation", 2036)


@pytest.mark.parametrize(("rule_id", "seed"), [("share_at_least", 3), ("variation", 0)])
def test_a_price_is_of_plans_that_keep_the_rule(rule_id: str, seed: int) -> None:
    """Forty people more than anybody can bring: no plan was found, and that there is none is not
    proven by rows stricter than the rule. One person less: the plan as it is will do."""
    plan = solved_plan(drawn(rule_id, seed))
    assert plan is not None
    assert price(plan, {(rule_id, ""): 40}) == Price(None, proven=False)
    assert price(plan, {(rule_id, ""): -1}).changes is not None


def test_the_page_does_not_call_whoever_is_not_on_it_impossible() -> None:
    plan = solved_plan(drawn("variation", 0))
    assert plan is not None
    names, words = CountyNames(plan.situation.county), TierWords(plan.situation.policy)
    nobody = destination_page(Code("T00"), (), names, words)
    assert "没有符合规则的去处" in nobody.closing
    said = unproven(nobody).closing
    assert "未求得符合规则的去处" in said and "没有符合规则" not in said


@pytest.mark.long
@pytest.mark.parametrize("rule_id", CURVED)
def test_what_is_refused_no_plan_has_in_many_counties(rule_id: str) -> None:
    for seed in LONG_SEEDS:
        judge(rule_id, seed)

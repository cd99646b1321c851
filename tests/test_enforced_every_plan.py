"""Enforced rules with changing totals against every plan there is, in counties that small.

What is called impossible is: no plan keeps the rule, and of none is it undecided. A plan that is
told keeps it, or is one of which the check says that it cannot tell.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import prod

import numpy as np
import pytest

from constraints.outcome import Outcome
from constraints.ratios.variation import P
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force, Params, RuleRow
from models.sheets import BaselineRow
from staffing.answers.diagnose.diagnosis import diagnose
from staffing.modelling.candidates import Slate, propose
from staffing.modelling.extract import extract
from staffing.modelling.model import build_model
from staffing.solve import Solved, solve
from staffing.wording import STRICTER_ROWS
from tests.every_roster import options, under
from tests.rules.case import cases_of
from tests.rules.counties import any_county
from tests.rules.test_variation import params
from tests.tiny import classes, county, school, teacher

CURVED = [rule_id for rule_id, rule in rules().items() if rule.refutable]
SEEDS = range(5)
LONG_SEEDS = range(1000, 1300)
MOST = 300
"""Plans of a county that are all tried; counties with more are passed over."""

ONCE_UNANSWERED = [("degree_ratio", 148), ("variation", 137)]
BASE = (BaselineRow(indicator="T14", year=2023, value=Decimal("0.4")),)

KEPT, UNDECIDED, SHORT = "kept", "undecided", "short"


def drawn(rule_id: str, seed: int) -> Situation | None:
    """A county under the plain policy and one enforced rule; None where it has too many plans."""
    dice = random.Random(f"{rule_id} {seed}")
    case = dice.choice(cases_of(rule_id).CASES)
    asked, there = case.params, case.there.county
    if seed % 3:
        there = replace(any_county(dice).county, baselines=BASE)
    if isinstance(asked, P):
        asked = replace(asked, limit=Fraction(dice.randint(2, 20), 10))
    here = enforced(under(there), rule_id, asked)
    plans = prod(len(own) for own in options(propose(here).moves))
    return here if 1 < plans <= MOST else None


def enforced(there: Situation, rule_id: str, params: Params) -> Situation:
    """The county with this one of the rule's rows, enforced, at the end of its policy."""
    basis = there.policy.rules[0].basis
    row = RuleRow(rule_id, rule_id, Force.HARD, params, {}, basis, tier="law")
    others = (r for r in there.policy.rules if r.rule != rule_id)
    return Situation(there.county, replace(there.policy, rules=(*others, row)))


def every_plan(here: Situation, slate: Slate) -> Counter[str]:
    """How many plans that keep all else keep the rule, leave it undecided, or fall short."""
    model = build_model(here, slate.moves)
    *others, own = (row for row in here.policy.rules if row.force is Force.HARD)
    found = Counter[str]()
    for chosen in product(*options(slate.moves)):
        values = np.zeros(model.program.columns, np.int64)
        values[[i for i in chosen if i >= 0]] = 1
        outcome = Outcome(here, extract(here, model, values), slate.openings)
        if any(m.short for row in others for m in rules()[row.rule].measure(outcome, row.params)):
            continue
        (measure,) = rules()[own.rule].measure(outcome, own.params)
        found[SHORT if measure.short else UNDECIDED if measure.short is None else KEPT] += 1
    return found


def judged(rule_id: str, seed: int) -> tuple[Counter[str], Solved] | None:
    here = drawn(rule_id, seed)
    if here is None:
        return None
    solved = solve(here)
    found = every_plan(here, solved.slate)
    if not found:
        return None
    told = diagnose(here)
    assert told is not None
    if found[KEPT] or found[UNDECIDED]:
        assert solved.status != "infeasible", (rule_id, seed, found, solved.conflicts)
        assert told.possible or not told.impossible, (rule_id, seed, found)
    else:
        assert solved.roster is None and not told.possible, (rule_id, seed, found)
    if solved.audit is not None:
        (measure,) = solved.audit.measures[rule_id]
        assert not measure.short, (rule_id, seed)
    elif solved.status == "infeasible":
        assert not told.possible and told.impossible, (rule_id, seed)
    return found, solved


@pytest.mark.parametrize("rule_id", CURVED)
def test_what_is_called_impossible_is(rule_id: str) -> None:
    for seed in SEEDS:
        judged(rule_id, seed)


@pytest.mark.parametrize(("rule_id", "seed"), ONCE_UNANSWERED)
def test_what_must_give_is_told_where_only_straight_rows_speak_against_the_locks(
    rule_id: str, seed: int
) -> None:
    """With every limit held against the locks, stricter rows allowed no plan at all."""
    found = judged(rule_id, seed)
    assert found is not None and found[1].roster is not None


def village() -> Situation:
    """Two village schools that count, one of them private; the only key teacher may go to town."""
    schools = [school("A"), school("B", sponsor="民办"), school("U", locale="城区")]
    people = [teacher(f"{code}{i}", code) for code in "AU" for i in range(1, 4)]
    rooms = [classes(code, "一年级", 1, 100) for code in "AB"]
    there = under(county(schools, [*people, teacher("A0", "A", key_level="县级")], rooms))
    return enforced(there, "variation", params("0.5", group="rural"))


def test_what_leaves_nobody_to_count_is_not_called_impossible() -> None:
    here = village()
    solved = solve(here)
    found = every_plan(here, solved.slate)
    assert found[UNDECIDED] and found[SHORT] and not found[KEPT]
    assert solved.status == "unknown" and solved.conflicts[0].message.endswith(STRICTER_ROWS)
    told = diagnose(here)
    assert told is not None and not told.possible and not told.impossible


@pytest.mark.long
@pytest.mark.parametrize("rule_id", CURVED)
def test_what_is_called_impossible_is_in_many_counties(rule_id: str) -> None:
    for seed in LONG_SEEDS:
        judged(rule_id, seed)

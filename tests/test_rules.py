"""Every rule that is found: its contract, its cases, and the agreement of its two halves."""

from __future__ import annotations

import importlib
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from constraints.reach import Reach
from constraints.registry import family_of, rules
from constraints.rule import AnyRule, PairRule
from models.finding import Finding, Measure, State
from models.policy import Force
from staffing.policy_file import load
from tests.rules.case import Case, Table, cases_of, shorts, table, unfounded
from tests.rules.counties import any_county, any_roster, any_visits
from tests.rules.posted import feasible, posted_over
from tests.rules.test_recruits_placed import come, county

RULES = list(rules())
SEEDS = range(4)
LONG_SEEDS = range(1000, 1400)


def _all_cases() -> list[tuple[str, Case]]:
    ready = [
        r for r in RULES if Path(__file__).with_name("rules").joinpath(f"test_{r}.py").exists()
    ]
    return [(rule_id, case) for rule_id in ready for case in cases_of(rule_id).CASES]


ALL_CASES = _all_cases()
IDS = [f"{rule_id}: {case.name}" for rule_id, case in ALL_CASES]


# -- contract -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_keeps_the_contract(rule_id: str) -> None:
    rule = rules()[rule_id]
    assert type(rule).__module__.endswith(f".{rule_id}") and family_of(rule_id)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in rule.name)
    assert rule.unit
    for name, declared in rule.Params.declared().items():
        assert declared.label, name
    document = importlib.import_module(type(rule).__module__).__doc__ or ""
    assert "口径" in document and "例外" in document
    assert not isinstance(rule, PairRule) or rule.label


@pytest.mark.parametrize("rule_id", RULES)
def test_the_national_policy_speaks_of_a_rule(rule_id: str) -> None:
    policy = load("national", date(2026, 9, 1))
    rows = policy.rows_of(rule_id)
    assert rows
    for row in rows:
        assert row.basis.document in policy.documents and row.basis.clause
        assert row.force is not Force.OFF or row.reason


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_has_cases_of_its_own(rule_id: str) -> None:
    module = cases_of(rule_id)
    assert module.RULE is rules()[rule_id]
    assert any(not case.expected for case in module.CASES), "no satisfied case"
    assert any(case.expected for case in module.CASES), "no broken case"
    assert any(case.kind == "edge" for case in module.CASES), "no case exactly on the edge"
    if rules()[rule_id].steers:
        assert any(case.expected and case.posted for case in module.CASES)


@pytest.mark.parametrize("rule_id", RULES)
def test_an_explanation_says_measured_required_and_short(rule_id: str) -> None:
    rule, seen = rules()[rule_id], 0
    for case in cases_of(rule_id).CASES:
        for measure in case.measures(rule, table(case)):
            if measure.state is State.SHORT:
                text = rule.explain(_finding(rule, measure))
                for number in (measure.measured, measure.required, measure.short):
                    assert _said(number, text, rule.unit), text
                seen += 1
            elif measure.state is State.UNDECIDABLE:
                assert rule.explain(_finding(rule, measure)).endswith("。")
    assert seen


# -- agreement ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule_id", "case"), ALL_CASES, ids=IDS)
def test_a_case_is_measured_as_expected(rule_id: str, case: Case) -> None:
    measures = case.measures(rules()[rule_id], table(case))
    assert shorts(measures) == dict(case.expected)
    assert {m.key for m in measures if m.short is None} == set(case.undecidable)


@pytest.mark.parametrize(("rule_id", "case"), ALL_CASES, ids=IDS)
def test_the_two_halves_agree_on_a_case(rule_id: str, case: Case) -> None:
    rule = rules()[rule_id]
    if rule.steers and case.posted:
        _agree(rule, case, table(case))


@pytest.mark.parametrize("rule_id", RULES)
def test_the_two_halves_agree_on_random_counties(rule_id: str) -> None:
    for seed in SEEDS:
        agree_at_random(rule_id, seed)


@pytest.mark.long
@pytest.mark.parametrize("rule_id", RULES)
def test_the_two_halves_agree_on_many_random_counties(rule_id: str) -> None:
    for seed in LONG_SEEDS:
        agree_at_random(rule_id, seed)


@pytest.mark.parametrize("rule_id", RULES)
def test_a_floor_is_never_above_what_is_measured(rule_id: str) -> None:
    rule = rules()[rule_id]
    for case in cases_of(rule_id).CASES:
        candidates = table(case)
        measures = case.measures(rule, candidates)
        floors = rule.floor(Reach(case.there, candidates.openings), case.params)
        assert unfounded(floors, measures) == {}, case.name


@pytest.mark.parametrize(("rule_id", "case"), ALL_CASES, ids=IDS)
def test_what_cannot_be_decided_says_why(rule_id: str, case: Case) -> None:
    """The column, or that there is nobody in the range; as a target it is a line of the ledger."""
    for measure in case.measures(rules()[rule_id], table(case)):
        assert measure.short is not None or measure.missing or measure.note, case.name


@pytest.mark.parametrize("rule_id", RULES)
def test_recruits_are_measured_too(rule_id: str) -> None:
    """Who comes by 招聘 is in the plan and not on 教师."""
    for case in cases_of(rule_id).CASES:
        Case("recruited", county(), case.params, roster=(come(1), come(2))).measures(
            rules()[rule_id]
        )


# -- how ----------------------------------------------------------------------------------------


def agree_at_random(rule_id: str, seed: int) -> None:
    rule, dice = rules()[rule_id], random.Random(seed)
    situation = any_county(dice)
    params = dice.choice(cases_of(rule_id).CASES).params
    free = table(Case(f"seed {seed}", situation, params))
    roster = any_roster(dice, situation, free.placements)
    case = Case(f"seed {seed}", situation, params, roster=any_visits(dice, situation, roster))
    candidates = table(case)
    case = replace(case, roster=(*roster, *candidates.visits))
    if rule.steers:
        _agree(rule, case, candidates)
    else:
        case.measures(rule, candidates)


def _agree(rule: AnyRule, case: Case, candidates: Table) -> None:
    """Post with every candidate fixed to the roster: the same shortfalls, the same feasibility."""
    measures = case.measures(rule, candidates)
    unknown = {rule.agree_by(m.key) for m in measures if m.short is None}
    checked = _by_level(rule, shorts(measures), unknown)
    posted = _by_level(rule, posted_over(rule, case, candidates), unknown)
    if rule.conservative:
        assert all(posted.get(key, 0) >= short for key, short in checked.items()), case.name
    else:
        assert posted == checked, case.name
        if not unknown:
            assert feasible(rule, case, candidates) == (not checked), case.name


def _by_level(rule: AnyRule, shorts: Mapping[str, int], unknown: set[str]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for key, short in shorts.items():
        if rule.agree_by(key) not in unknown:
            found[rule.agree_by(key)] += short
    return dict(found)


def _finding(rule: AnyRule, measure: Measure) -> Finding:
    return Finding(
        rule.id, rule.id, rule.name, measure.key, measure.measured, measure.required,
        measure.short, rule.unit, measure.state, measure.people, "", "", "", "", True,
    )  # fmt: skip


def _said(number: int | Fraction | None, text: str, unit: str) -> bool:
    """Whether a sentence shows a number, as it is, as a share, or in periods."""
    if number is None:
        return "无" in text
    if unit == "0.1课时":
        return f"{abs(float(number)) / 10:g}课时" in text  # less than nothing is told as beyond it
    if isinstance(number, Fraction) and number.denominator != 1:
        return any(sign in text for sign in ("%", ".", "/"))
    return str(number) in text

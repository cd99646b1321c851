"""Rows that prove of an enforced rule with changing totals that no plan keeps it.

In small counties, whoever goes where: they refuse nothing that the check passes or cannot decide,
and with every total on the list nothing else.
"""

from __future__ import annotations

import random

import pytest

from constraints.ratios import _within
from constraints.ratios._spread import root, variation
from constraints.ratios.share_at_least import RULE as SHARE
from constraints.ratios.variation import RULE as VARIATION
from constraints.reach import Reach
from constraints.registry import rules
from constraints.rule import AnyRule
from models.finding import Measure
from models.policy import Force, RuleRow
from models.roster import Roster
from staffing.modelling.model import Model, build_model
from tests.rules.case import Case, Table, cases_of, table
from tests.rules.counties import any_county, any_roster
from tests.rules.posted import CITED
from tests.rules.test_share_at_least import params as half
from tests.rules.test_share_at_least import town as blanks
from tests.rules.test_thresholds import least
from tests.rules.test_variation import params, town

EXACT = ("variation", "share_at_least", "degree_ratio", "share_not_below")
REFUTABLE = [rule_id for rule_id, rule in rules().items() if rule.refutable]
SEEDS = range(24)


def laxer(rule: AnyRule, case: Case, open_to: Table) -> Model:
    """The rule alone, enforced, its shortfall open, in the rows that prove."""
    row = RuleRow(rule.id, rule.id, Force.HARD, case.params, {}, CITED, tier="law")
    return build_model(open_to.situation, open_to.moves, rows=[row], elastic=True, laxer=True)


def tried(rule_id: str, seed: int) -> list[tuple[Measure, int]]:
    """What is measured of some rosters of a county, and what the rows ask of each."""
    dice, rule, drawn = random.Random(seed), rules()[rule_id], cases_of(rule_id).CASES
    case = dice.choice(drawn)
    if seed % 2:
        case = Case(f"{rule_id} {seed}", any_county(dice), case.params)
    open_to, found = table(case), []
    model = laxer(rule, case, open_to)
    for _ in range(12):
        roster = Roster.of(any_roster(dice, open_to.situation, open_to.placements))
        (measure,) = Case(case.name, case.there, case.params, roster=roster).measures(rule, open_to)
        found.append((measure, least(model, open_to.chosen(roster))))
    return found


@pytest.mark.parametrize("rule_id", REFUTABLE)
def test_nothing_is_refused_that_the_check_does_not(rule_id: str) -> None:
    seen = 0
    for seed in SEEDS:
        for measure, asked in tried(rule_id, seed):
            assert asked <= (measure.short or 0), (rule_id, seed, measure)
            seen += asked > 0
    assert seen, "rows that never refuse anything prove nothing"


@pytest.mark.parametrize("rule_id", EXACT)
def test_in_a_small_county_they_are_the_check(rule_id: str) -> None:
    for seed in SEEDS:
        for measure, asked in tried(rule_id, seed):
            assert (asked > 0) == bool(measure.short), (rule_id, seed, measure)


@pytest.mark.parametrize("seed", range(4))
def test_with_fewer_totals_they_still_refuse_nothing_kept(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_within, "MOST", 2)
    for measure, asked in tried("variation", 2 * seed + 1):
        assert asked <= (measure.short or 0)


def test_who_can_all_leave_leaves_nobody_to_judge() -> None:
    """One key teacher, who may go to a school without pupils: then the check cannot say."""
    p = params("0.5")
    case = Case("Nobody left", town((1, 100), (0, 100), (0, 0)), p)
    open_to = table(case)
    model = laxer(VARIATION, case, open_to)
    (stays,) = case.measures(VARIATION, open_to)
    assert stays.short == 1 and least(model, open_to.chosen(Roster(()))) == 1
    roster = Roster.of([next(p for p in open_to.placements if p.host == "C")])
    (left,) = Case("", case.there, case.params, roster=roster).measures(VARIATION, open_to)
    assert left.short is None and least(model, open_to.chosen(roster)) == 0
    reach = Reach(case.there, {o for o in open_to.openings if o.host == "C"})
    assert VARIATION.floor(reach, p) == {"": 1}
    assert not VARIATION.decided(reach, p)
    assert VARIATION.decided(Reach(case.there, frozenset()), p)


def test_where_blank_cells_decide_the_check_does_not_refuse() -> None:
    """One of four has a degree and one does not say; half of them are asked for."""
    there, p = blanks("本科", None, "专科", "专科"), half("1/2")
    reach = Reach(there, frozenset())
    assert SHARE.floor(reach, p) == {"": 1} and not SHARE.decided(reach, p)
    assert SHARE.decided(Reach(blanks("本科", "专科", "专科", "专科"), frozenset()), p)


def test_a_limit_in_long_fractions_stays_laxer() -> None:
    """Thousands of pupils and an odd limit: what is rounded is rounded in the plan's favour."""
    case = Case("Odd", town((40, 1999), (37, 1873), (12, 611)), params("0"))
    open_to = table(case)
    square = variation((40, 37, 12), (1999, 1873, 611))
    limit = root(square, 6)
    kept = Case("Kept by a hair", case.there, params(str(limit)))
    assert least(laxer(VARIATION, kept, open_to), open_to.chosen(Roster(()))) == 0

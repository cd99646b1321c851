"""Every planted bug is caught: the rules' tests bite."""

from __future__ import annotations

import pytest

from constraints.rule import AnyRule
from tests import test_rules
from tests.mutants import MUTANTS
from tests.planting import Mutant, planted
from tests.rules.case import cases_of

SEEDS = range(60)


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_planted_bug_is_caught(mutant: Mutant) -> None:
    with planted(mutant) as rule:
        assert _caught(rule), "this bug lives: no case and no random county noticed it"


def test_a_sound_rule_is_not_caught() -> None:
    """The same edit that changes nothing: the net does not catch everything."""
    idle = Mutant("commute", "rotation/commute.py", 'unit = "公里"', 'unit = "公里" ')
    with planted(idle) as rule:
        assert not _caught(rule)


def _caught(rule: AnyRule) -> bool:
    """Whether a case or a random county gives the bug away, by a wrong number or by an error."""
    try:
        for case in cases_of(rule.id).CASES:
            test_rules.test_a_case_is_measured_as_expected(rule.id, case)
            test_rules.test_the_two_halves_agree_on_a_case(rule.id, case)
        for seed in SEEDS:
            test_rules.agree_at_random(rule.id, seed)
    except Exception:
        return True
    return False

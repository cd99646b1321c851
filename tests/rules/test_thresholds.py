"""Rows of an enforced ratio: with every share on the list, they are the rule itself.

In small counties, whoever goes where: the exchanges that the rows ask for are those of the check.
"""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

import numpy as np
import pytest

from constraints.ratios import _thresholds
from constraints.ratios.degree_ratio import RULE
from constraints.situation import Situation
from models.policy import Force, RuleRow
from models.roster import Placement, Roster
from staffing.modelling.model import Model, build_model
from staffing.solver.engine import Answer, solve_integer
from tests.rules.case import Case, Table, shorts, table
from tests.rules.posted import CITED
from tests.rules.test_degree_ratio import params
from tests.tiny import county, school, situation, teacher

WORDS = {"本": "本科", "专": "专科"}
LOCALES = {"U": "城区", "R": "乡村", "X": "镇区"}


def three(**letters: str) -> Situation:
    """A city school, a village school and one that is neither; a letter per teacher."""
    people = [
        teacher(f"{code}{i}", code, education=WORDS[letter])
        for code, held in letters.items()
        for i, letter in enumerate(held)
    ]
    return situation(county([school(c, locale=LOCALES[c]) for c in letters], people))


def enforced(case: Case, open_to: Table, *, laxer: bool = False) -> Model:
    """The rule alone, enforced as it is checked, its shortfall open; laxer: the rows that prove."""
    row = RuleRow(RULE.id, RULE.id, Force.HARD, case.params, {}, CITED, tier="law")
    return build_model(
        open_to.situation, open_to.moves, rows=[row], elastic=True, by_check=True, laxer=laxer
    )


def least(model: Model, chosen: np.ndarray) -> int:
    """Fewest exchanges with every candidate fixed."""
    program = model.program
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[: len(chosen)] = upper[: len(chosen)] = chosen
    fixed = replace(program, lower=lower, upper=upper)
    objective = np.zeros(program.columns, np.int64)
    for block in model.shorts:
        objective[block.columns] = 1
    found = solve_integer(fixed, objective)
    assert found.answer is Answer.OPTIMAL and found.columns is not None
    return int(objective @ found.columns)


def rosters(placements: tuple[Placement, ...]) -> list[Roster]:
    """Up to three people who go somewhere, each once."""
    ways = chain.from_iterable(combinations(placements, n) for n in range(4))
    return [Roster.of(w) for w in ways if len({p.person for p in w}) == len(w)]


def drawn(seed: int) -> Case:
    dice = random.Random(seed)
    letters = {c: "".join(dice.choices("本专", k=dice.randint(1, 4))) for c in LOCALES}
    limit = dice.choice(["1", "1.01", "1.1", "5/4", "3/2"])
    return Case(str(letters), three(**letters), params(limit))


@pytest.mark.parametrize("seed", range(8))
def test_the_rows_are_the_check_whoever_goes(seed: int) -> None:
    case = drawn(seed)
    open_to = table(case)
    model, dice = enforced(case, open_to), random.Random(seed)
    every = rosters(open_to.placements)
    for roster in dice.sample(every, min(len(every), 40)):
        tried = Case(case.name, case.there, case.params, roster=roster)
        measured = tried.measures(RULE, open_to)
        if any(m.short is None for m in measured):
            continue
        said = least(model, open_to.chosen(roster))
        assert said == shorts(measured).get("", 0), (case.name, roster)


@pytest.mark.parametrize("seed", range(4))
def test_with_fewer_shares_the_rows_lie_on_either_side(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_thresholds, "MOST", 5)
    case = drawn(seed)
    open_to = table(case)
    model, dice = enforced(case, open_to), random.Random(seed)
    laxer = enforced(case, open_to, laxer=True)
    every = rosters(open_to.placements)
    for roster in dice.sample(every, min(len(every), 20)):
        tried = Case(case.name, case.there, case.params, roster=roster)
        measured = shorts(tried.measures(RULE, open_to)).get("", 0)
        chosen = open_to.chosen(roster)
        assert least(laxer, chosen) <= measured <= least(model, chosen), (case.name, roster)


def test_somebody_from_elsewhere_keeps_the_rule() -> None:
    """U 4/4, R 9/10, at most 1.1: a 本科 from X to R makes it 11/10, which is just allowed."""
    there = three(U="本本本本", R="本本本本本本本本本专", X="本")
    case = Case("From elsewhere", there, params(str(Fraction(11, 10))))
    open_to = table(case)
    (move,) = (p for p in open_to.placements if p.person == "X0" and p.host == "R")
    assert least(enforced(case, open_to), open_to.chosen(Roster.of([move]))) == 0

"""All ways of being placed at once, on small counties drawn at random.

Solving raises Disagreement wherever the audit counts otherwise, so a plan is agreement.
"""

from __future__ import annotations

import random
from collections import Counter
from functools import cache

import pytest

from constraints.board import MODES
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.situation import Situation
from models.policy import Force
from models.roster import Roster
from models.vocabulary import Mode
from staffing.itinerant.weekday import plan_weekdays
from staffing.itinerant.weekday_check import check_weekday_plan
from staffing.modelling import visiting
from staffing.modelling.candidates import propose
from staffing.modelling.extract import placement_at
from staffing.solve import Solved, prepare, solve
from tests.every_mode import every_mode_county

SEEDS = range(20)
LONG_SEEDS = range(10_000, 20_000)
ONCE_APART = (10_064, 13_431, 13_632, 18_509)
"""Somebody had two places one after the other, the second on a wish; a decision led to another
campus of a team's school; 跟岗 ran on after the term, at the cost of rural service; visits to a
school that opens later."""
SWITCHED = tuple(mode for mode in Mode if mode is not Mode.STAY)


@cache
def _solved(seed: int) -> tuple[Situation, Solved]:
    here = every_mode_county(seed)
    return here, solve(here)


def check_plan(here: Situation, solved: Solved) -> None:
    """A plan keeps every hard rule and fits into weeks; without one the conflicts are named."""
    hard = [row for row in here.policy.rules if row.force is Force.HARD]
    if solved.roster is None or solved.audit is None:
        curved = any(rules()[row.rule].conservative for row in hard)
        assert solved.conflicts or (curved and solved.status == "unknown")
        sure = solved.status == "infeasible"
        assert not solved.conflicts or sure or (curved and solved.status == "unknown")
        return
    broken = {m.key for row in hard for m in solved.audit.measures[row.id] if m.short}
    assert not broken
    plan = plan_weekdays(here, solved.roster)
    assert check_weekday_plan(here, solved.roster, plan) == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_solver_and_audit_agree_and_every_law_holds(seed: int) -> None:
    check_plan(*_solved(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_both_halves_know_the_same_decisions(seed: int) -> None:
    """What the locks decide is the same to the solver's candidates and to the plain checks."""
    here = every_mode_county(seed)
    moves, county = propose(here).moves, here.county
    said = {
        (here.people[moves.person[i]], MODES[moves.mode[i]])
        for i in range(len(moves))
        if moves.locked[i]
    }
    plain = {(p.person, p.mode) for p in Outcome(here, Roster(())).decided}
    assert said == plain, county.locks


@pytest.mark.parametrize("seed", SEEDS)
def test_both_halves_know_the_same_wishes(seed: int) -> None:
    """The wish a candidate grants is the one the plain check sees in its row, outside too."""
    prepared = prepare(every_mode_county(seed))
    here, model = prepared.situation, prepared.model
    outcome = Outcome(here, Roster(()), prepared.slate.openings)
    rows = [placement_at(here, model, i) for i in range(len(model.moves))]
    assert [outcome.wish_rank(row) or 0 for row in rows] == model.moves.wish.tolist()
    assert all(outcome.was_open(row.person, row.mode, row.host) for row in rows)


def test_wishes_for_another_county_are_granted_and_weighed() -> None:
    """A first wish before a second, where seats lead to both; the agreement above has substance."""
    granted, weighed = Counter[Mode](), 0
    for seed in SEEDS:
        here, solved = _solved(seed)
        outside = {row.code for row in here.county.outside_schools}
        outcome = Outcome(here, solved.roster or Roster(()))
        for move in outcome.moves:
            asked = move.host in outside and outcome.wish_rank(move) is not None
            granted[move.mode] += asked and move.person not in here.county.locks_of
        keys = {m.key for m in solved.audit.measures["wishes"]} if solved.audit else set()
        weighed += len(keys & {w.person for w in here.county.wishes if w.school in outside})
    assert granted[Mode.SHADOWING] and weighed


@pytest.mark.parametrize("mode", SWITCHED)
def test_a_mode_switched_off_leaves_none_and_the_rest_still_solves(mode: Mode) -> None:
    seen = Counter[Mode]()
    for seed in range(6):
        here = every_mode_county(seed, f"modes.{mode.name.lower()}.on=false")
        solved = solve(here)
        check_plan(here, solved)
        seen.update(p.mode for p in (solved.roster or Roster(())).placements)
    assert seen[mode] == 0 and seen.total() > 0


def test_the_counties_have_something_of_every_mode() -> None:
    """The generator is worth its name: each mode has candidates somewhere."""
    seen = set[Mode]()
    for seed in range(60):
        here = every_mode_county(seed)
        seen |= {MODES[mode] for mode in propose(here).moves.mode.tolist()}
        seen |= {Mode.ITINERANT} if len(visiting.slate(here).moves) else set()
    assert [mode for mode in SWITCHED if mode not in seen] == []


@pytest.mark.parametrize("seed", ONCE_APART)
def test_the_two_halves_agree_where_they_once_did_not(seed: int) -> None:
    _check_drawn(seed)


@pytest.mark.long
@pytest.mark.parametrize("first", LONG_SEEDS[::100])
def test_solver_and_audit_agree_on_ten_thousand_counties(first: int) -> None:
    for seed in range(first, first + 100):
        _check_drawn(seed)


def _check_drawn(seed: int) -> None:
    """The county of a seed, half of the time with one mode switched off."""
    off = random.Random(seed).choice([None, None, *SWITCHED])
    settings = () if off is None else (f"modes.{off.name.lower()}.on=false",)
    here = every_mode_county(seed, *settings)
    solved = solve(here)
    check_plan(here, solved)
    assert not any(p.mode is off for p in (solved.roster or Roster(())).placements), seed

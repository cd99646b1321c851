"""Among plans that are equally good the same one is taken, however the model was written down."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from constraints.board import Candidates, IntArray, Visits
from models.roster import Placement
from staffing.modelling.model import Model
from staffing.solver import canonical
from staffing.solver.canonical import HALF_DAYS, MADE, SPREAD, canonical_columns, hashes
from staffing.solver.pins import TierTask
from staffing.solver.program import Program
from staffing.solver.tiers import solve_tiers
from tests.rules.case import candidates
from tests.solver.programs import best, points, program, reordered
from tests.tiny import move, situation, tiny

THERE = situation(tiny())
PLACEMENTS = tuple(
    move(person, home, host, subject=THERE.county.teacher[person].subject, stage="小学")
    for person, home in (("T1", "A"), ("T2", "A"), ("T4", "A"), ("T6", "C"))
    for host in ("A", "B", "C")
    if host != home
)
SUBJECTS = tuple(sorted({p.subject or "" for p in PLACEMENTS}))
MOVES = candidates(THERE, PLACEMENTS, SUBJECTS)
SHORT = len(PLACEMENTS)


def _free_choice() -> tuple[Program, IntArray]:
    """Nobody goes twice; each one short of three who go costs one: 32 plans cost nothing."""
    once = [({2 * i: 1, 2 * i + 1: 1}, 0, 1) for i in range(SHORT // 2)]
    three = ({**dict.fromkeys(range(SHORT), 1), SHORT: 1}, 3, SHORT)
    at_most = (dict.fromkeys(range(SHORT), 1), 0, 3)
    there = program([(0, 1)] * SHORT + [(0, 3)], [*once, three, at_most], SHORT)
    return there, np.array([0] * SHORT + [1], np.int64)


def _chosen(there: Program, objective: IntArray, moves: Candidates) -> set[tuple[int, int]]:
    """(person, host) pairs of the canonical plan."""
    answer = solve_tiers(there, [TierTask("t", objective)])
    values = canonical_columns(answer, Model(there, moves, Visits.none(), ()), THERE)
    assert there.admits(values) and answer.face.admits(values)
    taken = np.flatnonzero(values[: len(moves)])
    return {(int(moves.person[i]), int(moves.host[i])) for i in taken}


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_rows_and_columns_does_not_matter(seed: int) -> None:
    there, objective = _free_choice()
    dice = random.Random(seed)
    own, rows = list(range(SHORT)), list(range(there.rows))
    dice.shuffle(own)
    dice.shuffle(rows)
    columns = np.array([*own, SHORT])
    moved = reordered(there, np.array(rows), columns)
    expected = _chosen(there, objective, MOVES)
    assert len(expected) == 3
    assert _chosen(moved, objective[columns], MOVES.take(columns[:SHORT])) == expected


def test_the_plan_with_the_smallest_sum_of_hashes_is_taken() -> None:
    there, objective = _free_choice()
    weights = np.zeros(there.columns, np.int64)
    weights[:SHORT] = hashes(THERE, MOVES, np.arange(SHORT), 0)
    equal = best(points(there), [objective])
    assert len(equal) == 32
    (least,) = best(equal, [weights])
    expected = {(int(MOVES.person[i]), int(MOVES.host[i])) for i in np.flatnonzero(least)}
    assert _chosen(there, objective, MOVES) == expected


def test_a_better_plan_is_never_given_up_for_a_smaller_hash() -> None:
    there, objective = _free_choice()
    dear = int(hashes(THERE, MOVES, np.arange(SHORT), 0).argmax())
    wanted = objective + 1
    wanted[[dear, SHORT]] = [0, 10]
    answer = solve_tiers(there, [TierTask("t", wanted)])
    values = canonical_columns(answer, Model(there, MOVES, Visits.none(), ()), THERE)
    assert values[dear] == 1 and int(wanted @ values) == answer.proofs[0].value


def test_numbers_that_all_tie_leave_a_plan_that_is_as_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "hashes", lambda s, m, some, salt: np.ones(len(some), np.int64))
    there, objective = _free_choice()
    assert len(_chosen(there, objective, MOVES)) == 3


def test_nothing_free_is_nothing_to_choose() -> None:
    there, objective = _free_choice()
    fixed = replace(there, upper=np.append(np.zeros(SHORT, np.int64), 3))
    answer = solve_tiers(fixed, [TierTask("t", objective)])
    values = canonical_columns(answer, Model(fixed, MOVES, Visits.none(), ()), THERE)
    assert answer.columns is not None and values.tolist() == answer.columns.tolist()
    assert answer.proofs[0].value == 3


def test_a_hash_depends_on_the_candidate_alone() -> None:
    every = np.arange(SHORT)
    plain = hashes(THERE, MOVES, every, 0)
    turned = hashes(THERE, MOVES.take(every[::-1]), every, 0)[::-1]
    assert plain.tolist() == turned.tolist()
    assert hashes(THERE, MOVES, every[2:4], 0).tolist() == plain[2:4].tolist()
    assert ((plain >= 0) & (plain < SPREAD)).all()


def test_hashes_differ_by_candidate_and_salt() -> None:
    other_mode = [_as(p, mode) for p in PLACEMENTS for mode in ("调动", "支教")]
    other_subject = [replace(p, subject="体育") for p in PLACEMENTS if p.subject != "体育"]
    every = (*PLACEMENTS, *other_mode, *other_subject)
    moves = candidates(THERE, every, SUBJECTS)
    order = np.arange(len(every))
    seen = [hashes(THERE, moves, order, salt).tolist() for salt in (MADE, HALF_DAYS)]
    assert len({number for numbers in seen for number in numbers}) == 2 * len(every)


def _as(p: Placement, mode: str) -> Placement:
    return move(p.person, p.home, p.host, mode, subject=p.subject, stage="小学")

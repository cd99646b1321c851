"""The last tier: one plan among equals, chosen by what is in the plan and nothing else.

Each candidate gets a number hashed from person, mode, host, stage, subject and seat, each visit of
走教 one for being made and one a half-day; the plan with the smallest sum on the optimal face is
taken. That two plans have it is unlikely (at most open columns ÷ SPREAD, whatever the plans are),
and to prove that they do not would cost as much as a tier; the engine's own order would decide.
On a face of very many candidates the plan stays as the tiers left it: proving the smallest sum
among millions of equal plans would cost more than all tiers before it. The same county and policy
still give the same plan, in whatever order the workbook lists its rows, because candidates are
listed by code.
"""

from __future__ import annotations

import hashlib

import numpy as np

from constraints.board import MODES, STAGES, BoolArray, Candidates, IntArray
from constraints.facts.seats import host_of
from constraints.situation import Situation
from staffing.modelling.model import Model
from staffing.solver.engine import Answer
from staffing.solver.exact import Prior, solve_exactly
from staffing.solver.proof import TiersAnswer

SPREAD = 2**20
"""Hash values lie below this."""

LARGE_FACE = 3000
"""Open choices beyond which the plan stays as it is."""

MADE, HALF_DAYS = 0, 3
"""Salts of the numbers of what is made, and of half-days of 走教."""


def canonical_columns(answer: TiersAnswer, model: Model, situation: Situation) -> IntArray:
    """Columns of the canonical plan on the face where every tier is attained."""
    assert answer.columns is not None
    best = answer.columns
    program = answer.face
    open_columns = program.upper > program.lower
    if not 0 < len(_choices(model, open_columns)) <= LARGE_FACE:
        return best
    objective = _weights(situation, model, open_columns)
    found = solve_exactly(program, objective, prior=Prior(best, None, answer.basis))
    if found.answer is not Answer.OPTIMAL or found.columns is None:
        return best
    return found.columns


def _choices(model: Model, open_columns: BoolArray) -> IntArray:
    """Yes-or-no columns still open: candidates, and whether a visit is made."""
    columns = np.concatenate([np.arange(len(model.moves)), model.visits.visit])
    return np.asarray(columns[open_columns[columns]])


def _weights(situation: Situation, model: Model, open_columns: BoolArray) -> IntArray:
    """The hashed number of every open candidate, visit and half-day; zero for other columns."""
    moves, visits = model.moves, model.visits
    weights = np.zeros(len(open_columns), np.int64)  # an answer may hold further columns
    free = np.flatnonzero(open_columns[: len(moves)])
    weights[free] = hashes(situation, moves, free, MADE)
    if len(visits):
        pairs, order = visits.as_candidates(moves.subjects), np.arange(len(visits))
        weights[visits.visit] = hashes(situation, pairs, order, MADE)
        weights[visits.half_days] = hashes(situation, pairs, order, HALF_DAYS)
    return np.asarray(np.where(open_columns, weights, 0))


def hashes(situation: Situation, moves: Candidates, columns: IntArray, salt: int) -> IntArray:
    """A number per candidate from what it is, the same on every machine and in every order."""
    people = situation.people
    found = np.empty(len(columns), np.int64)
    for position, i in enumerate(columns.tolist()):
        words = (
            str(salt),
            people[moves.person[i]],
            MODES[moves.mode[i]],
            host_of(situation, moves, i),
            STAGES[moves.stage[i]],
            moves.subjects[moves.subject[i]],
            str(moves.team[i]),
        )
        digest = hashlib.blake2b("/".join(words).encode(), digest_size=8).digest()
        found[position] = int.from_bytes(digest, "big") % SPREAD
    return found

"""The last tier: one plan among equals, chosen by what is in the plan and nothing else.

Each candidate gets a number hashed from person, mode, host, stage, subject and seat, each visit of
走教 one for being made and one a half-day; the plan with the smallest sum on the optimal face is
taken. If another plan ties with it, the next salt decides.
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
from staffing.solver.program import UNBOUNDED, Program
from staffing.solver.proof import TiersAnswer

SPREAD = 2**20
"""Hash values lie below this."""

LARGE_FACE = 3000
"""Open choices beyond which the plan stays as it is."""

SALTS = 3
"""How many salts are tried before a tie between plans is left to the engine's own order."""


def canonical_columns(answer: TiersAnswer, model: Model, situation: Situation) -> IntArray:
    """Columns of the canonical plan on the face where every tier is attained."""
    assert answer.columns is not None
    best = answer.columns
    program = answer.face
    open_columns = program.upper > program.lower
    free = _choices(model, open_columns)
    if not 0 < len(free) <= LARGE_FACE:
        return best
    for salt in range(SALTS):
        objective = _weights(situation, model, open_columns, salt)
        found = solve_exactly(program, objective, prior=Prior(best, None, answer.basis))
        if found.answer is not Answer.OPTIMAL or found.columns is None:
            return best
        best = found.columns
        if _unique(program, objective, best, free):
            return best
        program = program.at_most(objective, found.value)
    return best


def _choices(model: Model, open_columns: BoolArray) -> IntArray:
    """Yes-or-no columns still open: candidates, and whether a visit is made."""
    columns = np.concatenate([np.arange(len(model.moves)), model.visits.visit])
    return np.asarray(columns[open_columns[columns]])


def _weights(situation: Situation, model: Model, open_columns: BoolArray, salt: int) -> IntArray:
    """The hashed number of every open candidate, visit and half-day; zero for other columns."""
    moves, visits = model.moves, model.visits
    weights = np.zeros(len(open_columns), np.int64)  # an answer may hold further columns
    free = np.flatnonzero(open_columns[: len(moves)])
    weights[free] = hashes(situation, moves, free, salt)
    if len(visits):
        pairs, order = visits.as_candidates(moves.subjects), np.arange(len(visits))
        weights[visits.visit] = hashes(situation, pairs, order, salt)
        weights[visits.half_days] = hashes(situation, pairs, order, salt + SALTS)
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


def _unique(program: Program, objective: IntArray, best: IntArray, free: IntArray) -> bool:
    """Whether no other choice of candidates costs the same: cut this one off and look again."""
    taken = best[free] > 0
    signs = np.where(taken, -1, 1)
    other = program.with_row(free, signs, 1 - int(taken.sum()), UNBOUNDED)
    capped = other.at_most(objective, int(objective @ best))
    return solve_exactly(capped, objective).answer is Answer.INFEASIBLE

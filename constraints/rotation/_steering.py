"""Which candidates count as exchanged and how many are needed: the solver's half, in arrays."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from constraints.board import Board, BoolArray, IntArray
from constraints.facts.direction import Direction
from constraints.facts.eligibility import Eligibility
from constraints.facts.grouping import Grouping
from constraints.rotation._counting import place
from constraints.rotation._school_year import sent_before
from constraints.situation import Situation


def eligible(situation: Situation) -> BoolArray:
    """应交流对象, by person."""
    due = frozenset(Eligibility.of(situation).eligible)
    return np.array([code in due for code in situation.people], np.bool_)


def sent(situation: Situation) -> BoolArray:
    """应交流对象 sent out earlier in the school year, by person."""
    before = sent_before(situation)
    return np.array([code in before for code in situation.people], np.bool_)


def key_sent(situation: Situation) -> BoolArray:
    """Those of them who were key teachers when they went, by person."""
    before = sent_before(situation)
    return np.array([code in before and before[code].key for code in situation.people], np.bool_)


def movable(situation: Situation) -> BoolArray:
    """People who may be candidates at all and whom no lock has decided about, by person."""
    able = frozenset(Eligibility.of(situation).movable_people) - situation.county.locks_of.keys()
    return np.array([code in able for code in situation.people], np.bool_)


def unlocked(situation: Situation) -> BoolArray:
    """People whom no lock has decided about, by person."""
    locked = situation.county.locks_of.keys()
    return np.array([code not in locked for code in situation.people], np.bool_)


def counting(board: Board) -> BoolArray:
    """Mask of the candidates that count: an eligible person, a counted mode and direction; nobody
    counted already for having been sent out earlier in the school year."""
    moves = board.moves
    matrix = Direction.of(board.situation).matrix
    away = (moves.home >= 0) & (moves.host >= 0) & matrix[moves.home, moves.host]
    fresh = eligible(board.situation) & ~sent(board.situation)
    return np.asarray(moves.counts & fresh[moves.person] & away)


def inside(situation: Situation, groups: Sequence[str]) -> BoolArray:
    """Schools in any of the named groups; all when none is named."""
    masks = [Grouping.of(situation).mask(name) for name in groups]
    everywhere = np.ones(len(situation.county.schools), np.bool_)
    return np.logical_or.reduce(masks) if masks else everywhere


def scope_of(situation: Situation, groups: Sequence[str], *, each: bool) -> IntArray:
    """Scope every person is counted in: 0 for the one, a school's rank in the groups, −1 = none."""
    schools = inside(situation, groups)
    number = np.where(schools, np.cumsum(schools) - 1 if each else 0, -1)
    index = situation.county.school_index
    places = [place(situation, code) for code in situation.people]
    home = np.array([-1 if p is None else index[p] for p in places], np.int64)
    return np.where(home >= 0, number[home], -1).astype(np.int64)


def share_up(share: Fraction, base: IntArray) -> IntArray:
    """ceil(share × base), exactly."""
    return np.asarray(-(-(base * share.numerator) // share.denominator), np.int64)

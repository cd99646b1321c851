"""Random counties, each solved, and every roster that could be tried in its stead."""

from __future__ import annotations

import random
from functools import cache

import numpy as np

from staffing.answers.loaded import LoadedPlan, kept
from staffing.modelling.candidates import propose
from staffing.solve import solve
from tests.every_roster import Tried, every_roster, options, under
from tests.rules.counties import any_county

_MOST = 1500
"""Rosters of a county that are tried at most."""


@cache
def drawn(seed: int) -> LoadedPlan | None:
    """A random county solved; None when it has no plan or too many rosters to try."""
    there = under(any_county(random.Random(seed)).county)
    if np.prod([len(own) for own in options(propose(there).moves)], dtype=float) > _MOST:
        return None
    solved = solve(there, nodes=None)
    return kept(solved) if solved.roster is not None else None


@cache
def tried(seed: int) -> tuple[Tried, ...]:
    """Every roster of it, as measured."""
    plan = drawn(seed)
    return () if plan is None else tuple(every_roster(plan.situation))

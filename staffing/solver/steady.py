"""CP-SAT as it is used here: the same question gives the same answer, and Ctrl-C stays ours."""

from __future__ import annotations

from typing import Any

SEED = 1


def steady_solver(effort: float) -> Any:
    """A solver of one worker. effort: deterministic time (its own steps, not seconds) it may take.

    Left to itself it takes SIGINT over and does not give it back: from then on an interrupt would
    kill the process in the middle of whatever it writes, without a word.
    """
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = effort
    solver.parameters.catch_sigint_signal = False
    return solver

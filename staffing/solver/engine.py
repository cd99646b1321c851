"""The one door to the solvers: linear and integer programs through MathOpt (HiGHS, GLOP).

HiGHS runs on one thread with a fixed seed, so the same program gives the same answer; there are no
wall-clock limits, only limits counted in the solver's own steps.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from ortools.math_opt import (
    model_parameters_pb2,
    parameters_pb2,
    result_pb2,
    solution_pb2,
)
from ortools.math_opt.core.python import solver as core
from ortools.math_opt.python import callback, init_arguments
from pybind11_abseil.status import StatusNotOk

from constraints.board import IntArray
from staffing.solver.hushed import hushed
from staffing.solver.interruptible import interruptibly
from staffing.solver.program import HALF, FloatArray, Program
from staffing.solver.wire import message

SEED = 1
"""Seed of the engine; any fixed number serves, it only has to stay the same."""

MOST_STEPS = 5_000
"""Simplex steps from a basis at hand before the program is solved from nothing instead."""

NOISE, PRECISION = 1e-12, 1e-9
"""Shares of its value by which a relaxation's duals may prove less: noise, and still of use."""

UNSOUND = 1 << 12
"""Presolve without its aggregator: that of HiGHS 1.12 loses plans where whole columns that choose
stand beside shortfalls that need not be whole, and calls what is left the best, or infeasible."""

PROBING = 1 << 15
"""What presolve tries one column after another: it takes most of the time of a proof and brings
little that cuts do not."""

LARGE = 400_000
"""Entries from which presolve costs a proof more than it brings."""

SEARCHES = tuple(f"mip_heuristic_run_{name}" for name in ("rens", "rins", "root_reduced_cost"))
"""Searches for a plan in part of a program; the engine makes them whatever effort it is allowed."""

PLENTY = 100
"""Branch-and-bound nodes with which a proof need not begin anew once columns have been fixed."""

AT_LOWER = solution_pb2.BASIS_STATUS_AT_LOWER_BOUND
AT_UPPER = solution_pb2.BASIS_STATUS_AT_UPPER_BOUND
BASIC = solution_pb2.BASIS_STATUS_BASIC


class Answer(StrEnum):
    """What the engine says of a program."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Basis:
    """Where the simplex method stopped: the engine's status of every column and row."""

    columns: IntArray
    rows: IntArray

    def on(self, program: Program) -> Basis:
        """The same place in a program with further columns and rows at its end."""
        columns = np.full(program.columns, AT_LOWER)
        columns[: len(self.columns)] = self.columns
        rows = np.full(program.rows, BASIC)
        rows[: len(self.rows)] = self.rows
        return Basis(columns, rows)


@dataclass(frozen=True)
class LinearAnswer:
    """Answer to the linear relaxation: value, columns, row duals, reduced costs, last basis, and
    how many steps the simplex method took."""

    answer: Answer
    value: float = 0.0
    columns: FloatArray | None = None
    duals: FloatArray | None = None
    reduced: FloatArray | None = None
    basis: Basis | None = None
    steps: int = 0


@dataclass(frozen=True)
class IntegerAnswer:
    """Answer to the integer program: whole columns (None if none found) and a proven bound."""

    answer: Answer
    columns: IntArray | None = None
    bound: float = -np.inf


def solve_linear(
    program: Program, objective: IntArray, *, start: Basis | None = None, dual: bool = False
) -> LinearAnswer:
    """Minimise over the linear relaxation.

    start: basis of a solve of nearly the same program, from which few steps lead to the optimum;
    dual: bounds and rows have changed since, and not the objective.
    """
    proto = message(program, objective, integer=False)
    if start is not None:
        result = _from_basis(proto, start.on(program), dual=dual)
        found = result and _linear_answer(program, objective, result)
        if found := found and proven(program, found, PRECISION):
            return found
    result = _run(proto, parameters_pb2.SOLVER_TYPE_HIGHS, _highs())
    return _linear_answer(program, objective, result)


def _linear_answer(program: Program, objective: IntArray, result: Any) -> LinearAnswer:
    answer = _answer(result)
    if answer is not Answer.OPTIMAL:
        return LinearAnswer(answer)
    solution = result.solutions[0]
    duals = program.telling(_vector(solution.dual_solution.dual_values, program.rows))
    return LinearAnswer(
        answer,
        solution.primal_solution.objective_value,
        _vector(solution.primal_solution.variable_values, program.columns),
        duals,
        program.reduced_costs(objective, duals),
        _basis(solution, program),
        result.solve_stats.simplex_iterations,
    )


def proven(program: Program, found: LinearAnswer, share: float) -> LinearAnswer | None:
    """An answer that states no more than its duals prove, noise aside; None where they prove less
    by a greater *share* of its value. (GLOP would give up what is good enough, so it is not asked
    to judge by itself.)"""
    if found.duals is None or found.reduced is None:
        return None
    least, scale = program.bounded(found.duals, found.reduced), max(1.0, abs(found.value))
    if found.value - least <= NOISE * scale:
        return found
    return replace(found, value=least) if found.value - least <= share * scale else None


def solve_integer(
    program: Program,
    objective: IntArray,
    *,
    nodes: int | None = None,
    below: int | None = None,
    known: IntArray | None = None,
) -> IntegerAnswer:
    """Minimise over the integers with HiGHS to a gap of zero.

    nodes: limit on branch-and-bound nodes (None = until proven); below: the program's rows let no
    plan be as dear as this, and the question is only whether there is one at all; known: a plan the
    program admits, None = none is at hand. The answer's columns are rounded to whole numbers; the
    caller verifies them against the program.
    """
    proto = message(program, objective, integer=True)
    parameters = _integer_parameters(nodes, below, len(program.row) > LARGE)
    given = model_parameters_pb2.ModelSolveParametersProto()
    if known is not None:
        hint = given.solution_hints.add().variable_values
        hint.ids.extend(range(program.columns))
        hint.values.extend(known.astype(float).tolist())
    result = _attempted(proto, parameters, given)
    if result is None:
        # HiGHS 1.12 fails on some infeasible programs while it undoes its presolve.
        parameters.highs.string_options["presolve"] = "off"
        result = _attempted(proto, parameters, given)
    if result is None:
        return IntegerAnswer(Answer.UNKNOWN)
    answer, bound = _answer(result), float(result.termination.objective_bounds.dual_bound)
    if answer is Answer.INFEASIBLE:
        return IntegerAnswer(answer)
    if answer is Answer.UNKNOWN or not result.solutions:
        return IntegerAnswer(Answer.UNKNOWN, None, bound)
    values = _vector(result.solutions[0].primal_solution.variable_values, program.columns)
    return IntegerAnswer(answer, np.rint(values).astype(np.int64), bound)


def _attempted(proto: Any, parameters: Any, given: Any) -> Any:
    """HiGHS' result, None where it fails of itself."""
    try:
        return _run(proto, parameters_pb2.SOLVER_TYPE_HIGHS, parameters, given)
    except StatusNotOk:
        return None


def _integer_parameters(nodes: int | None, below: int | None, large: bool) -> Any:
    """Where there is hardly a plan to be found, heuristics are for nothing, and so is most of what
    presolve does to a *large* program, and a simplex method begun from nothing; with nodes in
    *plenty* so is to begin anew. The bound, which a row says as well, lets the engine drop columns
    by their price as its cuts close the gap."""
    parameters = _highs()
    options = parameters.highs
    options.double_options.update(mip_rel_gap=0.0, mip_abs_gap=0.0, mip_feasibility_tolerance=1e-7)
    options.int_options["presolve_rule_off"] = UNSOUND | PROBING
    if below is not None:
        options.double_options.update(mip_heuristic_effort=0.0, objective_bound=below - HALF)
        options.bool_options.update(dict.fromkeys(SEARCHES, False))
        options.bool_options["mip_allow_restart"] = nodes is not None and nodes < PLENTY
        if large:
            options.string_options.update(presolve="off", mip_lp_solver="ipm")
    if nodes is not None:
        options.int_options["mip_max_nodes"] = nodes
    return parameters


def _highs() -> Any:
    """Thread and seed go through HiGHS' own options; MathOpt refuses the generic ``threads``."""
    parameters = parameters_pb2.SolveParametersProto()
    parameters.highs.int_options.update({"threads": 1, "random_seed": SEED})
    parameters.highs.bool_options["log_to_console"] = False
    return parameters


def _from_basis(proto: Any, start: Basis, *, dual: bool) -> Any:
    """GLOP's result from a basis, None where it fails; HiGHS takes none through MathOpt."""
    parameters = parameters_pb2.SolveParametersProto()
    parameters.presolve = parameters_pb2.EMPHASIS_OFF
    parameters.iteration_limit = MOST_STEPS
    parameters.glop.change_status_to_imprecise = False
    parameters.lp_algorithm = (
        parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX
        if dual
        else parameters_pb2.LP_ALGORITHM_PRIMAL_SIMPLEX
    )
    given = model_parameters_pb2.ModelSolveParametersProto()
    for sparse, status in (
        (given.initial_basis.variable_status, start.columns),
        (given.initial_basis.constraint_status, start.rows),
    ):
        sparse.ids.extend(range(len(status)))
        sparse.values.extend(status.tolist())
    try:
        return _run(proto, parameters_pb2.SOLVER_TYPE_GLOP, parameters, given)
    except StatusNotOk:  # it stumbles over its own numbers now and then
        return None


def _run(proto: Any, kind: Any, parameters: Any, given: Any = None) -> Any:
    with hushed():
        return interruptibly(
            lambda: core.solve(
                proto,
                kind,
                init_arguments.StreamableSolverInitArguments().to_proto(),
                parameters,
                given or model_parameters_pb2.ModelSolveParametersProto(),
                None,
                callback.CallbackRegistration().to_proto(),
                None,
                None,
            )
        )


_ANSWERS = {
    result_pb2.TERMINATION_REASON_OPTIMAL: Answer.OPTIMAL,
    result_pb2.TERMINATION_REASON_FEASIBLE: Answer.FEASIBLE,
    result_pb2.TERMINATION_REASON_INFEASIBLE: Answer.INFEASIBLE,
    result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED: Answer.INFEASIBLE,
}
"""Why the engine stopped → what that says; anything else says nothing."""


def _answer(result: Any) -> Answer:
    return _ANSWERS.get(result.termination.reason, Answer.UNKNOWN)


def _vector(sparse: Any, size: int) -> FloatArray:
    vector = np.zeros(size)
    vector[np.asarray(sparse.ids, np.int64)] = np.asarray(sparse.values, np.float64)
    return vector


def _basis(solution: Any, program: Program) -> Basis | None:
    """The basis of a solution, None where the engine gives none."""
    if not solution.HasField("basis"):
        return None
    columns, rows = np.full(program.columns, AT_LOWER), np.full(program.rows, BASIC)
    for status, sparse in (
        (columns, solution.basis.variable_status),
        (rows, solution.basis.constraint_status),
    ):
        status[np.asarray(sparse.ids, np.int64)] = np.asarray(sparse.values, np.int64)
    return Basis(columns, rows)

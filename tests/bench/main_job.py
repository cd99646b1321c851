"""The main job against its peers: one objective over the same candidates, ratios in one run.

Run: ``python -m tests.bench.main_job [--limit SECONDS] [teachers ...]``. The objective is uncovered
lessons, rural schools weighing double. Ours is the tightened program through relaxation, reduced
costs and a small integer program; the peers get the untightened program whole: HiGHS, and CP-SAT
with two workers. A peer that has not proven its optimum within the limit says so; the ratio is
then a lower bound. After that the gap between relaxation and optimum is printed for every rule
switched on beside cover. Nothing here asserts a time.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np

from constraints.situation import Situation
from staffing.embedded import POLICY, SAMPLE_COUNTY
from staffing.modelling.candidates import propose
from staffing.modelling.model import Model, build_model
from staffing.policy_file import load
from staffing.sample import make_county
from staffing.solver.exact import solve_exactly
from staffing.solver.program import UNBOUNDED, Program

SIZES = (1000, 2000, 5000, 10000)
CORE = ("one_main_place", "lock", "subject_cover", "sending_floor")
OTHERS = ("move_caps", "establishment_cap", "duty_cap", "rotation_share", "key_teacher_share")


def measure(teachers: int, limit: float) -> None:
    """Print one block for a sample county of that size."""
    county = make_county(teachers, 7)
    situation = Situation(county, load(SAMPLE_COUNTY / POLICY, county.term.reference))
    tight, loose = _model(situation, CORE), _model(situation, CORE, tighten=False)
    print(f"{teachers} teachers, {len(tight.moves)} candidate pairs")
    begun = time.perf_counter()
    ours = solve_exactly(tight.program, _objective(tight))
    seconds = time.perf_counter() - begun
    print(f"  ours     {ours.value:>10}  {ours.answer.value}  {seconds:.1f} s")
    for name, peer in (("HiGHS", _highs), ("CP-SAT", _cp_sat)):
        value, bound, spent, proven = peer(loose.program, _objective(loose), limit)
        sign, word = ("", "proven") if proven else (">= ", f"bound {bound:.0f}")
        print(f"  {name:<8} {value:>10}  {word}  {spent:.1f} s  ratio {sign}{spent / seconds:.1f}")
    for rule in ("", *OTHERS):
        _print_gap(situation, rule)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory of this process so far {peak:.0f} MB", flush=True)


def _print_gap(situation: Situation, rule: str) -> None:
    model = _model(situation, (*CORE, rule))
    found = solve_exactly(model.program, _objective(model), nodes=200)
    relaxed = found.linear.value if found.linear else 0.0
    share = (found.value - relaxed) / max(found.value, 1)
    print(f"  gap with {rule or 'cover alone':<20} {found.value - relaxed:8.1f}  ({share:.3%})")


def _model(situation: Situation, chosen: tuple[str, ...], *, tighten: bool = True) -> Model:
    rows = [row for row in situation.policy.rules if row.rule in chosen]
    return build_model(situation, propose(situation).moves, rows=rows, tighten=tighten)


def _objective(model: Model) -> np.ndarray:
    return model.tier_objective("cover") + model.tier_objective("rural_cover")


def _highs(program: Program, objective: np.ndarray, limit: float) -> tuple[int, float, float, bool]:
    from ortools.math_opt import parameters_pb2

    from staffing.solver import engine
    from staffing.solver.wire import message

    proto = message(program, objective, integer=True)
    parameters = engine._highs()
    parameters.highs.double_options["mip_rel_gap"] = 0.0
    parameters.highs.double_options["mip_abs_gap"] = 0.0
    parameters.highs.double_options["time_limit"] = limit
    begun = time.perf_counter()
    result = engine._run(proto, parameters_pb2.SOLVER_TYPE_HIGHS, parameters)
    bounds = result.termination.objective_bounds
    proven = engine._answer(result) is engine.Answer.OPTIMAL
    value = round(bounds.primal_bound) if result.solutions else -1
    return value, bounds.dual_bound, time.perf_counter() - begun, proven


def _cp_sat(
    program: Program, objective: np.ndarray, limit: float
) -> tuple[int, float, float, bool]:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = [
        model.new_int_var(int(low), int(high), "")
        for low, high in zip(program.lower, program.upper, strict=True)
    ]
    starts = np.searchsorted(program.row, np.arange(program.rows + 1))
    for i in range(program.rows):
        inside = slice(starts[i], starts[i + 1])
        terms = cp_model.LinearExpr.weighted_sum(
            [columns[j] for j in program.column[inside]], program.coefficient[inside].tolist()
        )
        low = int(program.row_low[i]) if program.row_low[i] != -UNBOUNDED else cp_model.INT_MIN
        high = int(program.row_high[i]) if program.row_high[i] != UNBOUNDED else cp_model.INT_MAX
        model.add_linear_constraint(terms, low, high)
    used = np.flatnonzero(objective)
    model.minimize(
        cp_model.LinearExpr.weighted_sum([columns[j] for j in used], objective[used].tolist())
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = limit
    begun = time.perf_counter()
    status = solver.solve(model)
    spent = time.perf_counter() - begun
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    value = round(solver.objective_value) if found else -1
    return value, solver.best_objective_bound, spent, status == cp_model.OPTIMAL


def main() -> None:
    """Command line of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teachers", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--limit", type=float, default=120.0)
    stated = parser.parse_args()
    for teachers in stated.teachers:
        measure(teachers, stated.limit)


if __name__ == "__main__":
    main()

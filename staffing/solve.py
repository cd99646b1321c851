"""The main job: candidates, one model, tiers proven in order, a roster, and its audit.

Solver and audit must tell the same story; where they do not, :class:`models.problem.Disagreement`
stops the program before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType

import numpy as np

from constraints.board import IntArray
from constraints.registry import rules
from constraints.situation import Situation
from models.finding import Finding
from models.policy import Force
from models.problem import Disagreement
from models.result import RunStatus, TierResult
from models.roster import Roster
from staffing.audit import Audit, audit
from staffing.leaders.listed import figures_words
from staffing.locks.collisions import naming_locks
from staffing.modelling import visiting
from staffing.modelling.candidates import Slate, propose
from staffing.modelling.extract import extract
from staffing.modelling.floors import floors_kept
from staffing.modelling.kept import met_otherwise
from staffing.modelling.labelled import known_of, labelled
from staffing.modelling.model import Model, build_model
from staffing.modelling.refuting import out_of_reach
from staffing.solver.canonical import canonical_columns
from staffing.solver.engine import Answer
from staffing.solver.pins import TierTask
from staffing.solver.proof import TierProof, TiersAnswer
from staffing.solver.remembered import Remembered, remember
from staffing.solver.tiers import solve_tiers
from staffing.tier_results import bends, tier_results
from staffing.wording import STRICTER_ROWS

NODES = 1000
"""Branch-and-bound nodes each integer program may spend: a limit in steps, so that runs repeat. A
tier that reaches it is reported with its bound instead of a proof."""

Progress = Callable[[str, int | None, int | None, str], None]
"""Told while solving: name of the tier, best value so far, proven bound, unit."""


@dataclass(frozen=True)
class Prepared:
    """A county ready to be solved: who could go where, the program of it, its tiers in order.

    tasks: the tiers that weigh anything; the others no plan can change. kept: policy rows written
    as a plan before met them (:class:`staffing.modelling.floors.Writing`).
    """

    situation: Situation
    slate: Slate
    model: Model
    tasks: tuple[TierTask, ...]
    kept: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Solved:
    """Outcome of the solve.

    roster, audit: None when there is no plan. conflicts: for an impossible county, the enforced
    rules that the plan with the smallest shortfalls still breaks, each with the lock that demands
    it; of one for which none was found, the conservative rules that the best plan found breaks;
    empty otherwise. proofs: the solver's own record per tier. prepared, values: the program and the
    plan's columns in it, for questions (values None when there is no plan). remembered: what else
    the solve leaves for them, None where it leaves nothing.
    """

    status: RunStatus
    tiers: tuple[TierResult, ...]
    roster: Roster | None
    audit: Audit | None
    slate: Slate
    proofs: tuple[TierProof, ...] = ()
    conflicts: tuple[Finding, ...] = ()
    prepared: Prepared | None = None
    values: IntArray | None = None
    remembered: Remembered | None = None


def solve(
    situation: Situation,
    *,
    progress: Progress | None = None,
    nodes: int | None = NODES,
    remembered: Remembered | None = None,
) -> Solved:
    """Solve a county under its policy.

    Where the plan meets ratios that its rows count short, it is solved once more from there
    (:mod:`staffing.modelling.kept`). remembered: what the solve of nearly the same county left, to
    start from; nothing is left in its turn. nodes: limit on branch-and-bound nodes per integer
    program; None = until proven. Raises Disagreement when the audit does not confirm the solver.
    """
    report = reporter(situation, progress)

    def once(left: Remembered | None, prepared: Prepared) -> tuple[Solved, TiersAnswer]:
        model, tasks = prepared.model, prepared.tasks
        known = known_of(situation, model, tasks, left)
        answer = solve_tiers(model.program, tasks, known=known, nodes=nodes, report=report)
        planned = answer.columns is not None
        return finish(prepared, answer) if planned else without_plan(prepared, answer), answer

    prepared = prepare(situation, remembered)
    solved, answer = once(remembered, prepared)
    kept = kept_anew(solved)
    if kept and solved.values is not None:
        left = left_by(prepared, answer, solved.values)
        ready = prepare(situation, left, kept, slate=prepared.slate)
        again, more = once(left, ready)
        if again.audit is not None and values_of(again) < values_of(solved):
            prepared, solved, answer = ready, again, more
    if remembered is not None or solved.values is None:
        return solved
    return replace(solved, remembered=left_by(prepared, answer, solved.values))


def left_by(prepared: Prepared, answer: TiersAnswer, values: IntArray) -> Remembered:
    """What a solve leaves. values: the columns chosen among equals."""
    labels = labelled(prepared.situation, prepared.model)
    return remember(prepared.model.program, prepared.tasks, answer, values, labels, prepared.kept)


def kept_anew(solved: Solved) -> Mapping[str, Fraction]:
    """What a plan's program is to be written with, where it meets ratios that this one counts
    short; nothing where there are none, nor where not every tier is proven: then there is more to
    be had than that, and a solve takes minutes."""
    there = solved.prepared
    if solved.values is None or there is None or solved.status != "optimal":
        return {}
    found = met_otherwise(there.situation, there.model, solved.values)
    return {**there.kept, **found} if found else {}


def values_of(solved: Solved) -> tuple[int, ...]:
    """What a plan costs in every tier of the policy, in order, as the checks count."""
    assert solved.audit is not None
    return tuple(map(solved.audit.tier_value, (t.id for t in solved.slate.situation.policy.tiers)))


def prepare(
    situation: Situation,
    remembered: Remembered | None = None,
    kept: Mapping[str, Fraction] | None = None,
    *,
    slate: Slate | None = None,
) -> Prepared:
    """List the candidates and write the program. remembered: as for :func:`solve`; kept: as of
    :class:`Prepared`, None = as remembered; slate: the candidates, where they are listed already.
    """
    slate = propose(situation) if slate is None else slate
    if kept is None:
        kept = {} if remembered is None else remembered.kept
    model = floors_kept(situation, slate.moves, NODES, remembered, kept)
    return Prepared(situation, slate, model, model.tasks(situation.policy.tiers), kept)


def finish(prepared: Prepared, answer: TiersAnswer) -> Solved:
    """The plan among equals that an answer with columns stands for, audited.

    No plan where the check says that it breaks an enforced rule, which only a conservative one's
    rows let it. The answer's program may hold further columns after those of the model. Raises
    Disagreement when the audit does not confirm the solver.
    """
    situation, model = prepared.situation, prepared.model
    values = canonical_columns(answer, model, situation)[: model.program.columns]
    roster = extract(situation, model, values)
    checked = audit(situation, roster, prepared.slate.openings)
    confirm(situation, model, values, checked, answer.proofs)
    if missed := _missed(situation, checked):
        return _not_kept(prepared, missed)
    tiers = tier_results(model, situation, answer.proofs, checked)
    status: RunStatus = "optimal" if answer.answer is Answer.OPTIMAL else "feasible"
    return Solved(
        status, tiers, roster, replace(checked, proven=model.unavoidable(answer.proofs)),
        prepared.slate, answer.proofs, prepared=prepared, values=values,
    )  # fmt: skip


def confirm(
    situation: Situation,
    model: Model,
    values: IntArray,
    checked: Audit,
    proofs: tuple[TierProof, ...],
) -> None:
    """Hold the solver's shortfalls against the audit's, rule by rule and key by key.

    In a proven tier they must be equal (a conservative rule's may be larger); in an unproven one
    the solver's may be larger. Raises Disagreement naming rule, key and both numbers.
    """
    loose = {proof.id for proof in proofs if not proof.optimal}
    shortfalls = model.shortfalls(values)
    for row in situation.policy.rules:
        rule = rules()[row.rule]
        if row.force not in (Force.HARD, Force.SOFT) or not rule.steers:
            continue
        measured = ((m.key, m.short or 0) for m in checked.measures.get(row.id, ()))
        solver = _by_level(shortfalls.get(row.id, {}).items(), rule.agree_by)
        plain = _by_level(measured, rule.agree_by)
        for key in sorted(solver.keys() | plain.keys()):
            said, found = solver.get(key, 0), plain.get(key, 0)
            may_exceed = rule.conservative or row.tier in loose
            if found > said or (said > found and not may_exceed):
                raise Disagreement(f"{row.id} {key or '全县'}，", str(said), str(found))


def _missed(situation: Situation, checked: Audit) -> dict[str, Finding]:
    """Conservative rules that are enforced and yet short by the check: policy row id → finding."""
    bent = {row.id for row in situation.policy.rules if row.force is Force.HARD and bends(row)}
    return {f.row: f for f in checked.findings if f.short and f.row in bent}


def _not_kept(prepared: Prepared, missed: dict[str, Finding]) -> Solved:
    """No plan was found; proven impossible only where counting shows that there is none, or rows
    that refuse nothing a check allows."""
    situation, slate = prepared.situation, prepared.slate
    rows = [row for row in situation.policy.rules if row.id in missed]
    proven = out_of_reach(situation, slate, rows, NODES)
    status: RunStatus = "infeasible" if proven else "unknown"
    told = tuple(missed.values())
    if status == "unknown":
        told = tuple(replace(f, message=f"{f.message}{STRICTER_ROWS}") for f in told)
    return Solved(status, (), None, None, slate, conflicts=told, prepared=prepared)


def _by_level(shorts: Iterable[tuple[str, int]], level: Callable[[str], str]) -> dict[str, int]:
    """Shortfalls added up under their names; one key may be told of twice, slice by slice."""
    total: dict[str, int] = {}
    for key, short in shorts:
        if short:
            total[level(key)] = total.get(level(key), 0) + short
    return total


def without_plan(prepared: Prepared, answer: TiersAnswer) -> Solved:
    """No plan: proven impossible with the smallest concessions, or undecided."""
    situation, slate = prepared.situation, prepared.slate
    if answer.answer is not Answer.INFEASIBLE:
        return Solved("unknown", (), None, None, slate, prepared=prepared)
    elastic = build_model(
        situation, slate.moves, elastic=True, itinerant=visiting.columns, by_check=True
    )
    eased = solve_tiers(elastic.program, _concessions(elastic))
    if eased.columns is None:
        return Solved("unknown", (), None, None, slate, prepared=prepared)
    checked = audit(situation, extract(situation, elastic, eased.columns), slate.openings)
    hard = (f for f in checked.findings if f.mode == Force.HARD.value and f.short)
    conflicts = tuple(naming_locks(situation.county, finding) for finding in hard)
    if not conflicts:  # straight rows ask for more than the curve they stand for: nothing is proven
        return Solved("unknown", (), None, None, slate, prepared=prepared)
    return Solved("infeasible", (), None, None, slate, conflicts=conflicts, prepared=prepared)


def _concessions(elastic: Model) -> list[TierTask]:
    """Shortfalls of enforced rules by the policy's order of giving up, what is kept longest first.

    What is decided stays decided here, so that the audit names the law it breaks.
    """
    weights: dict[int, IntArray] = {}
    for block in elastic.shorts:
        if block.row.force is Force.HARD:
            nothing = np.zeros(elastic.program.columns, np.int64)
            weights.setdefault(block.row.concede, nothing)[block.columns] += 1
    return [TierTask(f"concede {level}", weights[level]) for level in sorted(weights)]


def reporter(
    situation: Situation,
    progress: Progress | None,
    besides: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> Callable[[str, int | None, int | None], None]:
    """Reports of the solver, by tier id, as progress in the office's words.

    The solver counts leaders nobody has decided about; where there is one it tells no figures, or
    they would tell whether the plan moves any. besides: name and unit of what else is solved for.
    """
    names = {**besides, **{tier.id: (tier.name, tier.unit) for tier in situation.policy.tiers}}
    untold = bool(figures_words(situation))

    def report(tier: str, best: int | None, bound: int | None) -> None:
        if progress is not None:
            name, unit = names.get(tier, (tier, ""))
            progress(name, *((None, None) if untold else (best, bound)), unit)

    return report

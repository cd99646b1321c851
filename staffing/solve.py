"""The main job: candidates, one model, tiers proven in order, a roster, and its audit.

Solver and audit must tell the same story; where they do not, :class:`models.problem.Disagreement`
stops the program before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from constraints.board import IntArray
from constraints.registry import rules
from constraints.situation import Situation
from models.finding import Finding
from models.policy import Force, RuleRow, Tier
from models.problem import Disagreement
from models.result import RunStatus, TierResult, TierStatus
from models.roster import Roster
from staffing.audit import Audit, audit
from staffing.leaders.listed import figures_words
from staffing.locks.collisions import naming_locks
from staffing.modelling import visiting
from staffing.modelling.candidates import Slate, propose
from staffing.modelling.extract import extract
from staffing.modelling.floors import floors_kept
from staffing.modelling.labelled import known_of, labelled
from staffing.modelling.model import Model, build_model
from staffing.modelling.refuting import out_of_reach
from staffing.solver.canonical import canonical_columns
from staffing.solver.engine import Answer
from staffing.solver.pins import TierTask
from staffing.solver.proof import TierProof, TiersAnswer
from staffing.solver.remembered import Remembered, remember
from staffing.solver.tiers import solve_tiers
from staffing.wording import CURVED, STRICTER_ROWS, amount_words

NODES = 1000
"""Branch-and-bound nodes each integer program may spend: a limit in steps, so that runs repeat. A
tier that reaches it is reported with its bound instead of a proof."""

Progress = Callable[[str, int | None, int | None, str], None]
"""Told while solving: name of the tier, best value so far, proven bound, unit."""


@dataclass(frozen=True)
class Prepared:
    """A county ready to be solved: who could go where, the program of it, its tiers in order.

    tasks: the tiers that weigh anything; the others no plan can change.
    """

    situation: Situation
    slate: Slate
    model: Model
    tasks: tuple[TierTask, ...]


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

    remembered: what the solve of nearly the same county left, to start from; nothing is left in its
    turn. nodes: limit on branch-and-bound nodes per integer program; None = until proven. Raises
    Disagreement when the audit does not confirm the solver.
    """
    prepared = prepare(situation, remembered)
    model, tasks, report = prepared.model, prepared.tasks, reporter(situation, progress)
    known = known_of(situation, model, tasks, remembered)
    answer = solve_tiers(model.program, tasks, known=known, nodes=nodes, report=report)
    if answer.columns is None:
        return without_plan(prepared, answer)
    solved = finish(prepared, answer)
    if solved.values is None or remembered is not None:
        return solved
    left = remember(model.program, tasks, answer, solved.values, labelled(situation, model))
    return replace(solved, remembered=left)


def prepare(situation: Situation, remembered: Remembered | None = None) -> Prepared:
    """List the candidates and write the program. remembered: as for :func:`solve`."""
    slate = propose(situation)
    model = floors_kept(situation, slate.moves, NODES, remembered)
    return Prepared(situation, slate, model, model.tasks(situation.policy.tiers))


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
    tiers = _tier_results(model, situation, answer.proofs, checked)
    status: RunStatus = "optimal" if answer.answer is Answer.OPTIMAL else "feasible"
    return Solved(
        status, tiers, roster, checked, prepared.slate, answer.proofs,
        prepared=prepared, values=values,
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
    bent = {row.id for row in situation.policy.rules if row.force is Force.HARD and _bends(row)}
    return {f.row: f for f in checked.findings if f.short and f.row in bent}


def _bends(row: RuleRow) -> bool:
    return rules()[row.rule].conservative and rules()[row.rule].steers


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


def _tier_results(
    model: Model, situation: Situation, proofs: tuple[TierProof, ...], checked: Audit
) -> tuple[TierResult, ...]:
    """Every tier of the policy that weighs anything; the value shown is the audit's."""
    proven = {proof.id: proof for proof in proofs}
    bent = {x.row.tier for x in model.shorts if x.row.force is Force.SOFT and _bends(x.row)}
    held = any(x.row.force is Force.HARD and _bends(x.row) for x in model.shorts)
    found = []
    for tier in situation.policy.tiers:
        value = checked.tier_value(tier.id)
        proof = proven.get(tier.id)
        if proof is not None:
            status: TierStatus = "optimal" if proof.optimal else "feasible"
            bound, note = min(proof.bound, value), _note(proof)
            curved = tier.id in bent
            if curved and proof.optimal:
                note = f"{note}；{_curved(tier, proof.value, value)}"
            elif held and proof.optimal and value:
                curved, note = True, f"{note}；硬性规则中{CURVED}，证明是对折线说的"
            found.append(
                TierResult(tier.id, tier.name, tier.unit, value, bound, status, note, curved)
            )
        elif any(row.tier == tier.id and row.force is Force.SOFT for row in situation.policy.rules):
            found.append(
                TierResult(
                    tier.id, tier.name, tier.unit, value, value, "optimal", "人员安排不影响此项"
                )
            )
    return tuple(found)


def _note(proof: TierProof) -> str:
    if proof.relaxation is None:
        return "已达理论下限"
    if proof.certified:
        return "下界经整数证书核验"
    if not proof.optimal:
        return "未证明最优，界限是现有的最好下界"
    return "下界由整数规划证明"


def _curved(tier: Tier, said: int, found: int) -> str:
    """What a proof is worth where the solver's rows ask for more than a curved measure does."""
    here, there = amount_words(said, tier.unit), amount_words(found, tier.unit)
    both = f"求解计 {here}，核查为 {there}" if said != found else f"求解与核查都为 {there}"
    rest = "" if not found else "，按曲线或许还能更少"
    return f"{CURVED}，证明是对折线说的：{both}{rest}"


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

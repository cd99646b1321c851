"""A solved county kept at hand for questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

import numpy as np

from constraints.board import IntArray
from constraints.situation import Situation
from models.policy import Force
from models.problem import Disagreement, InputRefused, Problem
from models.result import TierResult
from models.roster import Roster
from staffing.answers.as_checked import asks_more, in_laxer_rows
from staffing.answers.matching import SHEET, Matched, columns_of
from staffing.audit import Audit, audit
from staffing.leaders.discretion import veiled
from staffing.leaders.openly import UNTOLD, openly
from staffing.modelling.candidates import Slate
from staffing.modelling.extract import extract
from staffing.modelling.kept import met
from staffing.modelling.model import Model
from staffing.solve import Prepared, Solved, confirm, prepare
from staffing.solver.engine import Basis
from staffing.solver.known import Known
from staffing.solver.linear import solve_linear
from staffing.solver.pins import Pins, TierTask
from staffing.solver.remembered import Remembered, fingerprint
from staffing.solver.tiers import solve_tiers


@dataclass(frozen=True)
class LoadedPlan:
    """A county with a plan: the program, the plan's columns in it, its roster and audit.

    values: a whole number for every column of ``model.program``, which admits them; tiers: what
    was proven of the plan when it was solved, empty for a plan that was never proven (by hand).
    remembered: what a solve of this very program left, None when there is none.
    """

    prepared: Prepared
    values: IntArray
    roster: Roster
    audit: Audit
    tiers: tuple[TierResult, ...] = ()
    remembered: Remembered | None = None

    @property
    def situation(self) -> Situation:
        """County and policy."""
        return self.prepared.situation

    @property
    def slate(self) -> Slate:
        """Who could go where, and why others could not."""
        return self.prepared.slate

    @property
    def model(self) -> Model:
        """The program with its shortfalls."""
        return self.prepared.model

    @property
    def tasks(self) -> tuple[TierTask, ...]:
        """The tiers that weigh anything, in order; ``task.id`` is the tier's id."""
        return self.prepared.tasks

    @cached_property
    def listed(self) -> Audit:
        """The audit as it may be told: of the plan as it is listed (staffing.leaders.listed)."""
        return self.audit.as_listed

    @property
    def listed_values(self) -> dict[str, int]:
        """Tier id → weighted shortfall as it may be told: that of the listed plan."""
        off = {t: self.listed.tier_value(t) - self.audit.tier_value(t) for t in self.tier_values}
        return {tier: value + off[tier] for tier, value in self.tier_values.items()}

    @cached_property
    def tier_values(self) -> dict[str, int]:
        """Tier id → weighted shortfall of the plan, in the tier's unit."""
        return {task.id: int(task.objective @ self.values) for task in self.tasks}

    @cached_property
    def basis(self) -> Basis | None:
        """Basis of the relaxation of all tiers blended: the start of every re-solve."""
        if self.remembered_basis is not None:
            return self.remembered_basis
        program = self.model.program
        return solve_linear(program, Pins(program, self.tasks).blend).basis

    @property
    def remembered_basis(self) -> Basis | None:
        """The same as far as it is at hand without solving anything."""
        left = self.remembered
        return Basis(left.columns, left.rows) if left is not None and len(left.columns) else None

    @cached_property
    def known(self) -> Known:
        """The plan, and what its solve proved of the tiers, for solving again with some of the
        program's columns fixed."""
        if self.remembered is None:
            return Known(self.values, basis=self.basis, ended=self.proven)
        optimal = {tier.id for tier in self.tiers if tier.status == "optimal"}
        proven = takewhile(lambda task: task.id in optimal, self.tasks)
        values = tuple(self.tier_values[task.id] for task in proven)
        left = self.remembered
        tiers = frozenset(left.tiers)
        return Known(
            self.values, left.relaxations, values, self.basis, tiers=tiers, ended=self.proven
        )

    @property
    def proven(self) -> bool:
        """Whether every tier of the plan was proven optimal."""
        return bool(self.tiers) and all(tier.status == "optimal" for tier in self.tiers)


def kept(solved: Solved) -> LoadedPlan:
    """A plan just solved, at hand without reading it back. It must have a roster."""
    assert solved.prepared is not None and solved.values is not None
    assert solved.roster is not None and solved.audit is not None
    return LoadedPlan(
        solved.prepared, solved.values, solved.roster, solved.audit, solved.tiers,
        solved.remembered,
    )  # fmt: skip


def load_plan(
    situation: Situation,
    roster: Roster,
    tiers: Sequence[TierResult] = (),
    *,
    prepared: Prepared | None = None,
    remembered: Remembered | None = None,
) -> LoadedPlan:
    """Rebuild a plan from its roster (of the record of runs, or read from a roster workbook).

    prepared: the county's program where it is at hand already; remembered: what the solve of a plan
    left, used where it was of the very same program. Raises InputRefused, in words, for a roster
    the candidates do not allow or that breaks a rule that must hold; Disagreement when the audit
    does not confirm the plan's shortfalls.
    """
    kept = met(situation, roster) if remembered is None and prepared is None else None
    ready = prepared or prepare(situation, remembered, kept)
    program, matched = ready.model.program, columns_of(ready, roster)
    if remembered is not None and remembered.program != fingerprint(program, ready.tasks):
        remembered = None
    told = None if remembered is None else _told(ready, matched, remembered.plan)
    values = completed(ready, matched, roster) if told is None else told
    rebuilt = extract(situation, ready.model, values)
    checked = audit(situation, rebuilt, ready.slate.openings)
    try:
        confirm(situation, ready.model, values, checked, ())
    except Disagreement:
        if told is None:
            raise
        # Of a tier that was not proven the solve may have counted more short than is.
        values = completed(ready, matched, roster)
        confirm(situation, ready.model, values, checked, ())
    return LoadedPlan(ready, values, rebuilt, checked, tuple(tiers), remembered)


def surely(plan: LoadedPlan) -> LoadedPlan:
    """The plan in rows in which what is proven is proven of every plan that the checks allow.

    Itself, save where enforced rules are counted more strictly than they are checked.
    """
    if not asks_more(plan.situation):
        return plan
    ready = in_laxer_rows(plan.prepared)
    try:
        values = completed(ready, columns_of(ready, plan.roster), plan.roster)
    except InputRefused:  # a plan by hand that the rows of another rule refuse
        return plan
    return replace(plan, prepared=ready, values=values, remembered=None)


def _told(prepared: Prepared, matched: Matched, plan: IntArray) -> IntArray | None:
    """A plan's columns, where its choices are *matched*."""
    program, held = prepared.model.program, _choosing(prepared.model)
    same = len(plan) == program.columns and (plan == choices(prepared, matched))[held].all()
    return plan if same and program.admits(plan) else None


def completed(prepared: Prepared, matched: Matched, roster: Roster) -> IntArray:
    """All columns of a plan whose choices are *matched*: shortfalls and flows as small as can be.

    Tier by tier over what is left once every choice is fixed. Raises InputRefused naming the rules
    that the roster breaks when nothing completes it.
    """
    program, model = prepared.model.program, prepared.model
    lower, upper = program.lower.copy(), program.upper.copy()
    held, chosen = _choosing(model), choices(prepared, matched)
    lower[held] = upper[held] = chosen[held]
    answer = solve_tiers(replace(program, lower=lower, upper=upper), prepared.tasks)
    if answer.columns is None or not program.admits(answer.columns):
        raise InputRefused(_broken(prepared, roster))
    return answer.columns


def choices(prepared: Prepared, matched: Matched) -> IntArray:
    """Columns of what is chosen as *matched* says; shortfalls and flows nought."""
    model = prepared.model
    values = np.zeros(model.program.columns, np.int64)
    values[: len(model.moves)] = matched.taken
    values[model.visits.half_days] = matched.half_days
    values[model.visits.visit] = np.minimum(matched.half_days, 1)
    return values


def _choosing(model: Model) -> IntArray:
    """Columns that are choices."""
    visits = model.visits
    return np.concatenate([np.arange(len(model.moves)), visits.half_days, visits.visit])


_OUTSIDE_THE_ROWS = (
    "核查没有发现违反硬性规则；但求解对硬性的比例、差异系数用偏严的折线，这份方案在折线之外，"
    "无法逐层说明。请用求解得出的方案再问，或把这类规则改为力争（soft）。"
)


_WITH_LEADERS = (
    f"有硬性规则不满足，{UNTOLD}，这里不写明；"
    "有权决定的，用 staffing audit（加 --leaders 领导.xlsx）核查。"
)


def _broken(prepared: Prepared, roster: Roster) -> list[Problem]:
    """What a roster breaks, in the checker's words."""
    situation = prepared.situation
    hard = {row.id for row in situation.policy.rules if row.force is Force.HARD}
    checked = audit(situation, roster, prepared.slate.openings)
    short = (f for f in checked.findings if f.short and f.row in hard)
    told, more = openly(short, checked.as_listed.findings)
    said = [f.message for f in veiled(told, situation.county, roster.placements)]
    said += [_WITH_LEADERS] if more else []
    broken = [Problem(SHEET, "", message, "rule_broken") for message in said]
    words = _OUTSIDE_THE_ROWS if asks_more(situation) else "方案与本政策的规则不能同时成立。"
    return broken or [Problem(SHEET, "", words, "rule_broken")]

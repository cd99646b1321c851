"""A solved county solved again: candidates forced or forbidden, or near a plan already made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from constraints.board import IntArray
from constraints.situation import Situation
from models.problem import Disagreement
from models.roster import Roster
from staffing.answers.anchor import AFTER, CHANGED, Anchor, anchor_at
from staffing.answers.as_checked import Made, asks_more, chosen, keeps, over, refuted
from staffing.answers.differing import changed_people
from staffing.audit import audit
from staffing.modelling.extract import extract
from staffing.modelling.kept import met, met_otherwise
from staffing.modelling.labelled import known_of
from staffing.solve import (
    NODES,
    Prepared,
    Progress,
    Solved,
    finish,
    kept_anew,
    left_by,
    prepare,
    reporter,
    solve,
    values_of,
    without_plan,
)
from staffing.solver.engine import Answer
from staffing.solver.known import Known
from staffing.solver.program import Program
from staffing.solver.proof import Report, TierProof, TiersAnswer
from staffing.solver.remembered import Remembered
from staffing.solver.tiers import solve_tiers


@dataclass(frozen=True)
class Resolved:
    """What came of a re-solve.

    answer: as the solver gave it; values: the plan's columns in ``prepared.model.program``, None
    when there is no plan (``answer.answer`` says whether that is proven).
    """

    prepared: Prepared
    answer: TiersAnswer
    values: IntArray | None
    anchor: Anchor | None = None

    @property
    def proven(self) -> bool:
        """Whether every tier is proven, or that there is no plan."""
        return self.answer.answer in (Answer.OPTIMAL, Answer.INFEASIBLE)

    @property
    def tier_values(self) -> dict[str, int]:
        """Tier id → weighted shortfall, in the tier's unit; empty without a plan."""
        if self.values is None:
            return {}
        return {t.id: int(t.objective @ self.values) for t in self.prepared.tasks}

    @property
    def proofs(self) -> dict[str, TierProof]:
        """Tier id → what was proven of it; with an anchor also of ``changed``."""
        return {proof.id: proof for proof in self.answer.proofs}

    @property
    def changed(self) -> int | None:
        """People changed against the anchor's base, as the solver counts them."""
        if self.anchor is None or self.answer.columns is None:
            return None
        return int(self.anchor.task.objective @ self.answer.columns) + self.anchor.always

    @cached_property
    def roster(self) -> Roster | None:
        """The plan, before the choice among equals; quick."""
        if self.values is None:
            return None
        return extract(self.prepared.situation, self.prepared.model, self.values)

    def finished(self) -> Solved:
        """The plan chosen among equals and audited, as a run's is; without one where the check says
        that it breaks an enforced rule. There must be columns.

        Raises Disagreement when the audit, or the plain count of changed people, says otherwise.
        """
        solved = finish(self.prepared, self.answer)
        if self.anchor is not None and solved.roster is not None:
            people = len(changed_people(self.anchor.base, solved.roster))
            if people != self.changed:
                raise Disagreement("变动人员", f"{self.changed}人", f"{people}人")
        return solved


def resolve(
    prepared: Prepared,
    *,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    anchor: Anchor | None = None,
    known: Known | None = None,
    nodes: int | None = NODES,
    progress: Progress | None = None,
) -> Resolved:
    """Solve again, tier by tier.

    fixed, forbidden: columns of the model that must, or must not, be taken (candidates
    0 … len(moves) − 1, or ``visits.visit``); anchor: see :mod:`staffing.answers.anchor`; known:
    what is known of these tiers, columns not held; nodes, progress: as for
    :func:`staffing.solve.solve`. Where only rows stricter than their rules speak against what is
    fixed or forbidden, it is asked again as a solve would (:mod:`staffing.answers.as_checked`).
    """
    program = prepared.model.program if anchor is None else anchor.program
    taken, left_out = np.array([*fixed], np.int64), np.array([*forbidden], np.int64)
    held = _held(program, taken, left_out)
    if (held.lower > held.upper).any():
        return Resolved(prepared, TiersAnswer(Answer.INFEASIBLE, None, (), held), None, anchor)
    tasks = prepared.tasks
    if anchor is not None:
        tasks = anchor.tasks(prepared.situation, tasks)
    report = _report(prepared, progress, 0 if anchor is None else anchor.always)
    answer = solve_tiers(held, tasks, known=known, nodes=nodes, report=report)
    found = _resolved(prepared, answer, anchor)
    if anchor is not None or not (len(taken) or len(left_out)):
        return found

    def made(there: Program) -> Program:
        return _held(there, taken, left_out)

    if not _stands(found):
        return _as_checked(prepared, made, nodes, report)
    return _as_kept(found, made, nodes, report)


def _resolved(prepared: Prepared, answer: TiersAnswer, anchor: Anchor | None = None) -> Resolved:
    columns = answer.columns
    values = None if columns is None else columns[: prepared.model.program.columns]
    return Resolved(prepared, answer, values, anchor)


def _stands(found: Resolved) -> bool:
    """Whether rows stricter than their rules cannot have spoken wrongly, either way."""
    if found.values is not None:
        return keeps(found.prepared, found.values)
    refused = found.answer.answer is Answer.INFEASIBLE
    return not (refused and asks_more(found.prepared.situation))


def _as_checked(prepared: Prepared, made: Made, nodes: int | None, report: Report) -> Resolved:
    """Of plans with a choice alone, as a solve would; no plan where the check says that it breaks
    an enforced rule, proven or not."""
    ready = chosen(prepared, made, nodes)
    answer = solve_tiers(ready.model.program, ready.tasks, nodes=nodes, report=report)
    found = _resolved(ready, answer)
    if found.values is None or keeps(ready, found.values):
        return found
    said = Answer.INFEASIBLE if refuted(prepared, made, nodes) else Answer.UNKNOWN
    return Resolved(ready, TiersAnswer(said, None, (), ready.model.program), None)


def _as_kept(found: Resolved, made: Made, nodes: int | None, report: Report) -> Resolved:
    """Once more where the plan meets ratios that its rows count short (as a solve would): the
    better of the two."""
    if found.values is None:
        return found
    there, situation = found.prepared, found.prepared.situation
    kept = met_otherwise(situation, there.model, found.values)
    if not kept:
        return found
    left, kept = left_by(there, found.answer, found.values), {**there.kept, **kept}
    model = prepare(situation, left, kept, slate=there.slate).model
    ready = replace(over(there, model), kept=kept)
    known = known_of(situation, model, ready.tasks, left)
    answer = solve_tiers(made(model.program), ready.tasks, known=known, nodes=nodes, report=report)
    again = _resolved(ready, answer)
    better = again.values is not None and _checked(again) < _checked(found)
    return again if better else found


def _checked(found: Resolved) -> tuple[int, ...]:
    """What it costs in every tier, as the checks count."""
    assert found.roster is not None
    there = found.prepared
    checked = audit(there.situation, found.roster, there.slate.openings, binding=True)
    return tuple(checked.tier_value(task.id) for task in there.tasks)


class Afresh:
    """A way to solve a county without regard to any plan; what is *remembered* of one only shortens
    the way. Keeps the program of the last county it solved."""

    def __init__(self, remembered: Remembered | None = None) -> None:
        self.remembered = remembered
        self.prepared: Prepared | None = None

    def __call__(self, situation: Situation, progress: Progress) -> Solved:
        """Solve; as :func:`staffing.solve.solve`."""
        solved = solve(situation, progress=progress, remembered=self.remembered)
        self.prepared = solved.prepared
        return solved


class Near:
    """A way to solve a county: law, cover and targets, then the fewest people changed against
    *base*, then the rest. Keeps the program and the anchor of the last county it solved.
    remembered: what the base's solve left, None where nothing is."""

    def __init__(self, base: Roster, remembered: Remembered | None = None) -> None:
        self.base, self.remembered = base, remembered
        self.prepared: Prepared | None = None
        self.anchor: Anchor | None = None

    def __call__(self, situation: Situation, progress: Progress) -> Solved:
        """Solve; as :func:`staffing.solve.solve`."""
        known = met(situation, self.base) if self.remembered is None else None
        ready = prepare(situation, self.remembered, known)
        solved = self._solved(ready, progress)
        kept = kept_anew(solved)
        if not kept:
            return solved
        first = self.prepared, self.anchor
        again = self._solved(prepare(situation, self.remembered, kept, slate=ready.slate), progress)
        if again.audit is not None and self._order(again) < self._order(solved):
            return again
        self.prepared, self.anchor = first
        return solved

    def _solved(self, ready: Prepared, progress: Progress) -> Solved:
        self.prepared, anchor = ready, anchor_at(ready, self.base)
        self.anchor = anchor
        tasks, longer = anchor.tasks(ready.situation, ready.tasks), anchor.program
        known = known_of(ready.situation, ready.model, tasks, self.remembered, longer)
        found = resolve(ready, anchor=anchor, known=known, progress=progress)
        return without_plan(ready, found.answer) if found.values is None else found.finished()

    def _order(self, solved: Solved) -> tuple[int, ...]:
        """Tiers down to the targets as the checks count, who changes, then the rest."""
        assert self.anchor is not None and solved.roster is not None
        values, ids = values_of(solved), [t.id for t in solved.slate.situation.policy.tiers]
        above = ids.index(AFTER) + 1 if AFTER in ids else len(ids)
        changed = len(changed_people(self.anchor.base, solved.roster))
        return (*values[:above], changed, *values[above:])


def _held(program: Program, fixed: IntArray, forbidden: IntArray) -> Program:
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[fixed] = 1
    upper[forbidden] = 0
    return replace(program, lower=lower, upper=upper)


def _report(
    prepared: Prepared, progress: Progress | None, always: int
) -> Callable[[str, int | None, int | None], None]:
    """always: people who change whatever is decided; the solver does not count them, people do."""
    plain = reporter(prepared.situation, progress, {CHANGED: ("变动人数", "人")})

    def report(tier: str, best: int | None, bound: int | None) -> None:
        more = always if tier == CHANGED else 0
        found, least = (None if x is None else x + more for x in (best, bound))
        plain(tier, found, least)

    return report

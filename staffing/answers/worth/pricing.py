"""The price of a target: what one person (place, 课时) more or less would change, tier by tier.

Only targets that the plan falls short of or just meets have a price; it is the difference between
two proven solves, never a dual, and it is told in the checks' numbers: where the solver's rows for
a curved measure ask for too much, both plans are measured exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from constraints.board import IntArray
from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.rotation import needless_moves, rotation_share
from constraints.rule import Rule
from constraints.situation import Situation
from models.finding import TargetLine
from models.policy import Force
from staffing.answers.as_checked import stricter_rows
from staffing.answers.loaded import LoadedPlan, kept
from staffing.answers.processes import shared, side_by_side
from staffing.answers.resolving import resolve
from staffing.answers.worth.shifting import Demand, shifted, short_columns, worth_by_duals
from staffing.modelling.extract import extract
from staffing.solve import NODES, Prepared, Progress
from staffing.wording import one_of

MORE, LESS = 1, -1
"""Requirement one unit higher, one unit lower, as people read the unit (:func:`step_of`)."""


@dataclass(frozen=True)
class Change:
    """What a re-solve changes in one tier: ``by`` below zero is better. Unit as the tier's."""

    tier: str
    name: str
    unit: str
    by: int


@dataclass(frozen=True)
class Price:
    """The answer to one direction. changes: None when no plan is left, else the tiers that differ,
    in order; proven: whether every tier of the re-solve was proven; at_most: whether the target,
    though met, was counted as one short because nobody can say by how much it is exceeded (curved
    measures)."""

    changes: tuple[Change, ...] | None
    proven: bool
    at_most: bool = False


@dataclass(frozen=True)
class TargetPrice:
    """A target near its requirement, and its price in both directions.

    rough: the solver's rows for the target are stricter than the target itself (curved measures),
    so that it may be steered on though it is met.
    """

    line: TargetLine
    rough: bool
    more: Price
    less: Price


def yardstick(
    plan: LoadedPlan, *, nodes: int | None = NODES, progress: Progress | None = None
) -> LoadedPlan:
    """What prices are told against: the plan, or a better one where it is not the best.

    A plan made again after objections, or by hand, may spend more in a tier than it must; every
    price would show that, and not what is asked. One solve.
    """
    found = resolve(plan.prepared, nodes=nodes, progress=progress)
    if found.values is None or found.tier_values == plan.tier_values:
        return plan
    solved = found.finished()
    return plan if solved.roster is None else kept(solved)


def near_targets(plan: LoadedPlan) -> tuple[TargetLine, ...]:
    """Targets the plan can steer and falls short of or just meets, dearest by duals first.

    A target counted school by school has a line for every such school, after the county's own.
    """
    demands = _near(plan)
    everywhere = (*plan.listed.targets, *plan.listed.target_parts)
    lines = [line for line in everywhere
             if line.steerable and (line.rule, line.key) in demands]  # fmt: skip
    worth = worth_by_duals(plan.prepared)
    place = {(line.rule, line.key): i for i, line in enumerate(lines)}
    return tuple(
        sorted(lines, key=lambda t: (bool(t.key), -round(worth.get((t.rule, t.key), 0), 3),
                                     place[t.rule, t.key]))
    )  # fmt: skip


def target_prices(
    plan: LoadedPlan, lines: Sequence[TargetLine], *, nodes: int | None = NODES
) -> Iterator[TargetPrice]:
    """The price of each target, in order; the solves are spread over processes side by side."""
    shifts = [moved(plan.situation, (line.rule, line.key), by * step_of(line.rule))
              for line in lines for by in (MORE, LESS)]  # fmt: skip
    if not shifts:
        return
    with side_by_side(_price_there, shifts, (plan, nodes, unmoved(plan, nodes=nodes))) as coming:
        for line, more, less in zip(lines, coming[::2], coming[1::2], strict=True):
            yield TargetPrice(line, _curved(line.rule), more.result(), less.result())


def _price_there(shift: Mapping[Demand, int]) -> Price:
    """In a process of its own."""
    plan, nodes, against = shared()
    return price(plan, shift, nodes=nodes, against=against)


def step_of(row: str) -> int:
    """What a rule counts in one unit as people read it."""
    return one_of(_rule(row).unit)


def _curved(row: str) -> bool:
    return _rule(row).conservative


def _rule(row: str) -> Rule[Any]:
    return rules()[row.partition(".")[0]]


def moved(situation: Situation, demand: Demand, by: int) -> dict[Demand, int]:
    """A demand moved, and with it the moves that count as needed.

    What the largest rotation share asks for is what people may be moved for without being counted
    as moved needlessly.
    """
    found = {demand: by}
    rights = {
        row.id: int(np.maximum(rotation_share.RULE.rights(situation, row.params), 0).sum())
        for row in situation.policy.rows_of(rotation_share.RULE.id)
        if row.force in (Force.HARD, Force.SOFT)
    }
    if demand[0] in rights:
        after = {**rights, demand[0]: max(rights[demand[0]] + by, 0)}
        for row in situation.policy.rows_of(needless_moves.RULE.id):
            found[row.id, ""] = max(rights.values()) - max(after.values())
    return found


def unmoved(plan: LoadedPlan, *, nodes: int | None = NODES) -> Exact:
    """What prices are differences to: the plan in the checks' numbers.

    Plans that the solver's rows for curved measures call equal may differ in the checks' numbers,
    and a re-solve does not pick as the plan was picked. Where such a row is short the difference is
    to the requirements as they are, solved again like any moved one.
    """
    found = None
    if any(_curved(row) for row in plan.model.shortfalls(plan.values)):
        found = resolve(plan.prepared, nodes=nodes).values
    return exactly(plan.prepared, plan.values if found is None else found, {})


def price(
    plan: LoadedPlan,
    shift: Mapping[Demand, int],
    *,
    nodes: int | None = NODES,
    against: Exact | None = None,
) -> Price:
    """What a plan for moved requirements would change against this one.

    against: what :func:`unmoved` gives, None = it is found here.
    """
    ready = shifted(plan.prepared, shift)
    found = resolve(ready, nodes=nodes)
    if found.values is None:
        return Price(None, found.proven)
    if not _kept(ready, found.values, shift):
        return Price(None, proven=False)
    before = unmoved(plan, nodes=nodes) if against is None else against
    after = exactly(ready, found.values, shift)
    differences = changes(plan.situation, before.tiers, after.tiers)
    eased = all(by < 0 and _curved(row) for (row, _), by in shift.items())
    if shift and eased and differences and differences[0].by > 0:
        # Where less is asked the plan as it stands still does; the solver's rows did not see it.
        differences = ()
    return Price(differences, found.proven and plan.proven, after.at_most)


def _kept(ready: Prepared, values: IntArray, shift: Mapping[Demand, int]) -> bool:
    """Whether the checks say that a plan keeps the enforced rules whose rows are stricter, moved as
    they are; where more is asked of one that is met, the rows alone can tell."""
    situation = ready.situation
    outcome = Outcome(situation, extract(situation, ready.model, values), ready.slate.openings)
    said = ready.model.shortfalls(values)
    for row in stricter_rows(situation):
        for measure in rules()[row.rule].measure(outcome, row.params):
            by, short = shift.get((row.id, measure.key), 0), measure.short
            posted = said.get(row.id, {}).get(measure.key, 0)
            if short is not None and posted and (short + by > 0 or by > 0):
                return False
    return True


@dataclass(frozen=True)
class Exact:
    """Tier values in the checks' numbers; at_most: as for :class:`Price`."""

    tiers: Mapping[str, int]
    at_most: bool


def exactly(ready: Prepared, values: IntArray, shift: Mapping[Demand, int]) -> Exact:
    """What a plan costs tier by tier, the curved rows by their exact measure.

    A moved requirement's exact shortfall is that of the requirement itself, moved as far; where it
    is met and asks for one more, only the solver's row tells, and may tell too much.
    """
    tiers = {task.id: int(task.objective @ values) for task in ready.tasks}
    situation, at_most = ready.situation, False
    roster = extract(situation, ready.model, values)
    outcome = Outcome(situation, roster, ready.slate.openings)
    said = ready.model.shortfalls(values)
    for row in situation.policy.rules:
        rule, posted = rules()[row.rule], said.get(row.id, {})
        if row.force is not Force.SOFT or not (rule.conservative and posted):
            continue
        found = dict(posted)
        for measure in rule.measure(outcome, row.params):
            by, short = shift.get((row.id, measure.key), 0), measure.short
            if short is None:
                found[measure.key] = 0  # as the checks count what nobody can decide
            elif short or by <= 0:
                found[measure.key] = max(short + by, 0)
            else:
                found[measure.key] = min(posted.get(measure.key, 0), by)
                at_most = at_most or found[measure.key] > 0
        tiers[str(row.tier)] -= row.weight * (sum(posted.values()) - sum(found.values()))
    return Exact(tiers, at_most)


def changes(
    situation: Situation, before: Mapping[str, int], after: Mapping[str, int]
) -> tuple[Change, ...]:
    """Tiers that differ, in order of precedence."""
    differences = (
        Change(t.id, t.name, t.unit, after.get(t.id, 0) - before.get(t.id, 0))
        for t in situation.policy.tiers
    )
    return tuple(change for change in differences if change.by)


def _near(plan: LoadedPlan) -> set[Demand]:
    """Demands that are short, or would be if they asked for one unit more and nothing moved.

    The rows of a curved target are steep lines, on which one unit more always looks out of reach:
    of those only the ones that are short.
    """
    program, values = plan.model.program, plan.values
    steered = {row.id for row in plan.situation.policy.rules
               if row.target and row.force in (Force.HARD, Force.SOFT)}  # fmt: skip
    activity = program.activity(values)
    found = set()
    for demand, columns in short_columns(plan.model).items():
        if demand[0] in steered:
            mine = np.isin(program.column, columns) & (program.coefficient > 0)
            rows = program.row[mine]
            worth = program.coefficient[mine] * step_of(demand[0])
            short = values[list(columns)].any()
            if short or (
                not _curved(demand[0]) and (activity[rows] - program.row_low[rows] < worth).any()
            ):
                found.add(demand)
    return found

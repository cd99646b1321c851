"""The price of a target: what one person more or less would change, tier by tier.

Only targets that the plan falls short of or just meets have a price; it is the difference between
two proven solves, never a dual.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from constraints.outcome import Outcome
from constraints.registry import rules
from constraints.rotation import needless_moves, rotation_share
from constraints.situation import Situation
from models.finding import TargetLine
from models.policy import Force
from models.roster import Roster
from staffing.answers.loaded import LoadedPlan, kept
from staffing.answers.resolving import Resolved, resolve
from staffing.answers.shifting import Demand, shifted, short_columns, worth_by_duals
from staffing.solve import NODES, Progress

MORE, LESS = 1, -1
"""Requirement one unit higher, one unit lower."""


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
    in order; proven: whether every tier of the re-solve was proven."""

    changes: tuple[Change, ...] | None
    proven: bool


@dataclass(frozen=True)
class TargetPrice:
    """A target near its requirement, and its price in both directions.

    rough: the solver's rows for the target are stricter than the target itself (curved measures).
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
    return kept(found.finished())


def near_targets(plan: LoadedPlan) -> tuple[TargetLine, ...]:
    """Targets the plan can steer and falls short of or just meets, dearest by duals first.

    A target counted school by school has a line for every such school, after the county's own.
    """
    demands = _near(plan)
    everywhere = (*plan.audit.targets, *plan.audit.target_parts)
    lines = [line for line in everywhere
             if line.steerable and (line.rule, line.key) in demands]  # fmt: skip
    worth = worth_by_duals(plan.prepared)
    place = {(line.rule, line.key): i for i, line in enumerate(lines)}
    return tuple(
        sorted(lines, key=lambda t: (bool(t.key), -round(worth.get((t.rule, t.key), 0), 3),
                                     place[t.rule, t.key]))
    )  # fmt: skip


def target_prices(
    plan: LoadedPlan, lines: Iterable[TargetLine], *, nodes: int | None = NODES
) -> Iterator[TargetPrice]:
    """The price of each target, one after the other."""
    for line in lines:
        more, less = (
            price(plan, moved(plan.situation, (line.rule, line.key), by), nodes=nodes)
            for by in (MORE, LESS)
        )
        rough = rules()[line.rule.partition(".")[0]].conservative
        yield TargetPrice(line, rough, more, less)


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
            decided = Outcome(situation, Roster(())).decided
            least = sum(1 for m in decided if m.mode in row.params.modes)
            wider = max(*after.values(), least) - max(*rights.values(), least)
            found[row.id, ""] = -wider
    return found


def price(plan: LoadedPlan, shift: Mapping[Demand, int], *, nodes: int | None = NODES) -> Price:
    """What a plan for moved requirements would change against this one."""
    found = resolve(shifted(plan.prepared, shift), nodes=nodes)
    proven = found.proven and plan.proven
    if found.values is None:
        return Price(None, found.proven)
    return Price(changes(plan.situation, plan.tier_values, found), proven)


def changes(situation: Situation, before: Mapping[str, int], found: Resolved) -> tuple[Change, ...]:
    """Tiers in which a re-solve differs from *before*, in order of precedence."""
    after = found.tier_values
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
            rows, worth = program.row[mine], program.coefficient[mine]
            short = values[list(columns)].any()
            curved = rules()[demand[0].partition(".")[0]].conservative
            if short or (not curved and (activity[rows] - program.row_low[rows] < worth).any()):
                found.add(demand)
    return found

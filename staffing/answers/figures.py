"""A plan in figures, read from what ``solve --json`` prints, and two plans side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from models.policy import Force
from models.result import Result, RunStatus, TierResult
from staffing.answers.differing import Difference
from staffing.answers.source import BasePlan
from staffing.audit import Audit, audit
from staffing.gaps import compute_gaps
from staffing.json_contract import solve_json
from staffing.leaders.discretion import listed
from staffing.leaders.listed import listed_gaps
from staffing.result import Run, RunInfo, roster_sha256
from staffing.versions import versions


@dataclass(frozen=True)
class Figures:
    """What two plans are compared by.

    name: heading of its column; tiers, targets: as in the JSON, by id and by (rule, key); gaps:
    subject → (weekly periods, exact full loads) left uncovered; modes: people by mode; added_km:
    road added for all who move, None where nothing is known; moved: people with a placement;
    changed: people who change against the plan it is held against, without undecided leaders, None
    where it is held against none.
    """

    name: str
    status: RunStatus
    tiers: Mapping[str, Mapping[str, Any]]
    targets: Mapping[tuple[str, str], Mapping[str, Any]]
    gaps: Mapping[str, tuple[Decimal, Fraction]] | None
    modes: Mapping[str, int]
    added_km: Decimal | None
    moved: int
    changed: int | None = None

    @property
    def curved(self) -> bool:
        """Whether some proof is of straight rows that stand for a curve."""
        return any(tier.get("curved", False) for tier in self.tiers.values())

    @property
    def short(self) -> int:
        """Targets that are not met."""
        return sum(line["state"] == "short" for line in self.targets.values())

    @property
    def uncovered(self) -> tuple[Decimal, Fraction] | None:
        """Weekly periods and full loads left uncovered in all."""
        if self.gaps is None:
            return None
        periods = sum((g[0] for g in self.gaps.values()), Decimal(0))
        return periods, sum((g[1] for g in self.gaps.values()), Fraction(0))


def figures_of(
    name: str, document: Mapping[str, Any], difference: Difference | None = None
) -> Figures:
    """Figures of a run from its JSON; runs recorded by older versions know no gaps and no road.

    difference: who changes against the plan it is held against.
    """
    gaps = document.get("gaps")
    road = document.get("added_km")
    return Figures(
        name=name,
        status=document["status"],
        tiers={tier["id"]: tier for tier in document["tiers"]},
        targets={(line["rule"], line["key"]): line for line in document["targets"]},
        gaps=None
        if gaps is None
        else {line["subject"]: (_decimal(line["periods_after"]), _people(line)) for line in gaps},
        modes=Counter(row["mode"] for row in document["placements"]),
        added_km=None if road is None else _decimal(road),
        moved=len({row["person"] for row in document["placements"]}),
        changed=None if difference is None else len(difference.shown),
    )


def _people(line: Mapping[str, Any]) -> Fraction:
    """Full loads, exact where the record has them so."""
    return Fraction(str(line.get("people_after_exact", line["people_after"])))


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value))


def run_of(base: BasePlan) -> Run:
    """The plan at hand as a run: measured by the audit, nothing solved."""
    situation, roster = base.intake.situation, base.roster
    checked = audit(situation, roster).as_listed
    before = compute_gaps(situation)
    return Run(
        county_name=base.county_name,
        situation=situation,
        result=Result(
            status=base.status,
            tiers=base.tiers or _unproven(checked),
            roster=roster,
            findings=checked.findings,
            targets=checked.targets,
            target_parts=checked.target_parts,
        ),
        gaps_before=before,
        gaps_after=listed_gaps(situation, roster),
        info=RunInfo(
            input_sha256=base.intake.input_sha256,
            policy_sha256=situation.policy.sha256,
            roster_sha256=roster_sha256(listed(situation, roster)),
            versions=versions(),
        ),
    )


def _unproven(checked: Audit) -> tuple[TierResult, ...]:
    """What a plan nobody proved costs in every tier that steers."""
    policy = checked.situation.policy
    steering = {row.tier for row in policy.rules if row.force is Force.SOFT}
    return tuple(
        TierResult(t.id, t.name, t.unit, checked.tier_value(t.id), None, "unknown", "未经求解")
        for t in policy.tiers
        if t.id in steering
    )


def base_figures(base: BasePlan, measured: Run | None = None) -> Figures:
    """Figures of the plan at hand. measured: :func:`run_of` it, where that is at hand."""
    return figures_of("原方案", solve_json(measured or run_of(base), base.run_id))

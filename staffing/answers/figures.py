"""A plan in figures, read from what ``solve --json`` prints, and two plans side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from models.policy import Force
from models.result import Result, RunStatus, TierResult
from staffing.answers.differing import Difference
from staffing.answers.source import BasePlan
from staffing.answers.tier_parts import Parts, tier_parts
from staffing.audit import Audit, audit
from staffing.gaps import compute_gaps
from staffing.json_contract import compared_json
from staffing.leaders.discretion import listed
from staffing.leaders.listed import listed_gaps
from staffing.result import Run, RunInfo, roster_sha256
from staffing.run import whole_of
from staffing.versions import versions


@dataclass(frozen=True)
class Figures:
    """What two plans are compared by.

    name: heading of its column; tiers, targets: as in the JSON, by id and by (rule, key); gaps:
    subject → (weekly periods, exact full loads) left uncovered; modes: people by mode; added_km:
    road added for all who move, None where nothing is known; moved: people with a placement;
    changed: people who change against the plan it is held against, without undecided leaders, None
    where it is held against none. whole: the figures of the whole plan, moves of undecided leaders
    counted; None where they are the same. parts: what each tier's value consists of, rule by rule;
    empty where it is not known.
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
    whole: Figures | None = None
    parts: Parts = field(default_factory=dict)

    @property
    def curved(self) -> bool:
        """Whether some proof is of straight rows that stand for a curve."""
        return any(tier.get("curved", False) for tier in self.tiers.values())

    @property
    def short(self) -> int:
        """Targets that are not met."""
        return sum(line["state"] == "short" for line in self.targets.values())

    @property
    def asked(self) -> dict[str, str]:
        """Targets in force by policy row, with what they are called in short."""
        told = self.targets.values()
        return {x["rule"]: x["id"] or x["name"] for x in told if x["mode"] != "off"}

    def alike(self, other: Figures) -> bool:
        """Whether both ask for the same targets, so that sums over them can be compared."""
        return self.asked.keys() == other.asked.keys()

    def short_among(self, rules: Collection[str]) -> int:
        """Targets that are not met, of these policy rows."""
        return sum(x["state"] == "short" and x["rule"] in rules for x in self.targets.values())

    def apart_words(self, other: Figures) -> str:
        """What two plans do not both ask for, and how they stand in what they do."""
        both = self.asked.keys() & other.asked.keys()
        alone = [dict.fromkeys(name for rule, name in x.asked.items() if rule not in both)
                 for x in (self, other)]  # fmt: skip
        counts = [sum(rule not in both for rule in x.asked) for x in (self, other)]
        only = "，".join(
            f"只有{x.name}有的 {count} 项{f'（{names}）' if (names := '、'.join(own)) else ''}"
            for x, own, count in zip((self, other), alone, counts, strict=True)
        )
        short = [x.short_among(both) for x in (self, other)]
        return (
            f"两者办的指标不同：{only}；都有的 {len(both)} 项中未达标 {short[0]} → {short[1]} 项。"
            "指标和层级的合计包括的项目不同，不能比多少。"
        )

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
    whole = audit(situation, roster)
    checked = whole.as_listed
    before = compute_gaps(situation)
    result = Result(
        status=base.status,
        tiers=base.tiers or _unproven(checked),
        roster=roster,
        findings=checked.findings,
        targets=checked.targets,
        target_parts=checked.target_parts,
    )
    return Run(
        county_name=base.county_name,
        situation=situation,
        result=result,
        whole=whole_of(result, result.tiers, whole),
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
    return run_figures("原方案", measured or run_of(base))


def run_figures(name: str, run: Run, difference: Difference | None = None) -> Figures:
    """Figures of a run. difference: as for :func:`figures_of`."""
    told = replace(figures_of(name, compared_json(run), difference), parts=tier_parts(run))
    if run.whole is None:
        return told
    whole = replace(run, result=run.whole.result, gaps_after=run.whole.gaps_after, whole=None)
    return replace(told, whole=figures_of(name, compared_json(whole)))


def on_one_basis(base: BasePlan, plans: Sequence[Figures]) -> list[Figures]:
    """Plans side by side, the base's first, so that one proven best looks no worse than another.

    Tiers and gaps of the base are as they are listed, those of the others as far from them as the
    whole plans are apart: what leaders' moves that nobody has decided cost in the base is taken
    from all alike, as much of it as leaves no number below nought. Where those moves are not known
    of the base, all are as listed.
    """
    planned = [one for one in plans if one.status in ("optimal", "feasible")]
    if not base.whole or all(one.whole is None for one in planned):
        return list(plans)
    first, *_ = planned
    off = {key: _common(first, planned, partial(_tier, key)) for key in first.tiers}
    subjects = {s for one in planned for x in (one, one.whole or one) for s in x.gaps or ()}
    lacks = {
        s: (_common(first, planned, partial(_lack, s, 0)),
            _common(first, planned, partial(_lack, s, 1)))
        for s in sorted(subjects)
    }  # fmt: skip
    return [_less(one, off, lacks) if one in planned else one for one in plans]


def _common(first: Figures, plans: Sequence[Figures], figure: Callable[[Figures], Any]) -> Any:
    """How much of a figure is taken from all plans."""
    beside = figure(first.whole or first) - figure(first)
    return min(beside, *(figure(one.whole or one) for one in plans))


def _tier(key: str, plan: Figures) -> int:
    return int(plan.tiers[key]["value"] or 0) if key in plan.tiers else 0


def _lack(subject: str, part: int, plan: Figures) -> Any:
    return (plan.gaps or {}).get(subject, (Decimal(0), Fraction(0)))[part]


def _less(
    one: Figures, off: Mapping[str, int], lacks: Mapping[str, tuple[Decimal, Fraction]]
) -> Figures:
    """A plan's tiers and gaps as the whole of it has them, so much less."""
    whole = one.whole or one
    tiers = {}
    for key, tier in one.tiers.items():
        by = _tier(key, whole) - off.get(key, 0) - _tier(key, one)
        bound = None if tier["bound"] is None else max(tier["bound"] + by, 0)
        tiers[key] = {**tier, "value": _tier(key, one) + by, "bound": bound}
    gaps = {
        s: (_lack(s, 0, whole) - periods, _lack(s, 1, whole) - people)
        for s, (periods, people) in lacks.items()
    }
    return replace(one, tiers=tiers, gaps=gaps, whole=None)

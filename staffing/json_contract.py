"""What ``--json`` prints: keys may be added, never renamed.

Numbers are whole where they are whole, else decimals rounded to six places; beside a rounded figure
``…_exact`` holds the quotient as text (``53/503``). Identity numbers never appear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from constraints.decisions import PART_TIME_MODES
from constraints.facts.commute import Commute
from constraints.facts.load import TENTHS
from models.finding import Finding, TargetLine
from models.problem import Problem
from models.result import TierResult
from staffing.competition.left_open import left_open_json
from staffing.fairness import Envy, Fairness, Side
from staffing.gaps import Gaps
from staffing.leaders.discretion import discreet, nameable, shown, veiled
from staffing.ledger.as_json import exact_figure, figures, last_term_json, ledger_json, number
from staffing.ledger.waiting import waiting_json
from staffing.locks.excess import over_limits_json
from staffing.loosened import relaxed_json
from staffing.result import Run, placement_row

if TYPE_CHECKING:
    from models.record import OriginRecord, RunRecord, SuppositionRecord
    from staffing.competition.round_result import RoundResult
    from staffing.policy_file import Change, PolicyLine

METRES = 1000


def check_json(errors: Iterable[Problem], warnings: Iterable[Problem]) -> dict[str, Any]:
    """``check``: every error and every warning with its cell."""
    return {"errors": problems_json(errors), "warnings": problems_json(warnings)}


def problems_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems with their cells."""
    return [
        {"sheet": p.sheet, "cell": p.cell, "message": p.message, "kind": p.kind} for p in problems
    ]


def gaps_json(gaps: Gaps) -> dict[str, Any]:
    """``gaps``: establishment and subject gaps by school, and the county's totals by subject."""
    return gaps.to_json()


def solve_json(run: Run, run_id: str | None = None) -> dict[str, Any]:
    """``solve``: the whole run; *run_id* is the one the record gave it, None when not recorded."""
    result, info = run.result, run.info
    findings = veiled(result.findings, run.county, run.placements)
    return {
        **compared_json(run),
        "withheld": len(run.withheld),
        "findings": _findings(findings),
        "fairness": run.fairness and _fairness(run.fairness),
        "over_limits": over_limits_json(run.situation, run.over_limits),
        "waiting": waiting_json(run.policy),
        "looser_than_norm": relaxed_json(run.policy),
        "last_term": run.last_term and last_term_json(run.last_term),
        "excluded_pairs": dict(result.exclusions),
        "stage": run.stage and run.stage.value,
        "rounds": [_round(run, held) for held in run.rounds],
        "jointness": [vars(line) for line in run.jointness],
        "not_compared": run.not_compared,
        "objections": list(run.objections),
        "run": {
            "id": run_id,
            "input_sha256": info.input_sha256,
            "content_sha256": run.county.read_sha256,
            "county_sha256": run.county.content_sha256,
            "policy_sha256": info.policy_sha256,
            "roster_sha256": info.roster_sha256,
            "versions": dict(sorted(info.versions.items())),
            "seed": info.seed,
            "seconds": dict(info.seconds),
        },
    }


def compared_json(run: Run) -> dict[str, Any]:
    """What of a run two plans are compared by."""
    result = run.result
    return {
        "status": result.status,
        "tiers": [_tier(tier) for tier in result.tiers],
        "placements": [placement_json(row) for row in map(placement_row, run.shown)],
        **ledger_json(result.targets, result.target_parts),
        "gaps": _gap_change(run.gaps_before, run.gaps_after),
        "added_km": _added_km(run),
    }


def _gap_change(before: Gaps, after: Gaps) -> list[dict[str, Any]]:
    """What every subject lacks over the county, in weekly periods and full loads."""
    then, now = _lacks(before), _lacks(after)
    return [
        {
            "subject": subject,
            **{f"periods_{when}": number(Fraction(lacks[subject][0], TENTHS))
               for when, lacks in (("before", then), ("after", now))},
            **{key: figure for when, lacks in (("before", then), ("after", now))
               for key, figure in exact_figure(f"people_{when}", lacks[subject][1]).items()},
        }
        for subject in sorted(then.keys() | now.keys())
    ]  # fmt: skip


def _lacks(gaps: Gaps) -> defaultdict[str, tuple[int, Fraction]]:
    found: defaultdict[str, tuple[int, Fraction]] = defaultdict(lambda: (0, Fraction(0)))
    for school in gaps.schools:
        for line in school.subjects:
            periods, people = found[line.subject]
            own = 0 if line.in_heads else line.gap or 0
            if line.posts:
                found[line.subject] = (periods + own, people + line.posts)
    return found


def _added_km(run: Run) -> int | float | None:
    """Road added to the way to work of all who change their school, where it is known."""
    commute = Commute.of(run.situation)
    metres = [commute.added(p.person, p.host) for p in run.shown
              if p.mode not in PART_TIME_MODES]  # fmt: skip
    known = [m for m in metres if m is not None]
    return number(Fraction(sum(known), METRES)) if known or not metres else None


def _round(run: Run, held: RoundResult) -> dict[str, Any]:
    """A round of 县管校聘: who won where, the published cut-offs, who has no post and why."""
    return {
        "round": held.round.value,
        "placements": [
            placement_json(row) for row in map(placement_row, shown(run.county, held.placements))
        ],
        "cutoffs": [
            {
                "school": cut.school,
                "subject": cut.subject or None,
                "grade": cut.grade or None,
                "places": cut.places,
                "applied": cut.applied,
                "admitted": list(nameable(run.county, cut.admitted)),
                "lowest": number(cut.lowest),
                "tie": cut.tie or None,
            }
            for cut in held.cutoffs
        ],
        "unplaced": [{"person": u.person, "reasons": list(u.reasons)} for u in held.unplaced],
        "due": held.due,
        "left_open": left_open_json(held),
    }


def _tier(tier: TierResult) -> dict[str, Any]:
    return {
        "id": tier.id,
        "name": tier.name,
        "unit": tier.unit,
        "value": tier.value,
        "bound": tier.bound,
        "status": tier.status,
        "note": tier.note,
        "curved": tier.curved,
    }


def placement_json(row: dict[str, str | bool | None]) -> dict[str, Any]:
    """A placement as text, its periods as a number."""
    periods = row["periods"]
    return {**row, "periods": None if periods is None else number(Fraction(str(periods)))}


def audit_json(
    findings: Sequence[Finding],
    targets: Sequence[TargetLine],
    fair: Fairness | None = None,
    parts: Sequence[TargetLine] = (),
) -> dict[str, Any]:
    """``audit``: findings, the ledger of targets, fairness where it was looked at.

    Leaders are counted, never named.
    """
    return {
        "findings": _findings(findings),
        **ledger_json(targets, parts),
        "fairness": fair and _fairness(fair),
    }


def _findings(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [_finding(finding) for finding in discreet(findings)]


def _fairness(fair: Fairness) -> dict[str, Any]:
    return {
        "envy": [_envy(pair) for pair in fair.envy.pairs],
        "undecided": [list(pair) for pair in fair.envy.undecided],
        "sent": [
            {"school": s.school, "lean": s.lean, "sent": _side(s.sent), "stayed": _side(s.stayed)}
            for s in fair.sendings
        ],
        "roads": [{**vars(spread), "mean": number(spread.mean)} for spread in fair.roads],
    }


def _envy(pair: Envy) -> dict[str, Any]:
    return {
        "person": pair.person,
        "points": number(pair.points),
        "rank": pair.rank,
        "mode": pair.mode.value,
        "school": pair.host,
        "subject": pair.subject,
        "holder": pair.holder,
        "holder_points": number(pair.holder_points),
        "flagged": pair.flagged,
        "excuse": None if pair.excuse is None else dict(vars(pair.excuse)),
    }


def _side(side: Side) -> dict[str, Any]:
    heads = {"heads": side.heads, "senior": side.senior, "key": side.key}
    return {**heads, "mean_age": number(side.age)}


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "rule": f.rule,
        "instance": f.instance,
        "name": f.name,
        "key": f.key,
        **figures(f),
        "short": f.short,
        "unit": f.unit,
        "state": f.state.value,
        "people": list(f.people),
        "message": f.message,
        "document": f.document,
        "clause": f.clause,
        "standing": f.standing,
        "enforced": f.enforced,
        "mode": f.mode,
    }


def policy_line_json(line: PolicyLine) -> dict[str, Any]:
    """One stated value of a policy; value as text, null while it is pending."""
    days = {"since": line.since, "ends": line.ends, "checked": line.checked}
    return {
        "key": line.key,
        "value": None if line.pending else line.text,
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
        "document": line.title,
        "number": line.number,
        "clause": line.clause,
        "quote": line.quote,
        "standing": line.standing,
        "unverified": line.unverified,
        "pending": line.pending,
        "waiver": line.waiver,
        "policy": line.policy,
        "note": line.note,
        "unit": line.unit,
    }


def policy_change_json(change: Change) -> dict[str, Any]:
    """One key in which two policies differ; a side that does not state it is null."""
    sides = {"left": change.left, "right": change.right}
    stated = {name: line and policy_line_json(line) for name, line in sides.items()}
    since = None if change.since is None else change.since.isoformat()
    return {"key": change.key, "since": since, **stated}


def run_record_json(record: RunRecord, origin: OriginRecord | None = None) -> dict[str, Any]:
    """The head of a recorded run; origin: what it is, null where that was not kept."""
    return {
        "kind": origin and origin.kind,
        "conclusion": origin and origin.conclusion,
        "id": record.id,
        "made_at": f"{record.made_at:%Y-%m-%dT%H:%M:%SZ}",
        "county": record.county,
        "school_year": record.school_year,
        "term": record.term.value,
        "policy": record.policy_id,
        "policy_name": record.policy_name,
        "status": record.status,
        "placements": record.placements,
        "proposed": record.proposed,
        "input_sha256": record.input_sha256,
        "policy_sha256": record.policy_sha256,
        "roster_sha256": record.roster_sha256,
    }


def supposition_json(record: RunRecord, supposed: SuppositionRecord) -> dict[str, Any]:
    """A what-if that was recorded by name."""
    return {
        "name": supposed.name,
        "supposed": supposed.words.split("\n"),
        "base": supposed.base,
        **run_record_json(record),
    }

"""Everything known about a finished run, before any of it is shown, written or stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from constraints.situation import Situation
from models.column import Code
from models.county import County
from models.policy import Policy
from models.result import Result
from models.roster import Placement, Roster
from staffing.gaps import Gaps


@dataclass(frozen=True)
class NotMoved:
    """A person within the scope of rotation who stays, and why.

    reasons: Chinese, in the order they were found; never the reason of an exemption. citations:
    document and clause of each, where there is one. pairs: schools excluded, reason → number.
    """

    person: Code
    eligible: bool
    reasons: tuple[str, ...]
    citations: tuple[str, ...] = ()
    pairs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class RunInfo:
    """Where a run came from. seconds, by tier, is for JSON alone: no workbook ever holds it."""

    input_sha256: str
    policy_sha256: str
    roster_sha256: str
    versions: Mapping[str, str]
    seed: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """A finished run: county and policy, the result, gaps before and after, and its provenance.

    county_name: what the office calls the county; runs of one county are found by it.
    """

    county_name: str
    situation: Situation
    result: Result
    gaps_before: Gaps
    gaps_after: Gaps
    info: RunInfo
    not_moved: tuple[NotMoved, ...] = ()

    @property
    def county(self) -> County:
        """The county of the run."""
        return self.situation.county

    @property
    def policy(self) -> Policy:
        """The policy of the run."""
        return self.situation.policy

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Placements in canonical order, none when there is no plan."""
        return self.result.roster.placements if self.result.roster else ()


def placement_row(placement: Placement) -> dict[str, str | bool | None]:
    """A placement as text, every field but the row it was read from; the base of hash and JSON."""
    return {
        "person": placement.person,
        "mode": placement.mode.value,
        "relation": placement.relation.value,
        "home": placement.home,
        "host": placement.host,
        "start": placement.start.isoformat(),
        "end": placement.end.isoformat(),
        "subject": placement.subject,
        "stage": placement.stage.value if placement.stage else None,
        "periods": None if placement.periods is None else f"{placement.periods.normalize():f}",
        "post": placement.post,
        "team": placement.team,
        "counterpart": placement.counterpart,
        "successor": placement.successor,
        "return_school": placement.return_school,
        "proposed": placement.proposed,
    }


def roster_sha256(roster: Roster | None) -> str:
    """Hash of a plan's content in canonical order; of nothing when there is no plan."""
    digest = hashlib.sha256()
    for placement in roster.placements if roster else ():
        line = json.dumps(placement_row(placement), ensure_ascii=False, sort_keys=True)
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()

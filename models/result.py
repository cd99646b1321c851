"""A finished run as plain data: what was decided, how well each tier did, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.finding import Finding, TargetLine
from models.roster import Roster

TierStatus = Literal["optimal", "feasible", "unknown"]
RunStatus = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True)
class TierResult:
    """One level of the lexicographic order after a run.

    value: what the plan costs in this tier, in ``unit``, smaller is better, None when never
    reached; bound: proven lower bound of it, None when none is known. note: one sentence about the
    proof or about why it stopped, empty when there is nothing to say. curved: straight rows,
    stricter than what is measured, stand for it here (ratios, 差异系数); the proof is theirs, and
    of the value no more is proven than what nobody can avoid.
    """

    id: str
    name: str
    unit: str
    value: int | None
    bound: int | None
    status: TierStatus
    note: str = ""
    curved: bool = False

    @property
    def slack(self) -> int | None:
        """How much better the tier could at most be; 0 when proven, None when unknown."""
        if self.status == "optimal":
            return 0
        if self.value is None or self.bound is None:
            return None
        return max(self.value - self.bound, 0)


@dataclass(frozen=True)
class Result:
    """What a run decided and what the audit measured of it.

    roster: None when there is no plan (``infeasible``, ``unknown``). findings and targets are the
    checker's numbers, never the solver's; target_parts: the rows of targets measured school by
    school, whose sums stand in targets. exclusions: why (person, school) pairs were never
    candidates, reason → number of pairs, in the order the reasons were applied.
    """

    status: RunStatus
    tiers: tuple[TierResult, ...]
    roster: Roster | None
    findings: tuple[Finding, ...] = ()
    targets: tuple[TargetLine, ...] = ()
    target_parts: tuple[TargetLine, ...] = ()
    exclusions: tuple[tuple[str, int], ...] = ()

    @property
    def curved(self) -> bool:
        """Whether any of the proofs is of straight rows that stand for a curve."""
        return any(tier.curved for tier in self.tiers)

    @property
    def proven(self) -> bool:
        """Whether every tier is proven optimal."""
        return all(tier.status == "optimal" for tier in self.tiers)

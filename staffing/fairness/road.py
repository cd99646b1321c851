"""通勤分布: how the added road is spread over those who move, asked for or designated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from constraints.facts.commute import Commute
from constraints.outcome import Outcome
from models.roster import Placement
from staffing.leaders.discretion import shown

Group = Literal["all", "asked", "designated"]
"""Everyone who moves; those who applied, were recommended or are locked; 建议人选."""


@dataclass(frozen=True)
class Spread:
    """Added road of a group, in metres. unknown: people whose road is not known, left out of it.

    least, quarter, half, three_quarters, most: the person standing at that place in the order of
    length (nearest rank), None of nobody.
    """

    group: Group
    heads: int
    unknown: int
    total: int
    least: int | None = None
    quarter: int | None = None
    half: int | None = None
    three_quarters: int | None = None
    most: int | None = None

    @property
    def mean(self) -> Fraction | None:
        """Mean of the known roads, None of nobody."""
        known = self.heads - self.unknown
        return Fraction(self.total, known) if known else None


def spreads(outcome: Outcome) -> tuple[Spread, ...]:
    """All who move inside the county, then by whether they asked; () when nobody moves.

    Leaders whose moves nobody has decided are left out.
    """
    told = shown(outcome.county, outcome.moves)
    inside = [p for p in told if p.home and p.host in outcome.county.school]
    if not inside:
        return ()
    designated = [p for p in inside if outcome.is_designated(p)]
    asked = [p for p in inside if not outcome.is_designated(p)]
    return (
        _spread(outcome, "all", inside),
        _spread(outcome, "asked", asked),
        _spread(outcome, "designated", designated),
    )


def _spread(outcome: Outcome, group: Group, moves: Iterable[Placement]) -> Spread:
    commute = Commute.of(outcome.situation)
    roads = [commute.added(p.person, p.host) for p in moves]
    known = sorted(metres for metres in roads if metres is not None)
    if not known:
        return Spread(group, len(roads), len(roads), 0)
    last = len(known) - 1
    ranks = (0, -(-len(known) // 4) - 1, -(-len(known) // 2) - 1, -(-3 * len(known) // 4) - 1, last)
    return Spread(
        group, len(roads), len(roads) - len(known), sum(known), *(known[r] for r in ranks)
    )

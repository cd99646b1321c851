"""Shares counted and compared in plain whole numbers: the check of ratio rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from constraints.outcome import Outcome
from constraints.ratios._holding import Holding, held
from constraints.ratios._population import CountedAt, in_group
from constraints.ratios._words import percent
from models.column import Code
from models.vocabulary import Stage


@dataclass(frozen=True)
class Share:
    """Holders among heads of one side; blanks are heads whose cell is empty."""

    holders: int
    heads: int
    blanks: int

    @property
    def value(self) -> Fraction:
        """Holders ÷ heads; heads must not be zero."""
        return Fraction(self.holders, self.heads)

    def __str__(self) -> str:
        return f"{self.holders}/{self.heads}" + (f"＝{percent(self.value)}" if self.heads else "")


def share_among(outcome: Outcome, what: Holding, people: Iterable[Code]) -> Share:
    """Holders among these people."""
    known = held(outcome.situation, what)
    have = [known[code] for code in people]
    return Share(sum(x is True for x in have), len(have), sum(x is None for x in have))


def share_of(
    outcome: Outcome, what: Holding, group: str, stages: Sequence[Stage], where: CountedAt
) -> Share:
    """Holders among a group's people under the plan."""
    return share_among(outcome, what, in_group(outcome, where, group, stages))


def exchanges(here: Share, there: Share, limit: Fraction) -> int:
    """Fewest holders there to be exchanged against others here until there ÷ here ≤ limit:
    the least s with (there − s) · heads here ≤ limit · (here + s) · heads there.
    """
    over = there.holders * here.heads - limit * here.holders * there.heads
    return max(ceil(over / (here.heads + limit * there.heads)), 0)


def upgrades(here: Share, there: Share, limit: Fraction) -> int:
    """Fewest people here who would have to become holders instead."""
    return max(ceil(there.holders * here.heads / (limit * there.heads) - here.holders), 0)


def exchange_words(here: Share, there: Share, limit: Fraction) -> str:
    """What the number of :func:`exchanges` counts, and how many it takes to come without any going
    back: ``换11人；只来不换要33人``.
    """
    least = exchanges(here, there, limit)
    ways = range(least, min(there.holders, there.heads - 1) + 1)
    at = bisect_left(ways, True, key=lambda come: _enough(here, there, limit, come))
    other = f"只来不换要{ways[at]}人" if at < len(ways) else "只来不换达不到"
    return f"换{least}人；{other}"


def _enough(here: Share, there: Share, limit: Fraction, come: int) -> bool:
    """Whether there ÷ here ≤ limit once so many holders have come from there, none going back."""
    left = (there.holders - come) * (here.heads + come)
    return left <= limit * (here.holders + come) * (there.heads - come)


def blank_note(*shares: Share) -> str:
    """What is said of blank cells."""
    blanks = sum(share.blanks for share in shares)
    return f"{blanks}人空白，未计入达到者" if blanks else ""

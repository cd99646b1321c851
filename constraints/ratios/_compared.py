"""Two groups' shares compared in plain whole numbers: the check of ratio rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.ratios._holding import Holding, holds, missing_columns
from constraints.ratios._population import CountedAt, in_group, missing_groups
from constraints.ratios._words import figures, percent
from models.finding import Measure
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


def share_of(
    outcome: Outcome, what: Holding, group: str, stages: Sequence[Stage], where: CountedAt
) -> Share:
    """Count one side under the plan."""
    have = [holds(outcome.situation, c, what) for c in in_group(outcome, where, group, stages)]
    return Share(sum(x is True for x in have), len(have), sum(x is None for x in have))


def compare(
    outcome: Outcome,
    what: Holding,
    groups: tuple[str, str],
    stages: Sequence[Stage],
    limit: Fraction,
    where: CountedAt,
) -> Measure:
    """The measured row of "share there ÷ share here ≤ limit"; groups = (here, there).

    short: the fewest holders there to be exchanged against others here.
    """
    situation = outcome.situation
    absent = (*missing_groups(situation, *groups), *missing_columns(situation, what))
    if absent:
        return Measure("", None, limit, None, missing=absent)
    here, there = (share_of(outcome, what, group, stages, where) for group in groups)
    if not (here.heads and there.heads):
        return Measure("", None, limit, None, note="一方没有教师")
    short = _exchanges(here, there, limit)
    ratio = there.value / here.value if here.holders else None
    other = CountedAt.HOME if where is CountedAt.HOST else CountedAt.HOST
    readings = [_side(outcome, group, x) for group, x in zip(groups, (here, there), strict=True)]
    readings.append(_otherwise(outcome, what, groups, stages, other))
    if short:
        readings.append(("或使劣势一方提升", f"{_upgrades(here, there, limit)}人"))
    blanks = here.blanks + there.blanks
    return Measure(
        "",
        ratio,
        limit,
        short,
        numerator=there.value,
        denominator=here.value,
        readings=tuple(readings),
        note=f"{blanks}人空白，未计入达到者" if blanks else "",
    )


def _exchanges(here: Share, there: Share, limit: Fraction) -> int:
    """Least s with (there − s) · heads here ≤ limit · (here + s) · heads there."""
    over = there.holders * here.heads - limit * here.holders * there.heads
    return max(ceil(over / (here.heads + limit * there.heads)), 0)


def _upgrades(here: Share, there: Share, limit: Fraction) -> int:
    """Least number of people here who would have to become holders."""
    return max(ceil(there.holders * here.heads / (limit * there.heads) - here.holders), 0)


def _side(outcome: Outcome, group: str, share: Share) -> tuple[str, str]:
    label = Grouping.of(outcome.situation).label(group)
    return label, f"{share.holders}/{share.heads}＝{percent(share.value)}"


def _otherwise(
    outcome: Outcome,
    what: Holding,
    groups: tuple[str, str],
    stages: Sequence[Stage],
    where: CountedAt,
) -> tuple[str, str]:
    """The same ratio counted at the other kind of school."""
    here, there = (share_of(outcome, what, group, stages, where) for group in groups)
    known = here.holders and there.heads
    return f"按{where.value}", figures(there.value / here.value if known else None, None)[0]

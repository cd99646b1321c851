"""基期值: published values of an indicator, which the rules compare with or take as given."""

from __future__ import annotations

from fractions import Fraction

from constraints.situation import Situation
from models.sheets import BaselineRow


def baseline(situation: Situation, indicator: str, year: int | None = None) -> BaselineRow | None:
    """The indicator's row of that year, else the newest up to the reference date; None if none."""
    last = situation.county.term.reference.year
    rows = [
        row
        for row in situation.county.baselines
        if row.indicator == indicator and (row.year == year if year else row.year <= last)
    ]
    return max(rows, key=lambda row: row.year, default=None)


def value_of(row: BaselineRow) -> Fraction:
    """The value, exactly."""
    return Fraction(row.value)


def absent(indicator: str) -> str:
    """What is missing when there is no such row."""
    return f"{BaselineRow.sheet}.{indicator}"

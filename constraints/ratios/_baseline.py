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


def share_baseline(
    situation: Situation, indicator: str, year: int | None = None
) -> BaselineRow | None:
    """The same of an indicator that is a share: what is none (35 for 35%) is no value."""
    row = baseline(situation, indicator, year)
    return row if row is not None and is_share(row) else None


def is_share(row: BaselineRow) -> bool:
    """Whether the value lies between nought and one."""
    return 0 <= row.value <= 1


def no_share(situation: Situation, indicator: str, year: int | None = None) -> str:
    """What is missing when :func:`share_baseline` has none."""
    row = baseline(situation, indicator, year)
    if row is None:
        return absent(indicator)
    cell = situation.county.cell(row, "value").partition("!")[2]
    return f"{absent(indicator)}（{cell}的{row.value}不是占比，应在0到1之间）"


def absent(indicator: str) -> str:
    """What is missing when there is no such row."""
    return f"{BaselineRow.sheet}.{indicator}"

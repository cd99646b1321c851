"""All rows of a rule as one: what an inspector's question is answered with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from models.finding import Measure, Number


def together(measures: Sequence[Measure]) -> Measure:
    """Several rows summed; key "". There must be at least one.

    Where a row asks for at least so much, only what it asks for counts: one school's surplus does
    not make up for what another lacks. The short is the sum of what is known; it is undecidable
    when nothing is known to be short and something is not known.
    """
    known = [m for m in measures if m.short is not None]
    missing = dict.fromkeys(name for m in measures for name in m.missing)
    short = sum(m.short or 0 for m in known)
    counts = [_counted(m) for m in known]
    have = _sum(c[0] for c in counts)
    need = _sum(c[1] for c in counts)
    return Measure(
        key="",
        measured=have,
        required=need,
        short=None if len(known) < len(measures) and not short else short,
        numerator=have,
        denominator=need,
        people=tuple(sorted({code for m in known for code in m.people})),
        missing=tuple(missing),
        note=measures[0].note if len({m.note for m in measures}) == 1 else "",
    )


def _counted(row: Measure) -> tuple[Number | None, Number | None]:
    """What a row adds to both sums."""
    have, need = row.measured, row.required
    if have is None or need is None:
        return have, need
    at_least = row.short == max(need - have, 0)
    return (min(have, need) if at_least else have), need


def _sum(numbers: Iterable[Number | None]) -> Number | None:
    """The sum; None when there is nothing to add or something is not known."""
    found = list(numbers)
    if not found or any(number is None for number in found):
        return None
    total = sum((Fraction(number or 0) for number in found), Fraction(0))
    return total.numerator if total.denominator == 1 else total

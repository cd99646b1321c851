"""Pupil-weighted spread between schools, exactly.

With x_i heads and P_i pupils at school i, X = Σx_i and P = ΣP_i, the coefficient of variation obeys
CV² = P·Σ(x_i²/P_i)/X² − 1. So CV ≤ c means Σ x_i²/P_i ≤ (1+c²)·X²/P: separable and convex in heads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from heapq import heapify, heapreplace
from itertools import accumulate, pairwise
from math import isqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


class Missing(NamedTuple):
    """Fewest people who must come to schools that have too few, and how many schools that have too
    many can give; the others would be new.
    """

    come: int
    leave: int


def sum_of_squares(heads: Sequence[int], pupils: Sequence[int]) -> Fraction:
    """Σ x_i²/P_i."""
    return sum((Fraction(x * x, p) for x, p in zip(heads, pupils, strict=True)), Fraction(0))


def most(total: int, pupils: int, limit: Fraction) -> Fraction:
    """(1+c²)·X²/P: what Σ x_i²/P_i may reach."""
    return (1 + limit**2) * Fraction(total * total, pupils)


def variation(heads: Sequence[int], pupils: Sequence[int]) -> Fraction:
    """CV² of heads per pupil, weighted by pupils; there must be at least one head."""
    return sum(pupils) * sum_of_squares(heads, pupils) / sum(heads) ** 2 - 1


def root(square: Fraction, digits: int) -> Fraction:
    """Square root to that many decimals, rounded up (exact where it is)."""
    scale = 10**digits
    scaled = square * scale * scale
    whole = isqrt(scaled.numerator // scaled.denominator)
    return Fraction(whole if whole * whole == scaled else whole + 1, scale)


def missing(heads: Sequence[int], pupils: Sequence[int], limit: Fraction) -> Missing:
    """Who must come so that the spread is within the limit.

    The sum is separable and convex, so the best places to come to and to leave are found greedily,
    each list by itself. Floating point only finds the pairs worth an exact look.
    """
    total, every = sum(heads), sum(pupils)
    start = sum_of_squares(heads, pupils)
    saved = list(accumulate(_gains(heads, pupils), initial=Fraction(0)))
    rough, spent = np.array([float(x) for x in saved]), Fraction(0)
    slope = float(most(1, every, limit))
    for come, cost in enumerate(_costs(heads, pupils)):
        leave = np.arange(min(come, total) + 1)
        excess = float(start + spent) - rough[: len(leave)] - slope * (total + come - leave) ** 2.0
        for out in np.flatnonzero(excess <= float(start) * 1e-9)[::-1].tolist():
            if start + spent - saved[out] <= most(total + come - out, every, limit):
                return Missing(come, out)
        spent += cost
    raise AssertionError("one head a pupil has no spread at all")


def least_missing(
    low: Sequence[int], high: Sequence[int], pupils: Sequence[int], limit: Fraction
) -> int:
    """At most what :func:`missing` can say of any heads between *low* and *high* (school by
    school): fractions of heads are allowed, and rounding is in the plan's favour.

    Heads in proportion to pupils as far as the bounds let them are the evenest; *s* people who come
    raise the schools that can have fewest, *s* who leave lower those that must have most.
    """
    bound = np.array([low, high], np.float64), np.array(pupils, np.float64)
    ceiling = float(limit) ** 2 + 1e-9
    fewest, most_ = 0, sum(pupils)
    while fewest < most_:
        middle = (fewest + most_) // 2
        if _evenest(_eased(bound, middle), bound[1]) <= ceiling:
            most_ = middle
        else:
            fewest = middle + 1
    return fewest


def _eased(bound: tuple[FloatArray, FloatArray], people: int) -> FloatArray:
    """The bounds after so many have come and as many have left, where it helps most."""
    (low, high), pupils = bound
    raised = _level(high / pupils, pupils, people)
    lowered = -_level(-low / pupils, pupils, people)
    return np.array([np.minimum(low, max(lowered, 0) * pupils), np.maximum(high, raised * pupils)])


def _level(ratio: FloatArray, pupils: FloatArray, people: int) -> float:
    """Heads per pupil to which so many people raise the lowest schools, all alike."""
    order = np.argsort(ratio, kind="stable")
    weight, filled = np.cumsum(pupils[order]), np.cumsum((ratio * pupils)[order])
    levels = (people + filled) / weight
    beyond = np.append(ratio[order][1:], np.inf)
    return float(levels[np.argmax(levels <= beyond)])


def _evenest(bound: FloatArray, pupils: FloatArray) -> float:
    """Least CV² of any heads within the bounds, in fractions of heads."""
    low, high = bound
    ends = np.unique(np.concatenate([low / pupils, high / pupils]))
    levels = [*ends.tolist()]
    for start, end in pairwise(ends.tolist()):
        fixed = np.where(low / pupils >= end, low, np.where(high / pupils <= start, high, 0.0))
        if (total := fixed.sum()) > 0:
            best = float((fixed**2 / pupils).sum() / total)
            levels.append(min(max(best, start), end))
    found = [np.clip(level * pupils, low, high) for level in levels]
    squares = [pupils.sum() * (x**2 / pupils).sum() / x.sum() ** 2 - 1 for x in found if x.sum()]
    return min(squares, default=0.0)


def enough(total: int, pupils: Sequence[int], limit: Fraction, margin: Fraction) -> int | None:
    """Fewest heads, at least *total*, that can be spread within the limit at all.

    margin: what must be left of the limit, per head; None when not even one head a pupil leaves it
    (a limit of nought).
    """
    value, every = Fraction(0), sum(pupils)
    for heads, cost in zip(range(every + 1), _costs([0] * len(pupils), pupils), strict=False):
        if heads >= total and value + heads * margin <= most(heads, every, limit):
            return heads
        value += cost
    return None


def _costs(heads: Sequence[int], pupils: Sequence[int]) -> Iterator[Fraction]:
    """What each further head adds to the sum, cheapest first; without end."""
    heap = [(Fraction(2 * x + 1, p), i) for i, (x, p) in enumerate(zip(heads, pupils, strict=True))]
    heapify(heap)
    while True:
        cost, i = heap[0]
        yield cost
        heapreplace(heap, (cost + Fraction(2, pupils[i]), i))


def _gains(heads: Sequence[int], pupils: Sequence[int]) -> Iterator[Fraction]:
    """What each head that leaves takes off the sum, most first; until nobody is left."""
    heap = [(Fraction(1 - 2 * x, p), i) for i, (x, p) in enumerate(zip(heads, pupils, strict=True))]
    heapify(heap)
    for _ in range(sum(heads)):
        gain, i = heap[0]
        yield -gain
        heapreplace(heap, (gain + Fraction(2, pupils[i]), i))

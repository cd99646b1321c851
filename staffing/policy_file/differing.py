"""What two policies say differently: other values, and other sources of the same values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from staffing.policy_file.listing import PolicyLine, Usable, show
from staffing.policy_file.registry import Registry


@dataclass(frozen=True)
class Change:
    """One key of two policies whose value differs from *since* on (None: as far back as is known).

    A side with nothing in force then is None.
    """

    key: str
    left: PolicyLine | None
    right: PolicyLine | None
    since: date | None = None

    @property
    def source_parts(self) -> tuple[str, ...]:
        """What of the two sources differs, by name."""
        if self.left is None or self.right is None:
            return ()
        one, other = vars(self.left), vars(self.right)
        return tuple(name for field, name in _SOURCE.items() if one[field] != other[field])


_SOURCE: Mapping[str, str] = {
    "title": "文件",
    "number": "文号",
    "standing": "效力",
    "clause": "条款",
    "quote": "原文",
    "since": "起",
    "ends": "止",
    "checked": "核对日期",
    "unverified": "是否待核实",
    "waiver": "放宽依据",
}
"""What a stated value rests on; whose policy states it is no part of it."""


def diff(
    left: str | Path,
    right: str | Path,
    at: date | None = None,
    *,
    registry: Registry | None = None,
) -> tuple[Change, ...]:
    """Keys whose value differs on a day, in key order; without a day, at any time, oldest first."""
    return _found(_revalued, left, right, at, registry)


def noted(changes: Iterable[Change], left: Usable, right: Usable) -> tuple[Change, ...]:
    """The changes with why a side's value says nothing, where it does not."""
    return tuple(
        replace(
            one,
            left=one.left and left.noted(one.left),
            right=one.right and right.noted(one.right),
        )
        for one in changes
    )


def resourced(
    left: str | Path,
    right: str | Path,
    at: date | None = None,
    *,
    registry: Registry | None = None,
) -> tuple[Change, ...]:
    """Keys whose value is the same and whose source is not, as :func:`diff` is asked."""
    return _found(_resourced, left, right, at, registry)


def _found(
    differing: Callable[[Iterable[Change]], Iterator[Change]],
    left: str | Path,
    right: str | Path,
    at: date | None,
    registry: Registry | None,
) -> tuple[Change, ...]:
    """What *differing* finds in the sides of every key, day by day."""
    one, other = (_by_key(show(side, at, registry=registry)) for side in (left, right))
    return tuple(
        change
        for key in sorted({*one, *other})
        for change in differing(_turning(key, one.get(key, ()), other.get(key, ()), at))
    )


def _by_key(rows: Iterable[PolicyLine]) -> dict[str, tuple[PolicyLine, ...]]:
    grouped: dict[str, list[PolicyLine]] = {}
    for row in rows:
        grouped.setdefault(row.key, []).append(row)
    return {key: tuple(own) for key, own in grouped.items()}


def _turning(
    key: str, left: Sequence[PolicyLine], right: Sequence[PolicyLine], at: date | None
) -> Iterator[Change]:
    """Both sides on every day on which one of them begins or has ended, or on one day."""
    days = {at} if at else {day for row in (*left, *right) for day in _turns(row)}
    for day in sorted(days):
        since = None if day == date.min else day
        yield Change(key, _in_force(left, day), _in_force(right, day), since)


def _revalued(days: Iterable[Change]) -> Iterator[Change]:
    """One change per day from which the two sides' values differ, or differ in another way."""
    before: tuple[object, object] | None = None
    for change in days:
        values = _value(change.left), _value(change.right)
        if values[0] != values[1] and values != before:
            yield change
        before = values


def _resourced(days: Iterable[Change]) -> Iterator[Change]:
    """One change per pair of lines that say the same on another basis."""
    before: tuple[PolicyLine | None, PolicyLine | None] | None = None
    for change in days:
        if change.left is None or _value(change.left) != _value(change.right):
            continue
        lines = change.left, change.right
        if change.source_parts and lines != before:
            yield change
        before = lines


def _turns(row: PolicyLine) -> Iterator[date]:
    """Days on which a line begins or has ended."""
    yield row.since or date.min
    if row.ends is not None and row.ends < date.max:
        yield row.ends + timedelta(days=1)


def _in_force(rows: Sequence[PolicyLine], day: date) -> PolicyLine | None:
    begun = [row for row in rows if (row.since or date.min) <= day]
    ended = bool(begun) and begun[-1].ends is not None and begun[-1].ends < day
    return None if ended or not begun else begun[-1]


def _value(row: PolicyLine | None) -> object:
    if row is None:
        return None
    return (row.text if row.key.startswith("tiers.") else row.value, row.pending)

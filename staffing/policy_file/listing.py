"""Policies as plain rows, for ``staffing policy list | show | diff``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from models.policy import Standing
from models.problem import InputRefused, Problem
from staffing.policy_file.assembly import load
from staffing.policy_file.heads import Head, read_head
from staffing.policy_file.lines import Line
from staffing.policy_file.reading import (
    SHIPPED,
    Key,
    dotted,
    find,
    label,
    parse,
    read_chain,
    shipped_names,
    toml_files,
)
from staffing.policy_file.registry import CITATION_KEYS, Registry
from staffing.policy_file.statements import Stated, Statements, read_statements
from staffing.policy_file.values import brief
from staffing.policy_file.values import show as as_text


@dataclass(frozen=True)
class Shipped:
    """A policy that comes with the program: the name to ask for, its title, its standing."""

    name: str
    title: str
    standing: Standing
    extends: str


@dataclass(frozen=True)
class PolicyLine:
    """One stated value. text: the value as shown (empty when pending); policy: who states it."""

    key: str
    value: Any
    text: str
    document: str
    title: str
    number: str
    clause: str
    quote: str
    since: date | None
    ends: date | None
    checked: date | None
    standing: str
    unverified: bool
    pending: bool
    waiver: str
    policy: str


@dataclass(frozen=True)
class Change:
    """One key of two policies whose value differs from *since* on (None: as far back as is known).

    A side with nothing in force then is None.
    """

    key: str
    left: PolicyLine | None
    right: PolicyLine | None
    since: date | None = None


def available() -> tuple[Shipped, ...]:
    """Shipped policies in name order."""
    return tuple(_shipped(name) for name in shipped_names())


def _shipped(name: str) -> Shipped:
    head = _head(find(name, SHIPPED))
    return Shipped(name, head.name, head.standing, head.extends)


def _head(path: Path) -> Head:
    """The ``[policy]`` table alone; ``policy.toml`` of a folder is looked at first."""
    for file in sorted(toml_files(path), key=lambda f: (f.name != "policy.toml", f.name)):
        if (raw := parse(file, file.name).get("policy")) is not None:
            problems: list[Any] = []
            head = read_head(raw, file.name, problems)
            if problems:
                raise InputRefused(problems)
            return head
    return Head(label(path), label(path), Standing.UNVERIFIED)


def show(
    name_or_path: str | Path, at: date | None = None, *, registry: Registry | None = None
) -> tuple[PolicyLine, ...]:
    """Every value of a policy with its citation, facts, modes, rules, as written.

    at: the day whose values are wanted; without it all dated lines of every key, oldest first. A
    key with nothing in force on that day is left out. Raises InputRefused for a faulty policy.
    """
    statements = _statements(name_or_path, registry or Registry.of_code())
    found: list[PolicyLine] = []
    for key, stated in {**statements.settings, **statements.lines}.items():
        if key[0] == "rules" and (key[-1] in CITATION_KEYS or _outdated(statements, key)):
            continue
        found += _rows(statements, key, stated[-1], at)
    order = {"facts": 0, "modes": 1, "rules": 2}
    return tuple(sorted(found, key=lambda row: order[row.key.split(".")[0]]))


def _outdated(statements: Statements, key: Key) -> bool:
    """Whether a line says why a rule is off that a lower policy has switched on."""
    force = statements.setting((*key[:-1], "force"))
    return key[-1] == "reason" and force is not None and force.entry.raw != "off"


def check(
    name_or_path: str | Path, at: date | None = None, *, registry: Registry | None = None
) -> tuple[Problem, ...]:
    """Refuse a policy that could not be worked with, before its values are told as if it could.

    at: the day it is to be bound on; without it the newest day on which any value begins. Returns
    what has no line in force on that day: no fault of the policy, but nobody can solve under it
    then. Raises InputRefused as :func:`load` does for everything else.
    """
    rows = show(name_or_path, registry=registry)
    newest = max((row.since for row in rows if row.since is not None), default=date.max)
    try:
        load(name_or_path, at or newest, registry=registry)
    except InputRefused as refusal:
        lasting = [p for p in refusal.problems if p.kind != "not_in_force"]
        if lasting:
            raise InputRefused(lasting) from refusal
        return tuple(refusal.problems)
    return ()


def diff(
    left: str | Path,
    right: str | Path,
    at: date | None = None,
    *,
    registry: Registry | None = None,
) -> tuple[Change, ...]:
    """Keys whose value differs on a day, in key order; without a day, at any time, oldest first."""
    sides = [_by_key(show(one, at, registry=registry)) for one in (left, right)]
    keys = sorted({*sides[0], *sides[1]})
    found = (_changes(key, sides[0].get(key, ()), sides[1].get(key, ()), at) for key in keys)
    return tuple(change for changes in found for change in changes)


def _by_key(rows: Iterable[PolicyLine]) -> dict[str, tuple[PolicyLine, ...]]:
    grouped: dict[str, list[PolicyLine]] = {}
    for row in rows:
        grouped.setdefault(row.key, []).append(row)
    return {key: tuple(own) for key, own in grouped.items()}


def _changes(
    key: str, left: Sequence[PolicyLine], right: Sequence[PolicyLine], at: date | None
) -> Iterator[Change]:
    """One change per day from which the two sides' values differ, or differ in another way."""
    days = {at} if at else {day for row in (*left, *right) for day in _turns(row)}
    before: tuple[object, object] | None = None
    for day in sorted(days):
        sides = _in_force(left, day), _in_force(right, day)
        values = _value(sides[0]), _value(sides[1])
        if values[0] != values[1] and values != before:
            yield Change(key, *sides, since=None if day == date.min else day)
        before = values


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
    return None if row is None else (row.value, row.pending)


def _statements(name: str | Path, registry: Registry) -> Statements:
    statements = read_statements(read_chain(name, registry), registry)
    if statements.problems:
        raise InputRefused(statements.problems)
    return statements


def _rows(statements: Statements, key: Key, stated: Stated, at: date | None) -> list[PolicyLine]:
    policy = stated.layer.head.id
    if not stated.lines:
        raw = stated.entry.raw
        return [_setting(dotted(key), raw, raw if isinstance(raw, str) else brief(raw), policy)]
    if at is None:
        return [_row(statements, key, line, policy) for line in stated.lines]
    line = stated.at(at)
    return [] if line is None else [_row(statements, key, line, policy)]


def _setting(key: str, value: Any, text: str, policy: str) -> PolicyLine:
    return PolicyLine(
        key, value, text, "", "", "", "", "", None, None, None, "", False, False, "", policy
    )


def _row(statements: Statements, key: Key, line: Line, policy: str) -> PolicyLine:
    cited = line.cited
    document = statements.documents[cited.document]
    return PolicyLine(
        key=dotted(key),
        value=cited.value,
        text="" if cited.pending else as_text(cited.value),
        document=cited.document,
        title=document.title,
        number=document.number,
        clause=cited.clause,
        quote=cited.quote,
        since=cited.since,
        ends=line.ends,
        checked=cited.checked,
        standing=document.standing.value,
        unverified=cited.unverified,
        pending=cited.pending,
        waiver=cited.waiver,
        policy=policy,
    )

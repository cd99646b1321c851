"""Policies as plain rows, for ``staffing policy list | show``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from models.policy import Cited, Policy, Standing
from models.problem import InputRefused, Problem
from staffing.policy_file.assembly import load
from staffing.policy_file.files import SHIPPED, find, label, parse, shipped_names, toml_files
from staffing.policy_file.heads import Head, read_head
from staffing.policy_file.lines import Line
from staffing.policy_file.reading import Key, dotted, read_chain
from staffing.policy_file.refusing import refuse, refuse_in_part
from staffing.policy_file.registry import CITATION_KEYS, Registry
from staffing.policy_file.relaxing import relaxed
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
    """One stated value. text: the value as shown (empty when pending); policy: who states it; note:
    what else is to be known of it; unit: what it is counted in."""

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
    note: str = ""
    unit: str = ""


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
    """Every value of a policy with its citation, facts, modes, rules, as written; then its tiers.

    at: the day whose values are wanted; without it all dated lines of every key, oldest first. A
    key with nothing in force on that day is left out. Raises InputRefused for a faulty policy.
    """
    registry = registry or Registry.of_code()
    statements = _statements(name_or_path, registry)
    found: list[PolicyLine] = []
    for key, stated in {**statements.settings, **statements.lines}.items():
        if key[0] == "rules" and (key[-1] in CITATION_KEYS or _outdated(statements, key)):
            continue
        declared = registry.params(key[0], key[1]).declared().get(key[-1])
        unit = declared.unit if declared else ""
        found += (replace(row, unit=unit) for row in _rows(statements, key, stated[-1], at))
    found += _tier_rows(statements)
    order = {"facts": 0, "modes": 1, "rules": 2, "tiers": 3}
    return tuple(sorted(found, key=lambda row: order[row.key.split(".")[0]]))


def _tier_rows(statements: Statements) -> list[PolicyLine]:
    """The tiers in order of precedence, which a policy states as a whole."""
    states = [layer for layer in statements.chain.layers if layer.tiers]
    return [
        _setting(
            f"tiers.{tier.id}", rank, f"第{rank}层：{tier.name}（{tier.unit}）", states[-1].head.id
        )
        for rank, tier in enumerate(statements.tiers, 1)
    ]


def _outdated(statements: Statements, key: Key) -> bool:
    """Whether a line says why a rule is off that a lower policy has switched on."""
    force = statements.setting((*key[:-1], "force"))
    return key[-1] == "reason" and force is not None and force.entry.raw != "off"


@dataclass(frozen=True)
class Usable:
    """What is to be told of a policy that can be worked with. idle: what has no line in force on
    the day, so that nobody can solve under it then; policy: bound for the day, None where idle."""

    idle: tuple[Problem, ...]
    policy: Policy | None

    def noted(self, line: PolicyLine) -> PolicyLine:
        """A line with why its value says nothing, where it does not."""
        words = self.policy.idle.get(line.key) if self.policy else None
        return replace(line, note=words) if words else line

    @property
    def told(self) -> tuple[Problem, ...]:
        """The policy's notices, then what else is to be told of its text."""
        if self.policy is None:
            return ()
        return (*self.policy.notices, *(Problem("", "", text) for text in self.policy.warnings))


def check(
    name_or_path: str | Path, at: date | None = None, *, registry: Registry | None = None
) -> Usable:
    """Refuse a policy that could not be worked with, before its values are told as if it could.

    at: the day it is to be bound on; without it the newest day on which any value begins. Raises
    InputRefused as :func:`load` does, save for what has no line in force on that day.
    """
    registry = registry or Registry.of_code()
    stated = read_statements(read_chain(name_or_path, registry), registry).lines.values()
    starts = (line.cited.since for one in stated for line in one[-1].lines)
    newest = max((day for day in starts if day is not None), default=date.max)
    try:
        return Usable((), load(name_or_path, at or newest, registry=registry))
    except InputRefused as refusal:
        lasting = [p for p in refusal.problems if p.kind != "not_in_force"]
        if lasting:
            raise InputRefused(lasting) from refusal
        return Usable(tuple(refusal.problems), None)


def _statements(name: str | Path, registry: Registry) -> Statements:
    statements = read_statements(read_chain(name, registry), registry)
    refuse_in_part(statements)
    refuse(statements)
    return statements


def _rows(statements: Statements, key: Key, stated: Stated, at: date | None) -> list[PolicyLine]:
    policy = stated.layer.head.id
    if not stated.lines:
        raw = stated.entry.raw
        row = _setting(dotted(key), raw, raw if isinstance(raw, str) else brief(raw), policy)
        if key[-1] != "force":
            return [row]
        note = "；".join(f"上级规定为 {one.norm}" for one in relaxed(statements, key[:-1]))
        own, row = _speaks_for(statements, key[:-1], stated), replace(row, note=note)
        # A setting holds on every day: the day its basis took effect is not the row's.
        return [row if own is None else replace(_cited(statements, row, own), since=None)]
    if at is None:
        return [_row(statements, key, line, policy) for line in stated.lines]
    line = stated.at(at)
    return [] if line is None else [_row(statements, key, line, policy)]


def _speaks_for(statements: Statements, row: Key, force: Stated) -> Cited | None:
    """The citation of a rule row itself, unless a lower policy gives its values or force anew."""
    own, layers = statements.citation(row), statements.chain.layers
    values = [stated[-1] for key, stated in statements.lines.items() if key[:-1] == row]
    values.append(force)
    if own is None or any(layers.index(x.layer) > layers.index(own[1].layer) for x in values):
        return None
    return own[0]


def _setting(key: str, value: Any, text: str, policy: str) -> PolicyLine:
    return PolicyLine(
        key, value, text, "", "", "", "", "", None, None, None, "", False, False, "", policy
    )


def _row(statements: Statements, key: Key, line: Line, policy: str) -> PolicyLine:
    cited = line.cited
    row = replace(
        _setting(dotted(key), cited.value, "", policy),
        text="" if cited.pending else as_text(cited.value),
        ends=line.ends,
        pending=cited.pending,
    )
    return _cited(statements, row, cited)


def _cited(statements: Statements, row: PolicyLine, cited: Cited) -> PolicyLine:
    """The row with what it rests on."""
    document = statements.documents[cited.document]
    return replace(
        row,
        document=cited.document,
        title=document.title,
        number=document.number,
        clause=cited.clause,
        quote=cited.quote,
        since=cited.since,
        checked=cited.checked,
        standing=document.standing.value,
        unverified=cited.unverified,
        waiver=cited.waiver,
    )

"""What may be written under a rule, a fact or a mode, and in which form: for who writes a policy.

The names come from the declarations in code, so that nobody has to guess them from refusals.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, Union, get_args, get_origin

from models.column import Subject
from models.policy import Param, SchoolGroup
from models.problem import InputRefused, Problem
from models.vocabulary import Mode
from staffing.policy_file.registry import SWITCH, Registry, nearest

_FORMS: Mapping[Any, str] = {
    bool: "true 或 false",
    int: "整数",
    str: "文字",
    Fraction: '数，如 0.1、"10%"、"1/3"',
    date: "日期，如 2026-09-01",
    Subject: "学科表中的学科",
}


@dataclass(frozen=True)
class Item:
    """One key. table: where it stands, ``rules.move_caps``; form: what its value looks like;
    needed: whether the policy must give it for the rule to be on."""

    table: str
    name: str
    label: str
    form: str
    unit: str
    needed: bool


def items(name: str, registry: Registry | None = None) -> tuple[Item, ...]:
    """Keys of everything called *name*: an id, a dotted key, or a Chinese name. Raises
    InputRefused, with what is nearest, when nothing is."""
    registry = registry or Registry.of_code()
    called = _called(registry)
    parts = name.split(".")
    wanted = parts[1] if len(parts) > 1 and parts[0] in ("facts", "modes", "rules") else parts[0]
    found = [about for about, words in called.items() if wanted in words]
    if not found:
        known = nearest(wanted, {word for words in called.values() for word in words})
        text = f"没有名为“{wanted}”的规则、事实或方式{known}；名称见 staffing policy show national"
        raise InputRefused([Problem(name, "", text, "unknown_name")])
    return tuple(item for about in found for item in _items(about, registry))


def _called(registry: Registry) -> dict[tuple[str, str], tuple[str, ...]]:
    """(section, id) → what it may be called."""
    named: dict[tuple[str, str], tuple[str, ...]]
    named = {("rules", one): (one, rule.name) for one, rule in registry.rules.items()}
    named |= {("facts", one): (one, fact.name) for one, fact in registry.facts.items()}
    words = {mode.name.lower(): mode.value for mode in Mode}
    return named | {("modes", one): (one, words.get(one, one)) for one in registry.modes}


def _items(about: tuple[str, str], registry: Registry) -> Iterator[Item]:
    params = registry.params(*about)
    table = ".".join(about)
    if about[0] == "modes":
        yield Item(table, SWITCH, "是否启用", _FORMS[bool], "", True)
    kinds = typing.get_type_hints(params, include_extras=True)
    for name, declared in params.declared().items():
        yield _item(table, name, kinds[name], declared)


def _item(table: str, name: str, kind: Any, declared: Param) -> Item:
    return Item(table, name, declared.label, form(kind), declared.unit, not declared.optional)


def form(kind: Any) -> str:
    """A parameter's annotation in words."""
    if SchoolGroup in getattr(kind, "__metadata__", ()):
        return "学校分组名"
    kind = getattr(kind, "__origin__", kind) if hasattr(kind, "__metadata__") else kind
    origin, arms = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return " 或 ".join(form(arm) for arm in arms if arm is not type(None))
    if origin is tuple:
        return _listed(arms)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"{{ 名称 = 值 }}，名称：{form(arms[0])}；值：{form(arms[1])}"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "、".join(f"“{member.value}”" for member in kind)
    return _FORMS[kind]


def _listed(arms: tuple[Any, ...]) -> str:
    if len(arms) == 2 and arms[1] is ...:
        return f"[ ]，几项均可，每项：{form(arms[0])}"
    return f"[ ]，{len(arms)} 项：{'；'.join(map(form, arms))}"

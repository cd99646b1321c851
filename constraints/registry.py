"""Discovery of rules and facts by file. A misnamed or doubled one is an error at import."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

import constraints
from constraints.rule import AnyRule
from constraints.situation import Fact


def _modules() -> Iterator[tuple[str, str, ModuleType]]:
    """(family, file name, module) of every file in a family folder; ``_private`` ones left out."""
    for family in pkgutil.iter_modules(constraints.__path__):
        if not family.ispkg:
            continue
        package = importlib.import_module(f"constraints.{family.name}")
        for info in pkgutil.iter_modules(package.__path__):
            if not info.name.startswith("_"):
                module = importlib.import_module(f"constraints.{family.name}.{info.name}")
                yield family.name, info.name, module


@cache
def rules() -> dict[str, AnyRule]:
    """Every rule by id, sorted by id."""
    found: dict[str, AnyRule] = {}
    for family, name, module in _modules():
        if family == "facts":
            continue
        rule: AnyRule = module.RULE
        if rule.id != name or name in found:
            raise ImportError(f"rule file {family}/{name}.py must define the one rule id {name!r}")
        found[name] = rule
    return dict(sorted(found.items()))


@cache
def facts() -> dict[str, type[Fact[Any]]]:
    """Every fact by id, sorted by id."""
    found: dict[str, type[Fact[Any]]] = {}
    for family, name, module in _modules():
        if family != "facts":
            continue
        kind: type[Fact[Any]] = module.FACT
        if kind.id != name or name in found:
            raise ImportError(f"fact file facts/{name}.py must define the one fact id {name!r}")
        found[name] = kind
    return dict(sorted(found.items()))


def family_of(rule_id: str) -> str:
    """Folder a rule lives in."""
    return type(rules()[rule_id]).__module__.split(".")[1]

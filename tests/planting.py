"""Planting a bug: one small edit of a rule's source, in memory, as long as a block lasts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from constraints.registry import rules
from constraints.rule import AnyRule

ROOT = Path(__file__).parents[1] / "constraints"


@dataclass(frozen=True)
class Mutant:
    """In *file* (below ``constraints/``) the one place that reads *old* reads *new* instead."""

    rule: str
    file: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.file}: {self.old} → {self.new}"


@contextmanager
def planted(mutant: Mutant) -> Iterator[AnyRule]:
    """The rule with the bug in it, in the registry as long as the block lasts."""
    sound = rules()[mutant.rule]
    own = type(sound).__module__
    edited = "constraints." + mutant.file.removesuffix(".py").replace("/", ".")
    between = _between(own, edited)
    kept = {name: import_module(name) for name in {own, edited, *between}}
    try:
        _load(edited, _source(mutant))
        for name in between:
            _load(name, _text(name))
        module = sys.modules[own] if own == edited else _load(own, _text(own))
        rules()[mutant.rule] = module.RULE
        yield module.RULE
    finally:
        for name, module in kept.items():
            _install(name, module)
        rules()[mutant.rule] = sound


def _between(own: str, edited: str) -> list[str]:
    """What a rule imports of its folder that itself imports the edited file."""
    package = own.rpartition(".")[0]
    shared = [f"{package}.{file.stem}" for file in sorted(_folder(package).glob("_[a-z]*.py"))]
    rule = _text(own)
    return [m for m in shared if f"{m} import" in rule and f"{edited} import" in _text(m)]


def _folder(package: str) -> Path:
    return ROOT / package.rpartition(".")[2]


def _source(mutant: Mutant) -> str:
    text = (ROOT / mutant.file).read_text("utf-8")
    found = text.count(mutant.old)
    assert found == 1, f"{mutant}: {found} places read so; the list of mutants is out of date"
    return text.replace(mutant.old, mutant.new)


def _text(module: str) -> str:
    return Path(str(import_module(module).__file__)).read_text("utf-8")


def _load(name: str, source: str) -> ModuleType:
    module = ModuleType(name)
    module.__file__ = import_module(name).__file__
    _install(name, module)
    exec(compile(source, name, "exec"), module.__dict__)
    return module


def _install(name: str, module: ModuleType) -> None:
    package, _, short = name.rpartition(".")
    sys.modules[name] = module
    setattr(sys.modules[package], short, module)

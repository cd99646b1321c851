"""Parameters of rules, facts and modes: what a policy may state, declared in code."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal


class SchoolGroup:
    """Marks a parameter, or what it is made of, as the name of a school group (学校分组)."""


GroupName = Annotated[str, SchoolGroup]

Stricter = Literal["higher", "lower"]

MOST: Mapping[str, int] = {
    "": 1_000_000, "年": 100, "周岁": 150, "岁": 150, "届": 50, "学期": 200, "月": 1200,
    "半天": 100, "课时": 10_000, "人": 1_000_000, "人次": 1_000_000, "所": 100_000, "个": 100_000,
    "项": 10_000, "级": 100, "分": 1_000_000, "倍": 100, "公里": 10_000, "元": 10_000_000_000,
}  # fmt: skip
"""Unit → the most of it that can be meant: beyond lies nothing but a slip of the pen."""


@dataclass(frozen=True)
class Param:
    """Declares one parameter of a rule, fact or mode (see :func:`param`)."""

    label: str
    unit: str = ""
    stricter: Stricter | None = None
    optional: bool = False
    divides: bool = False
    portion: bool = False
    quotient: bool = False
    positive: bool = False
    adds: bool = False
    instead: tuple[str, ...] = ()
    needs: str = ""
    settled: bool = False
    whole: bool = False
    unlike: str = ""

    @property
    def most(self) -> int:
        """The largest number that makes sense, by what it is counted in."""
        return MOST.get(self.unit, MOST[""])


def param(
    label: str,
    *,
    unit: str = "",
    stricter: Stricter | None = None,
    optional: bool = False,
    divides: bool = False,
    portion: bool = False,
    quotient: bool = False,
    positive: bool = False,
    adds: bool = False,
    instead: tuple[str, ...] = (),
    needs: str = "",
    settled: bool = False,
    whole: bool = False,
    unlike: str = "",
) -> Any:
    """Declare a policy parameter. It has no default: the policy must say.

    label: Chinese name; unit: what it is counted in; stricter: which direction a lower-level policy
    may move without a waiver (of names: more of them, or fewer); optional: may be absent from the
    policy (then ``None``); divides: something is divided by it, so that nought makes no sense;
    portion: a part of a whole, of which more than all makes no sense; quotient: the better side
    over the worse, which may not be asked to be less than one; positive: nought of it is nothing at
    all (a stay of no months); adds: a lower policy's names are added to the upper's instead of
    taking their place; instead: the parameters that count in place of this one where all of them
    are given; needs: the parameter without which (absent, or no) this one says nothing; settled:
    law that no lower policy states otherwise without a waiver, be it larger or smaller; whole: a
    lower policy's table names all that the upper's does (one with a direction does anyhow);
    unlike: the parameter it is held against, which may not be the same.
    """
    return field(metadata={"param": Param(**locals())})


@dataclass(frozen=True, kw_only=True)
class Params:
    """Base of every parameter class; subclasses declare fields with :func:`param`.

    Field types a policy can fill: int, bool, str, Fraction, date, Enum, tuple[X, ...],
    Mapping[str, X] and nested mappings of those. Numbers are exact (never float).
    """

    @classmethod
    @cache
    def declared(cls) -> Mapping[str, Param]:
        """Field name → declaration."""
        found = (f for f in dataclasses.fields(cls) if "param" in f.metadata)
        return MappingProxyType({f.name: f.metadata["param"] for f in found})

    @classmethod
    @cache
    def annotated(cls) -> Mapping[str, Any]:
        """Field name → annotation: what a value must be."""
        found = typing.get_type_hints(cls)
        return MappingProxyType({name: found[name] for name in cls.declared()})

    def idle(self) -> Mapping[str, tuple[str, ...]]:
        """The parameters given that say nothing, with those that count in their place, or without
        which they say nothing."""
        given = {name: getattr(self, name) for name in self.declared()}
        there = {name for name, value in given.items() if value is not None and value is not False}
        found: dict[str, tuple[str, ...]] = {}
        for name, declared in self.declared().items():
            if given[name] is None:
                continue
            if declared.instead and there.issuperset(declared.instead):
                found[name] = declared.instead
            elif declared.needs and declared.needs not in there:
                found[name] = (declared.needs,)
        return found

    def alike(self) -> Iterator[tuple[str, str]]:
        """The pairs of parameters that are the same and may not be."""
        for name, declared in self.declared().items():
            if declared.unlike and getattr(self, name) == getattr(self, declared.unlike):
                yield name, declared.unlike

    @classmethod
    @cache
    def group_fields(cls) -> tuple[str, ...]:
        """The parameters that are, or are made of, names of school groups."""
        hints = typing.get_type_hints(cls, include_extras=True)
        return tuple(name for name in cls.declared() if _names_groups(hints[name]))

    def named_groups(self) -> Iterator[tuple[str, str]]:
        """(parameter, group) of every name of a school group among the parameters."""
        for name in self.group_fields():
            for group in self.groups_named(name, getattr(self, name)):
                yield name, group

    @classmethod
    def groups_named(cls, name: str, value: Any) -> tuple[str, ...]:
        """The school groups that *value* names, were it the parameter *name*."""
        return tuple(_texts(value)) if name in cls.group_fields() else ()


def _names_groups(kind: Any) -> bool:
    return SchoolGroup in getattr(kind, "__metadata__", ()) or any(
        map(_names_groups, typing.get_args(kind))
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)

"""Policy as data: every value dated, cited and bound to the parameter it fills.

A policy is read once for the term's reference date (口径日期); what is bound here is the value in
force on that day together with the line it came from.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal

from models.problem import Problem


class Standing(StrEnum):
    """How far a document binds; printed beside every citation."""

    OFFICIAL = "正式"
    DRAFT = "草案"
    CONSULTATION = "征求意见稿"
    COMPILATION = "汇编转载"
    COUNTY = "本县决定"
    UNVERIFIED = "待核实"


class Force(StrEnum):
    """What the policy makes of a rule: enforce, steer, audit only, or leave out."""

    HARD = "hard"
    SOFT = "soft"
    WATCH = "watch"
    OFF = "off"


@dataclass(frozen=True)
class Document:
    """A document cited: title, number, issuer, day issued, standing."""

    id: str
    title: str
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    standing: Standing = Standing.OFFICIAL
    url: str = ""


@dataclass(frozen=True)
class Cited:
    """One policy value with the line it stands in.

    pending: the source leaves the number blank; using it is refused with its name.
    unverified: 待核实, the number is used but its official text has not been read.
    """

    value: Any
    document: str
    clause: str
    since: date | None
    quote: str = ""
    checked: date | None = None
    pending: bool = False
    unverified: bool = False
    waiver: str = ""
    where: str = ""


def waiver_words(waiver: str) -> str:
    """How a waiver is cited: what lets the value be looser than the norm above it."""
    return f"放宽依据：{waiver}"


class SchoolGroup:
    """Marks a parameter, or what it is made of, as the name of a school group (学校分组)."""


GroupName = Annotated[str, SchoolGroup]

POLICY_NOTICES = frozenset({"relaxed", "replaced", "odd_day"})
"""Kinds of what a policy has to say of itself: less is enforced than above, a value that another
takes the place of, days that can hardly be meant."""

Stricter = Literal["higher", "lower"]


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
) -> Any:
    """Declare a policy parameter. It has no default: the policy must say.

    label: Chinese name; unit: what it is counted in; stricter: which direction a lower-level policy
    may move without a waiver; optional: may be absent from the policy (then ``None``);
    divides: something is divided by it, so that nought makes no sense; portion: a part of a whole,
    of which more than all makes no sense; quotient: the better side over the worse, which may not
    be asked to be less than one; positive: nought of it is nothing at all (a stay of no months);
    adds: a lower policy's names are added to the upper's instead of taking their place;
    instead: the parameters that count in place of this one where all of them are given; needs: the
    parameter without which (absent, or no) this one says nothing.
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


@dataclass(frozen=True)
class RuleRow:
    """One policy row of a rule: the instance's parameters, force, tier, weight and citation.

    concede: order of concession when hard rules cannot all hold (lower is given up later).
    basis: the citation shown with the rule (the line of its leading parameter, or the row's own).
    target: id in the ledger of targets (T01 …), empty when the rule is not a target.
    reason: why it is off, required for ``off``. waiting: it is off because a number it needs is
    pending. basis carries the waivers (放宽依据) of all its values.
    due: target year (目标年份) of a target that is promised by a year. path: all dated lines of the
    parameter that has several, oldest first (from the base year's value to the target year's).
    """

    rule: str
    instance: str
    force: Force
    params: Any
    values: Mapping[str, Cited]
    basis: Cited
    tier: str = ""
    weight: int = 1
    concede: int = 0
    target: str = ""
    title: str = ""
    reason: str = ""
    due: int | None = None
    path: tuple[Cited, ...] = ()
    waiting: bool = False

    @property
    def id(self) -> str:
        """``rule`` or ``rule.instance``."""
        return self.rule if self.instance == self.rule else f"{self.rule}.{self.instance}"


@dataclass(frozen=True)
class Tier:
    """One level of the lexicographic order."""

    id: str
    name: str
    unit: str


@dataclass(frozen=True)
class Loosened:
    """A value looser than the norm above it.

    key: as in ``lines``; label, value: what it is and what it is to be; norm: value, document and
    clause; all in Chinese. needs_waiver: no policy states it without one.
    """

    key: str
    label: str
    value: str
    norm: str
    needs_waiver: bool = True


@dataclass(frozen=True)
class Policy:
    """A policy bound for one reference date.

    facts, modes: parameter objects by id (``policy.facts["load"]``); switched-off modes are absent
    from ``modes``. rules: every row, in policy order. tiers: in order of precedence. lines: where
    each bound value stands, ``facts.load.primary`` → Cited, for citations and ``policy show``.
    loosened: values of overlays that a policy could not state. relaxed: rows of which less is
    enforced than the norm above says. idle: key in ``lines`` → why its value says nothing. notices:
    what is to be told wherever the policy is used (less is enforced than the norm above says …),
    each with file and key; warnings: what else is to be told of its text.
    """

    id: str
    name: str
    reference: date
    standing: Standing
    documents: Mapping[str, Document]
    tiers: tuple[Tier, ...]
    facts: Mapping[str, Any]
    modes: Mapping[str, Any]
    rules: tuple[RuleRow, ...]
    lines: Mapping[str, Cited]
    chain: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    loosened: tuple[Loosened, ...] = ()
    relaxed: tuple[Loosened, ...] = ()
    idle: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()
    sha256: str = ""

    def tiers_to(self, last: str | None) -> tuple[Tier, ...]:
        """The tiers down to and with *last*, by its id; all of them for None."""
        ids = [tier.id for tier in self.tiers]
        return self.tiers if last is None else self.tiers[: ids.index(last) + 1]

    def rows_of(self, rule: str) -> tuple[RuleRow, ...]:
        """All instances of a rule."""
        return tuple(row for row in self.rules if row.rule == rule)

    def cite(self, key: str) -> str:
        """``《title》number clause（standing）`` of a bound value, empty when there is none."""
        line = self.lines.get(key)
        return self.citation(line) if line else ""

    def citation(self, line: Cited) -> str:
        """Text of a citation: title, number, clause, standing, and 待核实 when unverified."""
        document = self.documents[line.document]
        number = f" {document.number}" if document.number else ""
        marks = [document.standing.value]
        if line.unverified and Standing.UNVERIFIED.value not in marks:
            marks.append(Standing.UNVERIFIED.value)
        if line.waiver:
            marks.append(waiver_words(line.waiver))
        return f"《{document.title}》{number} {line.clause}（{'，'.join(marks)}）"

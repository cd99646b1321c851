"""Policy as data: every value dated, cited and bound to the parameter it fills.

A policy is read once for the term's reference date (口径日期); what is bound here is the value in
force on that day together with the line it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from models.parameters import GroupName, Param, Params, SchoolGroup, param
from models.problem import Problem

__all__ = [
    "POLICY_NOTICES",
    "Cited",
    "Document",
    "Force",
    "GroupName",
    "Loosened",
    "Param",
    "Params",
    "Policy",
    "RuleRow",
    "SchoolGroup",
    "Standing",
    "Tier",
    "param",
    "waiver_words",
]


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


POLICY_NOTICES = frozenset(
    {"relaxed", "replaced", "odd_day", "otherwise", "retargeted", "borrowed"}
)
"""Kinds of what a policy has to say of itself: less is enforced than above, a value that another
takes the place of, days that can hardly be meant, another definition than a norm's that may be
departed from, another target's id, a value of one's own under the document above."""


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
    """A value looser than, or other than, the norm above it.

    key: as in ``lines``; label, value: what it is and what it is to be; norm: value, document and
    clause; all in Chinese. needs_waiver: no policy states it without one; how: it departs from
    the norm.
    """

    key: str
    label: str
    value: str
    norm: str
    needs_waiver: bool = True
    how: str = "宽于"


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

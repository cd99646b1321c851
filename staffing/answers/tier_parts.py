"""What the value of a tier consists of, rule by rule, and which rules make two plans differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from constraints.registry import rules
from models.policy import Force
from staffing.result import Run
from staffing.wording import amount, unit_words

if TYPE_CHECKING:
    from staffing.answers.figures import Figures


class Part(NamedTuple):
    """A steering rule of a tier: what people call it, and its shortfall in its own unit."""

    name: str
    short: int
    unit: str


Parts = Mapping[str, Mapping[str, Part]]
"""Tier → policy row → part."""


def tier_parts(run: Run) -> Parts:
    """Of a plan as it is listed; every steering rule of a tier has its part."""
    found: dict[str, dict[str, Part]] = {}
    for row in run.situation.policy.rules:
        if row.force is Force.SOFT and row.tier is not None:
            rule = rules()[row.rule]
            shorts = (f.short or 0 for f in run.result.findings if f.row == row.id)
            part = Part(row.title or rule.name, sum(shorts), rule.unit)
            found.setdefault(row.tier, {})[row.id] = part
    return found


def part_lines(base: Figures, other: Figures) -> Iterator[str]:
    """``“其他指标”的变化在：招聘人员安排 0→2 人。``, a line per tier of several rules that differs.

    Not of rules whose targets say so themselves.
    """
    told = {key[0] for key, line in other.targets.items() if _said(base.targets.get(key), line)}
    for tier, found in other.tiers.items():
        old, new = base.parts.get(tier, {}), other.parts.get(tier, {})
        rows = [row for row in {**old, **new} if row not in told]
        if len({*old, *new}) == 1 or base.tiers.get(tier, found)["value"] == found["value"]:
            continue
        if words := "，".join(_changes(old, new, rows)):
            yield f"“{found['name']}”的变化在：{words}。"


def _said(old: Mapping[str, Any] | None, line: Mapping[str, Any]) -> bool:
    """Whether a line of the targets is among those that differ."""
    figures = ("measured", "required", "short", "state")
    return old is None or any(old[name] != line[name] for name in figures)


def _changes(
    old: Mapping[str, Part], new: Mapping[str, Part], rows: Collection[str]
) -> Iterator[str]:
    for row in rows:
        part = new.get(row) or old[row]
        before, after = (parts[row].short if row in parts else 0 for parts in (old, new))
        if before != after:
            counts = "→".join(str(amount(x, part.unit)) for x in (before, after))
            yield f"{part.name} {counts} {unit_words(part.unit)}"

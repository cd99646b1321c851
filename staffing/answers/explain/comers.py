"""Who could still come to teach a subject at a school, and whom no plan has room for.

Nobody is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from staffing.answers.explain.bounds import AtLeast
from staffing.answers.explain.unavoidable import Trade
from staffing.answers.page import PageTable
from staffing.answers.telling import NOTHING_PROVEN, TierWords
from staffing.wording import amount_words

_NO_PLAN = "定下其中任何一人，别人怎么动都没有满足硬性规则的方案。"
_BARRED = ("别人不动时不符", ">人次")


@dataclass(frozen=True)
class Comers:
    """costs: of those who could come, what that costs at least; barred: enforced rules that stop
    the others → how many; alone: enforced rules that those who could come break where nobody else
    moves → how many, as far as that was worked out."""

    costs: tuple[AtLeast, ...]
    barred: Counter[str]
    alone: Counter[str]


@dataclass(frozen=True)
class TierRow:
    """How many make which tier worse first, and the least by which any does; None = nothing is
    proven to get worse."""

    tier: str | None
    count: int
    least: int | None


def tier_rows(costs: Sequence[AtLeast], tiers: Sequence[str]) -> tuple[TierRow, ...]:
    """By tier, from the top; what nothing is proven of comes last."""
    found = []
    for tier in tiers:
        amounts = [c.amount for c in costs if c.tier == tier]
        if amounts:
            found.append(TierRow(tier, len(amounts), min(amounts)))
    unproven = sum(c.tier is None for c in costs)
    return (*found, *([TierRow(None, unproven, None)] if unproven else []))


def comers_tables(
    place: str, found: Comers, tiers: Sequence[str], words: TierWords, note: str
) -> list[PageTable]:
    """A table of either kind where there are any. note: why those who could come do not help."""
    tables = []
    if found.costs:
        rows = tuple(_shown(row, words) for row in tier_rows(found.costs, tiers))
        could = f"{place}：可来而未安排的 {len(found.costs)} 人次"
        tables.append(PageTable(could, ("再调一人来，必使", ">人次", ">最少多"), rows, note))
    if found.barred:
        cannot = f"{place}：符合条件而排不进来的 {found.barred.total()} 人次"
        tables.append(PageTable(cannot, _BARRED, tuple(sorted(found.barred.items())), _NO_PLAN))
    return tables


def _shown(row: TierRow, words: TierWords) -> tuple[object, ...]:
    if row.tier is None or row.least is None:
        return NOTHING_PROVEN, row.count, ""
    return f"“{words.name(row.tier)}”变差", row.count, words.amount(row.tier, row.least)


def no_help_words(found: Comers, parts: Trade | None, unit: str) -> str:
    """Why those who could come cannot lower what nobody can avoid."""
    if parts is None or not found.costs or not parts.floor or not parts.proven:
        return ""
    left = amount_words(parts.floor, unit)
    if parts.floor < parts.short:
        return f"这些人中不论谁来，这里仍至少缺 {left}。"
    said = (
        f"这些人中不论谁来，这里照样至少缺 {left}：硬性规则之下，来了人，"
        "原在这里任教这一科的就要离开或少来，缺口不减。"
    )
    stops = "；".join(f"{rules} {n} 人次" for rules, n in sorted(found.alone.items()))
    return f"{said}别人不动、只让他们来，不符：{stops}。" if stops else said


def comers_json(found: Comers, tiers: Sequence[str], note: str) -> dict[str, Any]:
    """The same for programs; amounts as in the trades."""
    return {
        "could_come": {
            "count": len(found.costs),
            "by_tier": [vars(row) for row in tier_rows(found.costs, tiers)],
            "broken_alone": dict(sorted(found.alone.items())),
            "note": note,
        },
        "no_room": {"count": found.barred.total(), "broken": dict(sorted(found.barred.items()))},
    }

"""What a shortfall is made of, as a table and for programs."""

from __future__ import annotations

from typing import Any

from constraints.registry import rules
from models.policy import RuleRow
from staffing.answers.explain.unavoidable import Trade
from staffing.answers.page import PageTable
from staffing.answers.telling import TierWords
from staffing.wording import amount_words


def trade_table(
    title: str, row: RuleRow, found: Trade, words: TierWords, target_short: int | None = None
) -> PageTable:
    """From the floor to the plan; row: whose shortfalls they are.

    target_short: what the audit makes of it, where the solver may count more strictly.
    """
    rule = rules()[row.rule]
    unit, stricter = rule.unit, rule.conservative and target_short is not None
    least = "没有人能避免（按求解口径）" if stricter else "没有人能避免"
    rows: list[tuple[object, ...]] = [(least, amount_words(found.floor, unit))]
    for tier, more in found.steps:
        rows.append((_traded_against(tier, row, words), amount_words(more, unit)))
    if found.spare:
        rows.append(("合计不变也可少缺，但改由别处缺", amount_words(found.spare, unit)))
    rows.append(("方案合计", amount_words(found.short, unit)))
    rest = "" if found.proven else "到达步数上限：各数为已知最好，未全部证明。"
    if stricter:
        rest += (
            f"求解用偏严的折线代替曲线，计为 {amount_words(found.short, unit)}，"
            f"核查为 {amount_words(target_short, unit)}；以上按求解口径，"
            "按核查口径没有人能避免的可能更少。"
        )
    return PageTable(title, ("由来", ">数量"), tuple(rows), rest)


def _traded_against(tier: str, row: RuleRow, words: TierWords) -> str:
    """A tier above, or the same: then it is others of the tier that would be short of more."""
    if tier == row.tier:
        return f"为别处少缺让出（同在“{words.name(tier)}”一层）"
    return f"为保住“{words.name(tier)}”让出"


def trade_json(row: RuleRow, found: Trade) -> dict[str, Any]:
    """The same for programs; traded: tier id → amount."""
    return {
        "rule": row.id,
        "unit": rules()[row.rule].unit,
        "short": found.short,
        "floor": found.floor,
        "traded": dict(found.steps),
        "spare": found.spare,
        "proven": found.proven,
    }

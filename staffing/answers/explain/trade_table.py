"""What a shortfall is made of, as a table and for programs."""

from __future__ import annotations

from typing import Any

from constraints.registry import rules
from models.finding import TargetLine
from models.policy import RuleRow
from staffing.answers.explain.unavoidable import Trade
from staffing.answers.page import PageTable
from staffing.answers.telling import TierWords
from staffing.wording import amount_words


def trade_table(title: str, row: RuleRow, found: Trade, words: TierWords) -> PageTable:
    """From the floor to the plan; row: whose shortfalls they are."""
    unit = rules()[row.rule].unit
    rows: list[tuple[object, ...]] = [("没有人能避免", amount_words(found.floor, unit))]
    for tier, more in found.steps:
        rows.append((_traded_against(tier, row, words), amount_words(more, unit)))
    if found.spare:
        rows.append(("合计不变也可少缺，但改由别处缺", amount_words(found.spare, unit)))
    rows.append(("方案合计", amount_words(found.short, unit)))
    rest = "" if found.proven else "到达步数上限：各数为已知最好，未全部证明。"
    return PageTable(title, ("由来", ">数量"), tuple(rows), rest)


def target_table(
    title: str, row: RuleRow, found: Trade, words: TierWords, line: TargetLine
) -> PageTable:
    """The same of a line of the ledger.

    Of a curved target the solver counts more strictly than the ledger: nothing it says of it is a
    floor, so the ledger's own counting is shown for that, and the rest as what may be traded.
    """
    rule = rules()[row.rule]
    if not rule.conservative:
        return trade_table(title, row, found, words)
    short, floor = line.short or 0, line.floor or 0
    rows = (
        ("没有人能避免（按人选清点）", amount_words(floor, rule.unit)),
        ("至多由取舍而来", amount_words(short - floor, rule.unit)),
        ("方案合计", amount_words(short, rule.unit)),
    )
    steps = [
        f"{_traded_against(tier, row, words)} {amount_words(more, rule.unit)}"
        for tier, more in found.steps
    ]
    note = (
        f"求解用偏严的折线代替曲线，计为 {amount_words(found.short, rule.unit)}"
        f"{'，其中' if steps else ''}{'，'.join(steps)}；"
        "偏严的差数不能说明没有人能避免，两种口径的数不相加减。"
    )
    return PageTable(title, ("由来", ">数量"), rows, note)


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


def target_json(row: RuleRow, found: Trade, line: TargetLine) -> dict[str, Any]:
    """The same of a line of the ledger. Of a curved target floor is what the ledger counts, and
    nothing else proven: short, traded and spare are as the solver counts, more strictly."""
    told = {"key": line.key, "target_short": line.short, **trade_json(row, found)}
    stricter = rules()[row.rule].conservative
    if stricter:
        told |= {"floor": line.floor or 0, "proven": False}
    return {**told, "stricter": stricter}

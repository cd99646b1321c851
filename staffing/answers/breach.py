"""An enforced rule that a change would break: its limit, what it would come to, by how much."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.registry import rules
from constraints.rule import PairRule
from models.finding import Measure
from models.policy import RuleRow
from staffing.naming import CountyNames
from staffing.wording import amount_words


def breach_words(
    row: RuleRow, before: Sequence[Measure], after: Sequence[Measure], names: CountyNames
) -> str:
    """``“每校接收上限”（河东小学上限 2 人，改后 3 人，超 1 人）``; names nobody.

    before, after: what the rule measures of the plan and of the plan changed; told of the place
    where it gets worst. A rule about single pairs, or one without figures, is named alone.
    """
    rule = rules()[row.rule]
    name = f"“{row.title or rule.name}”"
    was = {m.key: m.short or 0 for m in before}
    worst = max(after, key=lambda m: (m.short or 0) - was.get(m.key, 0), default=None)
    if worst is None or isinstance(rule, PairRule):
        return name
    limit, count = worst.required, worst.measured
    if not isinstance(limit, int) or not isinstance(count, int):
        return f"{name}（{names.key(worst.key)}差 {amount_words(worst.short, rule.unit)}）"
    most, by = ("上限", "超") if count > limit else ("至少", "差")
    there, short = (amount_words(x, rule.unit) for x in (limit, worst.short))
    if count < 0:  # 减免 stay with the school when whoever taught leaves
        left = f"改后一点不剩，连减免在内还欠 {amount_words(-count, rule.unit)}"
    else:
        left = f"改后 {amount_words(count, rule.unit)}"
    return f"{name}（{names.key(worst.key)}{most} {there}，{left}，{by} {short}）"

"""Values nobody has looked up for longer than the policy allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from models.policy import Cited
from staffing.policy_file.statements import Statements

_SHOWN = 3


def stale(statements: Statements, lines: Mapping[str, Cited], day: date) -> tuple[str, ...]:
    """One warning per document with values checked more than ``recheck_months`` before *day*.

    Silent when no policy of the chain declares ``recheck_months``. Values marked 待核实 or 待定
    say so beside every citation and are not repeated here.
    """
    heads = [layer.head for layer in statements.chain.layers if layer.head.recheck_months]
    if not heads:
        return ()
    months = heads[-1].recheck_months or 0
    old: defaultdict[str, list[str]] = defaultdict(list)
    for key, line in lines.items():
        if not (line.unverified or line.pending) and _too_old(line.checked, day, months):
            old[line.document].append(key)
    return tuple(_warning(statements, name, keys, months) for name, keys in sorted(old.items()))


def _too_old(checked: date | None, day: date, months: int) -> bool:
    if checked is None:
        return True
    passed = (day.year - checked.year) * 12 + day.month - checked.month
    return passed > months or (passed == months and day.day > checked.day)


def _warning(statements: Statements, name: str, keys: list[str], months: int) -> str:
    more = f" 等 {len(keys)} 项" if len(keys) > _SHOWN else ""
    title = statements.documents[name].title
    shown = "、".join(keys[:_SHOWN])
    return (
        f"《{title}》超过 {months} 个月未核对，或没有核对日期（checked）：{shown}{more}；请核对原文"
    )

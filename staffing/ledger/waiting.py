"""Rules that wait for a number: the source leaves it blank (待定), so that nobody counts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from constraints.registry import rules
from models.policy import Policy, RuleRow


def waiting_rows(policy: Policy) -> tuple[RuleRow, ...]:
    """Rows of the policy that are not in force until a number is given, in policy order."""
    return tuple(row for row in policy.rules if row.waiting)


def waiting_words(policy: Policy) -> str:
    """Which rules wait, and for which number of which document; empty where none does."""
    rows = waiting_rows(policy)
    if not rows:
        return ""
    told = (f"{_name(row)}（{row.id}）{row.reason.removeprefix('待定：')}" for row in rows)
    return f"待定、没有启用的规则 {len(rows)} 条：{'；'.join(told)}。"


def waiting_json(policy: Policy) -> list[dict[str, str]]:
    """The same as data."""
    return [_told(policy, row) for row in waiting_rows(policy)]


def _told(policy: Policy, row: RuleRow) -> dict[str, str]:
    cited: Mapping[str, str] = {
        "document": policy.documents[row.basis.document].title,
        "clause": row.basis.clause,
    }
    return {"rule": row.id, "name": _name(row), "target": row.target, "reason": row.reason, **cited}


def _name(row: RuleRow) -> str:
    return row.title or rules()[row.rule].name


def noted(policy: Policy) -> Sequence[str]:
    """The words as notes of a sheet: none or one."""
    return tuple(filter(None, [waiting_words(policy)]))

"""What is looser than a norm above it: supposed beyond what a policy may say, or stated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from models.policy import Loosened, Policy


def loosened_words(policies: Iterable[Policy]) -> tuple[str, ...]:
    """One sentence a value's norm, in the order supposed; the values of a grid stand together."""
    values: dict[tuple[str, str, str, str], list[str]] = {}
    for one in (found for policy in policies for found in policy.loosened):
        kept = values.setdefault((one.key, one.label, one.how, one.norm), [])
        if one.value not in kept:
            kept.append(one.value)
    return tuple(
        f"请注意：所设“{label}”{'、'.join(shown)} {how}上级规定 {norm}（{key}），只供测算；"
        "没有经批准的放宽依据（政策里写 waiver = \"文号 条款\"）不能写进政策"
        for (key, label, how, norm), shown in values.items()
    )  # fmt: skip


def relaxed_json(policy: Policy) -> list[dict[str, Any]]:
    """The rows of which a policy enforces less than the norm above says."""
    return [loosened_json(found) for found in policy.relaxed]


def loosened_json(found: Loosened) -> dict[str, Any]:
    """One of them as JSON."""
    return {
        "key": found.key,
        "label": found.label,
        "value": found.value,
        "norm": found.norm,
        "needs_waiver": found.needs_waiver,
    }

"""Paths to a target year: the dated values of a rule's parameter, from the base to the target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from staffing.policy_file.listing import PolicyLine, show
from staffing.policy_file.registry import Registry


def paths(
    name_or_path: str | Path, *, registry: Registry | None = None
) -> Mapping[str, tuple[PolicyLine, ...]]:
    """Id of a rule row (``variation.junior_key``) → its dated values, oldest first.

    Only parameters with more than one dated line are on a path; a policy gives the base year's
    value and the target year's (the plans name no year between). Raises InputRefused for a faulty
    policy.
    """
    found: defaultdict[str, list[PolicyLine]] = defaultdict(list)
    for line in show(name_or_path, registry=registry):
        if line.document and line.key.startswith("rules."):
            found[line.key].append(line)
    many = {key: tuple(lines) for key, lines in found.items() if len(lines) > 1}
    return {key.removeprefix("rules.").rpartition(".")[0]: lines for key, lines in many.items()}

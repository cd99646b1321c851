"""The parts of a policy that are not values: its head, its documents, its tiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.parameters import MOST
from models.policy import Document, Standing, Tier
from models.problem import Problem
from staffing.policy_file.registry import nearest
from staffing.policy_file.values import Unfit, coerce


@dataclass(frozen=True)
class Head:
    """The ``[policy]`` table. recheck_months: age at which a check of a value is called old."""

    id: str
    name: str
    standing: Standing
    extends: str = ""
    recheck_months: int | None = None
    note: str = ""


ASSUMED_HEAD = Head("overlay", "假设", Standing.UNVERIFIED)
"""Head of an overlay that has none: an assumption, binding nobody."""

_HEAD = {"id": str, "name": str, "standing": Standing}
_HEAD_MORE = {"extends": str, "recheck_months": int, "note": str}
_DOCUMENT = {"title": str, "standing": Standing}
_DOCUMENT_MORE = {"number": str, "issuer": str, "issued": date, "url": str, "note": str}
_TIER = {"id": str, "name": str, "unit": str}


def fields(
    raw: Any,
    place: tuple[str, str],
    required: Mapping[str, Any],
    more: Mapping[str, Any],
    problems: list[Problem],
) -> dict[str, Any]:
    """Coerced fields of one small table; every missing, unknown or unfit key is a problem."""
    file, key = place
    if not isinstance(raw, Mapping):
        problems.append(Problem(file, key, "应是一个表，现在不是；请改写", "not_table"))
        return {}
    kinds = {**required, **more}
    found: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in kinds:
            text = f"没有这一项{nearest(name, kinds)}；写错名称的内容不会生效，请改正"
            problems.append(Problem(file, f"{key}.{name}", text, "unknown_key"))
        elif value != "" or name in required:
            try:
                found[name] = coerce(value, kinds[name])
            except Unfit as error:
                problems.append(Problem(file, f"{key}.{name}", f"{error}；请改正", "bad_value"))
    for name in required:
        if name not in raw:
            text = f"缺“{name}”，引用和报告要用；请补上"
            problems.append(Problem(file, f"{key}.{name}", text, "missing_key"))
    return found


def read_head(raw: Any, file: str, problems: list[Problem]) -> Head:
    """The ``[policy]`` table."""
    found = fields(raw, (file, "policy"), _HEAD, _HEAD_MORE, problems)
    if not 0 < found.get("recheck_months", 1) <= MOST["月"]:
        text = f"应为 1 到 {MOST['月']} 之间的月数；请改正"
        problems.append(Problem(file, "policy.recheck_months", text, "bad_value"))
    return Head(**{"id": "?", "name": "?", "standing": Standing.UNVERIFIED, **found})


def read_document(name: str, raw: Any, file: str, problems: list[Problem]) -> Document:
    """One ``[documents.<id>]`` table."""
    found = fields(raw, (file, f"documents.{name}"), _DOCUMENT, _DOCUMENT_MORE, problems)
    found.pop("note", None)
    return Document(id=name, **{"title": name, "standing": Standing.UNVERIFIED, **found})


def read_tiers(raw: Any, file: str, problems: list[Problem]) -> tuple[Tier, ...]:
    """``[[tiers]]`` in order; an id given twice is a problem."""
    if not isinstance(raw, list):
        text = "应写成若干个 [[tiers]]，顺序就是先后；请改写"
        problems.append(Problem(file, "tiers", text, "not_table"))
        return ()
    found: dict[str, Tier] = {}
    for number, row in enumerate(raw, 1):
        read = fields(row, (file, f"tiers[{number}]"), _TIER, {}, problems)
        tier = Tier(**{"id": f"?{number}", "name": "?", "unit": "?", **read})
        if tier.id in found:
            text = f"层级“{tier.id}”写了两次，先后不明；请删去一个"
            problems.append(Problem(file, f"tiers[{number}].id", text, "twice"))
        found[tier.id] = tier
    return tuple(found.values())


def order_tiers(
    upper: tuple[Tier, ...], lower: tuple[Tier, ...], file: str, problems: list[Problem]
) -> tuple[Tier, ...]:
    """The tiers once a lower policy has spoken: its list is the whole order, or a problem.

    A list that leaves some out says nothing of where they belong: it is refused with the whole list
    to copy, never obeyed in part.
    """
    if not lower:
        return upper
    named = {tier.id: tier for tier in lower}
    absent = [tier for tier in upper if tier.id not in named]
    if not absent:
        return lower
    every = tuple({**{tier.id: named.get(tier.id, tier) for tier in upper}, **named}.values())
    lacking = "、".join(f"{tier.id}（{tier.name}）" for tier in absent)
    text = (
        f"[[tiers]] 写了 {len(lower)} 层，缺上级的 {lacking}：顺序就是先后，只写一部分不知其余排在"
        "哪里；请写全，或全部删去沿用上级的顺序。把下面这一行放在文件最前面（原有的 [[tiers]] "
        f"删去），再按本县的先后挪动：{_as_toml(every)}"
    )
    problems.append(Problem(file, "tiers", text, "tiers_partial"))
    return every


def _as_toml(tiers: tuple[Tier, ...]) -> str:
    """The tiers on one line, to be copied into a policy."""
    rows = (f'{{ id = "{t.id}", name = "{t.name}", unit = "{t.unit}" }}' for t in tiers)
    return f"tiers = [ {', '.join(rows)} ]"

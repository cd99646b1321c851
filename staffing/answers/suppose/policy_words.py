"""What a supposed policy says otherwise than the one at hand, in Chinese."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from constraints.registry import rules
from models.policy import Force, Policy, RuleRow, Tier
from staffing.policy_file.registry import SWITCH, Registry
from staffing.policy_file.values import show as show_value

_SETTINGS = {
    "force": "效力",
    "tier": "层级",
    "weight": "权重",
    "concede": "让步次序",
    "target": "指标编号",
    "title": "名称",
    "due": "目标年份",
    "reason": "说明",
}

AS_IT_IS = "与现行政策相同"

_FORCES = {
    Force.HARD: "必须做到（hard）",
    Force.SOFT: "尽量做到（soft）",
    Force.WATCH: "只核对（watch）",
    Force.OFF: "不启用（off）",
}


def different(old: Policy, new: Policy, sets: Sequence[str]) -> tuple[str, ...]:
    """Every value that is not what it was, or of *sets* that is, then their other settings."""
    keys = [text.partition("=")[0].strip() for text in sets]
    named = zip(keys, sets, strict=True)
    settings = [_setting(old, new, k, text) for k, text in named if k not in new.lines]
    return (*_values(old, new, frozenset(keys)), *settings)


def _values(old: Policy, new: Policy, asked: Collection[str]) -> Iterator[str]:
    names = {f"rules.{row.id}": row.title or rules()[row.rule].name for row in new.rules}
    registry = Registry.of_code()
    for section in ("facts", "modes"):
        names |= {f"{section}.{i}": name for name, i in registry.called(section).items()}
    for key, line in new.lines.items():
        was = old.lines.get(key)
        same = was is not None and was.value == line.value
        if not same or key in asked:
            owner, _, name = key.rpartition(".")
            section, _, own = owner.partition(".")
            label = "" if section == "rules" else _label(registry, section, own, name)
            before = "无" if was is None or was.pending else show_value(was.value)
            now = show_value(line.value)
            said = f"仍为{now}，{AS_IT_IS}" if same else f"由{before}改为{now}"
            yield f"{names.get(owner, '')}{label}{said}（{key}）"


def _label(registry: Registry, section: str, own: str, name: str) -> str:
    return f"“{registry.params(section, own).declared()[name].label}”"


def _setting(old: Policy, new: Policy, key: str, text: str) -> str:
    """One setting that has no value of its own: ``交流人数占应交流对象比例的效力由尽量做到…``."""
    section, _, rest = key.partition(".")
    owner, _, name = rest.rpartition(".")
    if section == "modes" and name == SWITCH:
        called = {code: word for word, code in Registry.of_code().called(section).items()}
        was, now = ("启用" if owner in policy.modes else "停用" for policy in (old, new))
        return f"{called.get(owner, owner)}{_change(was, now)}（{key}）"
    rows = [row for policy in (old, new) for row in policy.rules if row.id == owner]
    if section != "rules" or name not in _SETTINGS or len(rows) != len((old, new)):
        return text
    was, now = (_shown(row, name, new.tiers) for row in rows)
    title = rows[-1].title or rules()[rows[-1].rule].name
    return f"{title}的{_SETTINGS[name]}{_change(was, now)}（{key}）"


def _change(was: str, now: str) -> str:
    return f"由{was}改为{now}" if was != now else f"仍为{now}"


def _shown(row: RuleRow, name: str, tiers: Sequence[Tier]) -> str:
    value: Any = getattr(row, name)
    if name == "force":
        return _FORCES[row.force]
    if name == "tier":
        return next((f"“{tier.name}”" for tier in tiers if tier.id == value), "无")
    return str(value) if value not in ("", None) else "无"

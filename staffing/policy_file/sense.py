"""What single values cannot tell: groups that nobody defined (学校分组), divisors of nought, parts
larger than the whole, and the better side asked to be the worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from constraints.facts.grouping import Grouping
from models.policy import Force, Param, Params, RuleRow
from staffing.policy_file.binding import Binding
from staffing.policy_file.reading import Key
from staffing.policy_file.registry import nearest

_EXTRA = "extra"
"""Parameter of the grouping that holds a county's own groups."""


def check_sense(
    binding: Binding,
    facts: Mapping[str, Params],
    modes: Mapping[str, Params],
    rules: Sequence[RuleRow],
) -> None:
    """Refuse what was bound but makes no sense, where it is written."""
    _check_essential(binding, rules)
    tables: dict[Key, Params] = {("facts", name): p for name, p in facts.items()}
    tables |= {("modes", name): p for name, p in modes.items()}
    tables |= {("rules", r.rule, r.instance): r.params for r in rules if r.params is not None}
    known = _defined(facts[Grouping.id]) if Grouping.id in facts else None
    for key, params in tables.items():
        for name, group in params.named_groups():
            if known is not None and group not in known:
                text = f"没有名为“{group}”的学校分组{nearest(group, known)}"
                cure = "请改名，或在 [facts.grouping] 的 extra 里写明这个分组按学校表哪几列划分"
                _refuse(binding, (*key, name), f"{text}；{cure}", "unknown_group")
        for name, declared in params.declared().items():
            for text in _misfits(declared, getattr(params, name)):
                _refuse(binding, (*key, name), f"“{declared.label}”{text}", "bad_value")


def _misfits(declared: Param, value: Any) -> Iterator[str]:
    """What a value may not be, given what its parameter stands for."""
    if declared.divides and _has_nought(value):
        yield "不能是 0，要用它作除数；请改正"
    if declared.positive and _has_nought(value):
        yield "不能是 0：为 0 就等于没有；请改正"
    if declared.quotient and value < 1:
        yield "不能小于 1：优势一方不比劣势一方高时正好是 1；请改正"
    if declared.portion and _more_than_all(value):
        yield '不能大于 1（100%）；百分之十写 0.10 或 "10%"，请改正'


def _check_essential(binding: Binding, rules: Sequence[RuleRow]) -> None:
    """A rule that people and periods are counted on is enforced by a row of its own at least."""
    enforced = {row.rule for row in rules if row.force is Force.HARD}
    loose = {row.rule: row for row in reversed(rules) if row.rule not in enforced}
    for rule, row in sorted(loose.items()):
        if binding.registry.rules[rule].essential:
            key = ("rules", rule, row.instance)
            text = "人数和课时都按这条规则计，不能放宽或停用：一人会算作两人；请写 hard"
            binding.refuse(key, (*key, "force"), text, "bad_value")


def _refuse(binding: Binding, key: Key, text: str, kind: str) -> None:
    binding.statements.lines[key][-1].place.refuse(text, kind)


def _has_nought(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_nought, value.values()))
    return isinstance(value, int | Fraction) and value == 0


def _more_than_all(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_more_than_all, value.values()))
    return isinstance(value, int | Fraction) and value > 1


def _defined(grouping: Params) -> frozenset[str]:
    own: Mapping[str, Any] = getattr(grouping, _EXTRA) or {}
    return frozenset((*(name for name in grouping.declared() if name != _EXTRA), *own))

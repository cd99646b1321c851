"""What single values cannot tell: groups that nobody defined (学校分组), divisors of nought, parts
larger than the whole, and the better side asked to be the worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from constraints.facts.grouping import Grouping
from models.policy import Force, Param, Params, RuleRow
from staffing.policy_file.binding import Binding
from staffing.policy_file.reading import dotted
from staffing.policy_file.registry import nearest

_EXTRA = "extra"
"""Parameter of the grouping that holds a county's own groups."""


def check_sense(binding: Binding, modes: Mapping[str, Params], rules: Sequence[RuleRow]) -> None:
    """Refuse what was bound but makes no sense, where it is written; one by one, whatever else is
    wrong with the table it stands in. modes: those that are on."""
    _check_essential(binding, rules)
    known = _defined(binding)
    for key, stated in binding.statements.lines.items():
        line, name = stated[-1].at(binding.day), key[-1]
        if line is None or (key[0] == "modes" and key[1] not in modes):
            continue
        kind = binding.registry.params(key[0], key[1])
        groups = kind.groups_named(name, line.cited.value)
        for group in groups if known is not None else ():
            if known is not None and group not in known:
                text = f"没有名为“{group}”的学校分组{nearest(group, known)}"
                cure = "请改名，或在 [facts.grouping] 的 extra 里写明这个分组按学校表哪几列划分"
                stated[-1].place.refuse(f"{text}；{cure}", "unknown_group")
        declared = kind.declared()[name]
        for text in _misfits(declared, line.cited.value):
            stated[-1].place.refuse(f"“{declared.label}”{text}", "bad_value")


def _misfits(declared: Param, value: Any) -> Iterator[str]:
    """What a value may not be, given what its parameter stands for."""
    if declared.divides and _has_nought(value):
        yield "不能是 0，要用它作除数；请改正"
    if declared.positive and _has_nought(value):
        yield "不能是 0：为 0 就等于没有；请改正"
    if declared.quotient and value is not None and value < 1:
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


def _has_nought(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_nought, value.values()))
    return isinstance(value, int | Fraction) and value == 0


def _more_than_all(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_more_than_all, value.values()))
    return isinstance(value, int | Fraction) and value > 1


def _defined(binding: Binding) -> frozenset[str] | None:
    """Names of the school groups there are; None when that cannot be told."""
    grouping = binding.registry.facts.get(Grouping.id)
    if grouping is None:
        return None
    own: Mapping[str, Any] = {}
    key = ("facts", Grouping.id, _EXTRA)
    if stated := binding.statements.lines.get(key):
        line = stated[-1].at(binding.day)
        if line is None:
            return None
        own = line.cited.value or {}
    elif dotted(key) in binding.statements.chain.heard.unread:
        return None
    return frozenset((*(name for name in grouping.Params.declared() if name != _EXTRA), *own))

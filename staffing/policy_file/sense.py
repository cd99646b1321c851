"""What single values cannot tell: groups that nobody defined (学校分组), divisors of nought, parts
larger than the whole, and the better side asked to be the worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from constraints.facts.grouping import Grouping, faults
from models.policy import Force, Param, Params, RuleRow
from staffing.policy_file.binding import Binding, since_words
from staffing.policy_file.departing import with_unit
from staffing.policy_file.lines import Place
from staffing.policy_file.reading import dotted
from staffing.policy_file.registry import nearest
from staffing.policy_file.values import numbers

_GROUPING = ("facts", Grouping.id)
_EXTRA = "extra"
"""Parameter of the grouping that holds a county's own groups."""


def check_sense(binding: Binding, modes: Mapping[str, Params], rules: Sequence[RuleRow]) -> None:
    """Refuse what makes no sense, where it is written; one by one, whatever else is wrong with the
    line or the table it stands in, and of every dated line, in force or not. modes: those that are
    on."""
    _check_essential(binding, rules)
    _check_groups(binding)
    known = _defined(binding)
    for key, stated in binding.statements.lines.items():
        if key[0] == "modes" and key[1] not in modes:
            continue
        kind = binding.registry.params(key[0], key[1])
        declared, last = kind.declared()[key[-1]], stated[-1]
        for line in last.read:
            when = since_words(line, last)
            for group in kind.groups_named(key[-1], line.cited.value):
                if known is not None and group not in known:
                    text = f"{when}没有名为“{group}”的学校分组{nearest(group, known)}"
                    cure = "请改名，或在 [facts.grouping] 的 extra 里写明这个分组按学校表哪几列划分"
                    last.place.refuse(f"{text}；{cure}", "unknown_group")
            for text in _misfits(declared, line.cited.value):
                last.place.refuse(f"{when}“{declared.label}”{text}", "bad_value")


def _check_groups(binding: Binding) -> None:
    """Refuse groups that are defined by themselves, or by what the sheet of schools has not."""
    if Grouping.id not in binding.registry.facts:
        return
    stated = {k[2]: s[-1] for k, s in binding.statements.lines.items() if k[:2] == _GROUPING}
    definitions: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for name, one in stated.items():
        for line in one.read:
            value = line.cited.value
            own = value or {} if name == _EXTRA else {name: value or ()}
            definitions |= own
            places |= dict.fromkeys(own, one.place)
    for group, text in faults(definitions):
        places[group].refuse(text, "policy_value")


def _misfits(declared: Param, value: Any) -> Iterator[str]:
    """What a value may not be, given what its parameter stands for."""
    if declared.divides and _has_nought(value):
        yield "不能是 0，要用它作除数；请改正"
    if declared.positive and _has_nought(value):
        yield "不能是 0：为 0 就等于没有；请改正"
    if declared.quotient and value is not None and value < 1:
        yield "不能小于 1：优势一方不比劣势一方高时正好是 1；请改正"
    if declared.portion and _beyond(value, 1):
        yield '不能大于 1（100%）；百分之十写 0.10 或 "10%"，请改正'
    elif _beyond(value, declared.most):
        yield f"不能大于 {with_unit(str(declared.most), declared.unit)}，再大就不合常理了；请改正"


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
    return any(number == 0 for number in numbers(value))


def _beyond(value: Any, most: int) -> bool:
    return any(number > most for number in numbers(value))


def _defined(binding: Binding) -> frozenset[str] | None:
    """Names of the school groups there are; None when that cannot be told."""
    grouping = binding.registry.facts.get(Grouping.id)
    if grouping is None:
        return None
    own: set[str] = set()
    key = (*_GROUPING, _EXTRA)
    if stated := binding.statements.lines.get(key):
        read = [line.cited.value for line in stated[-1].read]
        if None in read or not read:
            return None
        own = {name for value in read for name in value}
    elif dotted(key) in binding.statements.chain.heard.unread:
        return None
    return frozenset((*(name for name in grouping.Params.declared() if name != _EXTRA), *own))

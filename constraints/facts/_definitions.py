"""What a group of schools is made of, as a policy writes it, and what is wrong with it."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from models.column import Field
from models.sheets import SchoolRow

Alternatives = tuple[Mapping[str, tuple[str, ...]], ...]

GROUP = "组"
BLANK = "空白"
_NUMBER = re.compile(r"(<=|>=|<|>|=)(\d+)")
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}
FIELDS: dict[str, Field] = {field.column.header: field for field in SchoolRow.fields()}


def faults(definitions: Mapping[str, Alternatives]) -> Iterator[tuple[str, str]]:
    """(group, what is wrong with its definition as written in the policy)."""
    for name, alternatives in definitions.items():
        if _circular(definitions, name):
            yield name, f"分组“{name}”互相引用，成了循环；请改用学校表的列来定义"
        for alternative in alternatives:
            for header, words in alternative.items():
                for text in _unreadable(definitions, header, words):
                    yield name, text


def _unreadable(
    definitions: Mapping[str, Alternatives], header: str, words: tuple[str, ...]
) -> list[str]:
    if header == GROUP:
        return [f"分组“{w}”没有定义" for w in words if w not in definitions]
    field = FIELDS.get(header)
    if field is None:
        return [f"学校表没有“{header}”列，分组无法判定；请改用学校表已有的列名"]
    if field.words:
        return [f"“{w}”不是“{header}”列的取值" for w in words if w not in field.words]
    if field.kind in (int, Decimal):
        return [
            f"“{header}”是数字列，条件“{w}”应写成“<100”的样子"
            for w in words
            if not _NUMBER.fullmatch(w)
        ]
    return []


def _circular(definitions: Mapping[str, Alternatives], name: str) -> bool:
    """Whether a group is among those it is made of."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        parts = {w for a in definitions.get(ahead.pop(), ()) for w in a.get(GROUP, ())}
        ahead += parts - found
        found |= parts
    return name in found


def compare(value: int | Decimal, word: str) -> bool:
    match = _NUMBER.fullmatch(word)
    return match is not None and _COMPARE[match[1]](value, int(match[2]))

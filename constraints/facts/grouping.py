"""分组: named groups of schools (城市, 农村, 镇驻地, 薄弱 …) as the policy maps school columns.

A definition is a list of alternatives; an alternative is a table *column header → accepted
words*, all of which must hold. ``组`` stands for other groups, 是/否 for ticks (blank = 否, as
offices fill them), ``<100`` or ``>=200`` for numbers, 空白 for an empty text cell. 薄弱学校
counts only within its round (薄弱轮次起/止, both days included) on the reference date (口径日期).

Answers are three-valued: a school whose membership hangs on a column the workbook does not have is
in no group, and :meth:`Grouping.missing` names the column.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

import numpy as np

from constraints.board import BoolArray
from constraints.situation import Fact, Situation
from models.column import Code, Field
from models.policy import Params, param
from models.problem import InputRefused, Problem
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
_FIELDS: dict[str, Field] = {field.column.header: field for field in SchoolRow.fields()}


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """One definition per group; ``extra`` holds a county's own groups under Chinese names."""

    urban: Alternatives = param("城市学校")
    rural: Alternatives = param("农村学校")
    town_side: Alternatives = param("城镇学校")
    township_seat: Alternatives = param("镇驻地学校")
    county_seat: Alternatives = param("县驻地学校")
    weak: Alternatives = param("薄弱学校")
    strong: Alternatives = param("优质学校")
    rural_or_weak: Alternatives = param("农村或薄弱学校")
    compulsory: Alternatives = param("公办义务教育学校")
    public: Alternatives = param("公办学校")
    kindergarten: Alternatives = param("幼儿园")
    senior: Alternatives = param("高中学校")
    small: Alternatives = param("小规模学校")
    extra: Mapping[str, Alternatives] | None = param("本县自定学校分组", optional=True, adds=True)


_LABELS = {name: declared.label for name, declared in P.declared().items()}


class Grouping(Fact[P]):
    """Which schools belong to which named group. A group that nobody defined is refused."""

    id = "grouping"
    name = "学校分组"
    Params = P

    def __init__(self, situation: Situation, p: P) -> None:
        super().__init__(situation, p)
        self._definitions: dict[str, Alternatives] = {
            name: getattr(p, name) for name in P.declared() if name != "extra"
        }
        self._definitions.update(p.extra or {})
        self._answers: dict[str, tuple[bool | None, ...]] = {}
        self._absent: dict[str, tuple[str, ...]] = {}
        problems = [
            Problem("政策", f"facts.grouping.{name}", text, "policy_value")
            for name, text in faults(self._definitions)
        ]
        if problems:
            raise InputRefused(problems)
        for name in self._definitions:
            self._answer(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every group defined, in the order of the policy."""
        return tuple(self._definitions)

    def label(self, name: str) -> str:
        """Chinese name of a group."""
        return _LABELS.get(name, name)

    def members(self, name: str) -> tuple[Code, ...]:
        """Schools of a group, in code order."""
        answers = self._known(name)
        return tuple(
            row.code for row, answer in zip(self.county.schools, answers, strict=True) if answer
        )

    def working(self, name: str) -> tuple[Code, ...]:
        """Those of a group that stand on the term's first day: not closed by then, and opened."""
        start = self.county.term.start
        closed, opening = self.county.closed(start), self.county.opening
        return tuple(
            code
            for code in self.members(name)
            if code not in closed and opening.get(code, start) <= start
        )

    def has(self, name: str, code: Code) -> bool:
        """Whether a school is surely in the group; False for codes outside the county."""
        index = self.county.school_index.get(code)
        return index is not None and bool(self._known(name)[index])

    def undecided(self, name: str, code: Code) -> bool:
        """Whether an absent column leaves open if the school is in the group."""
        index = self.county.school_index.get(code)
        return index is not None and self._known(name)[index] is None

    def missing(self, name: str) -> tuple[str, ...]:
        """Absent columns (``学校.县驻地``) on which some school's membership hangs."""
        return self._absent[name] if None in self._known(name) else ()

    def unfilled(self, name: str) -> tuple[str, ...]:
        """Columns whose blank cells leave a group empty: ``学校.镇驻地（K2等12格空白）``."""
        if self.members(name):
            return ()
        found = (self._blank(header) for header in dict.fromkeys(self._headers(name)))
        return tuple(filter(None, found))

    def mask(self, name: str) -> BoolArray:
        """Membership by school, in the order of ``county.schools``."""
        return np.array([bool(x) for x in self._known(name)], dtype=np.bool_)

    def _known(self, name: str) -> tuple[bool | None, ...]:
        """Answers by school. Raises InputRefused for a group that nobody defined."""
        if name not in self._answers:
            near = get_close_matches(name, self._definitions, n=1)
            hint = f"，最接近“{near[0]}”" if near else ""
            message = (
                f"分组“{name}”没有定义{hint}，而有规则要用它；请在 [facts.grouping] 的 extra 中写明"
                "它是哪些学校，或在规则里改用已有的分组"
            )
            raise InputRefused([Problem("政策", f"facts.grouping.{name}", message, "policy_value")])
        return self._answers[name]

    def _blank(self, header: str) -> str:
        """A column with its blank cells; empty when there are none."""
        name = _FIELDS[header].name
        blank = [row for row in self.county.schools if getattr(row, name) is None]
        if not blank:
            return ""
        top = self.county.cell(min(blank, key=lambda row: row.row_number), name)
        return f"{SchoolRow.sheet}.{header}（{top.partition('!')[2]}等{len(blank)}格空白）"

    def _headers(self, name: str) -> Iterator[str]:
        """Columns a group is defined by, its parts' included."""
        for alternative in self._definitions[name]:
            for header, words in alternative.items():
                if header == GROUP:
                    for word in words:
                        yield from self._headers(word)
                else:
                    yield header

    # -- derivation -----------------------------------------------------------------------------

    def _answer(self, name: str) -> tuple[bool | None, ...]:
        if name not in self._answers:
            absent: dict[str, None] = {}
            alternatives = [
                _all([self._column(header, words, absent) for header, words in a.items()])
                for a in self._definitions[name]
            ]
            empty: tuple[bool | None, ...] = (False,) * len(self.county.schools)
            self._answers[name] = _any([empty, *alternatives])
            self._absent[name] = tuple(sorted(absent))
        return self._answers[name]

    def _column(
        self, header: str, words: tuple[str, ...], absent: dict[str, None]
    ) -> tuple[bool | None, ...]:
        """Whether each school satisfies one condition; all None when the column is absent."""
        if header == GROUP:
            answers = _any([self._answer(word) for word in words])
            absent.update(dict.fromkeys(c for word in words for c in self._absent[word]))
            return answers
        field = _FIELDS[header]
        if not self.county.has_column(SchoolRow.sheet, field.name):
            absent[f"{SchoolRow.sheet}.{header}"] = None
            return (None,) * len(self.county.schools)
        return tuple(self._accepts(row, field, words) for row in self.county.schools)

    def _accepts(self, row: SchoolRow, field: Field, words: tuple[str, ...]) -> bool:
        value = getattr(row, field.name)
        if field.name == "weak":
            value = value and self._in_round(row)
        if field.kind is bool:
            return ("是" if value else "否") in words
        if field.kind in (int, Decimal):
            return value is not None and any(_compare(value, word) for word in words)
        return (BLANK if value is None else str(value)) in words

    def _in_round(self, row: SchoolRow) -> bool:
        day = self.county.term.reference
        after = row.weak_from is None or row.weak_from <= day
        return after and (row.weak_to is None or day <= row.weak_to)


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
    field = _FIELDS.get(header)
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


def _compare(value: int | Decimal, word: str) -> bool:
    match = _NUMBER.fullmatch(word)
    return match is not None and _COMPARE[match[1]](value, int(match[2]))


def _all(columns: list[tuple[bool | None, ...]]) -> tuple[bool | None, ...]:
    """Three-valued *and* by school."""
    return tuple(
        False if False in row else None if None in row else True
        for row in zip(*columns, strict=True)
    )


def _any(columns: list[tuple[bool | None, ...]]) -> tuple[bool | None, ...]:
    """Three-valued *or* by school."""
    return tuple(
        True if True in row else None if None in row else False
        for row in zip(*columns, strict=True)
    )


FACT = Grouping

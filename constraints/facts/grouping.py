"""分组: named groups of schools (城市, 农村, 镇驻地, 薄弱 …) as the policy maps school columns.

A definition is a list of alternatives; an alternative is a table *column header → accepted
words*, all of which must hold. ``组`` stands for other groups, 是/否 for ticks, ``<100`` or
``>=200`` for numbers, 空白 for an empty text cell. 薄弱学校 counts only within its round
(薄弱轮次起/止, both days included) on the reference date (口径日期).

Answers are three-valued: a school whose membership hangs on a column the workbook does not have, or
on a blank cell, is in no group, and :meth:`Grouping.missing` names column and cells. A blank tick
is 否 only where its column says so, and at offices without pupils (教研机构).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

import numpy as np

from constraints.board import BoolArray
from constraints.facts._definitions import BLANK, FIELDS, GROUP, Alternatives, compare, faults
from constraints.situation import Fact, Situation
from models.column import Code, Field
from models.policy import Params, param
from models.problem import InputRefused, Problem
from models.sheets import SchoolRow

__all__ = ["FACT", "Blank", "Grouping", "P", "faults"]

_NAMED = 3
"""Blank cells named one by one; of more the first, and how many."""


class Blank(NamedTuple):
    """A column that would have to be known of a school."""

    header: str
    school: Code


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
        """Whether an absent column or a blank cell leaves open if the school is in the group."""
        index = self.county.school_index.get(code)
        return index is not None and self._known(name)[index] is None

    def missing(self, *names: str, among: Collection[Code] | None = None) -> tuple[str, ...]:
        """Absent columns (``学校.县驻地``) and blank cells (``学校.镇驻地（K2、K9空白）``) on which
        it hangs whether schools are in these groups.

        among: the schools asked about, None = all.
        """
        return self.words(self.open(*names, among=among))

    def open(self, *names: str, among: Collection[Code] | None = None) -> frozenset[Blank]:
        """The same, cell by cell."""
        asked = [row for row in self.county.schools if among is None or row.code in among]
        return frozenset(
            Blank(header, row.code)
            for row in asked
            for name in names
            for header in self._open(name, row)
        )

    def words(self, found: Collection[Blank]) -> tuple[str, ...]:
        """Columns, each with its cells where it is there, sorted."""
        headers = sorted({blank.header for blank in found})
        return tuple(
            self._told(header, [self.county.school[b.school] for b in found if b.header == header])
            for header in headers
        )

    def mask(self, name: str) -> BoolArray:
        """Membership by school, in the order of ``county.schools``."""
        return np.array([bool(x) for x in self._known(name)], dtype=np.bool_)

    def maybe(self, name: str) -> BoolArray:
        """Schools that are in the group or may be, in the order of ``county.schools``."""
        return np.array([x is not False for x in self._known(name)], dtype=np.bool_)

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

    def _told(self, header: str, rows: Collection[SchoolRow]) -> str:
        """A column, with its cells where it is there."""
        name, column = FIELDS[header].name, f"{SchoolRow.sheet}.{header}"
        if not self.county.has_column(SchoolRow.sheet, name):
            return column
        ordered = sorted(rows, key=lambda row: row.row_number)
        cells = [self.county.cell(row, name).partition("!")[2] for row in ordered]
        few = len(cells) <= _NAMED
        return f"{column}（{'、'.join(cells) if few else f'{cells[0]}等{len(cells)}格'}空白）"

    # -- derivation -----------------------------------------------------------------------------

    def _answer(self, name: str) -> tuple[bool | None, ...]:
        if name not in self._answers:
            rows = self.county.schools
            self._answers[name] = tuple(self._belongs(name, row) for row in rows)
        return self._answers[name]

    def _belongs(self, name: str, row: SchoolRow) -> bool | None:
        """Whether a school fits one of a group's alternatives."""
        return _any(_all(self._conditions(a, row).values()) for a in self._definitions[name])

    def _conditions(
        self, alternative: Mapping[str, tuple[str, ...]], row: SchoolRow
    ) -> dict[str, bool | None]:
        """Condition → whether a school satisfies it."""
        return {
            header: self._satisfies(header, words, row) for header, words in alternative.items()
        }

    def _satisfies(self, header: str, words: tuple[str, ...], row: SchoolRow) -> bool | None:
        if header == GROUP:
            return _any(self._answer(word)[self.county.school_index[row.code]] for word in words)
        field = FIELDS[header]
        if not self.county.has_column(SchoolRow.sheet, field.name):
            return None
        return self._accepts(row, field, words)

    def _open(self, name: str, row: SchoolRow) -> Iterator[str]:
        """Columns that would have to be known of a school whose membership is not."""
        if self._known(name)[self.county.school_index[row.code]] is not None:
            return
        for alternative in self._definitions[name]:
            answers = self._conditions(alternative, row)
            for header in answers if _all(answers.values()) is None else ():
                if header == GROUP:
                    yield from (x for word in alternative[GROUP] for x in self._open(word, row))
                elif answers[header] is None:
                    yield header

    def _accepts(self, row: SchoolRow, field: Field, words: tuple[str, ...]) -> bool | None:
        value = getattr(row, field.name)
        if field.name == "weak" and value is not False and not self._in_round(row):
            value = False
        if field.kind is bool:
            known = value is not None or field.column.blank_no or not row.kind.stages
            return ("是" if value else "否") in words if known else None
        if field.kind in (int, Decimal):
            return None if value is None else any(compare(value, word) for word in words)
        return (BLANK if value is None else str(value)) in words

    def _in_round(self, row: SchoolRow) -> bool:
        day = self.county.term.reference
        after = row.weak_from is None or row.weak_from <= day
        return after and (row.weak_to is None or day <= row.weak_to)


def _all(answers: Iterable[bool | None]) -> bool | None:
    """Three-valued *and*."""
    found = set(answers)
    return False if False in found else None if None in found else True


def _any(answers: Iterable[bool | None]) -> bool | None:
    """Three-valued *or*."""
    found = set(answers)
    return True if True in found else None if None in found else False


FACT = Grouping

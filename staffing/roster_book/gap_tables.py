"""学科缺口 and 编制 as tables: before any decision, or before and after a plan side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from constraints.facts.establishment import Line
from models.column import Code
from models.finding import State
from staffing.gaps import Gaps
from staffing.roster_book.book import Block, Column, Value
from staffing.tables import GapLine
from staffing.wording import STATE_WORDS, gap_unit

T = TypeVar("T")


@dataclass(frozen=True)
class Field(Generic[T]):
    """What a table says of a *T* under one header.

    after: the same under the plan, None for what no plan changes; paired: how wide each of the two
    columns is then.
    """

    header: str
    width: int
    before: Callable[[T], Value]
    after: Callable[[T], Value] | None = None
    paired: int = 0
    wrap: bool = False


@dataclass(frozen=True)
class Table(Generic[T]):
    """Fields in order. planned: whether what a plan changes stands twice, before and after it."""

    fields: tuple[Field[T], ...]
    planned: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        """The header."""
        found: list[Column] = []
        for f in self.fields:
            if f.after is None or not self.planned:
                found.append(Column(f.header, f.width, wrap=f.wrap))
            else:
                found += (Column(f"{f.header}（{when}）", f.paired) for when in "前后")
        return tuple(found)

    def row(self, thing: T) -> tuple[Value, ...]:
        """The cells of one row."""
        sides = ((f.before, f.after if self.planned else None) for f in self.fields)
        return tuple(say(thing) for side in sides for say in side if say is not None)

    def numbered(self, things: Iterable[T]) -> Block:
        """All rows, each with its 序号."""
        rows = tuple((number, *self.row(thing)) for number, thing in enumerate(things, 1))
        return Block((Column("序号", 6), *self.columns), rows)


@dataclass(frozen=True)
class Holder:
    """An 编制主体 and its numbers before and after a plan."""

    code: Code
    name: str
    then: Line
    now: Line


def holders(before: Gaps, after: Gaps) -> tuple[Holder, ...]:
    """Every 编制主体, in code order."""
    now = {school.code: school.establishment for school in after.schools}
    return tuple(
        Holder(school.code, school.name, then, now.get(school.code) or then)
        for school in before.schools
        if (then := school.establishment) is not None
    )


def gap_table(*, planned: bool) -> Table[GapLine]:
    """学科缺口 by school, stage and subject."""
    return Table((*_SCHOOL, *_SUBJECT), planned)


def section_table() -> Table[GapLine]:
    """学科缺口 of one school, before and after the plan."""
    return Table(_SUBJECT, planned=True)


def establishment_table(*, planned: bool) -> Table[Holder]:
    """编制 by 编制主体."""
    return Table(_ESTABLISHMENT, planned)


def change_words(g: GapLine) -> str:
    """What a plan does to a gap."""
    if g.gap_before is None or g.gap_after is None:
        return STATE_WORDS[State.UNDECIDABLE]
    if g.gap_before == g.gap_after:
        return "不变"
    if not g.gap_after:
        return "补齐"
    return "缓解" if g.gap_after < g.gap_before else "加重"


_SCHOOL: tuple[Field[GapLine], ...] = (
    Field("学校代码", 13, lambda g: g.school),
    Field("学校", 24, lambda g: g.name, wrap=True),
)
_SUBJECT: tuple[Field[GapLine], ...] = (
    Field("学段", 8, lambda g: g.stage.value),
    Field("学科", 12, lambda g: g.subject),
    Field("单位", 8, lambda g: gap_unit(g.in_heads)),
    Field("需要", 9, lambda g: g.needed),
    Field("可用", 9, lambda g: g.available_before, lambda g: g.available_after, 10),
    Field("缺", 9, lambda g: g.gap_before, lambda g: g.gap_after, 10),
    Field("折合缺人", 9, lambda g: g.loads[0], lambda g: g.loads[1], 10),
)
_ESTABLISHMENT: tuple[Field[Holder], ...] = (
    Field("学校代码", 13, lambda h: h.code),
    Field("编制主体", 26, lambda h: h.name, wrap=True),
    Field("核定编制", 9, lambda h: h.then.approved),
    Field("按生师比", 9, lambda h: h.then.by_pupils),
    Field("按班师比", 9, lambda h: h.then.by_classes),
    Field("标准数", 9, lambda h: h.then.standard),
    Field("标准依据", 14, lambda h: h.then.binding, wrap=True),
    Field("在编", 9, lambda h: h.then.on_roll, lambda h: h.now.on_roll, 9),
    Field("超（+）缺（-）编", 11, lambda h: h.then.over_under, lambda h: h.now.over_under, 11),
    Field("在岗", 9, lambda h: h.then.on_duty, lambda h: h.now.on_duty, 9),
    Field("能任教", 9, lambda h: h.then.supply, lambda h: h.now.supply, 9),
)

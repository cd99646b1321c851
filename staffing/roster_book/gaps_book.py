"""Gaps before any decision, as a workbook of its own (``gaps -o``)."""

from __future__ import annotations

from constraints.situation import Situation
from staffing.gaps import Gaps, SchoolGaps
from staffing.roster_book.book import Block, Book, Column, Sheet, Value
from staffing.tables import GapLine, gap_lines
from staffing.wording import gap_unit

_SUBJECTS = (
    Column("序号", 6),
    Column("学校代码", 13),
    Column("学校", 24, wrap=True),
    Column("学段", 8),
    Column("学科", 12),
    Column("单位", 8),
    Column("需要", 9),
    Column("可用", 9),
    Column("缺", 9),
    Column("折合缺人", 9),
)
_SUBJECT_NOTE = (
    "课时为周课时，幼儿园按人计；“缺”已扣除校内兼课可补的部分；折合缺人 = 缺的课时 ÷ 一人满课时，"
    "留一位小数，不宜相加。缺得多的在前；空白的是资料不足，无法判定。"
)
_ESTABLISHMENT = (
    Column("序号", 6),
    Column("学校代码", 13),
    Column("编制主体", 26, wrap=True),
    Column("核定编制", 9),
    Column("按生师比", 9),
    Column("按班师比", 9),
    Column("标准数", 9),
    Column("标准依据", 14, wrap=True),
    Column("在编", 9),
    Column("超（+）缺（-）编", 11),
    Column("在岗", 9),
    Column("能任教", 9),
)
_ESTABLISHMENT_NOTE = "核定编制、在编、在岗是三个不同的数：在编按编制学校计，在岗按现任教学校计。"


def gaps_book(situation: Situation, gaps: Gaps) -> Book:
    """学科缺口 by school, stage and subject, the worst first; 编制 by 编制主体."""
    basis = f"课时标准、编制标准按政策“{situation.policy.name}”。"
    lines = gap_lines(gaps, gaps)
    subjects = tuple((n, g.school, g.name, *_cells(g)) for n, g in enumerate(lines, 1))
    holders = [school for school in gaps.schools if school.establishment is not None]
    posts = tuple((n, *_line(school)) for n, school in enumerate(holders, 1))
    return Book(
        title="编制与学科缺口",
        created=situation.county.term.reference,
        sheets=(
            Sheet("学科缺口", "学科缺口", (Block(_SUBJECTS, subjects),), (_SUBJECT_NOTE, basis)),
            Sheet(
                "编制", "编制情况", (Block(_ESTABLISHMENT, posts),), (_ESTABLISHMENT_NOTE, basis)
            ),
        ),
    )


def _cells(g: GapLine) -> tuple[Value, ...]:
    return (
        g.stage.value, g.subject, gap_unit(g.in_heads), g.needed, g.available_before, g.gap_before,
        g.loads[0],
    )  # fmt: skip


def _line(school: SchoolGaps) -> tuple[Value, ...]:
    line = school.establishment
    assert line is not None
    return (
        school.code, school.name, line.approved, line.by_pupils, line.by_classes, line.standard,
        line.binding, line.on_roll, line.over_under, line.on_duty, line.supply,
    )  # fmt: skip

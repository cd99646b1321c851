"""Gaps before any decision, as a workbook of its own (``gaps -o``)."""

from __future__ import annotations

from constraints.situation import Situation
from staffing.gaps import Gaps
from staffing.roster_book.book import Book, Sheet
from staffing.roster_book.gap_tables import establishment_table, gap_table, holders
from staffing.tables import gap_lines
from staffing.wording import STANDARD_BLANKS, THREE_NUMBERS

_SUBJECT_NOTE = (
    "课时为周课时，幼儿园按人计；“缺”已扣除校内兼课可补的部分；折合缺人 = 缺的课时 ÷ 一人满课时，"
    "留一位小数，不宜相加。缺得多的在前；空白的是资料不足，无法判定。"
)


def gaps_book(situation: Situation, gaps: Gaps) -> Book:
    """学科缺口 by school, stage and subject, the worst first; 编制 by 编制主体."""
    basis = f"课时标准、编制标准按政策“{situation.policy.name}”。"
    subjects = gap_table(planned=False).numbered(gap_lines(gaps, gaps))
    posts = establishment_table(planned=False).numbered(holders(gaps, gaps))
    return Book(
        title="编制与学科缺口",
        created=situation.county.term.reference,
        sheets=(
            Sheet("学科缺口", "学科缺口", (subjects,), (_SUBJECT_NOTE, basis)),
            Sheet("编制", "编制情况", (posts,), (THREE_NUMBERS, STANDARD_BLANKS, basis)),
        ),
    )

"""个人说明单: one row per teacher who moves, to be cut apart for the person concerned."""

from __future__ import annotations

from collections.abc import Iterable

from staffing.answers.statement import Statement
from staffing.answers.telling import (
    establishment_words,
    excluded_words,
    filled_words,
    order_words,
    placed_words,
)
from staffing.roster_book.book import Block, Column, Sheet
from staffing.roster_book.names import Names

_COLUMNS = (
    Column("教师编号", 11),
    Column("姓名", 10),
    Column("安排", 34, wrap=True),
    Column("列入原因", 32, wrap=True),
    Column("先后", 34, wrap=True),
    Column("接收学校缺口", 30, wrap=True),
    Column("不能去的学校", 28, wrap=True),
    Column("依据", 44, wrap=True),
)


def statement_sheets(statements: Iterable[Statement], names: Names) -> tuple[Sheet, ...]:
    """The sheet, without leaders whose moves are not decided; nothing to say, no sheet."""
    rows = tuple(
        (
            s.person,
            names.person(s.person),
            "。".join(filter(None, (placed_words(s, names), establishment_words(s, names)))),
            s.why,
            order_words(s),
            "；".join(filled_words(f, names) for f in s.filled),
            excluded_words(s),
            "；".join(dict.fromkeys((*s.citations, *((s.order.citation,) if s.order else ())))),
        )
        for s in statements
        if not any(names.confidential(p) for p in s.placements)
    )
    if not rows:
        return ()
    notes = (
        "每行只说本人的情况和公布的先后、标准，不涉及他人，可逐行交本人。"
        "改去别处的代价用 staffing explain 查。",
    )
    return (Sheet("个人说明单", "个人说明单", (Block(_COLUMNS, rows),), notes),)

"""``explain`` of a teacher: why, why there, why not elsewhere; one page without any colleague."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from models.column import Code
from models.roster import Placement
from models.vocabulary import Mode
from staffing.answers.alone import Alone
from staffing.answers.costing import Cost
from staffing.answers.explain.alternatives import Alternative
from staffing.answers.explain.held import held_by_explain
from staffing.answers.explain.visiting import weeks_json
from staffing.answers.page import Page, PageTable
from staffing.answers.statement import Statement
from staffing.answers.telling import (
    ADDED_ROAD,
    TierWords,
    by_document,
    establishment_words,
    excluded_words,
    filled_words,
    order_words,
    placed_words,
    road_words,
)
from staffing.leaders.openly import UNTOLD, WHY_UNTOLD
from staffing.naming import CountyNames
from staffing.result import WishAnswer, placement_row

MOST = 8
"""Alternatives shown on the page; JSON has all."""

MEANING = (
    "“至少”：凡有此安排、且其上各层都不变差的方案，该层至少差这么多（整数证书）；"
    "未证明有代价的，可用 --to 学校 求出准确代价。"
)


NOT_AUDITED = "未算"
WHY_NOT_AUDITED = "“未算”：走教要连同到校半天另排，不单独核查；县大时其他的只核查最近的几处。"


_SEE = "加 --roster 花名册.xlsx --leaders 领导.xlsx 查看；别人也可重排时的代价用 --to 学校"


@dataclass(frozen=True)
class Weighed:
    """An alternative with what is known of it: alone and cost only where they were asked for."""

    alternative: Alternative
    alone: Alone | None = None
    cost: Cost | None = None


def shown_first(
    found: Sequence[Alternative], wished: Collection[Code] = (), most: int = MOST
) -> tuple[Alternative, ...]:
    """Staying, then schools asked for, then the nearest, no more than fit a page."""

    def order(item: tuple[int, Alternative]) -> tuple[bool, bool, int]:
        position, a = item
        return a.mode is not Mode.STAY, not (a.wish or a.host in wished), position

    ranked = [a for _, a in sorted(enumerate(found), key=order)]
    return tuple(ranked[:most])


def person_page(
    statement: Statement,
    weighed: Sequence[Weighed],
    hidden: int,
    names: CountyNames,
    words: TierWords,
    wishes: Sequence[WishAnswer] = (),
) -> Page:
    """The page of one person. hidden: alternatives that did not fit; wishes: why not granted."""
    title = f"{names.person(statement.person)}（{statement.person}）的安排说明"
    filled = "；".join(filled_words(f, names) for f in statement.filled)
    facts = [
        ("安排", placed_words(statement, names)),
        ("编制", establishment_words(statement, names)),
        ("列入原因", statement.why),
        ("依据", "；".join(by_document(statement.citations))),
        ("先后", order_words(statement)),
        ("先后依据", statement.order.citation if statement.order else ""),
        ("接收学校", filled),
        ("志愿", "；".join(wish.words(names) for wish in wishes)),
        ("不能去的", excluded_words(statement)),
    ]
    tables = (_table(statement.placements, weighed, hidden, names, words),) if weighed else ()
    closing = MEANING if weighed else "没有其他符合规则的去处，或安排已锁定。"
    if any(w.cost is not None for w in weighed):
        closing += held_by_explain(words)
    return Page(
        title,
        tuple((what, text) for what, text in facts if text),
        tables,
        closing,
        statement_json(statement),
    )


def _table(
    present: Sequence[Placement],
    weighed: Sequence[Weighed],
    hidden: int,
    names: CountyNames,
    words: TierWords,
) -> PageTable:
    ways = [(w.alternative.mode, w.alternative.host) for w in weighed]
    here = [(p.mode, p.host) for p in present]
    several = {way for way in ways if way in here or ways.count(way) > 1}
    priced = any(w.cost is not None for w in weighed)
    exact = ("准确代价",) if priced else ()
    headers = ("如果改为", "至少（已证明）", *exact, "只改本人、别人不动",
               "~>志愿", "~>加路公里")  # fmt: skip
    rows = tuple(
        (
            _where(w.alternative, names, several),
            words.at_least(w.alternative.at_least),
            *(("" if w.cost is None else words.cost(w.cost),) if priced else ()),
            _alone_words(w.alone, words),
            w.alternative.wish or None,
            None if w.alternative.mode is Mode.STAY else road_words(w.alternative.metres),
        )
        for w in weighed
    )
    rest = "".join(
        f"方案里本人{p.mode.value}到{names.school(p.host)}的是{_seat(p, names)}。"
        for p in present
        if (p.mode, p.host) in several
    )
    rest += WHY_NOT_AUDITED if any(w.alone is None for w in weighed) else ""
    told = [_alone_words(w.alone, words) for w in weighed]
    rest += f"“{UNTOLD}”：{WHY_UNTOLD.format(do=_SEE)}" if UNTOLD in told else ""
    rest += f"另有 {hidden} 处未显示，--json 有全部。" if hidden else ""
    return PageTable("为什么不是别处", headers, rows, rest + ADDED_ROAD)


def _where(
    a: Alternative, names: CountyNames, told_apart: Collection[tuple[Mode, Code]] = ()
) -> str:
    """told_apart: where the person has, or could have, more than one placement."""
    if a.mode is Mode.STAY:
        return f"留在{names.school(a.host)}"
    went = f"{a.mode.value}到{names.school(a.host)}"
    return f"{went}（{_seat(a, names)}）" if (a.mode, a.host) in told_apart else went


def _seat(a: Alternative | Placement, names: CountyNames) -> str:
    """What tells it apart from another placement of the mode at the school."""
    teams = {row.team for row in names.county.teams}
    whose = "" if a.team is None else f"支教团{a.team}的" if a.team in teams else "名额内的"
    post = f"{whose}{a.post or ''}"
    taught = f"{a.stage.value if a.stage else ''}{a.subject or ''}"
    return "，".join(part for part in (post, taught) if part)


def _alone_words(found: Alone | None, words: TierWords) -> str:
    if found is None:
        return NOT_AUDITED
    if found.broken:
        return f"不符{'、'.join(found.breaches or found.broken)}"
    return UNTOLD if found.untold else words.brief(found.changes)


# -- for programs ----------------------------------------------------------------------------------


def statement_json(statement: Statement) -> dict[str, Any]:
    """A statement's content; nobody else is named in it."""
    return {
        "person": statement.person,
        "placements": [_placement(p) for p in statement.placements],
        "visits": weeks_json(statement.placements, statement.weeks),
        "sources": list(statement.sources),
        "why": statement.why,
        "citations": list(statement.citations),
        "order": None if statement.order is None else vars(statement.order),
        "excluded": dict(statement.excluded),
    }


def _placement(placement: Placement) -> dict[str, Any]:
    hidden = ("counterpart", "successor")
    return {name: value for name, value in placement_row(placement).items() if name not in hidden}


def weighed_json(w: Weighed) -> dict[str, Any]:
    """One alternative with all that is known of its cost, by tier."""
    a = w.alternative
    return {
        "mode": a.mode.value,
        "host": a.host,
        "stage": None if a.stage is None else a.stage.value,
        "subject": a.subject,
        "team": a.team,
        "post": a.post,
        "wish": a.wish or None,
        "added_metres": a.metres,
        "at_least": {
            "tier": a.at_least.tier,
            "amount": a.at_least.amount,
            "possible": a.at_least.possible,
        },
        "exact": None
        if w.cost is None
        else {
            "possible": w.cost.possible,
            "proven": w.cost.proven,
            "changes": dict(w.cost.changes),
        },
        "alone": None
        if w.alone is None
        else {
            "broken": list(w.alone.broken),
            "breaches": list(w.alone.breaches),
            "changes": dict(w.alone.changes),
            "untold": w.alone.untold,
        },
    }

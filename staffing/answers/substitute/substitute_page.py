"""The page of ``substitute``: ranked, what each changes tier by tier, who else has to move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from models.column import Code
from models.roster import Roster
from staffing.answers.differing import present_words
from staffing.answers.page import Page, PageTable
from staffing.answers.substitute.ranking import Move
from staffing.answers.substitute.substituting import Substitution
from staffing.answers.substitute.visits_left import dropped_words, left_words
from staffing.answers.telling import ADDED_ROAD, TierWords, road_words
from staffing.naming import CountyNames

_MEANING = "名次按层级先后比较，每一名都是重新求解的准确结果；某层“少”即变好。"
_MOVED = "别人都不动的排在前面；要别人也动的另排在后，同一人列两次的，不动、动了都行。"
_STRICTER = "硬性规则中有比例或差异系数，求解用偏严的折线；没有列出的未必都不行。"
_ENDS = ("停走教",)
"""Heading of the visits that end when somebody takes the place, where anybody makes some."""


def _none(what: str, others: int) -> str:
    """That there is nothing, and what to try. others: how many more people might change."""
    if others:
        return f"另动 {others} 人以内，没有符合规则的{what}；可再加大 --others。"
    return f"其他人都不动，没有符合规则的{what}；可用 --others 1 容许另动一人。"


def substitute_page(
    person: Code, found: Substitution, names: CountyNames, words: TierWords, others: int = 0
) -> Page:
    """Who can take over. others: how many more people might change."""
    against = "与原方案相比" if found.broken else "与空着相比"
    ends = any(m.dropped for m in found.moves)
    headers = (">名次", "人选", "现在学校", "方式", against, "~>加路公里", *_ENDS[:ends],
               "~另须变动")  # fmt: skip
    rows = tuple(
        (
            number,
            f"{names.person(m.person)}（{m.person}）",
            _now(m, names),
            m.mode.value,
            _changes(m, words),
            road_words(m.metres),
            *((dropped_words(m.dropped, names),) if ends else ()),
            _others(m, names),
        )
        for number, m in enumerate(found.moves, 1)
    )
    tables = (PageTable("可以顶替的人", headers, rows, ADDED_ROAD),) if rows else ()
    title = f"{names.person(person)}（{person}）不能到岗，谁来顶替"
    closing = _meaning(found.moves) if rows else _none("人选", others)
    return Page(title, _facts(found, names, words), tables, closing, _data(person, found))


def _facts(
    found: Substitution, names: CountyNames, words: TierWords
) -> tuple[tuple[str, str], ...]:
    """The place, what it costs to leave it empty, and who is not on the list."""
    place = f"{names.school(found.place.host)} {found.place.stage.value}{found.place.subject}"
    excluded = "、".join(f"{reason} {count} 人次" for reason, count in found.excluded)
    facts = (
        ("岗位", place),
        ("空着不补", _vacant(found, words)),
        ("走教", left_words(found.visits, names)),
        ("不能顶替的", excluded),
        ("没有列出的", "；".join(f"{reason} {count} 人" for reason, count in found.left_out)),
        ("学校领导", _leaders(found.leaders) if found.leaders else ""),
    )
    return tuple(fact for fact in facts if fact[1])


def _data(person: Code, found: Substitution) -> dict[str, Any]:
    """The same for programs."""
    return {
        "person": person,
        "place": {
            "host": found.place.host,
            "stage": found.place.stage.value,
            "subject": found.place.subject,
        },
        "vacant": dict(found.vacant),
        "vacant_breaks": list(found.broken),
        "excluded": dict(found.excluded),
        "left_out": dict(found.left_out),
        "leaders": found.leaders,
        "visits": [
            {
                "host": one.placement.host,
                "subject": one.placement.subject,
                "gap": None if one.gap is None else one.gap / 10,
                "able": list(one.able),
            }
            for one in found.visits
        ],
        "substitutes": [_move_json(m) for m in found.moves],
    }


def destination_page(
    person: Code,
    moves: Sequence[Move],
    names: CountyNames,
    words: TierWords,
    others: int = 0,
    now: str = "",
) -> Page:
    """Where somebody could go. others: as above; now: what the plan has for them, in words."""
    ends = any(m.dropped for m in moves)
    headers = (">名次", "去处", "方式", "与原方案相比", "~>加路公里", *_ENDS[:ends], "~另须变动")
    rows = tuple(
        (
            number,
            names.school(m.host),
            m.mode.value,
            _changes(m, words),
            road_words(m.metres),
            *((dropped_words(m.dropped, names),) if ends else ()),
            _others(m, names),
        )
        for number, m in enumerate(moves, 1)
    )
    tables = (PageTable("可以去的学校", headers, rows, ADDED_ROAD),) if rows else ()
    data = {"person": person, "destinations": [_move_json(m) for m in moves]}
    title = f"{names.person(person)}（{person}）可以去哪里"
    closing = _meaning(moves) if rows else _none("去处", others)
    return Page(title, (("方案里", now),) if now else (), tables, closing, data)


def unproven(page: Page) -> Page:
    """The page where rows stricter than the rules may have refused whoever is not on it."""
    said = page.closing.replace("没有符合规则的", "未求得符合规则的")
    return replace(page, closing=f"{said}{_STRICTER}")


def _meaning(moves: Sequence[Move]) -> str:
    """How to read the ranks."""
    return _MEANING + _MOVED if any(m.others for m in moves) else _MEANING


def _now(move: Move, names: CountyNames) -> str:
    """Where somebody is, and where the plan has them instead."""
    school = names.school(move.home)
    if not move.planned:
        return school
    return f"{school}（方案里{present_words(Roster(move.planned), move.person, names)}，改来这里）"


def _others(move: Move, names: CountyNames) -> str:
    """Who else moves: because they must, or because it is better so."""
    said = names.people(move.others)
    return f"{said}（不动也行，动了更好）" if move.optional else said or "无"


def _vacant(found: Substitution, words: TierWords) -> str:
    if not found.broken:
        return words.changes(found.vacant)
    return f"不行，必须满足的规则不能成立：{'；'.join(text.rstrip('。') for text in found.broken)}"


def _changes(move: Move, words: TierWords) -> str:
    said = words.changes(move.changes)
    return said if move.proven else f"{said}（未证明是余下最好的）"


def _leaders(heads: int) -> str:
    return f"另有 {heads} 人符合条件，去留按干部管理权限另行办理，不在名单里，也不为顶替另动"


def _move_json(move: Move) -> dict[str, Any]:
    return {
        "person": move.person,
        "mode": move.mode.value,
        "home": move.home,
        "host": move.host,
        "added_metres": move.metres,
        "changes": dict(move.changes),
        "others": list(move.others),
        "others_optional": move.optional,
        "planned": [{"mode": p.mode.value, "host": p.host} for p in move.planned],
        "proven": move.proven,
        "visits_ended": [{"host": p.host, "subject": p.subject} for p in move.dropped],
    }

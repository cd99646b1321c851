"""Plans and findings about leaders of schools, fit for eyes other than those who decide.

Leaders' moves are confidential until decided (锁定): their rows of a plan, and who a finding is
about, stand in the leaders' own workbook alone. The roster says how many rows that workbook has; an
answer about a school, a person or a change counts none of them, for of so few a count is a name.
The two plan tables together are the whole plan, each row in exactly one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from constraints.facts.seats import Seats
from constraints.registry import family_of, rules
from constraints.situation import Situation
from models.column import Code
from models.county import County
from models.finding import Finding, State
from models.roster import Placement, Roster
from models.sheets import LockRow
from models.vocabulary import Leadership, Mode, TeamRole
from staffing.answers.suppose.supposed import SUPPOSED

CONFIDENTIAL = "（按干部管理权限另行办理）"
"""Stands for a leader whose move is not decided."""

NOT_COUNTED = "（去留未决定的学校领导不计在内）"
"""Said of every count of people who move, wherever there is such a leader."""

UNDECIDED = (
    "是学校领导人员，“锁定”表没有对这个人的决定：不论方案动不动他，都不出说明页，"
    "也不按他的去留假设、重排。去留按干部管理权限另行办理，见领导人员内部文件（--leaders-output）；"
    "决定后填入“锁定”表再查；有权决定的，加 --roster 花名册.xlsx --leaders 领导.xlsx 查看。"
)
"""Said to whoever asks about such a leader: any answer would tell whether the plan moves them."""

CONFIDENTIAL_FAMILY = "leaders"
_NAMED = re.compile(r"([^（）、，。：；“”\s]+)（([^（）]+)）")
"""How a sentence names a person: name and code."""
HEADS = (Leadership.SECRETARY, Leadership.PRINCIPAL, Leadership.HEAD, Leadership.DEPUTY)
"""Members of a school's leadership (书记, 校长, 园长, 副职)."""


def is_head(county: County, person: Code) -> bool:
    """Whether the person is of a school's leadership, whose moves are confidential."""
    row = county.teacher.get(person)
    return row is not None and row.leadership in HEADS


def is_decided(county: County, placement: Placement) -> bool:
    """Whether the placement is locked already (锁定)."""
    return any(lock.mode is placement.mode for lock in _decisions(county, placement.person))


def _decisions(county: County, person: Code) -> tuple[LockRow, ...]:
    """Locks that decide where somebody is. That they make no visits (不走教) decides nothing, nor
    does what only a question supposes."""
    locks = county.locks_of.get(person, ())
    return tuple(k for k in locks if not k.forbids and k.decided_by != SUPPOSED)


def is_open(county: County, person: Code) -> bool:
    """Whether nothing is decided (锁定) about a leader: nobody may tell if a plan moves them."""
    return is_head(county, person) and not _decisions(county, person)


def nameable(county: County, people: Iterable[Code]) -> tuple[Code, ...]:
    """Those of *people* whom a list for general eyes may name: no such leader."""
    return tuple(code for code in people if not is_open(county, code))


def words_for_all(county: County, words: str, people: Iterable[Code]) -> str:
    """What is said of people, for general eyes: of such a leader neither who nor what."""
    secret = any(is_open(county, person) for person in people)
    return f"学校领导{CONFIDENTIAL}" if secret else words


def not_counted_words(county: County) -> str:
    """That such leaders are not counted; the same whether a plan moves any or not."""
    heads = any(is_open(county, row.code) for row in county.teachers)
    return NOT_COUNTED if heads else ""


def is_withheld(county: County, placement: Placement) -> bool:
    """Whether only those who decide may know of a row: a leader's move nobody has decided."""
    return would_be_withheld(county, placement.person, placement.mode)


def would_be_withheld(county: County, person: Code, mode: Mode) -> bool:
    """The same of a move nobody has made yet."""
    locked = any(lock.mode is mode for lock in _decisions(county, person))
    return mode is not Mode.STAY and is_head(county, person) and not locked


def withheld(county: County, placements: Iterable[Placement]) -> tuple[Placement, ...]:
    """The rows of a plan that stand in the leaders' own workbook alone."""
    return tuple(p for p in placements if is_withheld(county, p))


def listed(situation: Situation, plan: Roster) -> Roster:
    """The plan as it is listed; *plan* itself where nothing of it is withheld."""
    county = situation.county
    return Roster.of(shown(county, plan.placements)) if withheld(county, plan.placements) else plan


def shown(county: County, placements: Iterable[Placement]) -> tuple[Placement, ...]:
    """The other rows; who is paired with a withheld leader does not name them."""
    return listed_beside(placements, lambda p: is_withheld(county, p))


def listed_beside(
    placements: Iterable[Placement], hidden: Callable[[Placement], bool]
) -> tuple[Placement, ...]:
    """The rows that are not *hidden*, none of them naming whose rows are."""
    rows = tuple(placements)
    people = {p.person for p in rows if hidden(p)}
    return tuple(_unpaired(p, people) for p in rows if not hidden(p))


def _unpaired(placement: Placement, hidden: Collection[Code]) -> Placement:
    return replace(
        placement,
        counterpart=None if placement.counterpart in hidden else placement.counterpart,
        successor=None if placement.successor in hidden else placement.successor,
    )


def made_whole(ordinary: Roster, leaders: Roster) -> Roster:
    """The plan of a roster and of the leaders' workbook: every row of both, pairs restored."""
    partner = {p.counterpart: p for p in leaders.placements if p.counterpart is not None}
    rows = [_paired(p, partner.get(p.person)) for p in ordinary.placements]
    return Roster.of([*rows, *leaders.placements])


def _paired(placement: Placement, leader: Placement | None) -> Placement:
    if leader is None or placement.counterpart is not None:
        return placement
    heir = leader.person if placement.mode is Mode.SECONDMENT else placement.successor
    return replace(placement, counterpart=leader.person, successor=heir)


def leaders_due(situation: Situation) -> bool:
    """Whether a team wants leaders of our schools, whose rows a roster may not show."""
    return any(
        line.heads and line.row is not None and line.row.role is TeamRole.LEADER
        for line in Seats.of(situation).lines
    )


def undecided_heads(county: County, placements: Iterable[Placement]) -> tuple[Code, ...]:
    """Leaders whose moves in a plan nobody has decided yet, each once."""
    moved = (
        p.person for p in placements if is_head(county, p.person) and not is_decided(county, p)
    )
    return tuple(dict.fromkeys(moved))


def veiled(
    findings: Iterable[Finding], county: County, placements: Iterable[Placement]
) -> tuple[Finding, ...]:
    """The findings of a plan for general eyes: who leads a school is named nowhere until their move
    is decided, whether the plan moves them or not: of two leaders a veil over one tells which."""
    open_heads = (row.code for row in county.teachers if is_open(county, row.code))
    hidden = frozenset((*open_heads, *undecided_heads(county, placements)))
    names = frozenset(county.teacher[code].name for code in hidden)
    return tuple(_veiled(finding, hidden, names) for finding in findings)


def _veiled(finding: Finding, hidden: Collection[Code], names: Collection[str]) -> Finding:
    message = finding.message
    for name, code in dict.fromkeys(_NAMED.findall(message)):
        if code in hidden:
            message = message.replace(f"{name}（{code}）", CONFIDENTIAL)
    if finding.key.partition("/")[0] in hidden:  # it may be told by its key, without a code
        for name in names:
            message = message.replace(f"（{name}）", CONFIDENTIAL)
    key = "/".join(CONFIDENTIAL if part in hidden else part for part in finding.key.split("/"))
    people = tuple(code for code in finding.people if code not in hidden)
    return replace(finding, key=key, people=people, message=message)


def veiled_key(county: County, key: str) -> str:
    """The key of a demand, leaders nobody has decided about without their code."""
    parts = (f"学校领导{CONFIDENTIAL}" if is_open(county, Code(p)) else p for p in key.split("/"))
    return "/".join(parts)


def discreet(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings, those about leaders summed up as one per rule and state without names."""
    shown: list[Finding] = []
    summed: dict[tuple[str, str, State], int] = {}
    counts: dict[tuple[str, str, State], int] = {}
    for finding in findings:
        if not _confidential(finding.rule):
            shown.append(finding)
            continue
        group = (finding.rule, finding.instance, finding.state)
        counts[group] = counts.get(group, 0) + 1
        if group not in summed:
            summed[group] = len(shown)
            shown.append(finding)
        else:
            at = summed[group]
            shown[at] = replace(shown[at], short=_sum(shown[at].short, finding.short))
    for group, at in summed.items():
        shown[at] = _unnamed(shown[at], counts[group])
    return tuple(shown)


def _confidential(rule: str) -> bool:
    return rule in rules() and family_of(rule) == CONFIDENTIAL_FAMILY


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _unnamed(finding: Finding, items: int) -> Finding:
    words = "无法判定" if finding.state is State.UNDECIDABLE else "未满足"
    message = f"{finding.name}：{items}项{words}，涉及的学校和人员只写在领导人员内部文件中。"
    return replace(finding, key="", people=(), measured=None, required=None, message=message)

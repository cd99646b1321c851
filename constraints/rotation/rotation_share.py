"""每学年交流人数占应交流对象（符合交流条件教师总数）的比例不得低于规定值。

口径：分母为期初在范围内学校的应交流对象；分子为其中本期按计入的方式、方向新安排、期限不短于最短月数的人数。
比例按学年：本学年以前学期已这样派出的（在外或已返回），当时应交流的，分子、分母都计入，按派出学校归属；
上学年派出、期内在外的是否计入由政策定：计入的，分子、分母都计（本期不能另派，因此不在应交流对象之列的，
分母也加上）。应有人数向上取整。范围可为全县、指定分组的学校，或逐校计算。
例外：没有应交流对象的无法判定；逐校计算时，没有应交流对象的学校不计。其他口径的读数一并列出，不作判定。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from weakref import WeakKeyDictionary

import numpy as np

from constraints.board import Board, IntArray, terms
from constraints.facts.eligibility import Eligibility
from constraints.facts.grouping import Grouping
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.reach import Reach
from constraints.rotation import _steering
from constraints.rotation._counting import (
    counted,
    due_in_year,
    missing,
    open_groups,
    percent,
    place,
    running,
    schools_of,
    still_out,
)
from constraints.rotation._school_year import sent_before
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """The share, whose it is, and which other readings are shown beside it."""

    share: Fraction = param("交流人数占应交流对象的最低比例", stricter="higher", portion=True)
    groups: tuple[GroupName, ...] = param("计算范围（学校分组，空=全县）")
    each_school: bool = param("是否逐校计算")
    count_running: bool = param("期内在外的交流人员是否计入")
    other_groups: tuple[GroupName, ...] = param("另列读数的学校分组")


class RotationShare(Rule[P]):
    """At least ceil(share × eligible) people exchanged in each scope."""

    id = "rotation_share"
    name = "交流人数占应交流对象比例"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per scope over the candidates that count."""
        situation, moves = board.situation, board.moves
        if missing(situation, p.groups, out=p.count_running):
            return
        scope = _steering.scope_of(situation, p.groups, each=p.each_school)
        column = moves.where(_steering.counting(board) & (scope[moves.person] >= 0))
        need = self.rights(situation, p)
        board.at_least(self._keys(situation, p), [terms(scope[moves.person[column]], column)], need)

    def rights(self, situation: Situation, p: P) -> IntArray:
        """People each scope still needs in the school year, those sent earlier in it and those who
        count as running taken off (solver's half)."""
        keys = self._keys(situation, p)
        scope = _steering.scope_of(situation, p.groups, each=p.each_school)
        sent = _steering.sent(situation)
        due = (_steering.eligible(situation) | sent) & (scope >= 0)
        if p.count_running:
            due |= np.isin(situation.people, still_out(situation)) & (scope >= 0)
            sent = sent | np.isin(situation.people, running(situation))
        need = _steering.share_up(p.share, np.bincount(scope[due], minlength=len(keys)))
        return np.asarray(need - np.bincount(scope[sent & due], minlength=len(keys)))

    def there(self, situation: Situation, p: P) -> frozenset[Code]:
        """Who counts whatever the plan does: sent earlier in the year, or still out where the
        policy says so (check's half)."""
        out = running(situation) if p.count_running else ()
        return frozenset((*sent_before(situation), *out))

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per scope; the county's and the other groups' readings beside the first."""
        situation = outcome.situation
        if absent := missing(situation, p.groups, out=p.count_running):
            yield Measure("", None, None, None, missing=absent)
            return
        moved = {*counted(outcome), *self.there(situation, p)}
        readings = tuple(self._readings(outcome, p))
        for key, base in self.bases(situation, p):
            if not base:
                yield Measure(key, None, None, None, note="没有应交流对象")
                continue
            have, need = tuple(c for c in base if c in moved), ceil(len(base) * p.share)
            yield Measure(
                key=key,
                measured=len(have),
                required=need,
                short=max(0, need - len(have)),
                numerator=len(have),
                denominator=len(base),
                people=have,
                readings=() if key else readings,
            )

    def explain(self, finding: Finding) -> str:
        """Scope and heads."""
        if finding.short is None:
            return f"{finding.note or '所需的列缺失'}，交流比例无法判定。"
        return (
            f"{finding.key}应交流对象中交流的应不少于{finding.required}人，"
            f"实为{finding.measured}人，差{finding.short}人。"
        )

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """People who are due and can move at all, against those needed."""
        situation = reach.situation
        if missing(situation, p.groups, out=p.count_running):
            return {}
        fact, standings = Eligibility.of(situation), StandingFact.of(situation).by_person
        able = {code for code in fact.eligible if fact.verdict(code).movable}
        able |= {code for code in fact.eligible if standings[code].locks}
        able |= self.there(situation, p)
        return {
            key: max(0, ceil(len(base) * p.share) - len(able.intersection(base)))
            for key, base in self.bases(situation, p)
        }

    def bases(self, situation: Situation, p: P) -> Iterator[tuple[str, tuple[Code, ...]]]:
        """Key of each scope and the people of its denominator (check's half)."""
        known = _BASES.setdefault(situation, {})
        if p not in known:
            known[p] = tuple(self._bases(situation, p))
        yield from known[p]

    def _bases(self, situation: Situation, p: P) -> Iterator[tuple[str, tuple[Code, ...]]]:
        due = due_in_year(situation, out=p.count_running)
        schools = schools_of(situation, p.groups)
        if not p.each_school:
            yield "", tuple(c for c in due if place(situation, c) in schools)
            return
        for school in sorted(schools):
            here = tuple(c for c in due if place(situation, c) == school)
            if here:
                yield school, here

    def _keys(self, situation: Situation, p: P) -> list[str]:
        mask = _steering.inside(situation, p.groups)
        codes = [row.code for row, ok in zip(situation.county.schools, mask, strict=True) if ok]
        return list(codes) if p.each_school else [""]

    def _readings(self, outcome: Outcome, p: P) -> Iterator[tuple[str, str]]:
        """The same figure for the county, for other groups, and however people moved."""
        situation = outcome.situation
        due, moved = set(due_in_year(situation)), set(counted(outcome))
        before = set(sent_before(situation))
        anyhow = {m.person for m in outcome.moves} & due | before
        yield "全县", percent(len(moved), len(due))
        yield "不限方式和方向", percent(len(anyhow), len(due))
        with_out = set(due_in_year(situation, out=True))
        out = (moved | set(running(situation))) & with_out
        yield "连同期内在外人员", percent(len(out), len(with_out))
        if before:
            yield "其中本学年以前学期已派出", f"{len(before)}人"
        for name in p.other_groups:
            groups, base = Grouping.of(situation), self._due_at(situation, name)
            absent = groups.words(open_groups(situation, (name,)))
            words = f"无法判定（缺{'、'.join(absent)}）" if absent else ""
            yield groups.label(name), words or percent(len(moved & base), len(base))

    def _due_at(self, situation: Situation, group: str) -> frozenset[Code]:
        """Who is due at a group's schools."""
        known = _DUE.setdefault(situation, {})
        if group not in known:
            schools, due = schools_of(situation, (group,)), due_in_year(situation)
            known[group] = frozenset(c for c in due if place(situation, c) in schools)
        return known[group]


_BASES: WeakKeyDictionary[Situation, dict[P, tuple[tuple[str, tuple[Code, ...]], ...]]] = (
    WeakKeyDictionary()
)
_DUE: WeakKeyDictionary[Situation, dict[str, frozenset[Code]]] = WeakKeyDictionary()
"""What no plan changes, kept as long as the county itself."""

RULE = RotationShare()

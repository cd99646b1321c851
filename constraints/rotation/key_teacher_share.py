"""交流人员中骨干教师的比例不得低于规定值。

口径：分子为按计入口径交流的骨干教师；分母由政策定：交流人数、应交流对象或骨干教师（应交流范围内的全部骨干）；
应有人数向上取整，差额按人计。比例按学年：本学年以前学期已派出的，分子、分母都计入（同交流比例）。
例外：分母里没有人的（如还无人交流），无法判定；交流比例另有规则，排在本规则之前。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from weakref import WeakKeyDictionary

import numpy as np

from constraints.board import Board, BoolArray, terms
from constraints.facts.eligibility import Eligibility
from constraints.facts.key_teacher import KeyTeacher
from constraints.outcome import Outcome
from constraints.reach import Reach
from constraints.rotation import _steering
from constraints.rotation._counting import counted, due_in_year, missing, percent
from constraints.rotation._school_year import sent_before
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import Params, param
from models.vocabulary import Word


class KeyBase(Word):
    """What the share of key teachers is taken of."""

    EXCHANGED = "交流人数"
    ELIGIBLE = "应交流对象"
    KEY_TEACHERS = "骨干教师"


_NOBODY: Mapping[KeyBase, str] = {
    KeyBase.EXCHANGED: "无人交流",
    KeyBase.ELIGIBLE: "没有应交流对象",
    KeyBase.KEY_TEACHERS: "应交流范围内没有骨干教师",
}
"""Why nobody is in the denominator."""


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """The share and its denominator: the documents do not agree on it."""

    share: Fraction = param("骨干教师交流最低比例", stricter="higher", portion=True)
    base: KeyBase = param("骨干交流比例的分母")


class KeyTeacherShare(Rule[P]):
    """At least share × denominator key teachers among the people exchanged."""

    id = "key_teacher_share"
    name = "骨干教师交流比例"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row; with a moving denominator it is multiplied by the share's denominator."""
        situation, moves = board.situation, board.moves
        if missing(situation, ()):
            return
        column = moves.where(_steering.counting(board))
        key = KeyTeacher.of(situation).mask[moves.person[column]].astype(np.int64)
        sent = _steering.sent(situation)
        before = int(_steering.key_sent(situation).sum())
        row = np.zeros(len(column), np.int64)
        if p.base is KeyBase.EXCHANGED:
            top, bottom = p.share.numerator, p.share.denominator
            lacking = np.array([top * int(sent.sum()) - bottom * before])
            board.at_least([""], [terms(row, column, bottom * key - top)], lacking, worth=bottom)
            return
        mask = self._scope_mask(situation, p.base)
        need = _steering.share_up(p.share, np.array([int(mask.sum())]))
        board.at_least([""], [terms(row, column, key)], need - before)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """The policy's denominator decides; the others are readings."""
        situation, absent = outcome.situation, missing(outcome.situation, ())
        if absent:
            yield Measure("", None, None, None, missing=absent)
            return
        moved, fact = counted(outcome), KeyTeacher.of(situation)
        sent = sent_before(situation)
        key = tuple(c for c in moved if (sent[c].key if c in sent else fact.is_key(c)))
        bases = self._bases(situation, moved)
        readings = ((f"占{base.value}", percent(len(key), len(bases[base]))) for base in KeyBase)
        if not bases[p.base]:
            yield Measure("", None, None, None, readings=tuple(readings), note=_NOBODY[p.base])
            return
        need = ceil(len(bases[p.base]) * p.share)
        yield Measure(
            key="",
            measured=len(key),
            required=need,
            short=max(0, need - len(key)),
            numerator=len(key),
            denominator=len(bases[p.base]),
            people=key,
            readings=tuple(readings),
        )

    def explain(self, finding: Finding) -> str:
        """Heads."""
        if finding.short is None:
            return f"{finding.note or '所需的列缺失'}，骨干教师交流比例无法判定。"
        return (
            f"交流的骨干教师应不少于{finding.required}人，实为{finding.measured}人，"
            f"差{finding.short}人。"
        )

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """Key teachers who are due and can move, where the denominator stands still."""
        situation = reach.situation
        if p.base is KeyBase.EXCHANGED or missing(situation, ()):
            return {}
        fact, key = Eligibility.of(situation), KeyTeacher.of(situation)
        locked = situation.county.locks_of
        able = [c for c in fact.eligible if key.is_key(c)]
        sent = sent_before(situation)
        able = [c for c in able if (fact.verdict(c).movable or c in locked) and c not in sent]
        able += [c for c, one in sent.items() if one.key]
        return {"": max(0, ceil(len(self._bases(situation, ())[p.base]) * p.share) - len(able))}

    def _bases(
        self, situation: Situation, moved: tuple[Code, ...]
    ) -> Mapping[KeyBase, tuple[Code, ...]]:
        """People of each denominator (check's half)."""
        fact, key = Eligibility.of(situation), KeyTeacher.of(situation)
        if situation not in _THERE:
            sent = sent_before(situation)
            there = (c for c in situation.people if c not in sent and fact.verdict(c).in_scope)
            went = (c for c, one in sent.items() if one.key)
            _THERE[situation] = tuple(sorted((*filter(key.is_key, there), *went)))
        return {
            KeyBase.EXCHANGED: moved,
            KeyBase.ELIGIBLE: due_in_year(situation),
            KeyBase.KEY_TEACHERS: _THERE[situation],
        }

    def _scope_mask(self, situation: Situation, base: KeyBase) -> BoolArray:
        sent = _steering.sent(situation)
        if base is KeyBase.ELIGIBLE:
            return np.asarray(_steering.eligible(situation) | sent)
        fact = Eligibility.of(situation)
        scope = np.array([fact.verdict(code).in_scope for code in situation.people], np.bool_)
        there = scope & ~sent & KeyTeacher.of(situation).mask
        return np.asarray(there | _steering.key_sent(situation))


_THERE: WeakKeyDictionary[Situation, tuple[Code, ...]] = WeakKeyDictionary()
"""Key teachers in scope, kept as long as the county itself."""

RULE = KeyTeacherShare()

"""交流人数不得超过政策规定的上限：全县、每校派出、每校接收，可按比例或人数设定。

口径：比例以期初在岗专任教师为基数，向下取整，但不少于政策规定的最低人数（小规模学校）；同时规定了人数的取较小者。
只数适用方式的安排，分段学期内每人只计一次；按每次安排计，以前学期已派出的不计入。
例外：锁定的安排先行落实，因此超出的，其余的人不得再加入。外县学校不设接收上限。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from constraints.board import Board, IntArray, terms
from constraints.facts.standing import StandingFact
from constraints.outcome import Outcome
from constraints.rotation import _steering
from constraints.rotation._counting import schools_of
from constraints.rule import Rule
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.roster import Placement
from models.vocabulary import Mode, Word


class CapScope(Word):
    """Whose moves are capped."""

    COUNTY = "全县"
    OUT = "每校派出"
    IN = "每校接收"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """One cap; a policy states as many instances as it has caps."""

    scope: CapScope = param("上限范围")
    modes: tuple[Mode, ...] = param("计入的方式")
    groups: tuple[GroupName, ...] = param("适用学校（学校分组，空=全部）")
    share: Fraction | None = param(
        "占专任教师的最高比例", stricter="lower", optional=True, portion=True
    )
    heads: int | None = param("最多人数", unit="人", stricter="lower", optional=True)
    least: int = param("按比例计算时的最低人数", unit="人", stricter="lower", needs="share")


class MoveCaps(Rule[P]):
    """No more moves than a share or a number, for the county or for every school."""

    id = "move_caps"
    name = "交流人数上限"
    unit = "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """One row per school, or one for the county."""
        situation, moves = board.situation, board.moves
        schools = _steering.inside(situation, p.groups)
        index = situation.county.school_index
        standings = StandingFact.of(situation).by_person.values()
        homes = [index[s.school] for s in standings if s.in_supply and s.school is not None]
        base = np.bincount(np.array(homes, np.int64), minlength=len(schools))
        end = moves.host if p.scope is CapScope.IN else moves.home
        column = moves.where(moves.of_modes(p.modes) & (end >= 0) & schools[end])
        if p.scope is CapScope.COUNTY:
            keys, row = [""], np.zeros(len(column), np.int64)
            base = base[schools].sum(keepdims=True)
        else:
            number = np.cumsum(schools) - 1
            rows = situation.county.schools
            keys = [s.code for s, ok in zip(rows, schools, strict=True) if ok]
            row, base = number[end[column]], base[schools]
        entries = [terms(row, column)]
        board.at_most(keys, entries, _limits(p, base), decisions_first=True)

    def measure(self, outcome: Outcome, p: P) -> Iterable[Measure]:
        """Per school of the groups, or the county: moves counted against the limit."""
        schools = schools_of(outcome.situation, p.groups)
        moved, chosen = self._count(outcome.moves, p), self._count(outcome.chosen, p)
        teachers = StandingFact.of(outcome.situation).teaching
        units = [frozenset({code}) for code in sorted(schools)]
        for unit in [schools] if p.scope is CapScope.COUNTY else units:
            key = "" if p.scope is CapScope.COUNTY else min(unit)
            have = sum(moved[code] for code in unit)
            limit = self._limit(sum(teachers[code] for code in unit), p)
            most = max(limit, have - sum(chosen[code] for code in unit))
            over = max(0, have - most)
            people = self._movers(outcome, unit, p) if over else ()
            yield Measure(key, have, most, over, people=people)

    def explain(self, finding: Finding) -> str:
        """School and heads."""
        where = finding.key or ("" if finding.name.startswith("全县") else "全县")
        return (
            f"{where}{finding.name}：安排{finding.measured}人，"
            f"上限{finding.required}人，超{finding.short}人。"
        )

    def _count(self, placements: Iterable[Placement], p: P) -> Counter[str]:
        """Moves by the school whose cap they fall under."""
        return Counter(self._capped(m, p) for m in placements if m.mode in p.modes)

    def _movers(self, outcome: Outcome, unit: frozenset[Code], p: P) -> tuple[Code, ...]:
        """Whose moves fall under the cap of these schools."""
        moves = (m for m in outcome.moves if m.mode in p.modes and self._capped(m, p) in unit)
        return tuple(dict.fromkeys(m.person for m in moves))

    def _capped(self, placement: Placement, p: P) -> Code:
        return placement.host if p.scope is CapScope.IN else placement.home

    def _limit(self, teachers: int, p: P) -> int:
        limits = [] if p.heads is None else [p.heads]
        if p.share is not None:
            limits.append(max(p.least, int(teachers * p.share)))
        return min(limits) if limits else teachers


def _limits(p: P, base: IntArray) -> IntArray:
    """The limit of every row (solver's half); without share or number, everybody."""
    limit = base.astype(np.int64)
    if p.share is not None:
        limit = np.maximum(base * p.share.numerator // p.share.denominator, p.least)
    if p.heads is not None:
        limit = np.full(len(base), p.heads) if p.share is None else np.minimum(limit, p.heads)
    return limit.astype(np.int64)


RULE = MoveCaps()

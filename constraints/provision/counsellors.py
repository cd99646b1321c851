"""每所学校应有规定人数的心理健康教育教师，学生超过规定人数的学校必须有专职的。

口径: 单位 人，逐校计。心理教师 = 可任教、心理教师一栏属政策所列种类 (专职、兼职) 的在岗教师；“超
过”不含本数。须有专职的学校列一行 (学校代码/专职)，专职也算在每校至少人数里，一人不要求两次；至少人
数多于一人的，其余另列一行。
例外: 没有心理教师列、整列空白的无法判定，列中填了人的，空白视为否；本期起已撤并、尚未开办的不计。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from constraints.board import Board, BoolArray
from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.ratios._floors import post_floors
from constraints.ratios._population import CountedAt, counted, missing_groups
from constraints.ratios._unavoidable import Needed, least_lacking
from constraints.reach import Reach
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.sheets import TeacherRow
from models.vocabulary import Counsellor, Stage

FULL_TIME = "/专职"
_FULL = (Counsellor.FULL_TIME,)
_KINDS = (Counsellor.FULL_TIME, Counsellor.PART_TIME)
_NOBODY = "0人"


class _Wanted(NamedTuple):
    """People a school must have; beside: beyond the full-time one another row asks for."""

    key: str
    school: Code
    full: bool
    heads: int
    beside: bool = False


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """How many, of which kind, and from which size on full-time."""

    group: GroupName = param("学校范围（分组名）")
    kinds: tuple[Counsellor, ...] = param("计入的种类（专职、兼职）", stricter="lower")
    least: int = param("每校至少", unit="人", stricter="higher")
    full_time_above: int | None = param(
        "学生超过此数的须有专职", unit="人", stricter="lower", optional=True
    )


class Counsellors(Rule[P]):
    """Counsellors lacking by school, and full-time ones by large school."""

    id, name, unit = "counsellors", "心理健康教育教师", "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``counsellors at the school + short ≥ least``, and the like for full-time ones.

        Who is short full-time makes up the least as well.
        """
        situation, lacking = board.situation, dict[Code, int]()
        if _missing(situation, p):
            return
        for who, wanted in _halves(situation, p):
            needed = {x.key: ((x.school,), x.heads + x.beside) for x in wanted}
            beside = {x.key: lacking[x.school] for x in wanted if x.beside}
            shorts = post_floors(board, needed, tuple(Stage), who, CountedAt.HOST, beside)
            lacking = {x.school: shorts[x.key] for x in wanted}

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One or two rows per school, in code order."""
        situation = outcome.situation
        if missing := _missing(situation, p):
            yield Measure("", None, None, None, missing=missing)
            return
        have: dict[Code, list[Counsellor]] = {}
        for person in counted(outcome, CountedAt.HOST):
            kind = situation.county.teacher[person.code].counsellor
            if kind is not None:
                have.setdefault(person.school, []).append(kind)
        for x in _wanted(situation, p):
            kinds = _FULL if x.full else p.kinds
            by_kind = Counter(have.get(x.school, ()))
            found = sum(by_kind[kind] for kind in kinds)
            found -= min(by_kind[Counsellor.FULL_TIME], 1) if x.beside else 0
            readings = tuple((kind.value, f"{by_kind[kind]}人") for kind in _KINDS)
            yield Measure(x.key, found, x.heads, max(x.heads - found, 0), readings=readings)

    def total(self, measures: Sequence[Measure]) -> Measure:
        """All schools as one, and both readings of it: a part-time counsellor counts or not."""
        by_school = {m.key.removesuffix(FULL_TIME): dict(m.readings) for m in measures}
        schools = [kinds for kinds in by_school.values() if kinds]
        full = sum(kinds[Counsellor.FULL_TIME.value] != _NOBODY for kinds in schools)
        any_kind = sum(set(kinds.values()) != {_NOBODY} for kinds in schools)
        readings = (
            ("有专职或兼职的学校", f"{any_kind}/{len(schools)}所"),
            ("有专职的学校", f"{full}/{len(schools)}所"),
        )
        return replace(super().total(measures), readings=readings if schools else ())

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """Counsellors lacking though everyone came who may."""
        if _missing(reach.situation, p):
            return {}
        stages = tuple(Stage)
        halves = [least_lacking(reach, _alone(wanted), stages, who, CountedAt.HOST)
                  for who, wanted in _halves(reach.situation, p)]  # fmt: skip
        sums = [max(half.pop("", 0), sum(half.values())) for half in halves]
        return {"": sum(sums)} | {key: least for half in halves for key, least in half.items()}

    def agree_by(self, key: str) -> str:
        """School by school: who is lacking may be told as full-time or as one more."""
        return key.removesuffix(FULL_TIME)

    def explain(self, finding: Finding) -> str:
        """School, heads."""
        if finding.short is None:
            return f"{finding.name}缺少所需的列或整列空白，无法判定。"
        school, full, _ = finding.key.partition(FULL_TIME)
        return (
            f"{school}应有{'专职' if full else ''}心理健康教育教师{finding.required}人，"
            f"实有{finding.measured}人，差{finding.short}人。"
        )


def _missing(situation: Situation, p: P) -> tuple[str, ...]:
    """Columns without which nobody can be counted."""
    groups = missing_groups(situation, p.group)
    if not situation.county.has_column(TeacherRow.sheet, "counsellor"):
        return (*groups, "教师.心理教师")
    blank = all(row.counsellor is None for row in situation.county.teachers)
    return (*groups, "教师.心理教师（全部空白）") if blank else groups


def _alone(wanted: Sequence[_Wanted]) -> Needed:
    """Those a floor may be told of by themselves."""
    return {x.key: ((x.school,), x.heads) for x in wanted if not x.beside}


def _halves(situation: Situation, p: P) -> Iterator[tuple[BoolArray, list[_Wanted]]]:
    """Who counts and what is wanted of them: full-time, then of any kind."""
    teacher = situation.county.teacher
    for kinds, large in ((_FULL, True), (p.kinds, False)):
        known = [c in teacher and teacher[c].counsellor in kinds for c in situation.people]
        wanted = [x for x in _wanted(situation, p) if x.full is large]
        yield np.array(known, np.bool_), wanted


def _wanted(situation: Situation, p: P) -> Iterator[_Wanted]:
    """Every requirement. A full-time counsellor is also one of the least, where they count."""
    for school in Grouping.of(situation).working(p.group):
        pupils = situation.county.school[school].pupils
        large = p.full_time_above is not None and pupils > p.full_time_above
        beside = large and Counsellor.FULL_TIME in p.kinds
        if p.least > beside:
            yield _Wanted(school, school, False, p.least - beside, beside)
        if large:
            yield _Wanted(school + FULL_TIME, school, True, 1)


RULE = Counsellors()

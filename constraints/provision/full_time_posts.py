"""体育等学科的专职教师按班级数配备：每若干个班至少一名。

口径: 单位 人，逐校计。应有 = 各年级班级数 ÷ 每名教师对应的班数，相加后向上取整；农村学校学生达到
规定人数的另有最低人数，两者取大。实有 = 方案执行后主教该学科的在岗教师，招聘该学科安排到校
的也计。
例外: 没有规定年级的学校不计；分组缺列无法判定；班级表里没有的学校，各年级要求不同的无法判定。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from constraints.board import Board
from constraints.facts.demand import Demand, stage_of
from constraints.facts.grouping import Grouping
from constraints.outcome import Outcome
from constraints.ratios._floors import post_floors
from constraints.ratios._holding import Holding, Property, held, holders
from constraints.ratios._population import CountedAt, counted
from constraints.ratios._unavoidable import least_lacking
from constraints.reach import Reach
from constraints.rule import Rule
from constraints.situation import Situation
from models.column import Code, Subject
from models.finding import Finding, Measure
from models.policy import GroupName, Params, param
from models.sheets import SchoolRow
from models.vocabulary import Grade, Stage

_OTHER = "按另一口径应有"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Classes per teacher, by grade, and the least for rural schools of some size."""

    group: GroupName = param("学校范围（分组名）")
    subjects: tuple[Subject, ...] = param("学科")
    classes_per_teacher: Mapping[Grade, Fraction] = param(
        "每名教师对应班数（按年级）", unit="个", stricter="lower", divides=True
    )
    other_reading: Mapping[Grade, Fraction] | None = param(
        "另一口径每名教师对应班数（按年级），只另列读数", unit="个", optional=True, divides=True
    )
    rural: GroupName = param("另有最低人数的学校（分组名）")
    rural_pupils: int = param("学生达到此数的学校", unit="人", stricter="lower")
    rural_least: int = param("最低人数", unit="人", stricter="higher")


class FullTimePosts(Rule[P]):
    """Teachers of the subjects lacking, by school."""

    id, name, unit = "full_time_posts", "专职学科教师配备", "人"
    Params = P

    def post(self, board: Board, p: P) -> None:
        """``teachers of the subjects + short ≥ needed`` per school."""
        if _missing(board.situation, p):
            return
        who, wanted = holders(board.situation, _teaching(p)), _wanted(board.situation, p)
        post_floors(board, wanted, tuple(Stage), who, CountedAt.HOST)

    def measure(self, outcome: Outcome, p: P) -> Iterator[Measure]:
        """One row per school, in code order."""
        situation = outcome.situation
        if missing := _missing(situation, p):
            yield Measure("", None, None, None, missing=missing)
            return
        have, holding = dict[Code, int](), held(situation, _teaching(p))
        for person in counted(outcome, CountedAt.HOST, recruits=True):
            if holding[person.code]:
                have[person.school] = have.get(person.school, 0) + 1
        for school in _untold(situation, p):
            lacking = Demand.of(situation).lacking((school,))
            yield Measure(school, None, None, None, missing=lacking)
        other = _otherwise(situation, p)
        for school, heads in _needed(situation, p).items():
            found = have.get(school, 0)
            readings = ((_OTHER, f"{other[school]}人"),) if school in other else ()
            yield Measure(school, found, heads, max(heads - found, 0), readings=readings)

    def total(self, measures: Sequence[Measure]) -> Measure:
        """All schools as one, and what the other reading asks of them."""
        told = [dict(m.readings).get(_OTHER) for m in measures]
        heads = sum(int(text.removesuffix("人")) for text in told if text)
        readings = ((_OTHER, f"{heads}人"),) if any(told) else ()
        return replace(super().total(measures), readings=readings)

    def floor(self, reach: Reach, p: P) -> Mapping[str, int]:
        """Teachers of the subjects lacking though everyone came who may."""
        situation = reach.situation
        if _missing(situation, p):
            return {}
        wanted, who = _wanted(situation, p), holders(situation, _teaching(p))
        return least_lacking(reach, wanted, tuple(Stage), who, CountedAt.HOST)

    def explain(self, finding: Finding) -> str:
        """School, heads."""
        if finding.short is None:
            return f"{finding.key}{finding.name}缺少分组所需的列或班级，无法判定。"
        return (
            f"{finding.key}{finding.name}应有{finding.required}人，实有{finding.measured}人，"
            f"差{finding.short}人。"
        )


def _missing(situation: Situation, p: P) -> tuple[str, ...]:
    """Columns and cells on which it hangs which schools are in the group, or which of the large
    ones are rural."""
    groups, schools = Grouping.of(situation), situation.county.schools
    large = {row.code for row in schools if p.rural_pupils <= row.pupils}
    return groups.words(groups.open(p.group) | groups.open(p.rural, among=large))


def _otherwise(situation: Situation, p: P) -> dict[Code, int]:
    """Teachers needed by school under the other reading, if there is one."""
    if p.other_reading is None:
        return {}
    return _needed(situation, replace(p, classes_per_teacher=p.other_reading, other_reading=None))


def _teaching(p: P) -> Holding:
    """Being a teacher of the subjects."""
    return Holding(
        property=Property.SUBJECT,
        subjects=p.subjects,
        education=None,
        staff_kinds=None,
        degree_counts=None,
    )


def _wanted(situation: Situation, p: P) -> dict[str, tuple[Sequence[Code], int]]:
    return {school: ((school,), heads) for school, heads in _needed(situation, p).items()}


def _needed(situation: Situation, p: P) -> dict[Code, int]:
    """Teachers needed by school, in code order; schools that need none, or of which it is not
    known, left out."""
    grouping, exact = Grouping.of(situation), dict[Code, Fraction]()
    whole = [(row, _alike(row, p)) for row in situation.county.unlisted.values()]
    parts = [(row.code, row.classes / each) for row, each in whole if each]
    graded = [row for row in situation.county.classes if row.grade in p.classes_per_teacher]
    parts += [(row.school, row.classes / p.classes_per_teacher[row.grade]) for row in graded]
    for code, part in parts:
        school = Demand.of(situation).host_of(code)
        if grouping.has(p.group, school):
            exact[school] = exact.get(school, Fraction(0)) + part
    open_ = _untold(situation, p)
    return {
        school: max(ceil(exact[school]), _least(situation, p, school))
        for school in sorted(exact)
        if exact[school] and school not in open_
    }


def _untold(situation: Situation, p: P) -> list[Code]:
    """Schools of the group that have some of the grades, and nobody has listed the classes."""
    hosts = {
        Demand.of(situation).host_of(row.code)
        for row in situation.county.unlisted.values()
        if _grades(row) & p.classes_per_teacher.keys() and not _alike(row, p)
    }
    return sorted(code for code in hosts if Grouping.of(situation).has(p.group, code))


def _alike(row: SchoolRow, p: P) -> Fraction | None:
    """Classes per teacher where all grades of a school ask for the same: its own number of classes
    will do. None where they do not, or it states no classes."""
    asked = {p.classes_per_teacher.get(grade) for grade in _grades(row)}
    return asked.pop() if len(asked) == 1 and row.classes else None


def _grades(row: SchoolRow) -> set[Grade]:
    """Grades of the stages a school runs."""
    return {grade for grade in Grade if stage_of(grade, row.schooling) in row.kind.stages}


def _least(situation: Situation, p: P, school: Code) -> int:
    large = situation.county.school[school].pupils >= p.rural_pupils
    return p.rural_least if large and Grouping.of(situation).has(p.rural, school) else 0


RULE = FullTimePosts()

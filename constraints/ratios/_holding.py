"""What a person may have that a target counts: 学历, 骨干, 任教学科 …, as one parameter block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from constraints.board import BoolArray
from constraints.facts.key_teacher import KeyTeacher
from constraints.situation import Situation
from models.column import Code, Subject
from models.policy import Params, param
from models.problem import InputRefused, Problem
from models.sheets import TeacherRow
from models.vocabulary import Degree, Education, StaffKind, Word


class Property(Word):
    """What is counted."""

    EDUCATION = "学历"
    KEY = "骨干教师"
    SUBJECT = "任教学科"
    STAFF_KIND = "编制类型"
    PRESCHOOL = "学前专业"
    DOUBLE = "双师型"
    MASTER = "名师"


_FIELDS: dict[Property, tuple[str, ...]] = {
    Property.EDUCATION: ("education",),
    Property.KEY: ("key_level",),
    Property.SUBJECT: ("subject",),
    Property.STAFF_KIND: ("staff_kind",),
    Property.PRESCHOOL: ("preschool_major",),
    Property.DOUBLE: ("double_qualified",),
    Property.MASTER: ("master_title", "key_level"),
}


@dataclass(frozen=True, kw_only=True)
class Holding(Params):
    """A property and what belongs to it; the parameters of every rule that counts holders."""

    property: Property = param("计数条件")
    education: Education | None = param("最低学历", optional=True)
    subjects: tuple[Subject, ...] | None = param("任教学科", optional=True)
    staff_kinds: tuple[StaffKind, ...] | None = param("编制类型", optional=True)
    degree_counts: bool | None = param("有相当学位而学历未到者是否算达到", optional=True)

    def __post_init__(self) -> None:
        needed = {
            Property.EDUCATION: ("education", self.education),
            Property.SUBJECT: ("subjects", self.subjects),
            Property.STAFF_KIND: ("staff_kinds", self.staff_kinds),
        }
        name, value = needed.get(self.property, ("", True))
        if value is None:
            text = f"条件“{self.property.value}”必须同时写明 {name}，否则无法计数；请在该规则下补上"
            raise InputRefused([Problem("政策", name, text, "policy_value")])

    def label(self) -> str:
        """What is counted, in words: 本科及以上, 骨干教师, 体育、音乐教师 …"""
        if self.education is not None and self.property is Property.EDUCATION:
            return f"{self.education.value}及以上学历教师"
        if self.subjects is not None and self.property is Property.SUBJECT:
            return f"{'、'.join(self.subjects)}教师"
        if self.staff_kinds is not None and self.property is Property.STAFF_KIND:
            return f"{'、'.join(self.staff_kinds)}教师"
        return self.property.value


def holds(situation: Situation, code: Code, what: Holding) -> bool | None:
    """Whether a person has it; None when the cell is blank."""
    row = situation.county.teacher[code]
    match what.property:
        case Property.EDUCATION:
            return _educated(row, what)
        case Property.KEY:
            return KeyTeacher.of(situation).is_key(code)
        case Property.SUBJECT:
            return None if row.subject is None else row.subject in (what.subjects or ())
        case Property.STAFF_KIND:
            return row.staff_kind in (what.staff_kinds or ())
        case Property.PRESCHOOL:
            return row.preschool_major
        case Property.DOUBLE:
            return row.double_qualified
        case Property.MASTER:
            return bool(row.master_title) or KeyTeacher.of(situation).is_key(code)


_DEGREES: dict[Education, tuple[Degree, ...]] = {
    Education.BACHELOR: (Degree.BACHELOR, Degree.MASTER, Degree.DOCTOR),
    Education.MASTER: (Degree.MASTER, Degree.DOCTOR),
    Education.DOCTOR: (Degree.DOCTOR,),
}
"""Degrees on a par with an education."""


def _educated(row: TeacherRow, what: Holding) -> bool | None:
    if row.education is None or what.education is None:
        return None
    on_par = _DEGREES.get(what.education, ()) if what.degree_counts else ()
    return row.education.rank >= what.education.rank or row.degree in on_par


def holders(situation: Situation, what: Holding) -> BoolArray:
    """Mask over ``situation.people`` of those who surely have it."""
    known = situation.county.teacher
    have = [code in known and bool(holds(situation, code, what)) for code in situation.people]
    return np.array(have, np.bool_)


def missing_columns(situation: Situation, what: Holding) -> tuple[str, ...]:
    """Absent columns (``教师.学历``) without which nobody's property is known."""
    header = {field.name: field.column.header for field in TeacherRow.fields()}
    county = situation.county
    wanted = _FIELDS[what.property] + (("degree",) if what.degree_counts else ())
    absent = [f for f in wanted if not county.has_column(TeacherRow.sheet, f)]
    return tuple(f"{TeacherRow.sheet}.{header[name]}" for name in absent)

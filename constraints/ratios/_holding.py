"""What a person may have that a target counts: 学历, 骨干, 任教学科 …, as one parameter block."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

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

    def alone(self) -> Holding:
        """The property without whatever else a rule asks."""
        return Holding(**{name: getattr(self, name) for name in Holding.declared()})

    def label(self) -> str:
        """What is counted, in words: 本科及以上, 骨干教师, 体育、音乐教师 …"""
        if self.education is not None and self.property is Property.EDUCATION:
            return f"{self.education.value}及以上学历教师"
        if self.subjects is not None and self.property is Property.SUBJECT:
            return f"{'、'.join(self.subjects)}教师"
        if self.staff_kinds is not None and self.property is Property.STAFF_KIND:
            return f"{'、'.join(self.staff_kinds)}教师"
        return self.property.value


Holders = Mapping[Code, bool | None]
"""People by whether they have it, None = blank; recruits only where it is their subject."""

_DEGREES: dict[Education, tuple[Degree, ...]] = {
    Education.BACHELOR: (Degree.BACHELOR, Degree.MASTER, Degree.DOCTOR),
    Education.MASTER: (Degree.MASTER, Degree.DOCTOR),
    Education.DOCTOR: (Degree.DOCTOR,),
}
"""Degrees on a par with an education."""


_KNOWN: WeakKeyDictionary[Situation, dict[Holding, Holders]] = WeakKeyDictionary()
"""Answers of :func:`held`, kept as long as the situation: ratios ask the same of everybody."""


def held(situation: Situation, what: Holding) -> Holders:
    """Whether each teacher has it; None when the cell is blank. Of recruits the subject is known,
    and nothing else."""
    known, alone = _KNOWN.setdefault(situation, {}), what.alone()
    if alone not in known:
        has = _answer(situation, alone)
        known[alone] = {row.code: has(row) for row in situation.county.teachers}
        if alone.property is Property.SUBJECT:
            known[alone] = {**known[alone], **_recruited(situation, alone.subjects or ())}
    return known[alone]


def _recruited(situation: Situation, subjects: Collection[Subject]) -> dict[Code, bool | None]:
    """Whether the recruits of the situation come for one of these subjects."""
    rows, people = situation.county.newcomers, situation.people
    return {code: rows[code].subject in subjects for code in people if code in rows}


def _answer(situation: Situation, what: Holding) -> Callable[[TeacherRow], bool | None]:
    """The question as put to one row."""
    key, subjects, kinds = KeyTeacher.of(situation), what.subjects or (), what.staff_kinds or ()
    answers: dict[Property, Callable[[TeacherRow], bool | None]] = {
        Property.EDUCATION: _educated(what),
        Property.KEY: lambda row: key.is_key(row.code),
        Property.SUBJECT: lambda row: None if row.subject is None else row.subject in subjects,
        Property.STAFF_KIND: lambda row: row.staff_kind in kinds,
        Property.PRESCHOOL: lambda row: row.preschool_major,
        Property.DOUBLE: lambda row: row.double_qualified,
        Property.MASTER: lambda row: bool(row.master_title) or key.is_key(row.code),
    }
    return answers[what.property]


def _educated(what: Holding) -> Callable[[TeacherRow], bool | None]:
    least = what.education
    if least is None:
        return lambda row: None
    enough = frozenset(education for education in Education if education.rank >= least.rank)
    on_par = _DEGREES.get(least, ()) if what.degree_counts else ()

    def educated(row: TeacherRow) -> bool | None:
        if row.education is None:
            return None
        return row.education in enough or row.degree in on_par

    return educated


def holders(situation: Situation, what: Holding) -> BoolArray:
    """Mask over ``situation.people`` of those who surely have it."""
    known = held(situation, what)
    return np.array([bool(known.get(code)) for code in situation.people], np.bool_)


def maybe_holders(situation: Situation, what: Holding) -> BoolArray:
    """Mask over ``situation.people`` of those who have it, or whose cell is blank."""
    known = held(situation, what)
    return np.array([known.get(code, False) is not False for code in situation.people], np.bool_)


def missing_columns(situation: Situation, what: Holding) -> tuple[str, ...]:
    """Absent columns (``教师.学历``) without which nobody's property is known."""
    county = situation.county
    wanted = _FIELDS[what.property] + (("degree",) if what.degree_counts else ())
    absent = [f for f in wanted if not county.has_column(TeacherRow.sheet, f)]
    return tuple(_column(name) for name in absent)


def blank_cells(what: Holding, people: int) -> tuple[str, ...]:
    """What is missing where so many people's cells are blank: ``教师.学历（3人空白）``."""
    return (f"{_column(_FIELDS[what.property][0])}（{people}人空白）",)


def _column(name: str) -> str:
    header = {field.name: field.column.header for field in TeacherRow.fields()}
    return f"{TeacherRow.sheet}.{header[name]}"

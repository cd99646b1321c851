"""The rows of a small county otherwise: people, schools, the term, columns the workbook lacks."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from models.column import Row
from models.county import FIELD_OF_SHEET, County
from models.sheets import ClassRow, SchoolRow, TeacherRow, TermRow
from models.vocabulary import SchoolKind
from tests.tiny import classes, month, teacher, term

R = TypeVar("R", bound=Row)
Draw = Callable[[random.Random, R], Mapping[str, Any]]

MONTHS = ("1962-01", "1966-08", "1970-03", "1985-03", "1998-11")
SUBJECTS = ("语文", "数学", "体育")
DAYS = (None, date(2026, 6, 1), date(2026, 9, 1), date(2026, 11, 15), date(2027, 3, 1))
MORE_GRADES = {
    SchoolKind.JUNIOR: "八年级",
    SchoolKind.TWELVE_YEAR: "高一",
    SchoolKind.COMPLETE_SECONDARY: "高二",
    SchoolKind.SENIOR: "高三",
    SchoolKind.VOCATIONAL: "中职一年级",
    SchoolKind.SPECIAL: "特教班",
}
COUNTED = ("role", "heads")
"""Columns of teams whose absence is refused where the policy does not say how many."""
OPTIONAL = 0.3
"""How often a column that may be absent is."""


def otherwise(dice: random.Random, county: County) -> County:
    """The county with some of: other people, other schools, a spring term, columns absent."""
    teachers, schools, more = county.teachers, county.schools, []
    if dice.random() < 0.7:
        schools = tuple(_changed(dice, row, _school) for row in schools)
        more = [_class(dice, row) for row in schools if row.kind in MORE_GRADES]
    if dice.random() < 0.8:
        kinds = {row.code: row.kind for row in schools}
        teachers = tuple(_changed(dice, row, _person) for row in teachers)
        teachers = tuple(_of_school(row, kinds) for row in teachers)
    rows: dict[str, tuple[Any, ...]] = {TermRow.sheet: (_term(dice, county),)}
    for name, sheet in FIELD_OF_SHEET.items():
        rows[sheet.sheet] = getattr(county, name)
    rows[TeacherRow.sheet], rows[SchoolRow.sheet] = teachers, schools
    known = {(row.school, row.grade) for row in county.classes}
    fresh = [row for row in more if (row.school, row.grade) not in known]
    rows[ClassRow.sheet] = (*county.classes, *fresh)
    if dice.random() < 0.3:
        return _lacking(dice, rows)
    return County.from_rows(rows, county.columns)


def _term(dice: random.Random, county: County) -> TermRow:
    spring = term(name="春季", start=date(2027, 2, 1), reference=date(2027, 2, 1))
    autumn = term(name="秋季", end=date(2027, 1, 31))
    return dice.choice([county.term, county.term, county.term, spring, autumn])


def _changed(dice: random.Random, row: R, draw: Draw[R]) -> R:
    """The row with, half of the time, some of its fields drawn anew."""
    if dice.random() < 0.5:
        return row
    drawn = draw(dice, row)
    names = dice.sample(sorted(drawn), dice.randint(1, min(4, len(drawn))))
    stated = {name: getattr(row, name) for name in type(row).model_fields if name != "row_number"}
    return type(row)(**{**stated, **{name: drawn[name] for name in names}})


def _person(dice: random.Random, row: TeacherRow) -> Mapping[str, Any]:
    pick = dice.choice
    return {
        "born": month(pick(MONTHS)),
        "gender": pick(["男", "女"]),
        "retirement_choice": pick([None, "弹性提前", "弹性延迟", "女干部选择提前"]),
        "status": pick(["在岗", "产假", "病休", "借调", "脱产培训", "援派", "退休"]),
        "status_from": pick(DAYS),
        "status_to": pick([None, date(2026, 10, 31), date(2027, 1, 31), date(2027, 12, 31)]),
        "staff_kind": pick(["在编", "特岗", "银龄", "劳务派遣", "人员控制总量", "周转编制"]),
        "full_time_teacher": pick([None, True, False]),
        "leadership": pick([None, "书记", "校长", "副职", "中层", "无"]),
        "leader_since": pick([None, month("2014-08"), month("2025-08")]),
        "leader_term": pick([None, 1, 3]),
        "also_subjects": pick([(), ("体育",), ("数学", "语文")]),
        "weekly_periods": pick([None, 0, 4, "7.5", 12]),
        "rural_title": pick([None, True, False]),
        "key_level": pick(["无", "校级", "县级", "市级"]),
        "key_until": pick([None, date(2026, 8, 31), date(2027, 8, 31)]),
        "master_title": pick([None, "名师"]),
        "certificate_stage": pick([None, "幼儿园", "小学", "初中", "高中"]),
        "certificate_subject": pick([None, *SUBJECTS, "物理"]),
        "homeroom": pick([None, True]),
        "young_pioneers": pick([None, True]),
        "school_since": month(pick(["2008-08", "2016-08", "2020-08", "2023-08", "2026-08"])),
        "rural_years": pick([None, 0, 3, "10.5"]),
        "service": pick([None, "特岗", "省属公费师范生", "捆绑聘用", "国家公费师范生", "无"]),
        "service_until": pick([None, date(2027, 1, 31), date(2027, 8, 31), date(2029, 8, 31)]),
        "counsellor": pick([None, "专职", "兼职", "否"]),
        "appraisal": pick([None, "优秀", "合格", "不合格"]),
        "itinerant_days": pick([(), ("周一",), ("周二", "周四")]),
        "establishment_school": pick([row.duty_school, row.establishment_school, "W1"]),
    }


def _school(dice: random.Random, row: SchoolRow) -> Mapping[str, Any]:
    pick = dice.choice
    wide = row.kind.stages and row.kind is not SchoolKind.KINDERGARTEN
    kinds = [row.kind, *(MORE_GRADES if wide else ()), *([SchoolKind.NINE_YEAR] if wide else ())]
    return {
        "kind": pick(kinds),
        "schooling": pick([None, "六三", "五四"]),
        "sponsor": pick(["公办", "公办", "民办"]),
        "locale": pick(["城区", "镇区", "乡村"]),
        "district": pick(["东学区", "西学区", "南学区"]),
        "central": pick([None, True]),
        "teaching_point": pick([None, True]),
        "group": pick([None, "样例集团"]),
        "weak": pick([None, True, False]),
        "weak_from": pick([None, date(2026, 1, 1)]),
        "weak_to": pick([None, date(2026, 8, 31), date(2027, 12, 31)]),
        "new": pick([None, True]),
        "boarding": pick([None, True]),
        "approved": pick([None, 0, 1, 4, 30]),
        "pupils": pick([0, 30, 400]),
        "classes": pick([0, 2, 9]),
        "holds_establishment": pick([None, True, False]),
    }


def _class(dice: random.Random, row: SchoolRow) -> ClassRow:
    return classes(row.code, MORE_GRADES[row.kind], dice.randint(1, 2), dice.randint(1, 50))


def _of_school(row: TeacherRow, kinds: Mapping[str, SchoolKind]) -> TeacherRow:
    """The same person teaching a stage the school has: the workbook refuses everything else."""
    kind = kinds.get(row.duty_school)
    if kind is None or not kind.stages or row.stage in kind.stages:
        return row
    stated = {name: getattr(row, name) for name in type(row).model_fields if name != "row_number"}
    return teacher(**{**stated, "stage": kind.stages[0]})


def _lacking(dice: random.Random, rows: Mapping[str, Sequence[Any]]) -> County:
    """A workbook some of whose optional columns are not there."""
    kept: dict[str, tuple[Any, ...]] = {}
    columns: dict[str, frozenset[str]] = {}
    for sheet, own in rows.items():
        kept[sheet] = tuple(own)
        if not own or sheet == TermRow.sheet:
            continue
        fields = type(own[0]).fields()
        needed = getattr(type(own[0]), "required_of_teachers", ())
        absent = {
            f.name
            for f in fields
            if not f.required and f.name not in (*needed, *COUNTED) and dice.random() < OPTIONAL
        }
        columns[sheet] = frozenset(f.name for f in fields) - absent
        kept[sheet] = tuple(_without(row, absent) for row in own)
    return County.from_rows(kept, columns)


def _without(row: R, absent: set[str]) -> R:
    names = (name for name in type(row).model_fields if name not in {"row_number", *absent})
    return type(row)(**{name: getattr(row, name) for name in names})

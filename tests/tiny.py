"""Builders for counties small enough to know by heart, shared by all fact and rule tests.

Words may be given in Chinese (``stage="初中"``), months as ``"2015-09"``, days as ``"2026-09-01"``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from constraints.facts.slices import P as SlicesParams
from constraints.facts.turns import P as TurnsParams
from constraints.outcome import Outcome
from constraints.situation import Situation
from models.column import Month, Row
from models.county import FIELD_OF_SHEET, County
from models.policy import Document, Policy, Standing, Tier
from models.roster import Placement, Roster
from models.sheets import ClassRow, DistanceRow, SchoolRow, TeacherRow, TermRow
from models.vocabulary import Mode, Relation, Stage

POLICIES = Path(__file__).parent / "policies"
START, END = date(2026, 9, 1), date(2027, 8, 31)
_MONTHS = frozenset(f.name for f in TeacherRow.fields() if f.kind is Month)
_NOTHING: Mapping[str, Mapping[str, Any]] = MappingProxyType({})


def term(**kw: Any) -> TermRow:
    """The school year 2026–27; all ages and values are taken on its first day."""
    stated = {"school_year": "2026-2027", "name": "全学年", "start": START, "end": END}
    return TermRow(**{**stated, "reference": START, **kw})


def school(code: str, **kw: Any) -> SchoolRow:
    """A public six-year primary school in the countryside with an ample approved establishment."""
    stated = {
        "name": f"{code}校",
        "sponsor": "公办",
        "kind": "小学",
        "schooling": "六三",
        "locale": "乡村",
        "district": "东学区",
        "approved": 20,
        "pupils": 0,
        "classes": 0,
    }
    return SchoolRow(code=code, **{**stated, **kw})  # type: ignore[arg-type]


def classes(school: str, grade: str, n: int = 1, pupils: int = 0) -> ClassRow:
    """*n* classes of a grade (``"一年级"``)."""
    return ClassRow(school=school, grade=grade, classes=n, pupils=pupils)  # type: ignore[arg-type]


def teacher(code: str, school: str = "A", subject: str = "语文", **kw: Any) -> TeacherRow:
    """A primary teacher on the establishment, 41 years old, eleven years at the school, 一级.

    The certificate is for the stage and subject taught unless stated. ``school`` is both 编制学校
    and 现任教学校; give ``duty_school`` or ``establishment_school`` for people elsewhere.
    """
    stage = kw.get("stage", "小学")
    stated: dict[str, Any] = {
        "name": f"样例{code}",
        "gender": "女",
        "born": "1985-03",
        "establishment_school": school,
        "duty_school": school,
        "staff_kind": "在编",
        "status": "在岗",
        "post_kind": "教师",
        "stage": stage,
        "subject": subject,
        "education": "本科",
        "title": "一级",
        "key_level": "无",
        "certificate_stage": stage,
        "certificate_subject": subject,
        "worked_since": "2008-08",
        "school_since": "2015-08",
        "first_appointed": "2008-08",
    }
    stated.update(kw)
    for name in _MONTHS & stated.keys():
        stated[name] = month(stated[name])
    return TeacherRow(code=code, **stated)  # type: ignore[arg-type]


def month(text: str | Month | None) -> Month | None:
    """``"2015-09"`` as a month."""
    if not isinstance(text, str):
        return text
    return Month(int(text[:4]), int(text[5:7]))


def county(
    schools: Iterable[SchoolRow] = (),
    teachers: Iterable[TeacherRow] = (),
    classes: Iterable[ClassRow] = (),
    *,
    term: TermRow | None = None,
    columns: Mapping[str, frozenset[str]] | None = None,
    **sheets: Iterable[Row],
) -> County:
    """A county of these rows; other sheets by their field name in County (``wishes=[…]``).

    columns: as in County, to play a workbook that lacks a column; see :func:`without`.
    """
    given = {"schools": schools, "teachers": teachers, "classes": classes, **sheets}
    rows: dict[str, tuple[Row, ...]] = {"本期": (term or _TERM,)}
    for name, found in given.items():
        rows[FIELD_OF_SHEET[name].sheet] = tuple(found)
    return County.from_rows(rows, columns)


_TERM = term()


def without(row: type[Row], *fields: str) -> dict[str, frozenset[str]]:
    """``columns`` of a workbook whose sheet lacks these fields."""
    return {row.sheet: frozenset(f.name for f in row.fields()) - frozenset(fields)}


def tiny(
    changes: Mapping[str, Mapping[str, Any]] = _NOTHING,
    *,
    more: Iterable[TeacherRow] = (),
    drop: Iterable[str] = (),
    **sheets: Iterable[Row],
) -> County:
    """The county everyone knows: three schools, seven teachers.

    Under the ``plain`` policy a class needs 语文 5, 数学 4, 体育 1 periods and a full load is 10.

    ====  =====================================  ========  ===================================
    A     城关小学, 城区, 优质, 东学区           2 classes  T1 语文 (县级骨干, since 2012), T2 语文,
                                                            T3 数学 (since 2024, 二级), T4 体育
    B     河东小学, 乡村, 薄弱, 东学区           2 classes  T5 数学 (专科, 二级)
    C     镇中学校, 九年一贯, 镇驻地, 西学区     1 + 1      T6 语文 小学, T7 数学 初中
    ====  =====================================  ========  ===================================

    So A has ten periods of 语文 too many, B lacks all 语文 (10) and 体育 (2). A–B 10 km, A–C 20 km,
    B–C 15 km. changes: fields to replace by code of school or teacher; more: further teachers;
    drop: teachers to leave out; sheets: as in :func:`county` (``distances`` may be replaced).
    """
    schools = [_changed(row, changes) for row in _SCHOOLS]
    people = [_changed(row, changes) for row in _TEACHERS if row.code not in set(drop)]
    return county(schools, [*people, *more], _CLASSES, **{"distances": _DISTANCES, **sheets})


def _changed(row: Any, changes: Mapping[str, Mapping[str, Any]]) -> Any:
    stated = {name: getattr(row, name) for name in type(row).model_fields if name != "row_number"}
    stated.update(changes.get(row.code, {}))
    return teacher(**stated) if isinstance(row, TeacherRow) else SchoolRow(**stated)


_SCHOOLS = (
    school("A", name="城关小学", locale="城区", county_seat=True, strong=True, weak=False,
           township_seat=False, pupils=80, classes=2, approved=5),
    school("B", name="河东小学", weak=True, strong=False, township_seat=False, county_seat=False,
           pupils=30, classes=2, approved=3),
    school("C", name="镇中学校", kind="九年一贯", locale="镇区", district="西学区", strong=False,
           township_seat=True, county_seat=False, weak=False, pupils=50, classes=2, approved=4),
)  # fmt: skip
_CLASSES = (
    classes("A", "一年级", 1, 40),
    classes("A", "四年级", 1, 40),
    classes("B", "一年级", 1, 15),
    classes("B", "四年级", 1, 15),
    classes("C", "一年级", 1, 20),
    classes("C", "七年级", 1, 30),
)
_TEACHERS = (
    teacher("T1", "A", "语文", key_level="县级", school_since="2012-08", born="1980-05"),
    teacher("T2", "A", "语文", school_since="2016-08", gender="男"),
    teacher("T3", "A", "数学", school_since="2024-08", title="二级", worked_since="2024-08",
            first_appointed="2024-08", born="2001-06"),
    teacher("T4", "A", "体育", school_since="2010-08", gender="男", born="1984-01"),
    teacher("T5", "B", "数学", school_since="2018-08", title="二级", education="专科"),
    teacher("T6", "C", "语文", school_since="2015-08"),
    teacher("T7", "C", "数学", school_since="2013-08", stage="初中", gender="男"),
)  # fmt: skip
_DISTANCES = (
    DistanceRow(school_a="A", school_b="B", km=10),  # type: ignore[arg-type]
    DistanceRow(school_a="A", school_b="C", km=20),  # type: ignore[arg-type]
    DistanceRow(school_a="B", school_b="C", km=15),  # type: ignore[arg-type]
)


def move(person: str, home: str, host: str, mode: str = "交流", **kw: Any) -> Placement:
    """A full-time placement of the whole term; 交流 keeps the establishment at home."""
    stated: dict[str, Any] = {
        "mode": Mode(mode),
        "relation": Relation.KEPT,
        "start": START,
        "end": END,
    }
    stated.update(kw)
    stated["stage"] = Stage(stated["stage"]) if stated.get("stage") else None
    stated["relation"] = Relation(stated["relation"])
    return Placement(person=person, home=home, host=host, **stated)  # type: ignore[arg-type]


def outcome(situation: Situation, *placements: Placement) -> Outcome:
    """The situation after these placements; without any, before every decision."""
    return Outcome(situation, Roster.of(placements))


def situation(county: County, policy: str | Path = "plain", **facts: Any) -> Situation:
    """The county under a policy: ``plain`` (tests/policies/plain) or a shipped policy's name.

    facts: parameter objects that replace the policy's, by fact id (``load=LoadParams(…)``).
    """
    bound = _policy(policy, county.term.reference)
    return Situation(county, dataclasses.replace(bound, facts={**bound.facts, **facts}))


def bare(county: County, **facts: Any) -> Situation:
    """The county under a policy of nothing but these facts' parameters; the term is one slice."""
    facts = {"slices": SlicesParams(cut_by=()), "turns": TurnsParams(), **facts}
    return Situation(
        county, dataclasses.replace(_BARE, reference=county.term.reference, facts=facts)
    )


@cache
def _policy(name: str | Path, reference: date) -> Policy:
    from staffing.policy_file import load

    own = POLICIES / str(name)
    return load(own if own.exists() else name, reference)


_BARE = Policy(
    id="bare",
    name="测试政策",
    reference=START,
    standing=Standing.COUNTY,
    documents={"test": Document("test", "测试文件", standing=Standing.COUNTY)},
    tiers=(Tier("law", "法规", "人"),),
    facts={},
    modes={},
    rules=(),
    lines={},
)

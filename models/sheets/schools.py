"""本期, 学校, 班级, 学科需求: the term, its schools and what they must teach."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from models.column import Code, Column, Row, Subject
from models.vocabulary import Grade, Locale, Schooling, SchoolKind, Sponsor, Stage, TermName


class TermRow(Row):
    """本期: exactly one row; all ages, tenure and policy values are taken on ``reference``."""

    sheet: ClassVar[str] = "本期"
    required_sheet: ClassVar[bool] = True

    school_year: Annotated[str, Column("学年", note="如 2026-2027", example="2026-2027")]
    name: Annotated[TermName, Column("学期", example="秋季")]
    start: Annotated[date, Column("起", ("开始日期", "起始日期"), example="2026-09-01")]
    end: Annotated[date, Column("止", ("结束日期", "截止日期"), example="2027-08-31")]
    reference: Annotated[
        date, Column("口径日期", note="年龄、任教年限、政策取值都以此日为准", example="2026-09-01")
    ]


class SchoolRow(Row):
    """学校: one row per school or campus."""

    sheet: ClassVar[str] = "学校"
    required_sheet: ClassVar[bool] = True
    key: ClassVar[tuple[str, ...]] = ("code",)

    code: Annotated[Code, Column("学校代码", ("学校编码", "学校编号"), example="3703210101")]
    name: Annotated[str, Column("学校名称", ("学校", "校名"), example="城关第一小学")]
    legal_code: Annotated[
        Code | None,
        Column("法人学校代码", note="校区、教学点填所属法人学校的代码；空白=本校即法人"),
    ] = None
    holds_establishment: Annotated[
        bool | None, Column("编制主体", note="是否核定编制的单位；空白=法人学校为是，其余为否")
    ] = None
    sponsor: Annotated[Sponsor, Column("举办性质", ("办学性质", "举办者性质"), example="公办")]
    kind: Annotated[SchoolKind, Column("学段", ("办学类型", "学校类别"), example="小学")]
    schooling: Annotated[
        Schooling | None, Column("学制", note="六三或五四；空白时六年级按六三计入小学")
    ] = None
    locale: Annotated[
        Locale,
        Column(
            "城乡",
            ("城乡类型", "城乡分类", "城乡代码"),
            note="城区/镇区/乡村，或代码111…220",
            example="城区",
        ),
    ]
    county_seat: Annotated[
        bool | None, Column("县驻地", note="是否县（区）驻地学校，逐校填；空白=不知道")
    ] = None
    township_seat: Annotated[
        bool | None, Column("镇驻地", note="是否镇驻地学校，逐校填；空白=不知道")
    ] = None
    district: Annotated[str, Column("学区", ("所属学区", "镇街"), example="城关学区")]
    central: Annotated[
        bool | None, Column("中心校", note="是否学区中心校；空白=否", blank_no=True)
    ] = None
    teaching_point: Annotated[
        bool | None, Column("教学点", note="是否教学点；空白=否", blank_no=True)
    ] = None
    group: Annotated[str | None, Column("教育集团", note="所属集团名称")] = None
    strong: Annotated[bool | None, Column("优质学校", note="是否优质学校，逐校填；空白=不知道")] = (
        None
    )
    weak: Annotated[bool | None, Column("薄弱学校", note="是否薄弱学校，逐校填；空白=不知道")] = (
        None
    )
    weak_from: Annotated[date | None, Column("薄弱轮次起")] = None
    weak_to: Annotated[date | None, Column("薄弱轮次止")] = None
    new: Annotated[bool | None, Column("新建", ("新建学校",), note="空白=否", blank_no=True)] = None
    boarding: Annotated[bool | None, Column("寄宿制", note="空白=否", blank_no=True)] = None
    approved: Annotated[
        int | None,
        Column(
            "核定编制", ("核定编制数",), unit="人", note="编制主体必填；全部教职工", example="86"
        ),
    ] = None
    pupils: Annotated[int, Column("在校生数", ("学生数", "在园幼儿数"), unit="人", example="1350")]
    classes: Annotated[int, Column("班级数", ("教学班数",), unit="个", example="30")]
    longitude: Annotated[Decimal | None, Column("经度", (), "度", "如 118.1", least=None)] = None
    latitude: Annotated[Decimal | None, Column("纬度", (), "度", "如 36.9", least=None)] = None


class ClassRow(Row):
    """班级: classes and pupils by school and grade."""

    sheet: ClassVar[str] = "班级"
    required_sheet: ClassVar[bool] = True
    key: ClassVar[tuple[str, ...]] = ("school", "grade")

    school: Annotated[Code, Column("学校代码", ("学校编码", "学校编号"), example="3703210101")]
    grade: Annotated[
        Grade, Column("年级", note="一年级…九年级、高一…、小班/中班/大班", example="一年级")
    ]
    classes: Annotated[int, Column("班级数", unit="个", example="5")]
    pupils: Annotated[int, Column("学生数", ("在校生数",), unit="人", example="225")]


class DemandRow(Row):
    """学科需求: weekly periods stated outright; overrides 班级 × curriculum for its subject."""

    sheet: ClassVar[str] = "学科需求"
    key: ClassVar[tuple[str, ...]] = ("school", "stage", "subject")

    school: Annotated[Code, Column("学校代码", example="3703210101")]
    stage: Annotated[Stage, Column("学段", example="高中")]
    subject: Annotated[Subject, Column("学科", example="物理")]
    periods: Annotated[
        Decimal,
        Column(
            "周课时", ("周课时数",), unit="课时", note="覆盖由班级和课程方案推算的数", example="48"
        ),
    ]

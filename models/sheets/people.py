"""教师: everyone on the books or on duty, one row a person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from models.column import Code, Column, IdNumber, Month, Row, Subject
from models.vocabulary import (
    Appraisal,
    Counsellor,
    Degree,
    Education,
    Ethics,
    Gender,
    KeyLevel,
    Leadership,
    PostKind,
    RetirementChoice,
    Service,
    StaffKind,
    StaffStatus,
    Stage,
    Title,
)


class TeacherRow(Row):
    """教师: a member of staff (教职工). Columns from 任教学段 on are required of 教师岗 only."""

    sheet: ClassVar[str] = "教师"
    required_sheet: ClassVar[bool] = True
    key: ClassVar[tuple[str, ...]] = ("code",)
    required_of_teachers: ClassVar[tuple[str, ...]] = (
        "stage",
        "subject",
        "education",
        "title",
        "key_level",
        "worked_since",
        "school_since",
        "first_appointed",
    )

    code: Annotated[Code, Column("教师编号", ("工号", "教职工号", "人员编号"), example="T00001")]
    name: Annotated[str, Column("姓名", example="样例甲")]
    gender: Annotated[Gender, Column("性别", example="女")]
    born: Annotated[Month, Column("出生年月", ("出生日期",), example="1985-03")]
    id_number: Annotated[
        IdNumber | None,
        Column("身份证号", ("身份证件号", "身份证号码"), note="文本；只用于核对，不外传"),
    ] = None
    establishment_school: Annotated[
        Code, Column("编制学校", ("编制所在学校", "编制学校代码"), example="3703210101")
    ]
    duty_school: Annotated[
        Code, Column("现任教学校", ("任教学校", "现任教学校代码"), example="3703210101")
    ]
    staff_kind: Annotated[StaffKind, Column("编制类型", ("用人形式",), example="在编")]
    status: Annotated[StaffStatus, Column("人员状态", example="在岗")]
    status_from: Annotated[date | None, Column("状态起")] = None
    status_to: Annotated[date | None, Column("状态止")] = None
    post_kind: Annotated[PostKind, Column("岗位类别", example="教师")]
    full_time_teacher: Annotated[
        bool | None, Column("专任教师", note="空白=教师岗为是，其余为否")
    ] = None
    leadership: Annotated[Leadership | None, Column("行政职务", note="空白=无")] = None
    leader_since: Annotated[Month | None, Column("任现职年月")] = None
    leader_term: Annotated[
        int | None, Column("任期届次", unit="届", note="在本校任现职的第几届")
    ] = None
    stage: Annotated[Stage | None, Column("任教学段", note="教师岗必填", example="小学")] = None
    subject: Annotated[
        Subject | None, Column("主教学科", ("任教学科", "学科"), note="教师岗必填", example="语文")
    ] = None
    also_subjects: Annotated[
        tuple[Subject, ...], Column("兼教学科", ("兼任学科", "可兼学科"), note="多个用顿号隔开")
    ] = ()
    weekly_periods: Annotated[Decimal | None, Column("周课时", unit="课时")] = None
    education: Annotated[
        Education | None, Column("学历", ("最高学历",), note="教师岗必填", example="本科")
    ] = None
    degree: Annotated[Degree | None, Column("学位")] = None
    title: Annotated[
        Title | None, Column("职称", ("专业技术职务",), note="教师岗必填", example="一级")
    ] = None
    post_grade: Annotated[int | None, Column("聘任岗位等级", ("岗位等级",), unit="级")] = None
    post_grade_since: Annotated[Month | None, Column("聘任起", ("聘任开始年月",))] = None
    rural_title: Annotated[
        bool | None, Column("定向评价职称", note="职称是否定向评价、定向使用取得")
    ] = None
    key_level: Annotated[
        KeyLevel | None, Column("骨干级别", ("骨干教师级别",), note="教师岗必填", example="无")
    ] = None
    key_until: Annotated[date | None, Column("骨干有效期至", note="空白=长期有效")] = None
    master_title: Annotated[str | None, Column("名师称号", note="特级教师、名师等称号")] = None
    certificate_stage: Annotated[Stage | None, Column("资格证学段", ("教师资格学段",))] = None
    certificate_subject: Annotated[Subject | None, Column("资格证学科", ("教师资格学科",))] = None
    major: Annotated[str | None, Column("所学专业")] = None
    homeroom: Annotated[bool | None, Column("班主任")] = None
    young_pioneers: Annotated[bool | None, Column("少先队辅导员", ("辅导员",))] = None
    worked_since: Annotated[
        Month | None, Column("参加工作年月", note="教师岗必填", example="2008-08")
    ] = None
    school_since: Annotated[
        Month | None,
        Column("进入本校年月", ("进入本校日期",), note="教师岗必填", example="2015-08"),
    ] = None
    first_appointed: Annotated[
        Month | None, Column("首聘年月", note="教师岗必填", example="2008-08")
    ] = None
    contract_number: Annotated[int | None, Column("聘期序号", note="现在是第几个聘期")] = None
    rural_years: Annotated[Decimal | None, Column("乡村任教年数", unit="年")] = None
    service: Annotated[Service | None, Column("服务期类型")] = None
    service_until: Annotated[date | None, Column("服务期至")] = None
    counsellor: Annotated[
        Counsellor | None, Column("心理教师", note="空白=否；全县整列空白=没有填")
    ] = None
    preschool_major: Annotated[bool | None, Column("学前专业", note="是否学前教育专业毕业")] = None
    vocational_subject: Annotated[bool | None, Column("专业课教师")] = None
    double_qualified: Annotated[bool | None, Column("双师型")] = None
    appraisal: Annotated[Appraisal | None, Column("年度考核", note="上一年度")] = None
    ethics: Annotated[Ethics | None, Column("师德", ("师德考核",))] = None
    retirement_choice: Annotated[RetirementChoice | None, Column("退休选择")] = None
    residence: Annotated[str | None, Column("居住镇街", note="学校所在学区或镇街的名称")] = None
    itinerant_days: Annotated[
        tuple[str, ...], Column("可走教日", note="周一、周二…；空白=任一工作日")
    ] = ()

    @property
    def teaches(self) -> bool:
        """专任教师: as stated, else whether the post is a teacher's."""
        if self.full_time_teacher is not None:
            return self.full_time_teacher
        return self.post_kind is PostKind.TEACHER

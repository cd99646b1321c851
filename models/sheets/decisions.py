"""志愿, 推荐, 免缓申请, 积分, 锁定, 履历: what people and the bureau have said and decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from models.column import Code, Column, Row, Subject
from models.vocabulary import (
    Approval,
    ExemptionKind,
    Mode,
    OfficeReview,
    PointsUse,
    Relation,
    SchoolOpinion,
    Stage,
    TeamRole,
)


class WishRow(Row):
    """志愿: a person's own application."""

    sheet: ClassVar[str] = "志愿"
    key: ClassVar[tuple[str, ...]] = ("person", "rank", "mode")
    key_note: ClassVar[str] = "两个志愿不能同序，请按先后改成1、2、3……，重复填报的删去一行"

    person: Annotated[Code, Column("教师编号", ("工号",), example="T00001")]
    rank: Annotated[int, Column("志愿序号", note="1为第一志愿", example="1", least=1)]
    school: Annotated[Code | None, Column("学校代码", note="空白=只报名，不限学校")] = None
    mode: Annotated[Mode, Column("方式", example="交流")]
    subject: Annotated[Subject | None, Column("申报学科", note="空白=主教学科")] = None
    accepts_any: Annotated[bool | None, Column("服从调剂")] = None


class RecommendationRow(Row):
    """推荐: a school's say, sending or receiving, and the bureau's review."""

    sheet: ClassVar[str] = "推荐"
    key: ClassVar[tuple[str, ...]] = ("person", "mode", "school")

    person: Annotated[Code, Column("教师编号", ("工号",), example="T00001")]
    mode: Annotated[Mode, Column("方式", example="交流")]
    school: Annotated[
        Code | None, Column("学校代码", ("推荐学校",), note="出具意见的学校；空白=派出学校")
    ] = None
    opinion: Annotated[SchoolOpinion, Column("学校意见", example="同意")]
    rank: Annotated[int | None, Column("排序", note="同校推荐的先后", least=1)] = None
    notice_from: Annotated[date | None, Column("公示起")] = None
    notice_to: Annotated[date | None, Column("公示止")] = None
    review: Annotated[OfficeReview | None, Column("局审核")] = None


class ExemptionRow(Row):
    """免缓申请: exemption, deferral or direct appointment; binds only when 已批准."""

    sheet: ClassVar[str] = "免缓申请"
    key: ClassVar[tuple[str, ...]] = ("person", "kind")

    person: Annotated[Code, Column("教师编号", ("工号",), example="T00001")]
    kind: Annotated[ExemptionKind, Column("类别", example="免")]
    reason: Annotated[
        str, Column("事由", note="仅局内可见，不进入任何对外表格", example="（内部）")
    ]
    approval: Annotated[Approval, Column("审批结果", example="已批准")]
    approver: Annotated[str | None, Column("审批人")] = None
    until: Annotated[date | None, Column("截止", ("有效期至",), note="空白=本期内有效")] = None


class PointsRow(Row):
    """积分: one item of a person's points; the product sums and checks, never invents."""

    sheet: ClassVar[str] = "积分"
    key: ClassVar[tuple[str, ...]] = ("person", "use", "item")

    person: Annotated[Code, Column("教师编号", ("工号",), example="T00001")]
    use: Annotated[
        PointsUse, Column("用途", note="竞聘分高者先选；交流分按本县办法", example="交流")
    ]
    item: Annotated[str, Column("项目", example="教龄")]
    points: Annotated[Decimal, Column("分值", unit="分", example="12.5", least=None)]
    certifier: Annotated[str | None, Column("认定单位")] = None


class LockRow(Row):
    """锁定: a published result, a leader's decision or a pin.

    走教 may have several rows a person, each a school and subject. subject, stage: what is taught
    there, of every mode but 留任; None = nothing is decided of it, and the person goes with their
    own (at a school without their stage: its first). periods: weekly, None = whatever the plan
    finds best, 0 = no such visit (without a school: none at all). start, end: first and last day of
    what is decided; None = the term's first day, and as long as the way of going (方式) lasts. A
    visit and a place in a team have the days of the term and of the team. role: of a team (支教团),
    None = any that the person holds.
    """

    sheet: ClassVar[str] = "锁定"
    key: ClassVar[tuple[str, ...]] = ("person", "mode", "school", "subject", "stage", "start")

    person: Annotated[Code, Column("教师编号", ("工号",), example="T00001")]
    mode: Annotated[Mode, Column("方式", note="留任=不得安排全职外出", example="留任")]
    school: Annotated[
        Code | None, Column("学校代码", ("接收学校",), note="留任、周课时写0的走教可空")
    ] = None
    reason: Annotated[str, Column("理由", example="公示结果")]
    decided_by: Annotated[str, Column("决定人", example="局务会")]
    subject: Annotated[
        Subject | None, Column("学科", note="到那里教的学科；空白=主教学科，留任不填")
    ] = None
    periods: Annotated[
        Decimal | None,
        Column("周课时", unit="课时", note="只用于走教；0=不走教，空白=由求解定"),
    ] = None

    stage: Annotated[
        Stage | None,
        Column(
            "任教学段",
            ("学段",),
            note="到那里教的学段；空白=本人任教学段，该校不办的按该校第一个学段，留任不填",
        ),
    ] = None

    start: Annotated[
        date | None,
        Column(
            "起",
            ("开始日期",),
            note="空白=本期起；早于本期起的外出按期内在外计",
            example="2026-09-01",
            seldom=True,
        ),
    ] = None
    end: Annotated[
        date | None,
        Column(
            "止",
            ("结束日期",),
            note="空白=按该方式的期限；早于本期起的不再算锁定",
            seldom=True,
        ),
    ] = None

    role: Annotated[
        TeamRole | None,
        Column("岗位", ("角色",), note="支教、跟岗、挂职在团里的角色；空白=不定", seldom=True),
    ] = None

    def in_force(self, first: date, last: date) -> bool:
        """Whether it decides anything about the days from *first* to *last*."""
        begun = self.start is None or self.start <= last
        return begun and (self.end is None or self.end >= first)

    @property
    def forbids(self) -> bool:
        """Whether it says that the person makes no visit (走教) there, or none at all."""
        return self.mode is Mode.ITINERANT and self.periods == 0


class HistoryRow(Row):
    """履历: a placement that ran or still runs. ``end`` blank = still running, end unknown.

    subject, stage: taught there; None = the person's own (at a school without their stage: its
    first).
    """

    sheet: ClassVar[str] = "履历"
    key: ClassVar[tuple[str, ...]] = ("person", "school", "start", "mode")

    person: Annotated[Code, Column("教师编号", ("工号",), example="T00001")]
    school: Annotated[Code, Column("学校代码", ("任教学校",), example="3703210102")]
    start: Annotated[date, Column("起", ("开始年月",), example="2023-09-01")]
    end: Annotated[date | None, Column("止", ("结束年月",), example="2025-07-31")] = None
    mode: Annotated[Mode, Column("方式", example="交流")]
    relation: Annotated[Relation | None, Column("关系", note="是否调动人事关系")] = None
    rural: Annotated[bool | None, Column("是否乡村", ("是否农村",), note="空白=按学校城乡")] = None
    subject: Annotated[
        Subject | None, Column("学科", note="在那里教的学科；空白=主教学科", seldom=True)
    ] = None
    stage: Annotated[
        Stage | None,
        Column(
            "任教学段",
            ("学段",),
            note="在那里教的学段；空白=本人任教学段，该校不办的按该校第一个学段",
            seldom=True,
        ),
    ] = None

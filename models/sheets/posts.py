"""岗位, 岗位设置, 周转编制: posts offered, posts by grade, posts lent."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from models.column import Code, Column, Row, Subject


class VacancyRow(Row):
    """岗位: places offered in a round of appointment or for rotation."""

    sheet: ClassVar[str] = "岗位"
    key: ClassVar[tuple[str, ...]] = ("school", "subject", "grade", "round")

    school: Annotated[Code, Column("学校代码", example="3703210102")]
    subject: Annotated[Subject | None, Column("学科", example="数学")] = None
    grade: Annotated[str | None, Column("等级", note="高级/中级/初级，空白=不限")] = None
    places: Annotated[int, Column("名额", unit="个", example="2")]
    round: Annotated[str | None, Column("轮次", note="学区内/跨校/调剂/交流；空白=不限")] = None
    condition: Annotated[str | None, Column("条件", note="文字说明，不参与计算")] = None


class GradePostRow(Row):
    """岗位设置: posts by title grade approved for a school."""

    sheet: ClassVar[str] = "岗位设置"
    key: ClassVar[tuple[str, ...]] = ("school", "grade")

    school: Annotated[Code, Column("学校代码", example="3703210101")]
    grade: Annotated[str, Column("等级", note="高级/中级/初级", example="高级")]
    approved: Annotated[int, Column("核定数", unit="个", example="12")]


class RevolvingPostRow(Row):
    """周转编制: posts lent to a school until a date."""

    sheet: ClassVar[str] = "周转编制"
    key: ClassVar[tuple[str, ...]] = ("school", "subject", "start", "holder")

    school: Annotated[Code, Column("学校代码", example="3703210102")]
    subject: Annotated[Subject | None, Column("学科", example="音乐")] = None
    places: Annotated[int, Column("名额", unit="个", example="1")]
    start: Annotated[date, Column("起", example="2026-09-01")]
    end: Annotated[date, Column("止", example="2027-08-31")]
    document: Annotated[str | None, Column("批文")] = None
    holder: Annotated[Code | None, Column("占用人", note="教师编号")] = None

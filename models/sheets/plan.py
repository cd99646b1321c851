"""安排表: the plan table of every roster workbook, ours or made by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from models.column import Code, Column, Row, Subject
from models.vocabulary import Mode, Relation, Stage


class PlanRow(Row):
    """安排表: one placement. A person not listed stays."""

    sheet: ClassVar[str] = "安排表"
    required_sheet: ClassVar[bool] = True

    person: Annotated[Code, Column("教师编号", ("工号",), example="T00001")]
    name: Annotated[str | None, Column("姓名")] = None
    mode: Annotated[Mode, Column("方式", example="交流")]
    relation: Annotated[Relation, Column("关系", example="不调动")]
    home: Annotated[Code, Column("派出学校", ("原学校",), example="3703210101")]
    host: Annotated[Code, Column("接收学校", ("交流学校",), example="3703210102")]
    post: Annotated[str | None, Column("岗位")] = None
    subject: Annotated[Subject | None, Column("学科")] = None
    start: Annotated[date, Column("起", example="2026-09-01")]
    end: Annotated[date, Column("止", example="2027-08-31")]
    periods: Annotated[Decimal | None, Column("周课时", unit="课时")] = None
    team: Annotated[Code | None, Column("团队编号")] = None
    counterpart: Annotated[Code | None, Column("对应人员")] = None
    successor: Annotated[Code | None, Column("接替人员")] = None
    return_school: Annotated[
        Code | None, Column("返回学校", note="空白=期满返回原校（调动不填）")
    ] = None
    stage: Annotated[
        Stage | None, Column("任教学段", ("学段",), note="空白=本人任教学段，或接收学校唯一的学段")
    ] = None


class CarriedRow(PlanRow):
    """以前安排: a placement of an earlier term that this term's workbook does not tell itself; in
    rosters of ours, for the next term and for whoever audits the roster."""

    sheet: ClassVar[str] = "以前安排"
    required_sheet: ClassVar[bool] = False

"""招聘, 实习生, 学校调整: people who will come, schools that will close or open."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from models.column import Code, Column, Row, Subject
from models.vocabulary import SchoolChange, Service, Stage, Term


class RecruitRow(Row):
    """招聘: recruits to be placed, by stage and subject."""

    sheet: ClassVar[str] = "招聘"
    key: ClassVar[tuple[str, ...]] = ("stage", "subject", "source")

    stage: Annotated[Stage, Column("学段", example="初中")]
    subject: Annotated[Subject, Column("学科", example="物理")]
    heads: Annotated[int, Column("人数", unit="人", example="3")]
    source: Annotated[str | None, Column("来源", note="公开招聘、公费师范生、合同制等")] = None
    service: Annotated[Service | None, Column("服务期", ("服务期类型",))] = None


class InternRow(Row):
    """实习生: interns who release teachers for training."""

    sheet: ClassVar[str] = "实习生"
    key: ClassVar[tuple[str, ...]] = ("school", "subject", "term")

    school: Annotated[Code, Column("学校代码", example="3703210102")]
    subject: Annotated[Subject, Column("学科", example="语文")]
    heads: Annotated[int, Column("人数", unit="人", example="2")]
    term: Annotated[Term, Column("学期", example="秋季")]


class SchoolChangeRow(Row):
    """学校调整: a school closed, merged or opened from a date."""

    sheet: ClassVar[str] = "学校调整"
    key: ClassVar[tuple[str, ...]] = ("school", "change")

    school: Annotated[Code, Column("学校代码", example="3703210109")]
    change: Annotated[SchoolChange, Column("撤/并/建", ("类别", "调整"), example="撤")]
    successor: Annotated[Code | None, Column("承接学校")] = None
    effective: Annotated[date, Column("生效", ("生效日期",), example="2026-09-01")]

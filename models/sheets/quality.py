"""办学条件, 基期值: what targets need besides people."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from models.column import Code, Column, Row


class FacilityRow(Row):
    """办学条件: the material indicators of a school (L4–L7)."""

    sheet: ClassVar[str] = "办学条件"
    key: ClassVar[tuple[str, ...]] = ("school",)

    school: Annotated[Code, Column("学校代码", example="3703210101")]
    teaching_area: Annotated[
        Decimal | None, Column("生均教学及辅助用房", ("L4",), unit="平方米")
    ] = None
    sports_area: Annotated[Decimal | None, Column("生均体育运动场馆", ("L5",), unit="平方米")] = (
        None
    )
    equipment_value: Annotated[Decimal | None, Column("生均教学仪器设备值", ("L6",), unit="元")] = (
        None
    )
    media_rooms: Annotated[Decimal | None, Column("每百名学生多媒体教室数", ("L7",), unit="间")] = (
        None
    )


class BaselineRow(Row):
    """基期值: a published value of an indicator in a year."""

    sheet: ClassVar[str] = "基期值"
    key: ClassVar[tuple[str, ...]] = ("indicator", "year")

    indicator: Annotated[str, Column("指标", example="T14")]
    year: Annotated[int, Column("年度", example="2023")]
    value: Annotated[Decimal, Column("数值", example="0.35", least=None)]

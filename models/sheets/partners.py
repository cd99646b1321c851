"""结对, 校际距离, 支教团, 外县学校, 外县人员: schools in pairs, roads, teams, the outside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from models.column import Code, Column, Row, Subject
from models.vocabulary import Direction, PairingKind, Stage, TeamRole


class PairingRow(Row):
    """结对: two schools bound together."""

    sheet: ClassVar[str] = "结对"
    key: ClassVar[tuple[str, ...]] = ("school", "other", "kind")

    school: Annotated[Code, Column("学校代码", example="3703210101")]
    other: Annotated[Code, Column("对方学校代码", example="3703210102")]
    kind: Annotated[PairingKind, Column("方式", example="结对")]
    start: Annotated[date | None, Column("起")] = None
    end: Annotated[date | None, Column("止")] = None


class DistanceRow(Row):
    """校际距离: road between two schools, both directions."""

    sheet: ClassVar[str] = "校际距离"
    key: ClassVar[tuple[str, ...]] = ("school_a", "school_b")

    school_a: Annotated[Code, Column("学校甲", example="3703210101")]
    school_b: Annotated[Code, Column("学校乙", example="3703210102")]
    km: Annotated[Decimal | None, Column("公里", unit="公里", example="8.5")] = None
    minutes: Annotated[Decimal | None, Column("分钟", unit="分钟", example="15")] = None


class TeamRow(Row):
    """支教团: one role of one team, with the number of people and of counterparts (跟岗).

    Without a role it is a whole team as the policy composes it; without heads, the policy's number
    for the role. See :class:`RoleRow`.
    """

    sheet: ClassVar[str] = "支教团"
    key: ClassVar[tuple[str, ...]] = ("team", "role", "subject", "receiver", "sender")

    team: Annotated[Code, Column("团队编号", example="TD01")]
    direction: Annotated[Direction, Column("方向", example="派入")]
    receiver: Annotated[Code, Column("受援学校", ("受援学校代码",), example="3703210102")]
    sender: Annotated[Code, Column("派出学校", ("派出学校代码",), example="W001")]
    role: Annotated[
        TeamRole | None,
        Column("角色", note="空白=整团按政策写明的各角色人数，一团一行", example="教师"),
    ] = None
    heads: Annotated[
        int | None, Column("人数", unit="人", note="空白=政策写明的该角色人数", example="1")
    ] = None
    subject: Annotated[Subject | None, Column("学科")] = None
    start: Annotated[date, Column("起", example="2026-09-01")]
    end: Annotated[date, Column("止", example="2027-08-31")]
    counterparts: Annotated[int | None, Column("跟岗人数", unit="人")] = None


class RoleRow(TeamRow):
    """One role of a team and its heads: a row of 支教团 as the policy completes it."""

    role: Annotated[TeamRole, Column("角色", example="教师")]
    heads: Annotated[int, Column("人数", unit="人", example="1")]


class OutsideSchoolRow(Row):
    """外县学校: a school of another county that sends or receives."""

    sheet: ClassVar[str] = "外县学校"
    key: ClassVar[tuple[str, ...]] = ("code",)

    code: Annotated[Code, Column("代码", ("学校代码",), example="W001")]
    name: Annotated[str, Column("名称", ("学校名称",), example="外县实验小学")]
    stage: Annotated[Stage, Column("学段", example="小学")]
    county: Annotated[str, Column("县", ("所在县",), example="样例外县")]


class OutsidePersonRow(Row):
    """外县人员: someone who comes from another county; supply, never establishment."""

    sheet: ClassVar[str] = "外县人员"
    key: ClassVar[tuple[str, ...]] = ("code",)

    code: Annotated[Code, Column("编号", ("人员编号",), example="W00001")]
    name: Annotated[str, Column("姓名", example="样例乙")]
    role: Annotated[TeamRole, Column("角色", example="教师")]
    subject: Annotated[Subject | None, Column("学科", example="数学")] = None
    sender: Annotated[Code, Column("来源学校", ("派出学校",), example="W001")]
    receiver: Annotated[Code, Column("受援学校", example="3703210102")]
    start: Annotated[date, Column("起", example="2026-09-01")]
    end: Annotated[date, Column("止", example="2027-08-31")]
    attached: Annotated[bool | None, Column("挂职", note="是否挂职人员")] = None

"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Book = Annotated[Path, typer.Argument(metavar="工作簿.xlsx", help="本学期工作簿")]
PolicyName = Annotated[
    str, typer.Option("--policy", metavar="政策", help="政策文件、文件夹，或内置政策的名称")
]
Json = Annotated[bool, typer.Option("--json", help="结果以 JSON 写到标准输出，供程序读取")]
LeadersOutput = Annotated[
    Path | None,
    typer.Option(
        "--leaders-output", metavar="领导.xlsx", help="领导人员交流另写一份内部文件，不进花名册"
    ),
]
Detail = Annotated[bool, typer.Option("--detail", help="指标逐校（逐科）列出未达标和无法判定的")]
Every = Annotated[bool, typer.Option("--all", help="各表全部列在屏幕上，核查结果逐处列出")]
Database = Annotated[
    str | None,
    typer.Option(
        "--db", metavar="库", help="运行记录库：文件名或 SQLAlchemy 地址，默认 staffing.db"
    ),
]
CountyName = Annotated[
    str, typer.Option("--county", metavar="名称", help="本县名称：方案标题用，也按它归集历次运行")
]
THIS_COUNTY = "本县"

RunChoice = Annotated[
    str | None,
    typer.Option(
        "--run", metavar="编号", help="以哪次运行的方案为准，默认是本工作簿按本政策最近一次求解的"
    ),
]
RosterChoice = Annotated[
    Path | None,
    typer.Option("--roster", metavar="花名册.xlsx", help="以这份花名册的方案为准（不用运行记录）"),
]
LeadersBook = Annotated[
    Path | None,
    typer.Option(
        "--leaders", metavar="领导.xlsx", help="同一方案的领导人员内部文件，与花名册合起来用"
    ),
]
PreviousBook = Annotated[
    Path | None,
    typer.Option("--previous", metavar="上期.xlsx", help="求解时带的上期花名册，须与当时一致"),
]
PublishedBooks = Annotated[
    list[Path] | None,
    typer.Option("--published", metavar="结果.xlsx", help="求解时带的已公示结果，须与当时一致"),
]
Exempt = Annotated[
    list[str] | None,
    typer.Option("--exempt", metavar="教师", help="获批免交流的教师（编号或姓名）；缓写 教师:缓"),
]
Absent = Annotated[
    list[str] | None,
    typer.Option("--absent", metavar="教师", help="本期不能到岗的教师（编号或姓名）"),
]
Pin = Annotated[
    list[str] | None,
    typer.Option(
        "--pin",
        metavar="教师:方式:学校",
        help="定下一人的去处；不动写 教师:留任，不走教写 教师:不走教",
    ),
]

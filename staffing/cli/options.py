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
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="要写出的文件已有同名的，也覆盖（原来的内容不再保留）")
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
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="项=值", help="改一项政策，如 rules.rotation_share.share=0.15"),
]
Overlays = Annotated[
    list[Path] | None, typer.Option("--overlay", metavar="假设.toml", help="假设文件，写法同政策")
]
Close = Annotated[
    list[str] | None,
    typer.Option(
        "--close", metavar="学校:承接学校", help="假设撤一所学校，由另一所承接；写代码或名称"
    ),
]
Open = Annotated[
    list[str] | None,
    typer.Option("--open", metavar="学校", help="假设“学校调整”表中要撤、并或未开办的学校本期办学"),
]
Recruit = Annotated[
    list[str] | None,
    typer.Option("--recruit", metavar="学科:学段:人数", help="假设多招人，如 数学:小学:5"),
]
Pupils = Annotated[
    list[str] | None,
    typer.Option(
        "--pupils",
        metavar="学校:人数",
        help="假设在校生数：学校:300 是改为300人；带正负号是增减，如 学校:+30、学校:-5、学校:-5%；"
        "全县各校写 全县:+5%；写0不是撤校",
    ),
]

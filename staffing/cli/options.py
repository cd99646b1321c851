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

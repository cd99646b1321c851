"""``staffing template``: the empty workbook the office fills in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from staffing.cli.exits import Exit
from staffing.cli.options import Json, Overwrite
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

Target = Annotated[Path, typer.Argument(metavar="输出.xlsx", help="要写出的工作簿")]


def run(target: Target, overwrite: Overwrite = False, as_json: Json = False) -> Exit:
    """Write the empty workbook."""
    from staffing.roster_book.target import check_new, replace_whole
    from staffing.workbook.template import write_template

    check_new(target, overwrite=overwrite)
    replace_whole(target, write_template)
    Voice(as_json).written("空白工作簿", target)
    return Exit.DONE


COMMAND = Spec(
    "template",
    """空白工作簿：带下拉框、批注和示例行

示例行填写前请整行删除；★ 是必填列。""",
    "staffing template 2026秋.xlsx",
    run,
)

"""``staffing check``: everything wrong with a workbook, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from staffing.cli.exits import Exit
from staffing.cli.options import Book, Json
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from staffing.intake import Checked


Against = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="政策",
        help="同时按这份政策核对“锁定”与硬性规则是否相抵、谁已过退休年月",
    ),
]


def run(book: Book, policy: Against = None, as_json: Json = False) -> Exit:
    """Check a workbook."""
    from staffing.intake import check_book

    voice = Voice(as_json)
    checked = check_book(book, policy)
    if as_json:
        from staffing.json_contract import check_json

        voice.data(check_json(checked.errors, checked.warnings))
    else:
        _show(voice, checked)
        if policy is None and not checked.errors:
            voice.screen.say(_UNCHECKED)
    if checked.errors:
        return Exit.REFUSED
    return Exit.SHORT if checked.warnings else Exit.DONE


_UNCHECKED = (
    "没有写 --policy，以下没有核对：锁定与规则是否相抵、是否超上限，岗位的轮次、等级和基期值的指标"
    "政策认不认识，支教团角色齐不齐、有没有人能担任，谁已过退休年月，学校分组缺不缺是否。"
)


_AGAIN = (
    "有错误的行，以及要几张表都没有错误才能判断的事项（超编、缺人、支教团等），"
    "改正后再运行一次才核查。"
)


def _show(voice: Voice, checked: Checked) -> None:
    """What was found is the result and goes to stdout, so that ``check > file`` loses nothing."""
    from staffing.console import show_problems
    from staffing.console.grid import GOOD

    if not checked.errors and not checked.warnings:
        voice.screen.line("工作簿没有错误，也没有需要核查的事项。", GOOD)
    elif not checked.errors:
        voice.screen.line("工作簿没有错误，可以计算；下列提醒请核查。", GOOD)
    if checked.errors:
        show_problems(voice.screen, checked.errors, "错误（必须改正）", result=True)
    if checked.warnings:
        warnings = "提醒（请核查）"
        show_problems(voice.screen, checked.warnings, warnings, grave=False, result=True)
    if checked.errors:
        voice.screen.say(_AGAIN)


COMMAND = Spec(
    "check",
    """检查工作簿：逐格列出错误和待核查事项

错误必须改正才能计算，排在前面；提醒（在编不在岗、借调到期、超编、疑似重复、锁定与免缓或资格矛盾等）由人事科核查。
写 --policy 时，还核对每条锁定是否与政策的硬性规则相抵（相抵的求解会无解），
并逐人列出已过法定退休年月仍填在岗的（不算作能任教）。
退出码：0 没有问题，1 只有提醒，2 有错误。""",
    """staffing check 2026秋.xlsx
staffing check 2026秋.xlsx --policy 本县政策.toml""",
    run,
)

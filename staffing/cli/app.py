"""The commands put together. A new command is a file beside this one and its line in the list."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from staffing import __version__
from staffing.cli import (
    audit,
    check,
    compare,
    demo,
    diagnose,
    explain,
    gaps,
    pin,
    plans,
    policy,
    price,
    replan,
    runs,
    sample,
    solve,
    substitute,
    targets,
    template,
    whatif,
)
from staffing.cli.exits import Exit
from staffing.cli.failure import answer_failure, hush, say_interrupted
from staffing.cli.page import Command, Group, group_with
from staffing.cli.spec import Family, Spec
from staffing.cli.usage import say_usage

COMMANDS: tuple[Spec | Family, ...] = (
    demo.COMMAND,
    template.COMMAND,
    sample.COMMAND,
    check.COMMAND,
    gaps.COMMAND,
    solve.COMMAND,
    audit.COMMAND,
    targets.COMMAND,
    diagnose.COMMAND,
    explain.COMMAND,
    substitute.COMMAND,
    price.COMMAND,
    plans.COMMAND,
    whatif.COMMAND,
    compare.COMMAND,
    replan.COMMAND,
    pin.COMMAND,
    policy.FAMILY,
    runs.FAMILY,
)
PROGRAM = "staffing"
HELP = """县域教师交流轮岗与编制统筹：一个工作簿进，经证明、经核查的方案出

结果写到标准输出，进度和提示写到标准错误；每个命令都可加 --json。
退出码：0 完成　1 完成，但有硬性规则或指标未满足　2 输入或用法有误
　　　　3 已证明无解　4 没有方案或未证明最优　70 内部出错　130 被中断"""
EXAMPLE = """staffing demo
staffing template 2026秋.xlsx
staffing solve 2026秋.xlsx --policy 本县政策.toml -o 花名册.xlsx"""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (``sys.argv`` when None); returns the exit code, never raises."""
    _tolerate_characters()
    try:
        answer = make_app()(arguments, prog_name=PROGRAM, standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        given = sys.argv[1:] if arguments is None else arguments
        return int(say_usage(error, as_json="--json" in given))
    except (BrokenPipeError, SystemExit):  # typer leaves that way when its own output is cut off
        return int(hush())
    except (KeyboardInterrupt, typer.Abort):  # typer's own name for one outside a command
        return int(say_interrupted())
    except Exception as error:
        return int(answer_failure(error, as_json=False))
    return int(answer or Exit.DONE)


def _tolerate_characters() -> None:
    """A stream that cannot show a character shows ``?`` instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
        if encoding != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def make_app() -> typer.Typer:
    """The application with every command registered."""
    app = _typer(HELP, EXAMPLE, Group)
    app.callback()(_root)
    for entry in COMMANDS:
        if isinstance(entry, Spec):
            _register(app, entry)
        else:
            group = _typer(entry.help, entry.example, group_with(entry.default))
            for command in entry.commands:
                _register(group, command)
            app.add_typer(group, name=entry.name)
    return app


def _typer(text: str, example: str, kind: type[Group]) -> typer.Typer:
    return typer.Typer(
        cls=kind, help=text, epilog=example, no_args_is_help=True, add_completion=False,
        rich_markup_mode=None,
    )  # fmt: skip


def _register(app: typer.Typer, spec: Spec) -> None:
    app.command(spec.name, cls=Command, help=spec.help, epilog=spec.example)(spec.run)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"{PROGRAM} {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="显示版本", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """The program itself; everything is in its commands."""

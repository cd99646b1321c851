"""Help pages in Chinese, and commands whose failures end in an exit code."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from shutil import get_terminal_size
from typing import Any

from typer import Exit
from typer._click import Context  # typer.Context is a subclass, too narrow for overriding
from typer.core import TyperCommand, TyperGroup

from staffing.cli.failure import answer_failure
from staffing.line_breaks import breaks

_INDENT, _GAP, _LEAST = "  ", 2, 20
_HELP_ROW = ("--help", "显示本页")


class Command(TyperCommand):
    """A command: help with parameters, options and examples; invoking it returns its exit code."""

    def get_help(self, ctx: Context) -> str:
        """The whole page."""
        return "\n".join([*_head(self, ctx), *_parameters(self), *_examples(self)])

    def invoke(self, ctx: Context) -> Any:
        """Run; whatever goes wrong is said in words."""
        try:
            return super().invoke(ctx)
        except Exit:
            raise
        except (Exception, KeyboardInterrupt) as error:
            return answer_failure(error, as_json=bool(ctx.params.get("as_json")))


class Group(TyperGroup):
    """A group of commands: help lists them with their first line.

    default: the command meant when none is named, empty for none.
    """

    default = ""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Put the default command in where none is named."""
        named = args and (not args[0].startswith("-") or args[0] == "--help")
        if self.default and not named:
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def get_help(self, ctx: Context) -> str:
        """The whole page."""
        listed = [(name, _body(self.commands[name])[0]) for name in self.commands]
        parts = (_head(self, ctx), _section("命令", listed), _parameters(self), _examples(self))
        return "\n".join(line for part in parts for line in part)


def group_with(default: str) -> type[Group]:
    """A kind of group that has a default command."""
    return type("GroupWithDefault", (Group,), {"default": default})


def _head(command: Any, ctx: Context) -> list[str]:
    arguments = [_name(p) for p in command.params if p.param_type_name == "argument"]
    tail = ["命令 …"] if isinstance(command, TyperGroup) else []
    usage = " ".join(["用法：", ctx.command_path, *arguments, "[选项]", *tail])
    body = (part for line in _body(command) for part in _broken(line, _room()))
    return [usage.replace("： ", "："), "", *body]


def _body(command: Any) -> list[str]:
    return (command.help or "").strip().splitlines() or [""]


def _parameters(command: Any) -> list[str]:
    """Arguments and options, each with its Chinese help."""
    found: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
    for param in command.params:
        found[param.param_type_name].append((_name(param), param.help or ""))
    options = [*found["option"], _HELP_ROW]
    return [*_section("参数", found["argument"]), *_section("选项", options)]


def _name(param: Any) -> str:
    metavar = param.metavar or param.name
    if param.param_type_name == "argument":
        return str(metavar)
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {metavar}"


def _examples(command: Any) -> list[str]:
    lines = (command.epilog or "").strip().splitlines()
    return ["", "示例", *(_INDENT + line.strip() for line in lines)] if lines else []


def _section(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    """A heading and two columns; nothing for no rows. A Chinese sign takes two places."""
    listed = list(rows)
    if not listed:
        return []
    width = max(_width(left) for left, _ in listed) + _GAP
    lines = []
    for left, right in listed:
        first, *others = _broken(right, _room() - len(_INDENT) - width)
        lines.append(f"{_INDENT}{left}{' ' * (width - _width(left))}{first}")
        lines += [f"{_INDENT}{' ' * width}{part}" for part in others]
    return ["", title, *lines]


def _room() -> int:
    """Cells of a line of the terminal; without end for a pipe."""
    return get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize


def _broken(text: str, room: int) -> list[str]:
    """Lines no wider than *room*; at least one."""
    at = [0, *breaks(text, max(room, _LEAST), "。；", _width), len(text)]
    return [text[a:b].rstrip() for a, b in pairwise(at)]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)

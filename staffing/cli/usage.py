"""Errors of usage in Chinese. The parser's own words are English and are never shown."""

from __future__ import annotations

import difflib
import re
import sys
from typing import Any

import typer

# typer carries its parser inside and exports no finer exceptions; its version is pinned for this.
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
)

from staffing.cli.exits import Exit
from staffing.cli.voice import Voice


def say_usage(error: typer.TyperException, *, as_json: bool = False) -> Exit:
    """Say what is wrong with the command line and where its help is. as_json: on stdout too."""
    if isinstance(error, NoArgsIsHelpError):
        print(error.message, file=sys.stderr)
        return Exit.REFUSED
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "staffing"
    words = _words(error)
    if as_json:
        from models.problem import Problem
        from staffing.json_contract import check_json

        Voice(as_json).data(check_json([Problem("命令行", "", words, "usage")], ()))
    print(f"用法有误：{words}\n用法见：{path} --help", file=sys.stderr)
    return Exit.REFUSED


def _words(error: typer.TyperException) -> str:
    match error:
        case NoSuchOption():
            near = "、".join(sorted(error.possibilities or ()))
            return f"没有选项“{error.option_name}”" + (f"，最接近的是 {near}" if near else "")
        case MissingParameter():
            return f"缺少{_label(error.param)}"
        case BadParameter():
            return f"{_label(error.param)}的值不合要求（{_wanted(error.param)}）"
        case BadOptionUsage():
            lacking = "requires" in error.message
            return f"选项“{error.option_name}”" + ("后面缺少值" if lacking else "后面不跟值")
    return _other(error)


def _label(param: Any) -> str:
    if param is None:
        return "参数"
    if param.param_type_name == "argument":
        return f"参数“{param.metavar or param.name}”（{param.help}）"
    return f"选项 {max(param.opts, key=len)}（{param.help}）"


def _wanted(param: Any) -> str:
    limits = (getattr(param, "min", None), getattr(param, "max", None))
    if limits == (None, None):
        return f"应为{getattr(param, 'metavar', None) or '规定的值'}"
    low, high = limits
    if high is None:
        return f"应为不小于 {low} 的整数"
    return f"应为不大于 {high} 的整数" if low is None else f"应为 {low} 到 {high} 之间的整数"


def _other(error: typer.TyperException) -> str:
    if command := re.match(r"No such command '(.*?)'", error.message):
        return f"没有命令“{command[1]}”{_nearest(error, command[1])}"
    if extra := re.search(r"unexpected extra arguments? ?(?:\(s\))? ?\((.*)\)", error.message):
        return f"多出的参数“{extra[1]}”"
    return "命令行不完整，请在后面写明命令"


def _nearest(error: typer.TyperException, word: str) -> str:
    context: Any = getattr(error, "ctx", None)
    known = sorted(context.command.commands) if context else []
    close = difflib.get_close_matches(word, known, n=1)
    return f"，最接近的是 {close[0]}" if close else f"；可用的有：{'、'.join(known)}"

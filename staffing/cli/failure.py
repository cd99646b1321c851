"""Whatever goes wrong, as Chinese sentences and an exit code; never a traceback on the screen."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING

from staffing.cli import interrupt
from staffing.cli.exits import Exit
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from models.problem import Problem

_FAILED = "程序内部出错，什么都没有写出；输入文件未改动。"


def answer_failure(error: BaseException, *, as_json: bool) -> Exit:
    """Say what went wrong; the exit code. as_json: problems also go to stdout as JSON."""
    from models.problem import Disagreement, InputRefused, Problem, StaffingError

    if isinstance(error, KeyboardInterrupt) or interrupt.heard():
        return say_interrupted()
    match error:
        case BrokenPipeError():
            return hush()
        case InputRefused():
            return _refused(error.problems, Voice(as_json))
        case Disagreement():
            Voice(as_json).screen.fail(str(error))
            return Exit.INTERNAL
        case StaffingError():
            voice = Voice(as_json)
            _to_json([Problem("", "", str(error), "unavailable")], voice)
            voice.screen.fail(str(error))
            return Exit.REFUSED
        case _:
            return say_internal(error)


def _refused(problems: Sequence[Problem], voice: Voice) -> Exit:
    from staffing.console import show_problems

    _to_json(problems, voice)
    show_problems(voice.screen, problems, "输入有误，什么都没有写出")
    return Exit.REFUSED


def _to_json(problems: Sequence[Problem], voice: Voice) -> None:
    if voice.as_json:
        from staffing.json_contract import check_json

        voice.data(check_json(problems, ()))


def say_interrupted() -> Exit:
    """The user stopped it."""
    interrupt.tell()
    return Exit.INTERRUPTED


def say_internal(error: BaseException) -> Exit:
    """An error of the program's own: the trace goes to a private file, a sentence to the user."""
    try:
        handle, path = tempfile.mkstemp(prefix="staffing-", suffix=".log", text=True)
        with os.fdopen(handle, "w", encoding="utf-8") as log:
            log.writelines(traceback.format_exception(error))
        print(f"{_FAILED}详细记录在：{path}（可能含姓名，请勿公开）", file=sys.stderr)
    except OSError:
        print(f"{_FAILED}（临时文件夹不能写入，没有留下详细记录。）", file=sys.stderr)
    return Exit.INTERNAL


def hush() -> Exit:
    """Whoever read our output has gone: keep quiet, also when the interpreter closes stdout."""
    with contextlib.suppress(OSError, ValueError):  # a stream of a test has no number
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    return Exit.DONE

"""Ctrl-C: whatever is going on, the same words and exit code, and nothing half-written.

Native code swallows an interrupt it is hit by: during imports, in a destructor. And a solver's
thread that runs on cannot be ended in good order. So the process sees to its own end.
Nothing heavy is imported here: this module is the first thing a command loads.
"""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import sys
import time
from types import FrameType
from typing import Any, NoReturn

_CODE = 130
_WORDS = "已中断，没有留下写了一半的文件。"
_SHOW_CURSOR = "\x1b[?25h"
_IMPORTING = "<frozen importlib"
_PATIENCE = 5.0
"""Seconds that tidying up may take before the process ends without."""

_known = {"heard": False, "told": False}


def listen() -> None:
    """From now on every interrupt ends this process; not where its caller made it deaf to them."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _hear)
        sys.unraisablehook = _not_raised


def stop_listening() -> None:
    """All is done and told: an interrupt while the interpreter ends changes nothing any more."""
    if signal.getsignal(signal.SIGINT) is _hear:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def heard() -> bool:
    """Whether the user has interrupted this process."""
    return _known["heard"]


def tell() -> None:
    """Say that it was interrupted; once."""
    _known["told"] = True
    print(_WORDS, file=sys.stderr)


def leave() -> NoReturn:
    """End the process at once, having told why; threads of solvers are not waited for."""
    _discard()
    if not _known["told"]:
        shown = _SHOW_CURSOR if sys.stderr.isatty() else ""
        with contextlib.suppress(OSError, ValueError):  # print might be what was interrupted
            words = f"{shown}{_WORDS}\n".encode(sys.stderr.encoding or "utf-8", "replace")
            os.write(sys.stderr.fileno(), words)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            stream.flush()
    os._exit(_CODE)


def _hear(_: int, frame: FrameType | None) -> None:
    again = heard()
    _known["heard"] = True
    if again or _importing(frame):
        leave()
    _thread.start_new_thread(_see_to_it, ())
    raise KeyboardInterrupt


def _importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith(_IMPORTING):
            return True
        frame = frame.f_back
    return False


def _see_to_it() -> None:
    time.sleep(_PATIENCE)
    leave()


def _not_raised(found: Any) -> None:
    """An interrupt that came where nothing can be raised."""
    if issubclass(found.exc_type, KeyboardInterrupt):
        leave()
    sys.__unraisablehook__(found)


def _discard() -> None:
    """Files begun and processes started, if that far."""
    target, workers = map(sys.modules.get, ("staffing.roster_book.target", "multiprocessing"))
    with contextlib.suppress(OSError):
        for path in target.unfinished if target else ():
            path.unlink(missing_ok=True)
    for process in workers.active_children() if workers else ():
        process.terminate()

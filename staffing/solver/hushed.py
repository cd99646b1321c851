"""Native code that writes to standard output, past Python, what nobody asked for.

HiGHS 1.12 prints a line of its own while it turns a presolved solution back, whatever its log
options say. Standard output belongs to the answer, which may be read by a machine.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

_STDOUT = 1
_lock = Lock()
_kept: list[int] = []
"""The real standard output, once per call that is inside; the first one in closed it off."""


@contextmanager
def hushed() -> Iterator[None]:
    """Nothing native code prints meanwhile reaches standard output; standard error is untouched.

    Calls may overlap between threads: the first one in hushes, the last one out restores. What
    Python has written before is passed on first. A process without standard output has none to
    keep clean.
    """
    with _lock:
        _enter()
    try:
        yield
    finally:
        with _lock:
            _leave()


def _enter() -> None:
    if _kept:
        _kept.append(_kept[0])
        return
    _pass_on()
    try:
        real = os.dup(_STDOUT)
    except OSError:  # closed
        real = -1
    _kept.append(real)
    if real >= 0:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _STDOUT)
        os.close(nowhere)


def _leave() -> None:
    real = _kept.pop()
    if _kept or real < 0:
        return
    _native_flush()
    os.dup2(real, _STDOUT)
    os.close(real)


def _pass_on() -> None:
    """What was written so far reaches its reader before standard output is closed off."""
    if sys.stdout is not None:
        with suppress(OSError, ValueError):  # a reader gone, a stream closed: not ours to say
            sys.stdout.flush()
    _native_flush()


def _native_flush() -> None:
    """Empty the buffers of C's own streams, where native code's words wait."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL("ucrtbase" if os.name == "nt" else None)
        library.fflush(None)

"""What native code prints of its own never reaches standard output; what we print all does."""

from __future__ import annotations

import ctypes
import os
import sys
import threading

import pytest

from staffing.solver.hushed import hushed

# The pipe's reader sees what a terminal or another program would; C's own stream waits in a buffer.
LIBRARY = None if os.name == "nt" else ctypes.CDLL(None)
pytestmark = pytest.mark.skipif(LIBRARY is None, reason="C's stream is another one here")


def noise(text: str) -> None:
    """As a solver would print: through C's stream, unflushed."""
    assert LIBRARY is not None
    LIBRARY.printf(f"{text}\n".encode())


def test_native_words_are_gone_and_ours_stay(capfd: pytest.CaptureFixture[str]) -> None:
    print("before", end="\n", flush=False)
    noise("native before")
    with hushed():
        noise("tmpSolver.run();")
        print("to the screen", file=sys.stderr)
    print("after")
    noise("native after")
    with hushed():
        pass
    heard = capfd.readouterr()
    assert sorted(heard.out.split("\n")) == ["", "after", "before", "native after", "native before"]
    assert heard.err == "to the screen\n"


def test_an_error_restores_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError), hushed():
        noise("tmpSolver.run();")
        raise RuntimeError
    os.write(1, b"heard\n")
    assert capfd.readouterr().out == "heard\n"


def test_the_last_of_overlapping_calls_restores(capfd: pytest.CaptureFixture[str]) -> None:
    inside, leave = threading.Event(), threading.Event()

    def other() -> None:
        with hushed():
            inside.set()
            leave.wait()

    thread = threading.Thread(target=other)
    with hushed():
        thread.start()
        inside.wait()
    noise("tmpSolver.run();")
    leave.set()
    thread.join()
    os.write(1, b"heard\n")
    assert capfd.readouterr().out == "heard\n"


def test_without_standard_output_there_is_nothing_to_restore() -> None:
    real = os.dup(1)
    os.close(1)
    try:
        with hushed():
            pass
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(1)
    finally:
        os.dup2(real, 1)
        os.close(real)

"""A native call can be left by Ctrl-C, and gives what it gives."""

from __future__ import annotations

import _thread
import signal
import threading

import pytest

from staffing.solver.interruptible import interruptibly


def test_an_interrupt_is_heard_while_the_solver_runs() -> None:
    # A shell starts its background jobs deaf to interrupts; the test would wait for ever.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    never = threading.Event()
    knock = threading.Timer(0.05, _thread.interrupt_main)
    knock.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            interruptibly(lambda: never.wait(60))
    finally:
        signal.signal(signal.SIGINT, before)
        never.set()
        knock.join()


def test_what_the_solver_says_comes_through_unchanged() -> None:
    assert interruptibly(lambda: 42) == 42
    with pytest.raises(ZeroDivisionError):
        interruptibly(lambda: 1 // 0)

"""A native call that Ctrl-C can leave: Python sees a signal only between its own instructions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_GLANCE = 0.1
"""Seconds between looks at pending signals; Windows shows none to a thread that waits for good."""


def interruptibly(call: Callable[[], T]) -> T:
    """The call's value, or its exception; KeyboardInterrupt is raised while it runs.

    An interrupted call runs on, unheard, until the process ends.
    """
    values: list[T] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            values.append(call())
        except BaseException as error:  # carried over to the caller's thread
            errors.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_GLANCE)
    if errors:
        raise errors[0]
    return values[0]

"""Work side by side in fresh processes, as many as there are cores.

Fresh ones inherit no thread and no lock, on every system alike. Nothing heavy is imported here:
this module is the first thing a new process loads, while its parent waits.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import active_children, get_context
from typing import Any, TypeVar

J = TypeVar("J")
R = TypeVar("R")

_INTERRUPT = {signal.SIGINT}
_payload: list[bytes] = []
"""In a process of its own: what its jobs share, pickled; set once when it begins."""


@contextmanager
def side_by_side(
    work: Callable[[J], R], jobs: Sequence[J], shared: object
) -> Iterator[list[Future[R]]]:
    """The coming results of *jobs*, in their order, whichever is done first.

    shared: what all jobs need, sent once to each process; *work* asks for it with :func:`shared`.
    An interrupt or an error ends the processes at once.
    """
    pool = ProcessPoolExecutor(
        min(len(jobs), cores()),
        mp_context=get_context("spawn"),
        initializer=_begin,
        initargs=(pickle.dumps(shared),),
    )
    try:
        with _interrupts_held_back():
            coming = [pool.submit(work, job) for job in jobs]
        yield coming
    except BaseException:
        for process in active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def shared() -> Any:
    """What all jobs of this process need."""
    return pickle.loads(_payload[0])


def _begin(payload: bytes) -> None:
    _payload.append(payload)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # an interrupt ends it without a trace
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPT)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """An interrupt waits until the processes, which inherit this, are ready to end quietly."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPT)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

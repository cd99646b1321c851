"""Ctrl-C from the first import on: the same words, exit code 130, no trace."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

_AT_ONCE = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from staffing.cli import interrupt
import staffing.__main__ as program
def knock(): os.kill(os.getpid(), signal.SIGINT)
"""

IMPORTING = """
class Finder:  # native code prints the interrupt that hits it and goes on
    def find_spec(self, name, path=None, target=None):
        if name == "staffing.cli.app":
            try:
                knock()
            except KeyboardInterrupt:
                pass
sys.meta_path.insert(0, Finder())
"""

SWALLOWED = """
import staffing.cli.app as app
interrupt._PATIENCE = 0.1
def run():
    try:
        knock()
    except KeyboardInterrupt:
        time.sleep(60)
app.run = run
"""

DESTROYED = """
import staffing.cli.app as app
class Thing:
    def __del__(self): knock()
app.run = lambda: [Thing().__class__, time.sleep(60)]
"""

SOLVING = """
import staffing.cli.app as app
from staffing.solver.interruptible import interruptibly
class Given:
    def run(*_, **__): interruptibly(lambda: (knock(), time.sleep(60)))
import staffing.intake
staffing.intake.take_in_decided = Given.run
sys.argv = ["staffing", "gaps", "book.xlsx"]
"""

WRITING = """
import staffing.cli.app as app
from pathlib import Path
from staffing.roster_book.target import replace_whole
def write(path):
    path.write_text("half")
    interrupt._IMPORTING = "<string>"  # as though an import were going on
    knock()
app.run = lambda: replace_whole(Path("r.xlsx"), write)
"""


TIMETABLED = """
import staffing.cli.app as app
from staffing.itinerant import weekday
from tests.tiny import situation, tiny
def run():
    assert weekday._solve(situation(tiny()), []) == []
    knock()
    time.sleep(60)
app.run = run
"""


def _ended(words: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """A process of its own with this code."""
    around = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.run(
        [sys.executable, "-c", words], cwd=folder, capture_output=True, env=around, timeout=300
    )


@pytest.mark.parametrize("state", [IMPORTING, SWALLOWED, DESTROYED, SOLVING, WRITING, TIMETABLED])
def test_an_interrupt_ends_the_process_in_words(state: str, folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    started = time.monotonic()
    words = f"{_AT_ONCE}{state}\nsys.exit(program.main())"
    done = _ended(words, folder)
    said = done.stderr.decode()
    assert done.returncode == 130, said
    assert said.count("已中断，没有留下写了一半的文件。") == 1 and "Traceback" not in said
    assert time.monotonic() - started < 30
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_process_made_deaf_to_interrupts_stays_deaf(folder: Path) -> None:
    words = f"{_AT_ONCE}\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    words += "interrupt.listen()\nknock()\nprint('on')"
    done = _ended(words, folder)
    assert done.returncode == 0 and done.stdout.strip() == b"on"


def test_an_interrupt_when_all_is_done_changes_nothing(folder: Path) -> None:
    """The interpreter takes a while to end, and gives up its handlers meanwhile."""
    words = f"{_AT_ONCE}\nimport atexit, staffing.cli.app as app\natexit.register(knock)\n"
    done = _ended(words + "app.run = lambda: 1\nsys.exit(program.main())", folder)
    assert done.returncode == 1 and not done.stderr

"""Where a command speaks: results on stdout, talk and progress on stderr."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group
from rich.live import Live
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from staffing.console.grid import BAD, PLACE, QUIET
from staffing.console.wrapping import Listed, Prose
from staffing.wording import amount_words

_PIPE_WIDTH, _PLACE_MOST, _INDENT = 200, 20, 4
"""Widths: of a line in a pipe; of a place beside what is said of it, so that a fault in many cells
does not press all texts to the right."""
_ADVICE = re.compile("(?<=[；。，])请")
"""Where a message turns to what the reader is to do."""


class Screen:
    """Where a command speaks: ``out`` for results, ``err`` for talk.

    NO_COLOR, TERM=dumb and pipes are honoured; characters the terminal's encoding lacks become
    ``?`` instead of a crash.
    """

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.out = _console(out or sys.stdout)
        self.err = _console(err or sys.stderr)

    def say(self, text: str, style: str = "") -> None:
        """A line of talk, on stderr."""
        _print(self.err, text, style)

    def line(self, text: str, style: str = "") -> None:
        """A line of the result, on stdout."""
        _print(self.out, text, style)

    def fail(self, text: str) -> None:
        """An error in words, on stderr."""
        self.say(text, BAD)

    def listed(self, items: Sequence[tuple[str, str]], *, result: bool = False) -> None:
        """Places and what is said of each, below one another on a terminal.

        On stderr; on stdout where they are the result.
        """
        console = self.out if result else self.err
        if not console.is_terminal:
            for place, text in items:
                _print(console, f"  {place} {text}".rstrip(), "")
            return
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style=PLACE, max_width=_PLACE_MOST)
        table.add_column(overflow="fold")
        for place, text in items:
            table.add_row(Listed(place), _advised(text))
        console.print(table)

    def entry(self, what: str, text: str, basis: str) -> None:
        """A line of the result, and below it on a terminal what it rests on."""
        if not self.out.is_terminal:
            self.line("  ".join(filter(None, (what, text, basis))))
            return
        said = Prose(f"{what}  {text}")
        said.stylize(PLACE, 0, len(what))
        said.stylize("bold", len(what))
        self.out.print(Group(said))
        if basis:
            self.out.print(Padding(Prose(basis), (0, 0, 0, _INDENT)))

    def facts(self, facts: Iterable[tuple[str, str, str]]) -> None:
        """Lines of the result, each (what it is about, what is said, style), on stdout."""
        listed = list(facts)
        if not self.out.is_terminal:
            width = max((cell_len(what) for what, _, _ in listed), default=0)
            for what, text, style in listed:
                self.line(f"{set_cell_size(what, width)}  {text}", style)
            return
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
        table.add_column(no_wrap=True, style=PLACE)
        table.add_column(overflow="fold")
        for what, text, style in listed:
            table.add_row(Text(what), Prose(text, style=style))
        if listed:
            self.out.print(table)

    def progress(self) -> Progress:
        """A live line for long work, to be used as a context manager."""
        return Progress(self.err)


def _advised(text: str) -> Prose:
    """What is wrong, then in bold what to do about it."""
    said = Prose(text)
    if advice := _ADVICE.search(text):
        said.stylize("bold", advice.start())
    return said


def _print(console: Console, text: str, style: str) -> None:
    """A line as it is for a pipe, broken as prose on a terminal."""
    if console.is_terminal:
        # Alone, rich would join it with an empty Text and break it as English.
        console.print(Group(Prose(text, style=style)))
    else:
        console.print(Text(text, style=style), soft_wrap=True)


class _Console(Console):
    """A console that leaves a closed pipe to the caller, who knows the exit code."""

    def on_broken_pipe(self) -> None:
        """Re-raise what rich would turn into exit code 1."""
        raise BrokenPipeError


def _console(stream: TextIO) -> Console:
    encoding = (stream.encoding or "").lower().replace("-", "")
    if encoding != "utf8" and hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    tty = stream.isatty() and os.environ.get("TERM") != "dumb"
    return _Console(
        file=stream, width=None if tty else _PIPE_WIDTH, highlight=False, markup=False, emoji=False
    )


class Progress:
    """The live line of a solve: tier, best, bound, 还差.

    Off a terminal a line for every tier once it is finished, with what was reached and proven.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, transient=True) if console.is_terminal else None
        self._unfinished = ("", "")

    def __enter__(self) -> Progress:
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._live.stop()
        self._finish()

    def step(self, text: str) -> None:
        """What is being done now, when it is not a tier."""
        self._show("", text)
        self._finish()

    def tier(self, name: str, best: int | None, bound: int | None, unit: str = "") -> None:
        """Best value and proven bound of the tier being solved; both None: they are not told."""
        if best is None and bound is None:
            self._show(name, f"求解{name}（数值见结果）")
            return
        left = None if best is None or bound is None else max(best - bound, 0)
        found, limit = (amount_words(value, unit) or "尚无" for value in (best, bound))
        gap = "" if left is None else f"，还差 {amount_words(left, unit)}"
        self._show(name, f"{name}：最好 {found}，界限 {limit}{gap}".rstrip())

    def _show(self, subject: str, text: str) -> None:
        if self._live:
            self._live.update(Text(text, style=QUIET))
            return
        if subject != self._unfinished[0]:
            self._finish()
        self._unfinished = subject, text

    def _finish(self) -> None:
        """Print the last word on what was being done."""
        if self._unfinished[1]:
            self._console.print(Text(self._unfinished[1]), soft_wrap=True)
        self._unfinished = "", ""

"""Text for rich that breaks as Chinese prose does."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.cells import cell_len
from rich.containers import Lines
from rich.text import Text

from staffing.line_breaks import breaks

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod, OverflowMethod

P = TypeVar("P", bound="Prose")


class Prose(Text):
    """Text that breaks as Chinese prose does."""

    ends = "；。"
    """Where what is kept together ends."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        """Lines no wider than *width* cells."""
        if no_wrap:
            return super().wrap(console, width, justify=justify, overflow=overflow,
                                tab_size=tab_size, no_wrap=no_wrap)  # fmt: skip
        found = Lines()
        for paragraph in self.split(allow_blank=True):
            for line in paragraph.divide(list(breaks(paragraph.plain, width, self.ends, cell_len))):
                line.rstrip()
                found.append(line)
        if justify:
            found.justify(console, width, justify=justify, overflow="fold")
        return found


class Listed(Prose):
    """Prose in a narrow column, where a line for each thing listed is read best."""

    ends = "；。、"


def prose(text: Text) -> Prose:
    """The same text, colours and all, broken as prose."""
    return _as(Prose, text)


def listed(text: Text) -> Listed:
    """The same for a column of a table."""
    return _as(Listed, text)


def _as(kind: type[P], text: Text) -> P:
    found = kind(text.plain, style=text.style, end=text.end)
    found.spans = list(text.spans)
    return found

"""Lines of Chinese prose broken where a reader expects it.

Chinese has no spaces, so a line may end after almost any character; but a number, a code or a cell
(班级!C51) stays in one piece with the unit after it, no line starts with a closing mark and none
ends with an opening one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.containers import Lines
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod, OverflowMethod

_UNITS = "人次|人|课时|名次|名|科|个|所|处|项|半天|天|公里|元|次|年|月|日|号|岁|层|条|份|等"
_PIECE = re.compile(
    r"\s+"
    r"|[一-鿿]+![A-Z]+\d+"
    rf"|[!-~]*\d[!-~]*(?: ?(?:{_UNITS}))?"
    r"|[!-~]+"
    r"|.",
    re.DOTALL,
)
_OPENING, _CLOSING = "（《“‘〔［｛【「", "）》”’〕］｝】」，。；：、！？…"


class Prose(Text):
    """Text that breaks as Chinese prose does."""

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
            for line in paragraph.divide(list(_breaks(paragraph.plain, width))):
                line.rstrip()
                found.append(line)
        if justify:
            found.justify(console, width, justify=justify, overflow="fold")
        return found


def prose(text: Text) -> Prose:
    """The same text, colours and all, broken as prose."""
    found = Prose(text.plain, style=text.style, end=text.end)
    found.spans = list(text.spans)
    return found


def pieces(text: str) -> list[str]:
    """What no line breaks, in order; white space by itself."""
    found: list[str] = []
    open_end = False
    for piece in _PIECE.findall(text):
        glued = found and not found[-1].isspace() and not piece.isspace()
        if glued and (open_end or piece[0] in _CLOSING):
            found[-1] += piece
        else:
            found.append(piece)
        open_end = piece[-1] in _OPENING
    return found


def _breaks(text: str, width: int) -> Iterator[int]:
    """Positions at which a new line starts."""
    at = used = 0
    for piece in pieces(text):
        size = cell_len(piece)
        if used and used + size > width and not piece.isspace():
            yield at
            used = 0
        if size > width:
            for character in piece:
                wide = cell_len(character)
                if used + wide > width and used:
                    yield at
                    used = 0
                used += wide
                at += 1
        else:
            used += size
            at += len(piece)

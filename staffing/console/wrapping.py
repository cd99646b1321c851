"""Lines of Chinese prose broken where a reader expects it.

Chinese has no spaces, so a line may end after almost any character; but a number, a code or a cell
(班级!C51) stays in one piece with the unit after it and the 多 or 少 before it, no line starts with
a closing mark and none ends with an opening one. What ； parts (and 、 in a table) stays together
where that leaves no line less than half full; a name too long for a line breaks at its dots.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from rich.cells import cell_len
from rich.containers import Lines
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod, OverflowMethod

P = TypeVar("P", bound="Prose")

_UNITS = "人次|人|课时|名次|名|科|个|所|处|项|半天|天|公里|元|次|年|月|日|号|岁|层|条|份|等"
_PIECE = re.compile(
    r"\s+"
    r"|[一-鿿]+![A-Z]+\d+"
    r"|[一-鿿]{1,8}\.(?:xlsx|toml)"
    rf"|(?:[多少增减差共缺超第] ?)?[!-~]*\d[!-~]*(?: ?(?:{_UNITS}))?"
    r"|[!-~]+"
    r"|.",
    re.DOTALL,
)
_OPENING, _CLOSING = "（《“‘〔［｛【「", "）》”’〕］｝】」，。；：、！？…"
_NAME_PART = re.compile(r"[^._/=-]*[._/=-]?")


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
            for line in paragraph.divide(list(_breaks(paragraph.plain, width, self.ends))):
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


def _breaks(text: str, width: int, ends: str) -> Iterator[int]:
    """Positions at which a new line starts."""
    found = [part for piece in pieces(text) for part in _fitting(piece, width)]
    at = used = 0
    for number, piece in enumerate(found):
        size = cell_len(piece)
        starts = number > 0 and found[number - 1][-1] in ends
        needed = _clause(found[number:], width, ends) if starts and 2 * used >= width else size
        if used and used + max(size, needed) > width and not piece.isspace():
            yield at
            used = 0
        used += size
        at += len(piece)


def _fitting(piece: str, width: int) -> Iterator[str]:
    """*piece* in parts no wider than a line: at its dots and strokes, else anywhere."""
    if cell_len(piece) <= width:
        yield piece
        return
    for part in filter(None, _NAME_PART.findall(piece)):
        yield from [part] if cell_len(part) <= width else part


def _clause(found: Sequence[str], width: int, ends: str) -> int:
    """Cells up to where the next clause ends; 0 for more than a line."""
    used = 0
    for piece in found:
        used += cell_len(piece)
        if used > width:
            return 0
        if piece[-1] in ends:
            break
    return used

"""Where lines of Chinese prose break, as a reader expects it.

Chinese has no spaces, so a line may end after almost any character; but a number, a code or a cell
(班级!C51) stays in one piece with the unit after it and the 多 or 少 before it, so does a short
word in quotes or brackets, no line starts with a closing mark and none ends with an opening one.
What certain marks part stays together where that leaves no line less than half full; a name too
long for a line breaks at its dots.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

Measure = Callable[[str], int]
"""Cells a text takes on a screen."""

_UNITS = "人次|人|课时|名次|名|科|个|所|处|项|半天|天|公里|元|次|年|月|日|号|岁|层|条|份|等"
_PIECE = re.compile(
    r"\s+"
    r"|[一-鿿]+![A-Z]+\d+"
    r"|[一-鿿]{1,8}\.(?:xlsx|toml)"
    r"|〔\d+〕\d+号"
    r"|[“（][一-鿿]{1,8}[”）]"
    rf"|(?:[多少增减差共缺超第]{{1,2}} ?)?[!-~]*\d[!-~]*(?: ?(?:{_UNITS}))?"
    r"|[!-~]+"
    r"|.",
    re.DOTALL,
)
_OPENING, _CLOSING = "（《“‘〔［｛【「", "）》”’〕］｝】」，。；：、！？…"
_NAME_PART = re.compile(r"[^._/=-]*[._/=-]?")


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


def breaks(text: str, width: int, ends: str, cells: Measure) -> Iterator[int]:
    """Positions at which a new line starts, none wider than *width*.

    ends: marks that part what is kept together.
    """
    found = [part for piece in pieces(text) for part in _fitting(piece, width, cells)]
    at = used = 0
    for number, piece in enumerate(found):
        size = cells(piece)
        starts = number > 0 and found[number - 1][-1] in ends
        needed = (
            _clause(found[number:], width, ends, cells) if starts and 2 * used >= width else size
        )
        if used and used + max(size, needed) > width and not piece.isspace():
            yield at
            used = 0
        used += size
        at += len(piece)


def _fitting(piece: str, width: int, cells: Measure) -> Iterator[str]:
    """*piece* in parts no wider than a line: at its dots and strokes, else anywhere."""
    if cells(piece) <= width:
        yield piece
        return
    for part in filter(None, _NAME_PART.findall(piece)):
        yield from [part] if cells(part) <= width else part


def _clause(found: Sequence[str], width: int, ends: str, cells: Measure) -> int:
    """Cells up to where the next clause ends; 0 for more than a line."""
    used = 0
    for piece in found:
        used += cells(piece)
        if used > width:
            return 0
        if piece[-1] in ends:
            break
    return used

"""Words read as another word (别名): accepted, and said, once per column and spelling.

A number that stands for a word (220 for 乡村, 1 for 一年级) is the contract's own notation.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.column import Field, Subject
from models.plain import compact
from models.vocabulary import Word
from staffing.workbook.cells import Parser, listed


def has_words(field: Field) -> bool:
    """Whether the column takes words of a closed list only."""
    return field.kind is Subject or (isinstance(field.kind, type) and issubclass(field.kind, Word))


def respelled(field: Field, raw: str, parse: Parser) -> Iterator[tuple[str, str]]:
    """(as written, as read) for every word of a sound cell that was read as another."""
    for part in listed(raw) if field.many else (raw,):
        value = parse(part)
        read = str(value[0] if isinstance(value, tuple) else value)
        written = compact(part)
        if compact(read) != written and not written.isdigit():
            yield written, read

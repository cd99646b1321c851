"""Codes and words as they are compared, however they were typed."""

from __future__ import annotations

import unicodedata

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), None)
"""Characters that nobody sees, for :meth:`str.translate`."""


def compact(text: str) -> str:
    """Codes, words and numbers: every full-width form made plain and every blank removed."""
    return "".join(unicodedata.normalize("NFKC", text.translate(INVISIBLE)).split())

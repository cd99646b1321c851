"""Cell texts as compared and kept: full-width forms made plain, stray and invisible blanks gone."""

from __future__ import annotations

import unicodedata

EXACT_DIGITS = 15  # a spreadsheet number holds no more significant digits

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), None)
_WIDE = (
    _INVISIBLE
    | {0x3000: " ", 0xA0: " "}
    | {wide: chr(wide - 0xFEE0) for wide in range(0xFF10, 0xFF1A)}
    | {wide: chr(wide - 0xFEE0) for wide in range(0xFF21, 0xFF3B)}
    | {wide: chr(wide - 0xFEE0) for wide in range(0xFF41, 0xFF5B)}
)


def tidy(text: str) -> str:
    """Free text: full-width digits, letters and blanks made plain, runs of blanks made one."""
    return " ".join(text.translate(_WIDE).split())


def compact(text: str) -> str:
    """Codes, words and numbers: every full-width form made plain and every blank removed."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).split())


def is_blank(value: object) -> bool:
    """Whether a cell is empty or holds nothing but blanks."""
    return value is None or (isinstance(value, str) and not value.translate(_INVISIBLE).strip())


def number_text(value: int | float) -> str:
    """A numeric cell as a spreadsheet shows it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return str(value) if isinstance(value, int) else format(value, f".{EXACT_DIGITS}g")

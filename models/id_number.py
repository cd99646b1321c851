"""身份证号: its check character, what it says of its holder, and how it may be shown (GB 11643)."""

from __future__ import annotations

import re

from models.column import Month
from models.vocabulary import Gender

_FORM = re.compile(r"[0-9]{17}[0-9X]")
# Weights of the first 17 digits; check characters by the weighted sum's remainder modulo 11.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_HEAD, _TAIL = 6, 4


def mask_id(number: str) -> str:
    """Keep the first six and the last four characters; texts too short for that vanish whole."""
    if len(number) <= _HEAD + _TAIL:
        return "*" * len(number)
    return number[:_HEAD] + "*" * (len(number) - _HEAD - _TAIL) + number[-_TAIL:]


def has_id_form(number: str) -> bool:
    """18 characters: 17 digits and a digit or X."""
    return _FORM.fullmatch(number) is not None


def check_character(digits: str) -> str:
    """The check character that belongs to the first 17 digits."""
    return _CHECKS[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11]


def id_is_sound(number: str) -> bool:
    """Whether the number has the form and carries its right check character."""
    return has_id_form(number) and check_character(number[:17]) == number[17]


def id_birth(number: str) -> Month:
    """Month of birth as stated in a number of the right form; the month may be impossible."""
    return Month(int(number[6:10]), int(number[10:12]))


def id_gender(number: str) -> Gender:
    """Gender as stated in a number of the right form: odd seventeenth digit = 男."""
    return Gender.MALE if int(number[16]) % 2 else Gender.FEMALE

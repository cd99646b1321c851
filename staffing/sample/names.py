"""Names and ID numbers nobody bears.

A name is a surname, the character 样 (sample) and two signs of the sexagenary cycle (王样甲寅).
An ID number starts with the area code 990101. No area of China has a code beginning with 99, so
no number made here belongs to anyone; birth date, sex and check digit are right, so that the
checks of the product have something to check.
"""

from __future__ import annotations

from datetime import date

from models.column import IdNumber
from models.vocabulary import Gender

AREA = "990101"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def name(index: int) -> str:
    """The *index*-th name; all names are distinct."""
    rest, surname = divmod(index, len(_SURNAMES))
    rest, first = divmod(rest, len(_SIGNS))
    more, second = divmod(rest, len(_SIGNS))
    tail = _SIGNS[more - 1] if more else ""
    return f"{_SURNAMES[surname]}样{_SIGNS[first]}{_SIGNS[second]}{tail}"


def with_check_digit(seventeen: str) -> IdNumber:
    """Append the check digit (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True))
    return IdNumber(seventeen + _CHECKS[total % 11])


class IdNumbers:
    """Hands out ID numbers, each once: the serial is odd for men and even for women."""

    def __init__(self) -> None:
        self.given: dict[tuple[date, Gender], int] = {}

    def next(self, born: date, gender: Gender) -> IdNumber:
        """The next free number of that birth date and sex."""
        serial = self.given.get((born, gender), 0)
        self.given[born, gender] = serial + 1
        number = 2 * serial + (1 if gender is Gender.MALE else 2)
        return with_check_digit(f"{AREA}{born:%Y%m%d}{number:03d}")

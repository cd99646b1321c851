"""Schools supposed to have another number of pupils."""

from __future__ import annotations

import re
from fractions import Fraction

from models.county import County
from models.sheets import ClassRow, SchoolRow

EVERYWHERE = "全县"
"""Stands for every school."""

COUNT = re.compile(r"\d{1,7}")
_RELATIVE = re.compile(r"([+-])(\d{1,6}(?:\.\d{1,2})?)(%?)")
_WHOLE = 100


class NotUnderstood(Exception):
    """One change cannot be understood; says why."""


def resized(county: County, school: SchoolRow, amount: str) -> tuple[SchoolRow, list[ClassRow]]:
    """The school and its classes at another number of pupils, of about the size they have now."""
    factor = _factor(school.pupils, amount)
    pupils = int(school.pupils * factor + Fraction(1, 2))
    rows = []
    for row in county.classes_of.get(school.code, ()):
        count = int(row.pupils * factor + Fraction(1, 2))
        size = Fraction(row.pupils, row.classes) if row.classes else Fraction(0)
        classes = max(count // size + (count % size * 2 >= size), min(count, 1)) if size \
            else row.classes  # fmt: skip
        rows.append(row.model_copy(update={"pupils": count, "classes": int(classes)}))
    classes = sum(row.classes for row in rows) if rows else school.classes
    return school.model_copy(update={"pupils": pupils, "classes": classes}), rows


def _factor(pupils: int, amount: str) -> Fraction:
    relative = _RELATIVE.fullmatch(amount)
    if relative is None and not COUNT.fullmatch(amount):
        raise NotUnderstood(f"“{amount}”不是人数；请写整数，或 +30、-30、+5%、-5%")
    if relative is None:
        wanted = Fraction(amount)
    else:
        sign, number, percent = relative.groups()
        step = Fraction(number) * (Fraction(pupils, _WHOLE) if percent else 1)
        wanted = pupils + (step if sign == "+" else -step)
    if wanted < 0:
        raise NotUnderstood(f"“{amount}”后在校生数不足0（现有{pupils}人）；请改小")
    if not pupils:
        if wanted:
            raise NotUnderstood("该校现有在校生为0，无从推算班级数；请直接改“班级”表")
        return Fraction(1)
    return wanted / pupils

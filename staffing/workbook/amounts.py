"""One cell's content → a number, a month or a day, or a Chinese sentence why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from models.column import Field, Month
from models.plain import compact
from staffing.workbook.dates import Unclear, as_day, as_month
from staffing.workbook.ledger import quoted
from staffing.workbook.plain_text import number_text
from staffing.workbook.refusal import CellRefused, or_blank

_LARGEST = 10**9
"""No sheet holds a number above; what does is a slip."""

_NUMBER = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_SAMPLES: Mapping[object, str] = {Month: "1990-01", date: "2026-09-01"}


def decimal_in(field: Field, value: object) -> Decimal:
    """A number; its unit may stand behind it."""
    header = field.column.header
    if isinstance(value, (date, bool)) or not isinstance(value, (str, int, float)):
        raise CellRefused(
            "not_number", f"{header}{quoted(value)}不是数；请把单元格设为常规格式，填写数字"
        )
    if isinstance(value, str):
        text = compact(value).removesuffix(field.column.unit) or compact(value)
        if not _NUMBER.fullmatch(text):
            raise CellRefused(
                "not_number", f"{header}{quoted(value)}不是数；请只填数字{or_blank(field)}"
            )
        number = Decimal(text.replace(",", ""))
    else:
        number = Decimal(number_text(value))
    if not number.is_finite() or abs(number) > _LARGEST:
        raise CellRefused("number_range", f"{header}{quoted(value)}大得不合理；请核对")
    least = field.column.least
    if least is not None and number < least:
        if least:
            meant = field.column.note or f"{least}为最先"
            why = f"不成序号；序号从{least}填起（{meant}），请改正"
        else:
            why = "是负数；请填0或正数"
        raise CellRefused("number_range", f"{header}{quoted(value)}{why}")
    return number


def integer_in(field: Field, value: object) -> int:
    """A whole number."""
    number = decimal_in(field, value)
    if number != number.to_integral_value():
        raise CellRefused("not_integer", f"{field.column.header}{quoted(value)}不是整数；请填整数")
    return int(number)


def month_in(field: Field, value: object, epoch: datetime) -> Month:
    """A month; epoch: day zero of serial dates."""
    try:
        return as_month(value, epoch)
    except Unclear as why:
        raise _bad_date(field, value, why) from None


def day_in(field: Field, value: object, epoch: datetime) -> date:
    """A day; epoch: day zero of serial dates."""
    try:
        return as_day(value, epoch, field.name)
    except Unclear as why:
        raise _bad_date(field, value, why) from None


def _bad_date(field: Field, value: object, why: Unclear) -> CellRefused:
    shown = value.date() if isinstance(value, datetime) else value
    sample = why.meant or _SAMPLES[field.kind]
    return CellRefused(
        "bad_date", f"{field.column.header}{quoted(shown)}{why}；请写成“{sample}”的文本"
    )


def error_words(field: Field, value: str) -> str:
    """Why an error value stands where a value was meant, as far as the column tells."""
    if field.kind in (date, Month):
        sample = _SAMPLES[field.kind]
        return (
            f"{field.column.header}是错误值 {value}：公式没有算出结果，或是把 20080801 这样的数"
            f"录进了日期格式的单元格；请重新录入，写成“{sample}”的文本"
        )
    return f"{field.column.header}是错误值 {value}，公式没有算出结果；请改正公式或直接填写数值"

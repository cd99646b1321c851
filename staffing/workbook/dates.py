"""Dates and months as offices write them: real dates, texts, serial numbers.

What can be read two ways is refused. A day missing from a text (2026年9月) is filled only in a
column that opens or closes a span: the first day opens it, the last day closes it.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta

from models.column import Month

# Limits of what a cell can mean, not of what a person may be: years a personnel file can hold,
# and the smallest serial number taken for a day (smaller numbers are years or plain slips).
FIRST_YEAR, LAST_YEAR = 1900, 2200
FIRST_SERIAL = 10_000

OPENING = frozenset({"start", "status_from", "weak_from", "notice_from", "effective"})
CLOSING = frozenset(
    {"end", "status_to", "weak_to", "key_until", "service_until", "notice_to", "until"}
)

_SEPARATORS = str.maketrans({"—": "-", "–": "-", "－": "-", "。": ".", "、": "."})
_DAY = re.compile(
    r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_DAY_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:[-./](\d{1,2})|年(\d{1,2})月?)")
_MONTH_DIGITS = re.compile(r"(\d{4})(\d{2})")
_SERIAL = re.compile(r"[1-9]\d{4}(?:\.0*)?")
_SHORT_YEAR = re.compile(r"'?\d{2}[-./年]\d{1,2}(?:\D|$)")
_PLAIN_MONTH = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])")
_SPACED = re.compile(r"\s*([-./年月])\s*|\s+(?=日)")


class Unclear(ValueError):
    """The value is not one certain day or month; the text says why, in Chinese.

    meant: how to write what was most likely meant, empty when nobody can tell.
    """

    def __init__(self, why: str, meant: str = "") -> None:
        super().__init__(why)
        self.meant = meant


def as_moment(value: object, epoch: datetime) -> date | Month:
    """A date, or a month where only that is stated. Raises :class:`Unclear`."""
    if isinstance(value, datetime):
        return _shown_as_date(value, epoch)
    if isinstance(value, date):
        return _within(value)
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Unclear("不是日期")
    return _from_number(value, epoch)


def as_month(value: object, epoch: datetime) -> Month:
    """A month; the day of a full date is dropped."""
    moment = as_moment(value, epoch)
    return moment if isinstance(moment, Month) else Month.of(moment)


def as_day(value: object, epoch: datetime, field_name: str) -> date:
    """A day; a month is completed only in a column that opens or closes a span."""
    moment = as_moment(value, epoch)
    if isinstance(moment, date):
        return moment
    if field_name in OPENING:
        return moment.first_day
    if field_name in CLOSING:
        return date(moment.year, moment.month, monthrange(moment.year, moment.month)[1])
    raise Unclear("只写到月，本列要写到日")


def _from_text(text: str) -> date | Month:
    plain = unicodedata.normalize("NFKC", text.translate(_SEPARATORS)).strip()
    plain = _SPACED.sub(lambda m: m[1] or "", plain)
    if match := _DAY.fullmatch(plain) or _DAY_DIGITS.fullmatch(plain):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH.fullmatch(plain):
        return _month(int(match[1]), int(match[2] or match[3]))
    if match := _MONTH_DIGITS.fullmatch(plain):
        return _month(int(match[1]), int(match[2]))
    if _SERIAL.fullmatch(plain):
        raise Unclear("多半是日期变成的序号，又存成了文本，看不出是哪一天")
    if _SHORT_YEAR.match(plain):
        raise Unclear("年份没有写全四位，分不清是哪一年")
    raise Unclear("不是能认出的日期")


def _from_number(value: int | float, epoch: datetime) -> date | Month:
    if value != value or abs(value) >= 1e9:
        raise Unclear("不是日期")
    if not float(value).is_integer():
        return _from_fraction(value)
    whole = int(value)
    if len(str(whole)) in (6, 8):
        return _from_text(str(whole))
    if FIRST_YEAR <= whole <= LAST_YEAR:
        raise Unclear("只有年份，缺月份")
    if whole < FIRST_SERIAL:
        raise Unclear("不是日期")
    return _within((epoch + timedelta(days=whole)).date())


def _shown_as_date(value: datetime, epoch: datetime) -> date:
    """A cell in date format; 200808 typed into it has become a day in the year 2449, 1985 one
    in 1905."""
    days = (value - epoch).days
    typed = str(days)
    if FIRST_YEAR <= days <= LAST_YEAR:
        raise Unclear(f"多半是在日期格式的单元格里只录入了年份{typed}，缺月份")
    if value.year <= LAST_YEAR or not _PLAIN_MONTH.fullmatch(typed):
        return _within(value.date())
    why = f"年份不合理，多半是在日期格式的单元格里录入了{typed}"
    raise Unclear(why, f"{typed[:4]}-{typed[4:]}")


def _from_fraction(value: float) -> Month:
    """1990.03 typed into a number cell; 1990.1 may have been 1990.10 and is refused."""
    year, _, tail = format(value, ".15g").partition(".")
    if tail == "1":
        raise Unclear("是数字，分不清是1月还是10月")
    if len(tail) > 2 or not year.isdigit():
        raise Unclear("不是日期")
    return _month(int(year), int(tail))


def _day(year: int, month: int, day: int) -> date:
    try:
        return _within(date(year, month, day))
    except ValueError:
        raise Unclear("日历上没有这一天") from None


def _month(year: int, month: int) -> Month:
    if not 1 <= month <= 12:
        raise Unclear("月份不在1到12之间")
    _within(date(max(year, 1), month, 1))
    return Month(year, month)


def _within(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unclear("年份不合理")
    return day

"""One cell's content → the typed value its column wants, or a Chinese sentence why not.

Nothing is guessed: what was lost before we saw it (leading zeros, the last digits of an identity
number, an uncalculated formula) is said, not repaired.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import cache

from models.column import Code, Field, IdNumber, Month, Subject
from models.id_number import has_id_form, mask_id
from models.plain import compact
from models.spellings import ALIASES
from models.vocabulary import Word
from staffing.workbook.amounts import day_in, decimal_in, error_words, integer_in, month_in
from staffing.workbook.ledger import quoted
from staffing.workbook.plain_text import (
    EXACT_DIGITS,
    is_blank,
    number_text,
    simplified,
    tidy,
)
from staffing.workbook.refusal import CellRefused, or_blank

Parser = Callable[[object], object]

ERROR_VALUES = frozenset(
    {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")

_YES = ("是", "√", "✓", "✔", "☑", "Y", "YES", "TRUE", "对", "1")
_NO = ("否", "×", "✗", "✘", "☒", "N", "NO", "FALSE", "不是", "0")
_WEEKDAY_ALIASES = {
    alias: f"周{day}"
    for day in "一二三四五六日"
    for alias in (f"周{day}", f"星期{day}", f"礼拜{day}")
} | {"周天": "周日", "星期天": "周日"}

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_LIST_MARK = re.compile(r"[、，,;；/\n]+")
_NOTHING_MARKS = frozenset({"-", "--", "—", "——", "/", "\\", "无", "暂无", "N/A"})


@dataclass(frozen=True)
class Surroundings:
    """What a cell's meaning depends on besides its column.

    subjects: spelling → subject of the 学科表 (with this workbook's own additions);
    epoch: day zero of the workbook's serial dates; open_subjects: an unknown subject is let
    through as written (学科需求, whose 中职 and 特教 rows may add subjects); codes: field → the
    codes it may name, for telling whose content a column holds; empty where they are not known.
    """

    subjects: Mapping[str, str]
    epoch: datetime
    open_subjects: bool = False
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)


def parser_for(field: Field, around: Surroundings) -> Parser:
    """The reader of one column's non-blank cells; raises :class:`CellRefused`."""
    one = _single(field, around)
    if not field.many:
        return lambda value: one(_sound(field, value))
    return lambda value: _many(one, _sound(field, value))


def _single(field: Field, around: Surroundings) -> Parser:
    if field.name == "itinerant_days":
        return lambda value: _word(field, value, _WEEKDAY_ALIASES, WEEKDAYS)
    if field.kind is Subject:
        names = tuple(dict.fromkeys(around.subjects.values()))
        if around.open_subjects:
            return lambda value: around.subjects.get(
                compact(_as_text(field, value)), _text(field, value)
            )
        return lambda value: _word(field, value, around.subjects, names)
    if isinstance(field.kind, type) and issubclass(field.kind, Word):
        kind = field.kind
        return lambda value: kind(_word(field, value, _spellings(kind), field.words))
    simple: dict[object, Parser] = {
        str: lambda value: _text(field, value),
        Code: lambda value: _code(field, value),
        IdNumber: lambda value: _id_number(field, value),
        bool: lambda value: _yes_no(field, value),
        int: lambda value: integer_in(field, value),
        Decimal: lambda value: decimal_in(field, value),
        Month: lambda value: month_in(field, value, around.epoch),
        date: lambda value: day_in(field, value, around.epoch),
    }
    return simple[field.kind]


def _sound(field: Field, value: object) -> object:
    """Refuse what is no value at all: error values and pictures."""
    if isinstance(value, str):
        if value.strip().upper() in ERROR_VALUES:
            raise CellRefused("error_value", error_words(field, value.strip()))
        if "DISPIMG(" in value.upper():
            raise CellRefused(
                "picture", f"{field.column.header}是嵌入的图片，读不出内容；请删除图片，填写文字"
            )
    return value


def _many(one: Parser, value: object) -> tuple[object, ...]:
    if not isinstance(value, str):
        return (one(value),)
    return tuple(dict.fromkeys(one(part) for part in listed(value)))


def listed(text: str) -> list[str]:
    """The parts of a cell that holds a list."""
    return [part for part in _LIST_MARK.split(text) if not is_blank(part)]


def _as_text(field: Field, value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return number_text(value)
    raise CellRefused(
        "date_for_text",
        f"{field.column.header}{quoted(value)}被存成了日期，原来的文字已变样；"
        "请把单元格设为文本格式后重填",
    )


def _text(field: Field, value: object) -> str:
    return tidy(_as_text(field, value))


@cache
def _spellings(kind: type[Word]) -> dict[str, str]:
    table = {word.value: word.value for word in kind} | ALIASES.get(kind, {})
    return {compact(spelling): word for spelling, word in table.items()}


def _word(field: Field, value: object, spellings: Mapping[str, str], words: tuple[str, ...]) -> str:
    text = compact(_as_text(field, value))
    found = spellings.get(text) or spellings.get(simplified(text))
    if found is not None:
        return found
    parts = [spellings.get(compact(part)) for part in listed(text)]
    if len(parts) > 1 and None not in parts and not field.many:
        beside = "，其余写进“兼教学科”列" if field.name == "subject" else ""
        raise CellRefused(
            "many_words",
            f"{field.column.header}{quoted(value)}里有{len(parts)}个词，这一列一格只填一个；"
            f"请只留主要的一个{beside}",
        )
    table = "学科表" if field.kind is Subject else "可填的词"
    near = get_close_matches(text, spellings, n=1, cutoff=0.5)
    hint = f"，最接近“{spellings[near[0]]}”" if near else ""
    choices = "" if len(words) > 12 else f"（可填：{'、'.join(words)}）"
    empty = (
        "；没有就留空" if text in _NOTHING_MARKS and not field.required else "；请改成表中的写法"
    )
    raise CellRefused(
        "unknown_word", f"{field.column.header}{quoted(value)}不在{table}中{hint}{choices}{empty}"
    )


def _code(field: Field, value: object) -> str:
    header = field.column.header
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        shown = number_text(value)
        loss = (
            "数字只能存15位，末几位已变成0"
            if abs(value) >= 10**EXACT_DIGITS
            else f"原编号如果以0开头（如“0{shown}”），开头的0已被去掉，从文件里看不出来"
        )
        raise CellRefused(
            "numeric_code",
            f"{header}{quoted(shown)}存成了数字：{loss}；请把整列设为文本格式，照原编号重新录入",
            lost=shown,
        )
    text = compact(_as_text(field, value))
    if _SCIENTIFIC.fullmatch(text):
        raise CellRefused(
            "numeric_code",
            f"{header}{quoted(text)}是科学计数法，后几位已经丢失；请设为文本格式，按原编号重新录入",
        )
    return text


def _id_number(field: Field, value: object) -> str:
    header = field.column.header
    if not isinstance(value, str):
        raise CellRefused(
            "numeric_id",
            f"{header}被存成数字，第15位以后的数字已变成0、找不回来；"
            "请把整列设为文本格式，按证件重新录入",
        )
    text = compact(value).upper().lstrip("'")
    if not has_id_form(text):
        raise CellRefused(
            "id_form",
            f"{header}{quoted(mask_id(text))}不是18位身份证号（现为{len(text)}位）；"
            "请核对证件，没有就留空",
        )
    return text


def _yes_no(field: Field, value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = compact(_as_text(field, value)).upper()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise CellRefused(
        "not_yes_no", f"{field.column.header}{quoted(value)}只能填“是”或“否”{or_blank(field)}"
    )

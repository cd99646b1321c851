"""Exact values: from TOML to the type a parameter is declared with, and back to text."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial
from typing import Any, Union, get_args, get_origin

from models.column import Subject
from models.vocabulary import SUBJECTS
from staffing.policy_file.registry import nearest

_DIGITS = 30
"""Longest number accepted: longer ones are slips, and exact arithmetic on them would never end."""


_TOLD = 8
"""Misfits within one value that are told, before they are only counted."""


class Unfit(Exception):
    """A value does not fit its parameter; ``str`` says in Chinese what was found and expected."""


def coerce(raw: Any, kind: Any) -> Any:
    """*raw* as tomllib gives it (numbers as Decimal) → exactly what the annotation *kind* asks for.

    Understands int, Fraction, bool, str, date, enums by value, NewTypes of those, ``X | None``,
    tuple[X, ...], tuple[X, Y], Mapping[K, X], nested. Raises Unfit; an annotation no policy can
    fill is a TypeError.
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union(raw, get_args(kind))
    if origin is tuple:
        return _sequence(raw, get_args(kind))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(raw, *get_args(kind))
    return _scalar(raw, kind)


def _union(raw: Any, arms: tuple[Any, ...]) -> Any:
    arms = tuple(arm for arm in arms if arm is not type(None))
    for arm in arms[:-1]:
        try:
            return coerce(raw, arm)
        except Unfit:
            continue
    return coerce(raw, arms[-1])


def _sequence(raw: Any, arms: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise Unfit(f"应为数组 [...]，现为{brief(raw)}")
    if len(arms) == 2 and arms[1] is ...:
        arms = (arms[0],) * len(raw)
    if len(arms) != len(raw):
        raise Unfit(f"应有 {len(arms)} 项，现有 {len(raw)} 项")
    return tuple(
        _each(partial(_inside, f"第{i}项", raw[i - 1], arm) for i, arm in enumerate(arms, 1))
    )


def _mapping(raw: Any, key: Any, kind: Any) -> dict[Any, Any]:
    if not isinstance(raw, dict):
        raise Unfit(f"应为一组“名称 = 值”，现为{brief(raw)}")
    return dict(_each(partial(_pair, name, value, key, kind) for name, value in raw.items()))


def _pair(name: str, value: Any, key: Any, kind: Any) -> tuple[Any, Any]:
    found, held = _each((partial(_key, name, key), partial(_inside, f"“{name}”", value, kind)))
    return found, held


def _each(parts: Iterable[Callable[[], Any]]) -> list[Any]:
    """What every part comes to. Raises Unfit with the words of all that fail."""
    found, wrong = [], []
    for part in parts:
        try:
            found.append(part())
        except Unfit as error:
            wrong.append(str(error))
    if wrong:
        more = f"（共 {len(wrong)} 处）" if len(wrong) > _TOLD else ""
        raise Unfit("；".join(wrong[:_TOLD]) + more)
    return found


def _key(name: str, kind: Any) -> Any:
    if kind is int:
        if not (name.isascii() and name.isdigit()):
            raise Unfit(f"名称“{name}”应为整数")
        return int(name)
    return coerce(name, kind)


def _inside(where: str, raw: Any, kind: Any) -> Any:
    try:
        return coerce(raw, kind)
    except Unfit as error:
        raise Unfit(f"{where}{error}") from None


def _scalar(raw: Any, kind: Any) -> Any:
    if kind is Subject:
        return _subject(raw)
    kind = getattr(kind, "__supertype__", kind)
    if not isinstance(kind, type):
        raise TypeError(f"no policy value can fill the annotation {kind!r}")
    if issubclass(kind, Enum):
        return _word(raw, kind)
    if kind is Fraction:
        return _fraction(raw)
    names = {bool: "true 或 false", int: "整数", str: "文字", date: "日期（如 2026-09-01）"}
    if kind not in names:
        raise TypeError(f"no policy value can fill the annotation {kind!r}")
    if type(raw) is not kind or raw == "":
        raise Unfit(f"应为{names[kind]}，现为{brief(raw)}")
    if isinstance(raw, str) and blank(raw):
        raise Unfit("应为文字，现在只有空格")
    if kind is int and len(str(raw)) > _DIGITS:
        raise Unfit("数字过大")
    return raw


def blank(text: str) -> bool:
    """Whether nothing of a text can be seen, whatever spaces and invisible signs it is made of."""
    return all(sign.isspace() or not sign.isprintable() for sign in text)


def not_negative(value: Any) -> Any:
    """The value itself; no number of a policy is below nought. Raises Unfit."""
    if below := [show(number) for number in numbers(value) if number < 0]:
        raise Unfit(f"不能小于 0，现为{'、'.join(below[:_TOLD])}")
    return value


def numbers(value: Any) -> Iterator[int | Fraction]:
    """Every number of a value, however deep it stands."""
    if isinstance(value, int | Fraction):
        yield value
    elif isinstance(value, Mapping | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from numbers(part)


def _fraction(raw: Any) -> Fraction:
    if isinstance(raw, str):
        return _written_fraction(raw)
    if type(raw) not in (int, Decimal):
        raise Unfit(f"应为数，现为{brief(raw)}")
    number = Decimal(raw)
    if not number.is_finite() or abs(number.adjusted()) > _DIGITS:
        raise Unfit("不是可用的数")
    return Fraction(number)


def _written_fraction(text: str) -> Fraction:
    """``"1/3"`` or ``"15%"``, for what a decimal cannot say or the office would rather write."""
    try:
        if len(text) > _DIGITS or "e" in text.lower():
            raise ValueError
        if text.endswith(("%", "％")):
            return Fraction(text[:-1]) / 100
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise Unfit(f'应为数，如 0.15 或 "1/3"，现为{brief(text)}') from None


def _word(raw: Any, kind: type[Enum]) -> Any:
    words = [str(member.value) for member in kind]
    if raw in words:
        return kind(raw)
    raise Unfit(f"{brief(raw)}不是可用的词{nearest(str(raw), words)}")


def _subject(raw: Any) -> str:
    if isinstance(raw, str) and raw in SUBJECTS:
        return raw
    raise Unfit(f"{brief(raw)}不在学科表中{nearest(str(raw), SUBJECTS)}")


def show(value: Any) -> str:
    """A value as the office reads it; exact, never rounded."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Fraction):
        return _exact(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return f"“{value}”"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "｛" + "，".join(f"{bare(k)}：{show(v)}" for k, v in value.items()) + "｝"
    if isinstance(value, list | tuple):
        return "［" + "，".join(show(item) for item in value) + "］"
    return str(value)


def brief(raw: Any) -> str:
    """What was found, for a message: never long, however large or deep it is."""
    if isinstance(raw, Mapping):
        return "一个表"
    if isinstance(raw, list):
        return "一个数组"
    text = show(raw)
    return text if len(text) <= _DIGITS else f"{text[:_DIGITS]}…"


def bare(key: Any) -> str:
    """A name in a table as the office writes it."""
    return str(key.value) if isinstance(key, Enum) else str(key)


def _exact(value: Fraction) -> str:
    """Shortest decimal if there is one, else ``a/b``."""
    places = 0
    while (10**places) % value.denominator and places < _DIGITS:
        places += 1
    if (10**places) % value.denominator:
        return f"{value.numerator}/{value.denominator}"
    return format(Decimal(int(value * 10**places)).scaleb(-places), "f")


def canonical(value: Any) -> Any:
    """A JSON form in which equal values, and only they, look alike; mappings keep their order."""
    if value is None or type(value) in (str, int, bool):  # nearly all there is
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return [[canonical(k), canonical(v)] for k, v in value.items()]
    if isinstance(value, list | tuple):
        return [canonical(item) for item in value]
    return value

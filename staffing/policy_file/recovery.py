"""A policy file that is no sound TOML, read statement by statement: one slip hides nothing else.

What is recovered is only checked, so that everything wrong is told in one go; the file is refused.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from models.problem import Problem
from staffing.policy_file.mending import mend

_NAME = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_PAIR = re.compile(rf"\s*{_NAME}(?:\s*\.\s*{_NAME})*\s*[=＝]")
_HEAD = re.compile(rf"\s*[\[［【]{{1,2}}\s*[A-Za-z_]\w*(?:\s*\.\s*{_NAME})*\s*(?:[\]］】#]|$)")
_WORDS = re.compile(r"\s*(?!true\b|false\b|inf\b|nan\b)[^\W\d]")
_LONG = re.compile(r'"""|' + r"'''")
_SHOWN = 40
"""Signs of a faulty line that are quoted."""

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """A head of a table or a key with its value, as written; line: its first line, from 1."""

    line: int
    text: str

    @property
    def is_head(self) -> bool:
        """Whether it opens a table."""
        return _HEAD.match(self.text) is not None


@dataclass
class Recovered:
    """The tables that could be read, what is wrong, and the dotted keys that could not be read."""

    tables: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


def recover(text: str, file: str) -> Recovered:
    """Whatever can be read of a text that tomllib refuses, and every reason why it does."""
    reader = _Reader(file)
    for statement in _statements(text):
        reader.read(statement)
    if not reader.found.problems:  # each statement sound, all of them together not
        reader.refuse("", "不合 TOML 写法，文件没有读入；请检查引号、逗号、括号是否成对", "syntax")
    return reader.found


def _statements(text: str) -> Iterator[Statement]:
    """Cut at the lines that begin a table or a key, whatever stands open before them."""
    first, lines, is_long = 1, list[str](), False
    for number, line in enumerate(text.split("\n"), 1):
        starts = not is_long and (_PAIR.match(line) or _HEAD.match(line))
        if lines and (starts or (not is_long and _is_stray(line, lines))):
            yield Statement(first, "\n".join(lines))
            lines = []
        if not lines:
            first = number
        if lines or not _is_idle(line):
            lines.append(line)
        is_long ^= len(_LONG.findall(line)) % 2 == 1
    if lines:
        yield Statement(first, "\n".join(lines))


def _is_idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _is_stray(line: str, before: list[str]) -> bool:
    """Whether a line is no part of a statement: its words are bare, or nothing is open before."""
    if _is_idle(line) or _WORDS.match(line):
        return not _is_idle(line)
    return mend("\n".join(before), _loaded, ends=())[0] is not None


def _loaded(text: str) -> dict[str, Any] | None:
    """What one statement says; None when it is no sound TOML."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        return None


class _Reader:
    """Puts statements together as TOML does, and goes on after what TOML would stop at."""

    def __init__(self, file: str) -> None:
        self.file, self.found = file, Recovered()
        self._at: Keys = ()
        self._table: dict[str, Any] = self.found.tables
        self._lines: dict[tuple[int, Keys], int] = {}  # of the values and heads, table by table
        self._heads: dict[Keys, int] = {}

    def refuse(self, key: str, text: str, kind: str) -> None:
        """One problem at a dotted key."""
        self.found.problems.append(Problem(self.file, key, text, kind))

    def read(self, statement: Statement) -> None:
        """One statement, mended in memory where it can be guessed what was meant."""
        loaded, advice = mend(statement.text, _loaded)
        at = self._at if not statement.is_head else ()
        keys = _keys(statement.text) if statement.is_head or _PAIR.match(statement.text) else ()
        key = ".".join((*at, *keys))
        if loaded is None:
            self._unreadable(statement, key)
            return
        if advice:
            self.refuse(key, f"第{statement.line}行{'；'.join(advice)}", "syntax")
        if statement.is_head:
            self._open(statement, loaded)
        else:
            self._set(statement, loaded, keys)

    def _unreadable(self, statement: Statement, key: str) -> None:
        line, column, why = _first_fault(statement)
        shown = line.strip()[:_SHOWN]
        where = f"第{statement.line + column[0]}行第{column[1]}列"
        text = f"{where}不合 TOML 写法，这一项没有读入（“{shown}”）；{why}"
        self.refuse(key, text, "syntax")
        if key != ".".join(self._at):
            self.found.unread.add(key)
        if statement.is_head:
            self._at, self._table = _keys(statement.text), {}

    def _open(self, statement: Statement, loaded: dict[str, Any]) -> None:
        """The table a head opens; one opened before goes on."""
        path, table, is_listed = list[str](), self.found.tables, False
        for part, is_listed in _path(loaded):
            path.append(part)
            table = self._below(table, path, is_listed, statement)
        self._at, self._table = tuple(path), table
        before = self._heads.setdefault(self._at, statement.line)
        if not is_listed and before != statement.line:
            name = f"[{'.'.join(path)}]"
            self._twice(".".join(path), f"表 {name} ", before, statement.line, "请并成一个表")

    def _below(
        self, table: dict[str, Any], path: list[str], is_listed: bool, statement: Statement
    ) -> dict[str, Any]:
        part, fresh = path[-1], dict[str, Any]()
        known = table.setdefault(part, [] if is_listed else {})
        if isinstance(known, list) and is_listed:
            known.append(fresh)
            return fresh
        if isinstance(known, list) and known and isinstance(known[-1], dict):
            return known[-1]
        if isinstance(known, dict) and not is_listed:
            return known
        text = f"第{statement.line}行把它写成一个表，前面却已写成值；请只留一种写法"
        self.refuse(".".join(path), text, "twice")
        return fresh

    def _set(self, statement: Statement, loaded: dict[str, Any], keys: Keys) -> None:
        value: Any = loaded
        for key in keys:
            value = value[key]
        table, place = self._table, (id(self._table), keys)
        for key in keys[:-1]:
            table = table.setdefault(key, {})
            if not isinstance(table, dict):
                table = {}
        dotted = ".".join((*self._at, *keys))
        if keys[-1] in table:
            before = self._lines.get(place, self._heads.get((*self._at, *keys), 0))
            self._twice(dotted, "", before, statement.line, "请删去其中一行")
            return
        table[keys[-1]] = value
        self._lines[place] = statement.line

    def _twice(self, key: str, what: str, before: int, now: int, cure: str) -> None:
        where = f"第{before}行和第{now}行" if before else f"第{now}行及其上方"
        self.refuse(key, f"{what}写了两次（{where}），不知以哪个为准；{cure}", "twice")


def _path(loaded: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Names in a head that was read, and of each whether it is one of several ([[…]])."""
    while loaded:
        part, inner = next(iter(loaded.items()))
        yield part, isinstance(inner, list)
        loaded = inner[0] if isinstance(inner, list) else inner


def _keys(text: str) -> Keys:
    """The names before the equals sign or in the head, as far as they can be made out."""
    first = text.lstrip().split("\n", 1)[0]
    written = first.strip("[]［］【】 ") if _HEAD.match(first) else re.split("[=＝]", first)[0]
    names = re.findall(_NAME, written.split("]")[0].split("#")[0])
    return tuple(name.strip("\"'") for name in names)


def _first_fault(statement: Statement) -> tuple[str, tuple[int, int], str]:
    """The line at fault, (lines below the first, column from 1), and what to look for."""
    lines, error = statement.text.split("\n"), ""
    try:
        tomllib.loads(statement.text)
    except (ValueError, RecursionError) as found:
        error = str(found)
    place = re.search(r"line (\d+), column (\d+)", error)
    below, column = (int(place[1]) - 1, int(place[2])) if place else (len(lines) - 1, 1)
    below = min(below, len(lines) - 1)
    why = next((words for sign, words in _REASONS.items() if sign in error), _PAIRED)
    if not statement.is_head and not _PAIR.match(statement.text):
        why = "既不是“名称 = 值”，也不是表头；说明文字前面要加 #"
    if any(not _is_day(*found) for found in _DAY.findall(lines[below])):
        why = _REASONS["Invalid date"]
    return lines[below], (below, column), why


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


_DAY = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_PAIRED = "请检查引号、逗号、括号是否成对"
_REASONS = {
    "Duplicate inline": "花括号里有一个名称写了两次，请删去一个",
    "Invalid date": "没有这一天，请核对年月日",
    "Unescaped": "引号里的反斜杠 \\ 要写两个，或改用单引号",
    "Illegal character": "引号没有收尾，或混入了看不见的控制字符；引号要在同一行成对",
}

"""Slips of the pen in one TOML statement, and what was probably meant: for going on checking.

What comes out is never used to compute; the clerk is told what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Loader = Callable[[str], dict[str, Any] | None]
Slip = tuple[Callable[[str], str], str]
"""(what was probably meant, what to tell)."""

_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'")
_WIDE = str.maketrans("“”„‟＂＝｛｝［］【】，．", '"""""={}[][],.')
ENDS = ('"', "}", "]", '"]', '" }', " }]", "]]", '" }]', '"] }')


def mend(
    text: str, load: Loader, ends: tuple[str, ...] = ENDS
) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """What a statement says once its slips are mended, and what each of them was; None when that
    cannot be told. ends: what may be missing after its last sign."""
    if (sound := load(text)) is not None:
        return sound, ()
    told: list[str] = []
    for meant, words in _SLIPS:
        better = meant(text)
        if better == text:
            continue
        text = better
        told.append(words)
        if (loaded := load(text)) is not None:
            return loaded, tuple(told)
    for end in ends:
        if (loaded := load(text.rstrip() + end)) is not None:
            return loaded, (*told, f"末尾少了 {end.strip()}，请补上")
    return None, ()


def _outside(change: Callable[[str], str]) -> Callable[[str], str]:
    """Changes what stands outside straight quotation marks only."""

    def changed(text: str) -> str:
        parts, last = list[str](), 0
        for quoted in _QUOTED.finditer(text):
            parts += [change(text[last : quoted.start()]), quoted.group()]
            last = quoted.end()
        return "".join((*parts, change(text[last:])))

    return changed


def _replace(pattern: str, by: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    return _outside(lambda text: re.sub(pattern, by, text, flags=re.MULTILINE))


def _day(found: re.Match[str]) -> str:
    year, month, day = (int(found[i]) for i in (1, 2, 3))
    return f"{year:04d}-{month:02d}-{day:02d}"


def _truth(found: re.Match[str]) -> str:
    return f"{found[1]}{'true' if found[2].lower() in ('true', 'yes', '是') else 'false'}"


_AFTER = r"(?=\s*(?:[,}\]#\n]|$))"

_SLIPS: tuple[Slip, ...] = (
    (
        _outside(lambda text: text.translate(_WIDE)),
        "用了中文标点（引号、逗号、括号或等号）；请改成英文标点",
    ),
    (
        _replace(r"(\d+(?:\.\d+)?)\s*[%％]", r'"\1%"'),
        '的百分数没有加引号；请写成 "15%" 或 0.15 这样',
    ),
    (
        _replace(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|\b)", _day),
        "的日期写法不合；请写成 2026-09-01 这样",
    ),
    (
        _replace(rf"(=\s*)(True|False|TRUE|FALSE|yes|no|是|否){_AFTER}", _truth),
        "的是与否写法不合；请写 true 或 false",
    ),
    (_replace(rf"(=\s*)(\.\d+){_AFTER}", r"\g<1>0\2"), "的小数少了个位；请写成 0.5 这样"),
    (
        _replace(r"(^\s*|[{,]\s*)([^\s=,{}\[\]#]*[^\x00-\x7f][^\s=,{}\[\]#]*)(\s*=)", r'\1"\2"\3'),
        '等号前的中文名称没有加引号；请写成 "小学" = … 这样',
    ),
    (
        _replace(rf"(=\s*)(?!true\b|false\b)([^\W\d][^,={{}}\[\]#\n]*?){_AFTER}", r'\1"\2"'),
        "的文字没有加引号；请用英文双引号括起来",
    ),
    (
        lambda text: re.sub(r"(\})(\s*\n\s*)(\{)", r"\1,\2\3", text),
        "两行之间少了逗号；请在前一行末尾补上英文逗号",
    ),
    (
        lambda text: re.sub(r"([\"'\d\]}a-z])([ \t]+)([A-Za-z_]+\s*=)", r"\1,\2\3", text),
        "各项之间少了逗号；请用英文逗号隔开",
    ),
)

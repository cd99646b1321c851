"""What is wrong with an input, cell by cell; a fault in a hundred cells is told once with all of
them, so that it hides no other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from models.problem import Problem
from staffing.console.grid import BAD, QUIET, UNSURE
from staffing.console.screen import Screen

_MOST = 50
"""Lines shown before the rest is counted."""

_OF_A_KIND = 5
"""Lines of one kind in one column that are shown when there are too many lines in all."""

_ALIKE = 3
"""Cells with the very same fault that make one line."""

_RANGES = 8
"""Ranges of cells that are written out in one line."""

_NAMED = 3
"""Keys of a policy that are named in one line."""

_CELL = re.compile(r"([A-Z]+)(\d+)")
_ROW = re.compile(r"\d+行?")

Line = tuple[list[Problem], str]
"""(cells, what is said of them)."""


def show_problems(
    screen: Screen,
    problems: Sequence[Problem],
    heading: str,
    *,
    grave: bool = True,
    result: bool = False,
) -> None:
    """Problems by cell with the total: on stderr, on stdout where they are what was asked for.

    grave: errors, not what is only to be checked.
    """
    if not problems:
        return
    total = f"{heading}：共 {len(problems)} 处"
    (screen.line if result else screen.say)(total, BAD if grave else UNSURE)
    lines = _same_words(problems)
    if len(lines) > _MOST:
        lines = _few_of_a_kind(lines)
    screen.listed([(_place(cells), text) for cells, text in lines[:_MOST]], result=result)
    left = Counter(problem.sheet for cells, _ in lines[_MOST:] for problem in cells)
    if left:
        where = "、".join(f"{sheet} {count} 处" for sheet, count in left.items())
        more = f"  ……另有 {left.total()} 处未列出（{where}）；逐处列出加 --json。"
        (screen.line if result else screen.say)(more, QUIET)


def _same_words(problems: Iterable[Problem]) -> list[Line]:
    """One line for the very same fault of several cells of a column, where the first stands."""
    alike: defaultdict[tuple[str, ...], list[Problem]] = defaultdict(list)
    for problem in problems:
        alike[problem.sheet, _column(problem), problem.message].append(problem)
    lines: list[Line] = []
    for problem in problems:
        cells = alike[problem.sheet, _column(problem), problem.message]
        if len(cells) < _ALIKE or not problem.cell:
            lines.append(([problem], problem.message))
        elif problem is cells[0]:
            unit = "格" if _column(problem) else "处"
            lines.append((cells, f"（{len(cells)} {unit}）{problem.message}"))
    return lines


def _few_of_a_kind(lines: Sequence[Line]) -> list[Line]:
    """The first lines of every kind in every column, then the rest of the kind's cells in one."""
    kinds: defaultdict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        kinds[_kind(line)].append(line)
    found, told = list[Line](), Counter[tuple[str, ...]]()
    for line in lines:
        kind = _kind(line)
        at, own = told[kind], kinds[kind]
        told[kind] += 1
        if at < _OF_A_KIND or len(own) == _OF_A_KIND + 1:
            found.append(line)
        elif at == _OF_A_KIND:
            rest = [problem for cells, _ in own[at:] for problem in cells]
            found.append((rest, f"（{len(rest)} 处）同上一类问题；逐处列出加 --json"))
    return found


def _kind(line: Line) -> tuple[str, ...]:
    """Where and of what kind the faults of a line are."""
    first = line[0][0]
    return first.sheet, _column(first), first.kind


def _column(problem: Problem) -> str:
    """Letters of the cell's column, or what else its place is named by."""
    found = _CELL.fullmatch(problem.cell)
    return found[1] if found else ""


def _place(problems: Sequence[Problem]) -> str:
    """``教师!R3:R12、R15``; of keys of a policy, which are no cells, the first few by name; one
    problem's own place as it is."""
    first, column = problems[0], _column(problems[0])
    if len(problems) == 1 or not first.cell:
        return first.place
    if not all(_CELL.fullmatch(p.cell) or _ROW.fullmatch(p.cell) for p in problems):
        return f"{first.sheet}!{_keys([p.cell for p in problems])}"
    rows = sorted({int("".join(filter(str.isdigit, p.cell))) for p in problems})
    mark = "" if column else "行"
    spans = [
        f"{column}{a}{mark}" if a == b else f"{column}{a}{mark}:{column}{b}{mark}"
        for a, b in _runs(rows)
    ]
    more = " 等" if len(spans) > _RANGES else ""
    return f"{first.sheet}!{'、'.join(spans[:_RANGES])}{more}"


def _keys(keys: Sequence[str]) -> str:
    """``facts.retirement.men_months、men_step 等 10 处``: what they begin with is said once."""
    known = list(dict.fromkeys(keys))
    table = known[0].rpartition(".")[0]
    names = [key.removeprefix(f"{table}.") if table else key for key in known[1:_NAMED]]
    more = f" 等 {len(known)} 处" if len(known) > _NAMED else ""
    return f"{'、'.join([known[0], *names])}{more}"


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of every run of consecutive rows."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found

"""Plain data as tables on the screen. The only importer of rich.

Results go to stdout, talk and progress to stderr. Data is never read as markup, a state is always a
word as well as a colour, and a pipe gets wide lines instead of cut ones.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Any, TextIO

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from models.finding import Finding, State, TargetLine
from models.problem import Problem
from models.result import TierResult
from staffing.gaps import Gaps, SchoolGaps
from staffing.tables import FlowTable
from staffing.wording import (
    STATE_WORDS,
    measured_and_required,
    proof_words,
    rounded,
    state_words,
)

_PIPE_WIDTH = 200
_MOST_PROBLEMS = 50
_MOST_SCHOOLS = 20
_MOST_FINDINGS = 30
_GOOD, _BAD, _UNSURE, _QUIET = "green", "bold red", "yellow", "dim"
_STATE_STYLE = {State.MET: _GOOD, State.SHORT: _BAD, State.UNDECIDABLE: _UNSURE}

Cell = object
"""Anything a cell can show: Text as it is, None as an empty cell, the rest by ``str``."""


class Screen:
    """Where a command speaks: ``out`` for results, ``err`` for talk.

    NO_COLOR, TERM=dumb and pipes are honoured; characters the terminal's encoding lacks become
    ``?`` instead of a crash.
    """

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.out = _console(out or sys.stdout)
        self.err = _console(err or sys.stderr)

    def say(self, text: str, style: str = "") -> None:
        """A line of talk, on stderr."""
        self.err.print(Text(text, style=style), soft_wrap=True)

    def line(self, text: str, style: str = "") -> None:
        """A line of the result, on stdout."""
        self.out.print(Text(text, style=style), soft_wrap=True)

    def fail(self, text: str) -> None:
        """An error in words, on stderr."""
        self.say(text, _BAD)

    def progress(self) -> Progress:
        """A live line for long work, to be used as a context manager."""
        return Progress(self.err)


def _console(stream: TextIO) -> Console:
    encoding = (stream.encoding or "").lower().replace("-", "")
    if encoding != "utf8" and hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    tty = stream.isatty() and os.environ.get("TERM") != "dumb"
    return Console(
        file=stream, width=None if tty else _PIPE_WIDTH, highlight=False, markup=False, emoji=False
    )


class Progress:
    """The live line of a solve: tier, best, bound, 还差. Off a terminal, one line per tier."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, transient=True) if console.is_terminal else None
        self._tier = ""

    def __enter__(self) -> Progress:
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._live.stop()

    def step(self, text: str) -> None:
        """What is being done now, when it is not a tier."""
        self._show(text, text)

    def tier(self, name: str, best: int | None, bound: int | None, unit: str = "") -> None:
        """Best value and proven bound of the tier being solved."""
        left = "?" if best is None or bound is None else str(max(best - bound, 0))
        found = "尚无" if best is None else str(best)
        limit = "尚无" if bound is None else str(bound)
        self._show(name, f"{name}：最好 {found}，界限 {limit}，还差 {left} {unit}".rstrip())

    def _show(self, subject: str, text: str) -> None:
        if self._live:
            self._live.update(Text(text, style=_QUIET))
        elif subject != self._tier:
            self._console.print(Text(text), soft_wrap=True)
        self._tier = subject


def show_gaps(screen: Screen, gaps: Gaps, most: int = _MOST_SCHOOLS) -> None:
    """Establishment and gaps, the worst schools first; says how many are not shown."""
    worst = gaps.worst()
    table = _table(
        "编制与学科缺口（缺得多的学校在前）",
        ("学校代码", "学校"),
        (">核定编制", ">在编", ">在岗", ">能任教", ">超缺编", ">缺课时/周", ">折合缺人"),
        ("主要缺口",),
    )
    for school in worst[:most]:
        _row(table, *_gap_cells(school))
    screen.out.print(table)
    if len(worst) > most:
        screen.line(f"共 {len(worst)} 所学校，以上为缺口最大的 {most} 所，全部见工作簿。", _QUIET)


def _gap_cells(school: SchoolGaps) -> list[Cell]:
    line = school.establishment
    periods = sum(g.gap or 0 for g in school.subjects if not g.in_heads)
    short = sorted((g for g in school.subjects if g.gap), key=lambda g: (-g.posts, g.subject))
    main = "、".join(f"{g.stage.value}{g.subject} {rounded(g.posts, 1)}人" for g in short[:3])
    over = None if line is None or line.over_under is None else line.over_under
    posts = rounded(school.posts, 1)
    return [
        school.code,
        school.name,
        *((line.approved, line.on_roll, line.on_duty, line.supply) if line else (None,) * 4),
        None if over is None else Text(_over(over), style=_BAD if over > 0 else ""),
        periods // 10 if periods % 10 == 0 else periods / 10,
        Text(str(posts), style=_BAD if posts else _GOOD),
        main,
    ]


def _over(over: int) -> str:
    return f"超{over}" if over > 0 else (f"缺{-over}" if over < 0 else "持平")


def show_tiers(screen: Screen, tiers: Sequence[TierResult]) -> None:
    """Tiers with value, bound and proof in words."""
    table = _table("各层级（先后由政策定，数值越小越好）", (">先后", "层级"),
                   (">数值", ">已证界限", "单位", "证明", "说明"))  # fmt: skip
    for number, tier in enumerate(tiers, 1):
        style = _GOOD if tier.status == "optimal" else _UNSURE
        proof = Text(proof_words(tier), style=style)
        _row(table, number, tier.name, tier.value, tier.bound, tier.unit, proof, tier.note)
    screen.out.print(table)


def show_targets(
    screen: Screen, targets: Sequence[TargetLine], naming: Callable[[str], str] = str
) -> None:
    """The ledger of targets with document and clause. naming: key → what people call it."""
    table = _table("指标核对", ("编号", "指标", "对象"),
                   (">分子", ">分母", ">实测", ">要求", ">还差", "结论", "依据"))  # fmt: skip
    for t in targets:
        measured, required = measured_and_required(t)
        short = None if t.short is None else f"{t.short} {t.unit}"
        state = Text(state_words(t), style=_STATE_STYLE[t.state])
        basis = f"{t.document} {t.clause}（{t.standing}）"
        _row(
            table, t.id, t.name, naming(t.key) or "全县",
            _plain(t.numerator), _plain(t.denominator), measured, required, short, state, basis,
        )  # fmt: skip
    screen.out.print(table)
    counts = "，".join(f"{STATE_WORDS[s]} {sum(t.state is s for t in targets)} 项" for s in State)
    screen.line(f"共 {len(targets)} 项：{counts}。")


def _plain(value: Any) -> Cell:
    if value is None:
        return None
    return int(value) if int(value) == value else rounded(value, 2)


def show_placements(screen: Screen, flows: FlowTable, proposed: int) -> None:
    """Placements counted by mode and direction."""
    table = _table("安排汇总（按方式与方向）", ("方式",),
                   tuple(f">{way}" for way in flows.directions), (">合计",))  # fmt: skip
    for mode, counts in flows.rows:
        _row(table, mode, *counts, sum(counts))
    if len(flows.rows) > 1:
        table.add_section()
        _row(table, "合计", *flows.totals, sum(flows.totals))
    screen.out.print(table)
    if proposed:
        screen.line(f"其中建议人选 {proposed} 人：未经申请或推荐，确认前不公示。", _UNSURE)


def show_findings(screen: Screen, findings: Sequence[Finding], most: int = _MOST_FINDINGS) -> None:
    """What the audit found, enforced rules first."""
    if not findings:
        screen.line("核查未发现问题。", _GOOD)
        return
    ordered = sorted(findings, key=lambda f: (f.state is State.UNDECIDABLE, not f.enforced))
    table = _table("核查结果", ("结论", "规则", "说明"), (">还差", "依据"))
    for f in ordered[:most]:
        words = "未满足" if f.state is State.SHORT else STATE_WORDS[f.state]
        state = Text(words + ("（强制）" if f.enforced else ""), style=_STATE_STYLE[f.state])
        short = None if f.short is None else f"{f.short} {f.unit}"
        _row(table, state, f.name, f.message, short, f"{f.document} {f.clause}（{f.standing}）")
    screen.out.print(table)
    if len(findings) > most:
        screen.line(
            f"共 {len(findings)} 项，以上为前 {most} 项，全部见工作簿的“核查结果”。", _QUIET
        )


def show_problems(screen: Screen, problems: Sequence[Problem], heading: str) -> None:
    """Problems by cell, on stderr; at most fifty with the total."""
    screen.fail(f"{heading}：共 {len(problems)} 处")
    for problem in problems[:_MOST_PROBLEMS]:
        screen.say(f"  {problem}")
    if len(problems) > _MOST_PROBLEMS:
        screen.say(f"  ……另有 {len(problems) - _MOST_PROBLEMS} 处未列出。", _QUIET)


def show_rows(
    screen: Screen, title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Any table of plain values; a header beginning with ``>`` is right-aligned."""
    table = _table(title, tuple(headers))
    for row in rows:
        _row(table, *row)
    screen.out.print(table)


def _table(title: str, *headers: Sequence[str]) -> Table:
    """Headers beginning with ``>`` hold numbers: right-aligned and never wrapped."""
    table = Table(title=Text(title, style="bold"), title_justify="left")
    for header in (name for group in headers for name in group):
        number = header.startswith(">")
        table.add_column(
            Text(header.removeprefix(">")),
            justify="right" if number else "left",
            no_wrap=number,
            overflow="fold",
        )
    return table


def _row(table: Table, *cells: Cell) -> None:
    table.add_row(*(c if isinstance(c, Text) else Text("" if c is None else str(c)) for c in cells))

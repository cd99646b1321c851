"""What the audit found, on the screen: rule by rule at a glance, or every place by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rich.text import Text

from models.finding import Finding, State
from staffing.console.grid import BAD, GOOD, QUIET, UNSURE, Grid
from staffing.console.screen import Screen
from staffing.leaders.discretion import discreet
from staffing.wording import (
    STATE_WORDS,
    amount_words,
    finding_counts,
    findings_first,
    force_words,
)

MOST = 15
"""Rules shown before the rest is counted."""


def show_findings(
    screen: Screen, findings: Sequence[Finding], whole: str = "", *, every: bool = False
) -> None:
    """What the audit found, the gravest first; leaders are counted, never named.

    A line a rule with its worst place; every: a line a place. whole: where to find what is not
    shown, in words.
    """
    findings = discreet(findings)
    if not findings:
        screen.line("核查未发现问题。", GOOD)
        return
    if every:
        _show_places(screen, findings)
    else:
        _show_rules(screen, findings, whole)


def _show_rules(screen: Screen, findings: Sequence[Finding], whole: str) -> None:
    grouped: defaultdict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for f in findings_first(findings):
        grouped[f.rule, f.instance, force_words(f), f.state].append(f)
    groups = list(grouped.values())
    screen.line(f"核查：{finding_counts(findings)}。", BAD if _grave(findings) else "")
    grid = Grid("核查结果（一条规则一行）", "结论", "规则", ">处数", ">还差", "差得最多的一处")
    for found in groups[:MOST]:
        worst = max(found, key=lambda f: f.short or 0)
        shorts = [f.short for f in found if f.short is not None]
        total = amount_words(sum(shorts), worst.unit) if shorts else None
        grid.row(_state(worst), worst.name, len(found), total, worst.message)
    grid.show(screen.out)
    more = [f"另有 {len(groups) - MOST} 条规则未列出"] if len(groups) > MOST else []
    more += [f"共 {len(findings)} 处，每条只列一处"] if len(findings) > len(groups) else []
    if more:
        screen.line(f"{'；'.join(more)}；{whole}逐处列出加 --all。", QUIET)


def _show_places(screen: Screen, findings: Sequence[Finding]) -> None:
    grid = Grid("核查结果（逐处）", "结论", "规则", "说明", ">还差", "~依据")
    for f in findings_first(findings):
        short = amount_words(f.short, f.unit)
        basis = f"{f.document} {f.clause}（{f.standing}）"
        grid.row(_state(f), f.name, f.message, short, basis)
    grid.show(screen.out)
    screen.line(f"{finding_counts(findings)}。")


def _grave(findings: Sequence[Finding]) -> bool:
    return any(f.enforced and f.state is State.SHORT for f in findings)


def _state(f: Finding) -> Text:
    words = "未满足" if f.state is State.SHORT else STATE_WORDS[f.state]
    grave = BAD if f.enforced else "" if f.mode == "watch" else UNSURE
    style = grave if f.state is State.SHORT else UNSURE
    return Text(f"{words}（{force_words(f)}）", style=style)

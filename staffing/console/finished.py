"""A finished run on the screen: what came of it first, then the tables behind it."""

from __future__ import annotations

from fractions import Fraction

from staffing.console import (
    show_findings,
    show_gap_change,
    show_jointness,
    show_placements,
    show_rounds,
    show_targets,
    show_tiers,
)
from staffing.console.fairness import say_fairness
from staffing.console.grid import BAD, GOOD, UNSURE
from staffing.console.screen import Screen
from staffing.discretion import veiled
from staffing.lock_excess import excess_words, excesses
from staffing.naming import CountyNames
from staffing.result import Run
from staffing.returns import returns_words
from staffing.roster_book.returns import found_returns
from staffing.switched_off import switched_off
from staffing.tables import flows, gap_lines, people_words, subject_totals
from staffing.wording import rounded

MOST = 15
"""Targets shown before the rest is counted."""

_VERDICT = {"optimal": GOOD, "feasible": UNSURE, "infeasible": BAD, "unknown": BAD}


def show_finished(screen: Screen, run: Run, whole: str, *, every: bool = False) -> None:
    """The verdict, then targets, gaps, people, tiers and findings.

    whole: where to find what is not shown, in words; every: each finding and subject by itself.
    """
    screen.line(f"结论：{run.conclusion}（政策：{run.policy.name}）。", _VERDICT[run.result.status])
    planned = run.result.roster is not None
    if planned and not run.partial:
        screen.line(f"{_in_figures(run)}。")
    for over in excesses(run.situation, run.result.roster):
        screen.line(
            f"锁定超过上限：{excess_words(run.situation, over)}，"
            f"{'其余的人没有再加重，' if planned else ''}怎么办见 staffing diagnose。",
            BAD,
        )
    if run.rounds:
        show_rounds(screen, run, CountyNames(run.county).key)
    if planned:
        _show_plan(screen, run, every)
    if run.fairness is not None:
        say_fairness(screen, run.fairness)
    if run.result.tiers:
        show_tiers(screen, run.result.tiers)
    if run.jointness:
        show_jointness(screen, run.jointness)
    found = veiled(run.result.findings, run.county, run.placements)
    show_findings(screen, found, whole, every=every)


def _in_figures(run: Run) -> str:
    """``有安排 35 人；学科缺口合计折合由 23.9 人减为 22.6 人``, guests named apart."""
    totals = subject_totals(gap_lines(run.gaps_before, run.gaps_after))
    was, now = (
        rounded(sum((getattr(t, side) for t in totals), Fraction(0)), 1)
        for side in ("posts_before", "posts_after")
    )
    step = "仍为" if was == now else "减为" if now < was else "增为"
    return f"{people_words(run)}；学科缺口合计折合由 {was} 人{step} {now} 人"


def _show_plan(screen: Screen, run: Run, every: bool) -> None:
    if not run.partial:
        last = run.last_term
        show_targets(screen, run.result.targets, last=last, most=None if every else MOST)
        totals = subject_totals(gap_lines(run.gaps_before, run.gaps_after))
        show_gap_change(screen, totals, every=every)
    show_placements(screen, flows(run), len({p.person for p in run.shown if p.proposed}))
    if not run.partial:
        if words := returns_words(found_returns(run), run.county.term.end):
            screen.line(words)
        for left_out in switched_off(run.situation):
            screen.line(left_out)

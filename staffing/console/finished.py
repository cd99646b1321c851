"""A finished run on the screen: the verdict and what it rests on; all tables where asked for."""

from __future__ import annotations

from staffing.console import (
    show_findings,
    show_gap_change,
    show_jointness,
    show_placements,
    show_rounds,
    show_targets,
    show_tiers,
    show_waiting,
)
from staffing.console.digest import digest
from staffing.console.grid import BAD, GOOD, UNSURE
from staffing.console.screen import Screen
from staffing.leaders.discretion import veiled
from staffing.naming import CountyNames
from staffing.result import Run
from staffing.tables import flows, gap_lines, proposed_words, subject_totals

VERDICT = {"optimal": GOOD, "feasible": UNSURE, "infeasible": BAD, "unknown": BAD}


def show_finished(screen: Screen, run: Run, kept: str, *, every: bool = False) -> None:
    """The verdict, a line on each thing a clerk asks, and the tiers; without a plan the findings.

    kept: the roster workbook's name, or how to get one; every: all tables, nothing cut.
    """
    screen.line(f"结论：{run.conclusion}（政策：{run.policy.name}）。", VERDICT[run.result.status])
    screen.facts(digest(run, kept))
    show_waiting(screen, run.policy)
    if run.rounds:
        show_rounds(screen, run, CountyNames(run.county).key)
    if every:
        _show_tables(screen, run)
    if run.result.tiers:
        show_tiers(screen, run.result.tiers)
    if every or run.result.roster is None:
        found = veiled(run.result.findings, run.county, run.placements)
        where = "" if run.result.roster is None else f"全部见 {kept} 的“核查结果”；"
        show_findings(screen, found, where, every=every)


def _show_tables(screen: Screen, run: Run) -> None:
    if run.result.roster is not None and not run.partial:
        show_targets(screen, run.result.targets, last=run.last_term)
        show_gap_change(screen, subject_totals(gap_lines(run.gaps_before, run.gaps_after)))
    if run.result.roster is not None:
        show_placements(screen, flows(run), proposed_words(run.shown))
    if run.jointness:
        show_jointness(screen, run.jointness)

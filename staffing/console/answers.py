"""Answers on the screen: one page each, the conclusion first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from staffing.console.grid import BAD, GOOD, QUIET, UNSURE, Grid
from staffing.console.screen import Screen

if TYPE_CHECKING:
    from staffing.answers.conflict import Conflict
    from staffing.answers.diagnosis import Diagnosis, Told

_MOST = 12
"""Lines of one table shown before the rest is counted."""


def show_diagnosis(screen: Screen, found: Diagnosis | None) -> None:
    """The three steps of a diagnosis."""
    if found is None:
        screen.line("未能得出结论：求解没有给出答复。", UNSURE)
        return
    if found.possible:
        screen.line("强制规则可以同时满足，不需要让步。请用 staffing solve 求解。", GOOD)
        return
    _show_shortages(screen, found)
    show_concessions(screen, found)
    for number, conflict in enumerate(found.conflicts, 1):
        _show_conflict(screen, found, conflict, number)
    proof = "已证明再少一点都不行" if found.proven else "是否还能更少尚未证明"
    screen.line(f"结论：强制规则不能同时满足；至少要让 {len(found.concessions)} 处，{proof}。", BAD)


def _show_shortages(screen: Screen, found: Diagnosis) -> None:
    if not found.shortages:
        return
    grid = Grid("算一算就知道的缺口", "缺口", "~表格位置")
    for shortage in found.shortages[:_MOST]:
        demands = (*shortage.items, *((shortage.cap,) if shortage.cap else ()))
        places = dict.fromkeys(found.told(item).where for item in demands)
        grid.row(found.shortage_text(shortage), "、".join(places))
    grid.show(screen.out)
    _rest(screen, len(found.shortages))


def show_concessions(screen: Screen, found: Diagnosis) -> None:
    """What has to give, in the order in which the policy gives it up."""
    grid = Grid("最少要让（按政策的让步次序，先让的在前）", ">次序", "让步", "改哪里", "~依据")
    ordered = sorted(found.concessions, key=lambda c: -c.item.concede)
    for concession in ordered[:_MOST]:
        told = found.told(concession.item)
        grid.row(concession.item.concede, found.concession_text(concession), told.where, told.basis)
    grid.show(screen.out)
    _rest(screen, len(ordered))


def _show_conflict(screen: Screen, found: Diagnosis, conflict: Conflict, number: int) -> None:
    title = f"互相矛盾的规则（{number}）" if len(found.conflicts) > 1 else "互相矛盾的规则"
    grid = Grid(title, "规则", "对象", "~改哪里", "~依据")
    told = sorted((found.told(item) for item in conflict.items), key=lambda t: t.name)
    for _, same in groupby(told, key=lambda t: (t.name, t.basis)):
        _conflict_row(grid, list(same))
    grid.show(screen.out)
    if conflict.confirmed:
        screen.line("以上不能同时满足，去掉任何一处都排得出（两种算法都已核实）。", GOOD)
    else:
        screen.line("以上不能同时满足；第二种算法未能核实，其中或有可以去掉的。", UNSURE)


def _conflict_row(grid: Grid, same: list[Told]) -> None:
    places = _listed(t.place for t in same)
    grid.row(same[0].name, places, _listed(dict.fromkeys(t.where for t in same)), same[0].basis)


def _listed(words: Iterable[str]) -> str:
    """The first few, and how many there are."""
    listed = list(words)
    shown = "、".join(listed[:_MOST])
    return shown if len(listed) <= _MOST else f"{shown}等 {len(listed)} 处"


def _rest(screen: Screen, count: int) -> None:
    if count > _MOST:
        screen.line(f"共 {count} 处，以上为前 {_MOST} 处，全部见 --json。", QUIET)

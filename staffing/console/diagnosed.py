"""排不出 on the screen: the conclusion, then the three steps behind it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from staffing.console.grid import BAD, GOOD, QUIET, UNSURE, Grid, first_few
from staffing.console.screen import Screen
from staffing.locks.excess import excess_words

if TYPE_CHECKING:
    from staffing.answers.diagnose.conflict import Conflict
    from staffing.answers.diagnose.diagnosis import Diagnosis, Told
    from staffing.answers.diagnose.giving import Item

_MOST = 12
"""Lines of one table shown before the rest is counted."""


def show_diagnosis(screen: Screen, found: Diagnosis | None) -> None:
    """The conclusion, then the three steps behind it."""
    if found is None:
        screen.line("未能得出结论：求解没有给出答复。", UNSURE)
        return
    if found.possible:
        but = "，只是已定的事项与规则相抵" if found.decided is not None else ""
        screen.line(f"硬性规则可以同时满足，排得出{but}。", UNSURE if but else GOOD)
    else:
        screen.line(_conclusion(found), BAD if found.impossible else UNSURE)
        _show_steps(screen, found)
    if found.decided is not None:
        screen.line(
            f"已定的事项与规则有 {len(found.decided.concessions)} 处相抵：求解照已定的办"
            "（锁定的可以超过上限，其余的人不得再加重；派不齐的支教团不派），"
            "但应先办妥下列各处，或改锁定、改任务，各在哪一格见“改哪里”；改后再求解。",
            BAD,
        )
        _show_steps(screen, found.decided)
    for over in found.made_up:
        then = (
            "求解会先让别人补上。"
            if over.is_floor
            else "求解不为此专门调人：方案里没有抵补的，仍会写明超多少。"
        )
        words = f"只按锁定的安排，{excess_words(found.situation, over)}"
        screen.line(f"{words}；别人的去留可以抵补，不必另办。{then}", UNSURE)


def _conclusion(found: Diagnosis) -> str:
    """What is proven of it, and what is not."""
    heads = len(found.concessions)
    if not found.impossible:
        return (
            "结论：未求得方案，也未证明排不出：求解对比例、差异系数用偏严的折线，"
            f"按折线要让 {heads} 处，按核查口径或许不必。"
        )
    proof = "已证明再少一点都不行" if found.proven else "是否还能更少尚未证明"
    if found.stricter:
        proof = "其中比例、差异系数按偏严的折线计，让多少未证明是最少"
    least = "按求解口径要让" if found.stricter else "至少要让"
    return f"结论：硬性规则不能同时满足；{least} {heads} 处，{proof}。"


def _show_steps(screen: Screen, found: Diagnosis) -> None:
    _show_shortages(screen, found)
    show_concessions(screen, found)
    for number, conflict in enumerate(found.conflicts, 1):
        _show_conflict(screen, found, conflict, number)
    heads = len(found.concessions)
    if heads > 1 and found.conflicts:
        screen.line(
            f"只解开一组未必够：矛盾全部解开，要照上面让步的 {heads} 处都办，不能只办其一。", UNSURE
        )


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
    least = "按偏严的折线要让" if found.stricter else "最少要让"
    grid = Grid(f"{least}（按政策的让步次序，先让的在前）", ">次序", "让步", "改哪里", "~依据")
    ordered = sorted(found.concessions, key=lambda c: -c.item.concede)
    for concession in ordered[:_MOST]:
        told = found.told(concession.item)
        place = "：".join(filter(None, (told.how, told.where)))
        grid.row(concession.item.concede, found.concession_text(concession), place, told.basis)
    grid.show(screen.out)
    _rest(screen, len(ordered))


def _show_conflict(screen: Screen, found: Diagnosis, conflict: Conflict, number: int) -> None:
    title = f"互相矛盾的规则（{number}）" if len(found.conflicts) > 1 else "互相矛盾的规则"
    ends = conflict.ends or conflict.items
    rest = tuple(item for item in conflict.items if item not in ends)
    _show_demands(screen, found, title, ends)
    if rest:
        _show_demands(screen, found, f"{title}：与上表相抵，单去掉其中一处未必解开的", rest)
    if conflict.confirmed:
        screen.line(f"以上不能同时满足（两种算法都已核实）；{_ending_words(conflict)}。", GOOD)
    elif conflict.stricter:
        screen.line(
            "以上按偏严的折线不能同时满足；折线比规则严，按核查口径是否矛盾没有证明。", UNSURE
        )
    else:
        screen.line("以上不能同时满足；第二种算法未能核实，其中或有可以去掉的。", UNSURE)


def _show_demands(screen: Screen, found: Diagnosis, title: str, items: Sequence[Item]) -> None:
    grid = Grid(title, "规则", "对象", "~改哪里", "~依据")
    told = sorted((found.told(item) for item in items), key=lambda t: t.name)
    for _, same in groupby(told, key=lambda t: (t.name, t.basis)):
        _conflict_row(grid, list(same))
    grid.show(screen.out)


def _ending_words(conflict: Conflict) -> str:
    """What ends it, shown against every other rule of the county."""
    if not conflict.ends:
        return "单去掉哪一处都未必解开：另有规则拦着，照上面的让步办"
    if len(conflict.ends) == len(conflict.items):
        return "去掉其中任何一处，这一组矛盾即解开"
    return "去掉前一表中任何一处，这一组矛盾即解开；后一表的单去掉一处未必够，另有规则拦着"


def _conflict_row(grid: Grid, same: list[Told]) -> None:
    places = first_few(t.place for t in same)
    grid.row(same[0].name, places, first_few(dict.fromkeys(t.where for t in same)), same[0].basis)


def _rest(screen: Screen, count: int) -> None:
    if count > _MOST:
        screen.line(f"共 {count} 处，以上为前 {_MOST} 处，全部见 --json。", QUIET)

"""Fairness on the screen: one sentence, then what must be explained before what is excused."""

from __future__ import annotations

from rich.text import Text

from staffing.console.grid import BAD, GOOD, QUIET, UNSURE, Grid
from staffing.console.screen import Screen
from staffing.fairness import Envied, Fairness
from staffing.fairness.words import (
    GROUP_WORDS,
    LEAN_WORDS,
    envy_words,
    excuse_words,
    kilometres,
    points,
    verdict_words,
    years,
)
from staffing.naming import CountyNames

_MOST_PAIRS = 15
_MOST_SCHOOLS = 10


def show_fairness(screen: Screen, found: Fairness, names: CountyNames) -> None:
    """All three parts; long lists are cut aloud."""
    _show_pairs(screen, found, names)
    _show_sent(screen, found, names)
    _show_roads(screen, found)


def say_fairness(screen: Screen, found: Fairness) -> None:
    """The pairs by points in one line."""
    screen.line(envy_words(found.envy), envy_style(found.envy))


def envy_style(envy: Envied) -> str:
    """Good only where every pair could be judged."""
    return BAD if envy.flagged else UNSURE if envy.undecided else GOOD


def _show_pairs(screen: Screen, found: Fairness, names: CountyNames) -> None:
    pairs = sorted(found.envy.pairs, key=lambda pair: not pair.flagged)
    if pairs:
        grid = Grid("公平性：积分与志愿", "结论", "申请人", ">积分", ">志愿", "学校", "在此教师",
                    ">积分 ", "~理由")  # fmt: skip
        for pair in pairs[:_MOST_PAIRS]:
            words = Text(verdict_words(pair), style=BAD if pair.flagged else GOOD)
            grid.row(
                words, names.person(pair.person), points(pair.points), pair.rank,
                names.school(pair.host), names.person(pair.holder),
                points(pair.holder_points), excuse_words(pair),
            )  # fmt: skip
        grid.show(screen.out)
    if len(pairs) > _MOST_PAIRS:
        screen.line(f"以上为前 {_MOST_PAIRS} 对，全部见花名册“公平性”。", QUIET)
    say_fairness(screen, found)


def _show_sent(screen: Screen, found: Fairness, names: CountyNames) -> None:
    if not found.sendings:
        return
    county, *schools = found.sendings
    weak = [line for line in schools if line.lean == "weak"]
    grid = Grid(
        "公平性：派出与留任（可交流而未派出的）",
        "学校", ">派出", ">高级", ">骨干", ">留任", ">高级 ", ">骨干 ", "倾向", "~>派出平均年龄",
        "~>留任平均年龄",
    )  # fmt: skip
    for line in (county, *weak[:_MOST_SCHOOLS]):
        school = "全县" if line.school is None else names.school(line.school)
        sent, stayed = ((s.heads, s.senior, s.key) for s in (line.sent, line.stayed))
        ages = [years(s.age) for s in (line.sent, line.stayed)]
        words = Text(LEAN_WORDS[line.lean], style=BAD if line.lean == "weak" else "")
        grid.row(school, *sent, *stayed, words, *ages)
    grid.show(screen.out)
    screen.line(f"派出教师的学校 {len(schools)} 所，其中偏弱的 {len(weak)} 所。")


def _show_roads(screen: Screen, found: Fairness) -> None:
    if not found.roads:
        return
    grid = Grid(
        "公平性：外出人员新增路程（公里）",
        "人员", ">人数", ">最短", ">四分之一", ">中位", ">四分之三", ">最长", ">平均", "~>不详",
    )  # fmt: skip
    for s in found.roads:
        lengths = (s.least, s.quarter, s.half, s.three_quarters, s.most, s.mean)
        grid.row(GROUP_WORDS[s.group], s.heads, *map(kilometres, lengths), s.unknown)
    grid.show(screen.out)

"""Plain data as tables on the screen. The only importer of rich.

Data is never read as markup, a state is always a word as well as a colour, and a pipe gets wide
lines instead of cut ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from rich.text import Text

from constraints.decisions import PART_TIME_MODES
from constraints.facts.load import TENTHS
from models.result import TierResult
from staffing.console.findings import show_findings
from staffing.console.grid import BAD, GOOD, QUIET, UNSURE, Cell, Grid
from staffing.console.problems import show_problems
from staffing.console.rounds import show_rounds
from staffing.console.screen import Progress, Screen
from staffing.console.targets import show_target_parts, show_targets, show_waiting
from staffing.gaps import Gaps, SchoolGaps
from staffing.tables import FlowTable, SubjectTotal
from staffing.wording import (
    amount,
    full_loads,
    plain_number,
    proof_words,
    rounded,
    unit_words,
)

if TYPE_CHECKING:
    from staffing.itinerant.jointness import Together

__all__ = [
    "Progress",
    "Screen",
    "show_findings",
    "show_gap_change",
    "show_gaps",
    "show_jointness",
    "show_placements",
    "show_problems",
    "show_rounds",
    "show_rows",
    "show_target_parts",
    "show_targets",
    "show_tiers",
    "show_waiting",
]

_MOST_SCHOOLS = 15
_PARTS = tuple(mode.value for mode in PART_TIME_MODES)
"""Modes one person may have several placements of."""


def show_gaps(screen: Screen, gaps: Gaps, whole: str = "", most: int = _MOST_SCHOOLS) -> None:
    """Establishment and gaps, the worst schools first; says how many are not shown.

    whole: where to find the others, in words.
    """
    worst = gaps.worst()
    screen.line(_gaps_in_short(gaps))
    grid = Grid(
        "编制与学科缺口（缺得多的学校在前）",
        "学校", ">超缺编", ">缺课时/周", ">折合缺人", "主要缺口", "~>核定编制", "~>在编", "~>在岗",
        "~>能任教", "~学校代码",
    )  # fmt: skip
    for school in worst[:most]:
        grid.row(*_gap_cells(school))
    grid.show(screen.out)
    if len(worst) > most:
        screen.line(f"共 {len(worst)} 所学校，以上为缺口最大的 {most} 所；{whole}", QUIET)


def _gaps_in_short(gaps: Gaps) -> str:
    """``12 所学校中 10 所有学科缺口，合计折合缺 30.4 人；超编 2 所，缺编 3 所。``"""
    short = sum(1 for school in gaps.schools if school.posts)
    posts = rounded(sum((school.posts for school in gaps.schools), Fraction(0)), 1)
    lines = [school.establishment for school in gaps.schools if school.establishment]
    over = [line.over_under for line in lines if line.over_under]
    return (
        f"{len(gaps.schools)} 所学校中 {short} 所有学科缺口，合计折合缺 {posts} 人；"
        f"超编 {sum(x > 0 for x in over)} 所，缺编 {sum(x < 0 for x in over)} 所。"
    )


def _gap_cells(school: SchoolGaps) -> list[Cell]:
    line = school.establishment
    periods = sum(g.gap or 0 for g in school.subjects if not g.in_heads)
    short = sorted((g for g in school.subjects if g.gap), key=lambda g: (-g.posts, g.subject))
    main = "、".join(f"{g.stage.value}{g.subject} {full_loads(g.posts)}人" for g in short[:3])
    over = None if line is None or line.over_under is None else line.over_under
    posts = full_loads(school.posts)
    return [
        school.name,
        None if over is None else Text(_over(over), style=BAD if over > 0 else ""),
        plain_number(Fraction(periods, TENTHS), 1),
        Text(str(posts), style=BAD if posts else GOOD),
        main,
        *((line.approved, line.on_roll, line.on_duty, line.supply) if line else (None,) * 4),
        school.code,
    ]


def _over(over: int) -> str:
    return f"超{over}" if over > 0 else (f"缺{-over}" if over < 0 else "持平")


def show_gap_change(screen: Screen, totals: Sequence[SubjectTotal]) -> None:
    """What the county lacks by subject, before and after the plan."""
    grid = Grid(
        "全县学科缺口（安排前后）",
        "学科", ">缺课时/周 前", ">后", ">折合缺人 前", ">后", "变化",
    )  # fmt: skip
    for t in totals:
        left = Text(str(full_loads(t.posts_after)), style=BAD if t.posts_after else GOOD)
        grid.row(t.subject, t.periods_before, t.periods_after, full_loads(t.posts_before), left,
                 _step(t.posts_before, t.posts_after))  # fmt: skip
    grid.show(screen.out)


def _step(before: Fraction, after: Fraction) -> Text:
    """Before and after as a word, the colour beside it."""
    if before == after:
        return Text("不变", style=QUIET)
    if not after:
        return Text("补齐", style=GOOD)
    return Text("减少", style=GOOD) if after < before else Text("增加", style=BAD)


def show_tiers(screen: Screen, tiers: Sequence[TierResult]) -> None:
    """Tiers with value, bound and proof in words."""
    grid = Grid(
        "各层级（先后由政策定，数值越小越好）",
        ">先后", "层级", ">数值", ">已证界限", "单位", "证明", "~说明",
    )  # fmt: skip
    for number, tier in enumerate(tiers, 1):
        style = GOOD if tier.status == "optimal" else UNSURE
        proof = Text(proof_words(tier), style=style)
        value, bound = amount(tier.value, tier.unit), amount(tier.bound, tier.unit)
        grid.row(number, tier.name, value, bound, unit_words(tier.unit), proof, tier.note)
    grid.show(screen.out)


def show_jointness(screen: Screen, lines: Sequence[Together]) -> None:
    """What deciding 走教 together with the rest gained, tier by tier; one line for nothing."""
    gained = [x for x in lines if x.together != x.apart]
    if not gained:
        screen.line("走教与交流一并求解，各层与先交流、后走教相同。", QUIET)
        return
    grid = Grid("走教与交流一并求解的好处", "层级", ">一并求解", ">先交流后走教", "单位")
    for x in gained:
        both = amount(x.together, x.unit), amount(x.apart, x.unit)
        grid.row(x.name, *both, unit_words(x.unit))
    grid.show(screen.out)


def show_placements(screen: Screen, flows: FlowTable, proposed: str) -> None:
    """Placements counted by mode and direction. proposed: 建议人选 in words, empty for none."""
    if not flows.rows:
        screen.line("没有要公布的安排。")
        return
    grid = Grid("安排汇总（按方式与方向，含外县派来）", "方式", ">合计", "方向")
    for mode, counts in flows.rows:
        grid.row(mode, sum(counts), _by_way(flows, counts, "处" if mode in _PARTS else "人"))
    if len(flows.rows) > 1:
        unit = "条" if any(mode in _PARTS for mode, _ in flows.rows) else "人"
        grid.total("合计", sum(flows.totals), _by_way(flows, flows.totals, unit))
    grid.show(screen.out)
    if proposed:
        screen.line(f"其中建议人选 {proposed}：未经申请或推荐，确认前不公示。", UNSURE)


def _by_way(flows: FlowTable, counts: Sequence[int], unit: str) -> str:
    """``城区到乡村 22 人、乡村到城区 14 人``: a column for each would not fit a screen."""
    ways = zip(flows.directions, counts, strict=True)
    return "、".join(f"{way} {count} {unit}" for way, count in ways if count)


def show_rows(
    screen: Screen, title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Any table of plain values; headers as in :class:`Grid`."""
    grid = Grid(title, *headers)
    for row in rows:
        grid.row(*row)
    grid.show(screen.out)

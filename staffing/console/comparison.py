"""Plans side by side: the change is a word as well as a colour, and figures never wrap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rich.text import Text

from models.finding import State, TargetLine
from staffing.answers.tier_parts import part_lines
from staffing.console.grid import BAD, GOOD, QUIET, UNSURE, Grid
from staffing.console.screen import Screen
from staffing.ledger.as_json import target_of
from staffing.ledger.change import compare_ledgers
from staffing.wording import (
    Figure,
    amount,
    amount_words,
    measured_and_required,
    rounded,
    stands,
    unit_words,
)

if TYPE_CHECKING:
    from staffing.answers.differing import Difference, Naming
    from staffing.answers.figures import Figures

_MOST = 30
"""Lines of one table shown before the rest is counted."""

_PROVEN = {"optimal": "已证明", "feasible": "未证完", "infeasible": "无解", "unknown": "未求得"}
"""Whether a plan is proven, in a narrow column; the closing line says it in full."""

_PLANNED = ("optimal", "feasible")
"""Outcomes that are a plan."""

_ROADS = "加路公里"

Number = int | Decimal | Fraction
_UNKNOWN: tuple[Decimal | None, Fraction | None] = (None, None)


def show_overview(screen: Screen, base: Figures, others: Sequence[Figures]) -> None:
    """One line a plan, the base first; every figure with how it differs from the base's.

    Where nobody's way to work becomes longer there is no column of added road.
    """
    roads = any(one.added_km != 0 for one in (base, *others) if one.status in _PLANNED)
    grid = Grid(
        "方案对照（与第一行相比）",
        "方案", ">变动的人", ">未达标指标", ">缺课时/周", ">折合缺人", "~>有安排的人",
        *((f"~>{_ROADS}",) if roads else ()), ">证明",
    )  # fmt: skip
    for one in (base, *others):
        if one.status not in _PLANNED:  # nothing was planned: no figure of it says anything
            grid.row(one.name, *[Text("—")] * (5 + roads), _PROVEN[one.status])
            continue
        lacks, were = one.uncovered or _UNKNOWN, base.uncovered or _UNKNOWN
        grid.row(
            one.name,
            one.changed,
            _beside(one.short, base.short if one.alike(base) else None),
            _beside(lacks[0], were[0]),
            _beside(lacks[1], were[1], places=1),
            _beside(one.moved, base.moved, neutral=True),
            *((_beside(one.added_km, base.added_km, places=1),) if roads else ()),
            _PROVEN[one.status],
        )
    if _ROADS not in grid.show(screen.out) and roads:
        screen.line("加路公里：全职外出人员上班单程比现在多走的路，合计；走教的路不在内。", QUIET)


def show_difference(
    screen: Screen, base: Figures, other: Figures, naming: Callable[[str], str] = str
) -> None:
    """Tiers, targets and subjects in which two plans differ. naming: key → what people call it."""
    if not base.alike(other):
        screen.line(base.apart_words(other), UNSURE)
    _show_tiers(screen, base, other)
    for line in part_lines(base, other):
        screen.line(line)
    _show_targets(screen, base, other, naming)
    _show_gaps(screen, base, other)


def _show_tiers(screen: Screen, base: Figures, other: Figures) -> None:
    grid = Grid(
        f"有变化的层级：{base.name}与{other.name}{'（数值越小越好）' * base.alike(other)}",
        "层级", f">{base.name}", f">{other.name}", "变化", "单位",
    )  # fmt: skip
    rows = 0
    for key, tier in other.tiers.items():
        old = base.tiers.get(key)
        was, now = (_in_unit(t) for t in (old, tier))
        if was != now:
            rows += 1
            change = _change(was, now) if base.alike(other) else Text("不可比", style=QUIET)
            grid.row(tier["name"], was, now, change, unit_words(tier["unit"]))
    if rows:
        grid.show(screen.out)
    _same(screen, len(other.tiers) - rows, len(other.tiers))


def show_tier_losses(screen: Screen, base: Figures, others: Sequence[Figures]) -> None:
    """What every tier came to: the base, the new plan, and the one that spares nobody."""
    new, *afresh = others
    headers = ["层级", f">{base.name}", f">{new.name}", "与原方案比", "单位"]
    headers += [f">{afresh[0].name}", "少动人让出"] if afresh else []
    grid = Grid("有变化的层级（先后由政策定，数值越小越好）", *headers)
    rows = 0
    for key, tier in new.tiers.items():
        was, now = _in_unit(base.tiers.get(key)), _in_unit(tier)
        if len({_in_unit(plan.tiers.get(key)) for plan in (base, *others)}) == 1:
            continue
        rows += 1
        cells = [tier["name"], was, now, _change(was, now), unit_words(tier["unit"])]
        if afresh:
            free = _in_unit(afresh[0].tiers.get(key))
            cells += [free, _given_up(free, now)]
        grid.row(*cells)
    if rows:
        grid.show(screen.out)
    _same(screen, len(new.tiers) - rows, len(new.tiers))
    for line in part_lines(base, new):
        screen.line(line)


def _same(screen: Screen, count: int, of: int) -> None:
    """How many tiers are not listed because nothing differs."""
    if count:
        every = "各层级数值都没有变化。" if count == of else f"其余 {count} 层数值不变。"
        screen.line(every, QUIET)


def _given_up(free: Number | None, now: Number | None) -> Text:
    if free is None or now is None:
        return Text("—")
    if now <= free:
        return Text("无", style=QUIET)
    return Text(f"让出{_plain(Fraction(now) - Fraction(free))}", style=BAD)


def _in_unit(tier: Any) -> Number | None:
    return None if tier is None else amount(tier["value"], tier["unit"])


def _show_targets(
    screen: Screen, base: Figures, other: Figures, naming: Callable[[str], str]
) -> None:
    was, now = _ledger(base), _ledger(other)
    pairs = [(was.get(key), line) for key, line in now.items()]
    different = [(old, line) for old, line in pairs if _told(old) != _told(line)]
    placed = any(line.key for _, line in different)
    grid = Grid(
        f"有变化的指标：{base.name}与{other.name}",
        "编号", "指标", *(["对象"] if placed else []), ">原实测", ">现实测", "结论",
        ">原差", ">现差", "~>现要求", "~>原要求",
    )  # fmt: skip
    for old, line in different[:_MOST]:
        (before, asked_before), (after, asked) = _measured(old), _measured(line)
        place = [naming(line.key) or "全县"] if placed else []
        verdict = Text(_verdict(old, line), style=_verdict_style(old, line))
        figures = (before, after, verdict, _short(old), _short(line), asked, asked_before)
        grid.row(line.id, line.name, *place, *figures)
    if different:
        grid.show(screen.out)
    _rest(screen, len(different))
    for change in compare_ledgers(was.values(), now.values()):
        if change.requirement_moved:  # another policy asks something else, or only one asks
            screen.line(change.words())


def _ledger(plan: Figures) -> dict[tuple[str, str], TargetLine]:
    return {key: target_of(line) for key, line in plan.targets.items()}


def _told(line: TargetLine | None) -> tuple[object, ...] | None:
    return None if line is None else (line.measured, line.required, line.short, line.state)


def _measured(line: TargetLine | None) -> tuple[Figure, Figure]:
    return (None, None) if line is None else measured_and_required(line)


def _short(line: TargetLine | None) -> str | None:
    return None if line is None else amount_words(line.short, line.unit)


def _verdict(old: TargetLine | None, line: TargetLine) -> str:
    was, now = "没有这一项" if old is None else stands(old), stands(line)
    if was != now:
        return f"{was}变为{now}"
    more = (line.short or 0) - ((old.short if old else None) or 0)
    if line.state is not State.SHORT or not more:
        return now
    return f"{now}，{'多' if more > 0 else '少'}差 {amount_words(abs(more), line.unit)}"


def _verdict_style(old: TargetLine | None, line: TargetLine) -> str:
    was, now = (old or line).short or 0, line.short or 0
    if line.state is State.SHORT:
        return BAD if now >= was else UNSURE  # better, and still short
    return GOOD if line.state is State.MET else UNSURE


def _show_gaps(screen: Screen, base: Figures, other: Figures) -> None:
    if base.gaps is None or other.gaps is None:
        screen.line("较早版本记录的运行没有存学科缺口，不作对照。", QUIET)
        return
    grid = Grid(
        f"有变化的学科缺口：{base.name}与{other.name}",
        "学科", ">原缺课时/周", ">现缺", "变化", ">原折合缺人", ">现缺人",
    )  # fmt: skip
    none = (Decimal(0), Fraction(0))
    subjects = sorted(base.gaps.keys() | other.gaps.keys())
    rows = [(s, base.gaps.get(s, none), other.gaps.get(s, none)) for s in subjects]
    rows = sorted((row for row in rows if row[1] != row[2]), key=_most_changed)
    for subject, was, now in rows:
        change = _change(was[0], now[0])
        if was[0] == now[0]:  # care counted in heads, no lessons
            change = _change(*(rounded(Fraction(side[1]), 1) for side in (was, now)))
            change.append("人" if change.plain != "不变" else "")
        grid.row(subject, _plain(was[0]), _plain(now[0]), change,
                 *(rounded(Fraction(side[1]), 1) for side in (was, now)))  # fmt: skip
    if rows:
        grid.show(screen.out)


def _most_changed(row: tuple[str, tuple[Decimal, Fraction], tuple[Decimal, Fraction]]) -> Fraction:
    _, was, now = row
    return -max(abs(Fraction(now[0] - was[0])), abs(now[1] - was[1]))


def show_changes(
    screen: Screen, title: str, headers: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Who changes, at most thirty lines and then the count."""
    grid = Grid(title, *headers)
    for row in rows[:_MOST]:
        grid.row(*row)
    if rows:
        grid.show(screen.out)
    else:
        screen.line("没有人变动。", QUIET)
    _rest(screen, len(rows))


def show_people(
    screen: Screen, different: Difference, names: Naming, headed: tuple[str, str]
) -> None:
    """Who changes, without leaders nobody may name."""
    title = f"变动的人（共 {len(different.shown)} 人）{different.closing}"
    show_changes(screen, title, ("教师", *headed), different.rows(names))


def _rest(screen: Screen, count: int) -> None:
    if count > _MOST:
        screen.line(f"共 {count} 行，以上为前 {_MOST} 行，全部见 --json。", QUIET)


def _beside(
    now: Number | None, was: Number | None, *, places: int = 4, neutral: bool = False
) -> Text | None:
    """``54 少6``; the difference in colour, unless more is neither better nor worse.

    It is that of the figures shown, each rounded once, so that a reader who subtracts agrees.
    """
    if now is None:
        return None
    shown, old = Text(_plain(now, places)), now if was is None else was
    step = rounded(Fraction(now), places) - rounded(Fraction(old), places)
    if step:
        shown.append(" " + _difference(step, places), "" if neutral else _style(step))
    return shown


def _change(was: Number | None, now: Number | None) -> Text:
    if was is None or now is None:
        return Text("—")
    if was == now:
        return Text("不变", style=QUIET)
    better, step = "好" if now < was else "差", Fraction(now) - Fraction(was)
    return Text(f"{better}，{_difference(step, 4)}", style=_style(step))


def _difference(step: Number, places: int) -> str:
    return f"{'多' if step > 0 else '少'}{_plain(max(step, -step), places)}"


def _style(step: Number) -> str:
    return BAD if step > 0 else GOOD


def _plain(value: Number, places: int = 4) -> str:
    return f"{rounded(Fraction(value), places).normalize():f}"

"""Answers on the screen: one page each, the conclusion first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from models.finding import State
from staffing.console.digest import over_limits_of
from staffing.console.grid import BAD, GOOD, QUIET, UNSURE, Grid, first_few
from staffing.console.screen import Screen
from staffing.leaders.listed import beside_words
from staffing.wording import STATE_WORDS, amount, amount_words, unit_words

if TYPE_CHECKING:
    from models.finding import TargetLine
    from models.policy import Tier
    from staffing.answers.meeting.meeting import Meeting, Tabled
    from staffing.answers.worth.places import Place, PlaceWorth
    from staffing.answers.worth.pricing import Price, TargetPrice


# -- prices ----------------------------------------------------------------------------------------


def show_prices(
    screen: Screen, prices: Sequence[TargetPrice], naming: Callable[[str], str]
) -> None:
    """What one person, place or 课时 more or less in each target would change."""
    if not prices:
        screen.line("没有未达标或刚好达标、又能靠安排改变的指标。", GOOD)
        return
    grid = Grid(
        "指标的代价（要求增、减一个单位时，重新求解各层的变化）",
        "指标", "对象", "现状", "~增减", "多要", "少要",
    )  # fmt: skip
    for p in prices:
        met = "达标，求解偏严仍计为差" if p.rough else "刚好达标"
        state = Text(f"差 {amount_words(p.line.short, p.line.unit)}", style=BAD) \
            if p.line.short else Text(met, style=GOOD)  # fmt: skip
        name = f"{p.line.id} {p.line.name}".strip()
        place = naming(p.line.key) or "全县"
        unit = f"1 {unit_words(p.line.unit)}"
        grid.row(name, place, state, unit, _price_words(p.more), _price_words(p.less))
    grid.show(screen.out)
    screen.line("数值是各层的变化：减少为好，增加为坏；没有写出的层不变。", QUIET)
    if any(p.rough for p in prices):
        screen.line("比例、差异系数求解时取偏严的折线；以上按两份方案核查的结果计。", QUIET)


NOT_A_RECRUIT = (
    "名额不等于招聘：学科一行是该校多一名教这门课的人（满工作量，不问从哪里来），编制一行只是多准调入一人、"
    "并不多一个人；whatif --recruit 是按各项规则真去安排一名新人，两处的数不必相同。"
)
"""Says why the worth of a place is not what a recruit would change."""


def show_places(screen: Screen, worths: Sequence[PlaceWorth], naming: Callable[[str], str]) -> None:
    """What one more place would cure: by post, then the best of each school and subject."""
    if not worths:
        screen.line("多一个名额也补不了什么：没有缺口与编制有关。", GOOD)
        return
    grid = Grid("多一个名额值多少（重新求解，补得多的在前）", ">位次", "学校", "学科", "能补上")
    for number, w in enumerate(worths, 1):
        grid.row(number, naming(w.place.school), _post(w.place), _price_words(w.price))
    grid.show(screen.out)
    screen.line(NOT_A_RECRUIT, QUIET)
    useful = [w for w in worths if w.cures]
    for title, names in (
        ("学校", dict.fromkeys(naming(w.place.school) for w in useful)),
        ("学科", dict.fromkeys(_post(w.place) for w in useful if w.place.subject)),
    ):
        if len(names) > 1:
            screen.line(f"按{title}排：{first_few(names)}。")


def _post(place: Place) -> str:
    return f"{place.stage}{place.subject}" if place.subject else "编制（空岗，可调入）"


def _price_words(price: Price) -> Text:
    """Changes tier by tier with their direction in words; unproven ones say so."""
    if price.changes is None:
        return Text("排不出", style=BAD) if price.proven else Text("未求得方案", style=UNSURE)
    parts = []
    for change in price.changes:
        better = change.by < 0
        size = amount_words(abs(change.by), change.unit)
        parts.append(f"{change.name}{'减' if better else '增'} {size}")
    text = "；".join(parts) or "各层不变"
    text = f"至多：{text}" if price.at_most else text
    style = QUIET if not parts else (GOOD if price.changes[0].by < 0 else UNSURE)
    return Text(text if price.proven else f"{text}（未证明）", style=style)


# -- plans for the meeting -------------------------------------------------------------------------


def show_meeting(screen: Screen, meeting: Meeting) -> None:
    """Every plan on one page: what differs, what is the same, and how to take one home."""
    if not meeting.plans:
        screen.line("没有方案可供比较：硬性规则不能同时满足，请用 staffing diagnose。", BAD)
        return
    _show_traded(screen, meeting)
    _show_differing(screen, meeting)
    grid = Grid("各方案", "方案", "取舍", ">有安排的人", ">与甲不同人数", "运行编号")
    for one in meeting.all:
        grid.row(one.option.name, one.option.how, one.moves, one.option.people, one.run_id)
    grid.show(screen.out)
    screen.line("有安排的人：全职外出的、走教的和新招聘的，一人计一次。", QUIET)
    same = "，".join(
        f"{t.name} {amount_words(meeting.plans[0].option.values[t.id], t.unit)}"
        for t in meeting.kept
    )
    if same:
        screen.line(f"各方案相同：{same}。")
    if words := beside_words(meeting.intake.situation):
        screen.line(words, QUIET)
    over = ((one.option.name, one.run.situation, one.run.over_limits) for one in meeting.all)
    screen.facts(over_limits_of(over))
    if len(meeting.all) == 1:
        screen.line("别无取舍：按政策次序的方案在各层都最好，也没有换人的余地。", GOOD)
    screen.say("逐人对照两份方案：staffing compare 运行编号 运行编号")
    screen.say("写出选定的方案：staffing runs export 运行编号 -o 花名册.xlsx")


def _show_traded(screen: Screen, meeting: Meeting) -> None:
    """A row per tier that differs, a column per plan."""
    grid = Grid(
        "上会方案（数值越小越好）",
        "层级", *(f">{one.option.name}" for one in meeting.all),
    )  # fmt: skip
    for tier in meeting.traded:
        values = (_value(meeting, one, tier) for one in meeting.all)
        grid.row(f"{tier.name}（{unit_words(tier.unit)}）", *values)
    grid.show(screen.out)
    if len(meeting.plans) > 1:
        names = "、".join(one.option.name for one in meeting.plans)
        screen.line(f"{names}是各有取舍的方案：没有一份处处不如另一份。")
    for one in meeting.others:
        screen.line(f"{one.option.name}是换人的方案，{_against_first(meeting, one)}")


def _show_differing(screen: Screen, meeting: Meeting) -> None:
    """Targets the plans do not meet alike, those only watched among them."""
    grid = Grid(
        "达标程度不同的指标（还差多少）",
        "编号", "指标", "对象", *(f">{one.option.name}" for one in meeting.all), "求解",
    )  # fmt: skip
    for line in meeting.differing:
        first = line[0]
        steered = "只观察" if first.mode == "watch" else "力争"
        place = meeting.intake.names.key(first.key) or "全县"
        grid.row(first.id, first.name, place, *map(_left, line), steered)
    if meeting.differing:
        grid.show(screen.out)


def _left(line: TargetLine) -> str:
    """What a target lacks, in words where it lacks nothing."""
    short = amount_words(line.short, line.unit) if line.state is State.SHORT else None
    return short or STATE_WORDS[line.state]


def _against_first(meeting: Meeting, one: Tabled) -> str:
    """How a plan with other people stands to the policy's own: it may be worse in every tier."""
    first = meeting.plans[0].option
    by = {t: one.option.values[t.id] - first.values[t.id] for t in meeting.traded}
    worse = [f"{t.name}多 {amount_words(n, t.unit)}" for t, n in by.items() if n > 0]
    better = [f"{t.name}少 {amount_words(-n, t.unit)}" for t, n in by.items() if n < 0]
    if not worse and not better:
        return f"不是取舍：上面各层与{first.name}相同，只是派的人不同。"
    differs = "，".join((*worse, *better))
    kind = "有好有差" if worse and better else "没有一层更好" if worse else "没有一层更差"
    return f"不在取舍之列：与{first.name}比{differs}（{kind}），为的是另派他人。"


def _value(meeting: Meeting, one: Tabled, tier: Tier) -> Text:
    """A tier's value; the least of all plans is marked in words where they differ."""
    value = one.option.values[tier.id]
    found = {other.option.values[tier.id] for other in meeting.all}
    best = value == min(found) and len(found) > 1
    return Text(f"{'最好' if best else ''}{amount(value, tier.unit)}", style=GOOD if best else "")

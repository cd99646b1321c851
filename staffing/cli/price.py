"""``staffing price``: what one person (课时, 科), or one place, more or less would change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar

import typer

from staffing.cli.about_plan import about_plan, say_base, tell
from staffing.cli.exits import Exit
from staffing.cli.options import Json
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from staffing.answers.loaded import LoadedPlan
    from staffing.answers.source import BasePlan, PlanSource
    from staffing.console import Progress

Places = Annotated[
    bool, typer.Option("--places", help="改问：多一个名额（编制、岗位）能补上什么，按学校、学科排")
]
Most = Annotated[
    int, typer.Option("--most", metavar="个数", min=1, help="最多算几个，每个都要重新求解")
]
T = TypeVar("T")
_PRESELECTED = (
    "以上 {solved} 个是预选的：先挑别人不动时直接补得最多的，再看对偶值，逐个重新求解后排定位次；"
    "另有 {left} 个名额未算，其中也可能有更值的，可用 --most 多算几个。"
)
_MOST = 8


def run(
    source: PlanSource,
    places: Places = False,
    most: Most = _MOST,
    as_json: Json = False,
) -> Exit:
    """Price the targets near their requirement, or one more place."""
    from staffing.answers.worth.pricing import yardstick

    voice = Voice(as_json)
    with voice.screen.progress() as progress:
        base = source.fetch(progress.step)
        held = base.load()
        progress.step("求解对照的方案")
        plan = yardstick(held, progress=progress.tier)
        priced = (_places if places else _targets)(voice, base, plan, progress, most)
    against = "" if plan is held else _against(base, held, plan)
    if as_json:
        tell(voice, base, {**priced.data(), "against": against})
        return Exit.DONE
    priced.show()
    say_base(voice, base)
    if against:
        voice.screen.line(against)
    return Exit.DONE


class _Priced(NamedTuple):
    """What was found, for machines and for people."""

    data: Callable[[], dict[str, Any]]
    show: Callable[[], None]


def _targets(
    voice: Voice, base: BasePlan, plan: LoadedPlan, progress: Progress, most: int
) -> _Priced:
    from staffing.answers.worth.pricing import near_targets, target_prices

    lines = near_targets(plan)
    found = _counted(target_prices(plan, lines[:most]), progress, min(len(lines), most))

    def data() -> dict[str, Any]:
        from staffing.answers.told import prices_json

        return prices_json(plan, found)

    def show() -> None:
        from staffing.console.answers import show_prices

        show_prices(voice.screen, found, base.intake.names.key)
        _left_out(voice, len(lines) - len(found), "项指标")

    return _Priced(data, show)


def _places(
    voice: Voice, base: BasePlan, plan: LoadedPlan, progress: Progress, most: int
) -> _Priced:
    from staffing.answers.worth.places import place_worths, places, ranked

    known = places(plan)
    worths = _counted(place_worths(plan, known[:most]), progress, min(len(known), most))
    best = ranked(plan.situation, worths)

    def data() -> dict[str, Any]:
        from staffing.answers.told import places_json

        return places_json(plan, best)

    def show() -> None:
        from staffing.console.answers import show_places

        show_places(voice.screen, best, base.intake.names.key)
        if left := len(known) - len(worths):
            words = _PRESELECTED.format(solved=len(worths), left=left)
            voice.screen.line(words)

    return _Priced(data, show)


def _against(base: BasePlan, held: LoadedPlan, plan: LoadedPlan) -> str:
    """Where the plan at hand is not the best, and that prices are told against the best."""
    from staffing.answers.costing import difference
    from staffing.answers.telling import TierWords

    lost = TierWords(plan.situation.policy).changes(difference(plan.tier_values, held.tier_values))
    return f"{base.name}的方案（重排或手编）不是各层最好：{lost}；以上代价都与重新求解的方案比。"


def _counted(solves: Iterator[T], progress: Progress, total: int) -> list[T]:
    """Every solve's outcome, told how many are done."""
    found: list[T] = []
    for one in solves:
        found.append(one)
        progress.step(f"已重新求解 {len(found)} 项，共 {total} 项")
    return found


def _left_out(voice: Voice, count: int, what: str) -> None:
    if count > 0:
        voice.screen.say(f"按对偶值排在后面的 {count} {what}未算，可用 --most 多算几个。")


COMMAND = Spec(
    "price",
    """代价：指标多要或少要一人（一课时、一科），或多一个名额，各层会怎样

只算未达标或刚好达标、又能靠安排改变的指标；每个数都是重新求解得来的。
先要有本工作簿按本政策的方案（staffing solve）。""",
    """staffing price 2026秋.xlsx --policy 本县政策.toml
staffing price 2026秋.xlsx --policy 本县政策.toml --places --most 12""",
    about_plan(run),
)

"""``staffing explain``: why this teacher, why this school, why this gap, why this target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from staffing.cli.about_plan import about_plan, answer
from staffing.cli.exits import Exit
from staffing.cli.options import Json
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from staffing.answers.source import PlanSource

About = Annotated[
    str,
    typer.Argument(metavar="问什么", help="教师编号或姓名｜学校代码或名称｜学校/学科｜指标编号"),
]
To = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="学校", help="教师改去这所学校的准确代价（重新求解），可写多次"),
]
ExactCosts = Annotated[
    bool, typer.Option("--exact", help="教师最近的三种改法都重新求解，给出准确代价")
]


def run(
    source: PlanSource,
    about: About,
    to: To = None,
    exact: ExactCosts = False,
    as_json: Json = False,
) -> Exit:
    """Explain one thing of a plan on one page."""
    from staffing.answers.explain.explaining import Explainer

    voice = Voice(as_json)
    with voice.screen.progress() as progress:
        base = source.fetch(progress.step)
        progress.step("核对方案，准备说明")
        explainer = Explainer(base.load(), with_leaders=base.with_leaders)
        page = explainer.explain(about, to=to or (), exact=exact, progress=progress.tier)
    answer(voice, base, page)
    return Exit.DONE


COMMAND = Spec(
    "explain",
    """为什么：一位教师、一所学校、一个学科缺口或一项指标，一页说清

教师：为何列入、为何是这所学校、改去别处每层至少差多少（已证明），按公布的先后说明，不涉及他人情况。
缺口和指标：多少是没有人能避免的，多少是让给了哪一层。页上不点他人姓名，可以交给本人或校长。""",
    """staffing explain 2026秋.xlsx T00123 --policy 本县政策.toml
staffing explain 2026秋.xlsx T00123 --to 河东小学 --policy 本县政策.toml
staffing explain 2026秋.xlsx 河东小学/数学 --policy 本县政策.toml
staffing explain 2026秋.xlsx T09 --policy 本县政策.toml""",
    about_plan(run),
)

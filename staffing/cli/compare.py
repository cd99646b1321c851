"""``staffing compare``: two recorded runs side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from staffing.cli.exits import Exit
from staffing.cli.options import Database, Json
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

First = Annotated[str, typer.Argument(metavar="前者", help="运行编号（或开头几位），或假设的名称")]
Second = Annotated[str, typer.Argument(metavar="后者", help="与前者对照的运行编号或假设名称")]


def run(first: First, second: Second, database: Database = None, as_json: Json = False) -> Exit:
    """Compare what was recorded; nothing is solved."""
    from staffing.answers.figures import figures_of
    from staffing.answers.recorded import about_run, between, names_of, unlike
    from staffing.answers.suppose.whatif import figures_json
    from staffing.store import Store

    voice = Voice(as_json)
    with Store(database, existing=True) as store:
        stored = [store.load(name) for name in (first, second)]
        supposed, origins = store.supposed(), store.origins()
    about = [
        about_run(name, one, supposed, origins)
        for name, one in zip((first, second), stored, strict=True)
    ]
    different = between(*stored)
    one = figures_of(first, stored[0].result)
    other = figures_of(second, stored[1].result, different)
    if as_json:
        voice.data(
            {
                "runs": [{"id": s.record.id, **figures_json(f)}
                         for s, f in zip(stored, (one, other), strict=True)],
                "changed_people": list(different.shown),
                "changed": len(different.shown),
                "about": about,
                "notes": unlike(*stored),
            }
        )  # fmt: skip
    else:
        from staffing.console.comparison import show_difference, show_overview, show_people
        from staffing.console.grid import QUIET
        from staffing.leaders.listed import FIGURES, RECORDED_BESIDE

        for line in (*about, *unlike(*stored)):
            voice.screen.line(line)
        names = names_of(*stored)
        show_overview(voice.screen, one, [other])
        if any(FIGURES in str(run.book) for run in stored):
            voice.screen.line(RECORDED_BESIDE, QUIET)
        show_difference(voice.screen, one, other, names.key)
        show_people(voice.screen, different, names, (first, second))
    return Exit.DONE


COMMAND = Spec(
    "compare",
    """对照两次运行：指标、学科缺口、各层级、变动的人

只比较记录里的结果，不重新求解；假设（whatif --save）可以写它的名称。""",
    """staffing compare 1a2b3c4d-1 5e6f7a8b-2
staffing compare 1a2b3c4d-1 比例提高到一成五""",
    run,
)

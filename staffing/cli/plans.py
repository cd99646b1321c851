"""``staffing plans``: a few plans for the meeting, on one page, each recorded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from staffing.cli.exits import Exit
from staffing.cli.options import THIS_COUNTY, Book, CountyName, Database, Json, PolicyName
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from staffing.meeting import Meeting

Start = Annotated[
    str | None,
    typer.Option("--from", metavar="层级", help="从哪一层起可以互相取舍，默认是缺口和指标以下各层"),
]
Previous = Annotated[
    Path | None,
    typer.Option("--previous", metavar="上期.xlsx", help="上一期的花名册，仍在期内的安排照旧不动"),
]


def run(
    book: Book,
    policy: PolicyName,
    start: Start = None,
    previous: Previous = None,
    county: CountyName = THIS_COUNTY,
    database: Database = None,
    as_json: Json = False,
) -> Exit:
    """Solve for several plans, record them, compare them."""
    from staffing.job import Job
    from staffing.meeting import hold

    voice = Voice(as_json)
    job = Job(book, policy, None, previous, county_name=county, database=database)
    with voice.screen.progress() as progress:
        meeting = hold(job, start, progress.step, progress.tier)
    show(voice, meeting)
    return Exit.DONE if meeting.plans else meeting.refused()


def show(voice: Voice, meeting: Meeting) -> None:
    """The comparison page."""
    if voice.as_json:
        from staffing.answers.told import meeting_json

        voice.data(meeting_json(meeting))
    else:
        from staffing.console.answers import show_meeting

        show_meeting(voice.screen, meeting)


COMMAND = Spec(
    "plans",
    """上会方案：几份各有取舍的方案，同页比较，供会上选定

各方案都守法规、补缺口、达指标，只在志愿、移动、路程等较低层级上取舍；没有一份处处不如另一份。
另列换人而几乎一样好的方案。每份都记入运行记录，选定后用 staffing runs export 写出。""",
    "staffing plans 2026秋.xlsx --policy 本县政策.toml --county 样例县",
    run,
)

"""``staffing plans``: a few plans for the meeting, on one page, each recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from staffing.cli.about_plan import say_notes, tell_noted
from staffing.cli.exits import Exit, of_run
from staffing.cli.options import THIS_COUNTY, Book, CountyName, Database, Json, PolicyName
from staffing.cli.solve import Previous, Published
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from staffing.answers.meeting.meeting import Meeting

Start = Annotated[
    str | None,
    typer.Option("--from", metavar="层级", help="从哪一层起可以互相取舍，默认是缺口和指标以下各层"),
]


def run(
    book: Book,
    policy: PolicyName,
    start: Start = None,
    previous: Previous = None,
    published: Published = None,
    county: CountyName = THIS_COUNTY,
    database: Database = None,
    as_json: Json = False,
) -> Exit:
    """Solve for several plans, record them, compare them."""
    from staffing.answers.meeting.meeting import hold
    from staffing.job import Job

    voice = Voice(as_json)
    decided = tuple(published or ())
    job = Job(book, policy, None, previous, county, database, published=decided)
    with voice.screen.progress() as progress:
        meeting = hold(job, start, progress.step, progress.tier)
    show(voice, meeting)
    return exit_of(meeting)


def exit_of(meeting: Meeting) -> Exit:
    """As of a solve: the plan in the policy's order decides."""
    if meeting.refused is not None:
        proven = meeting.refused.status == "infeasible"
        return Exit.IMPOSSIBLE if proven else Exit.UNPROVEN
    return of_run(meeting.plans[0].run)


def show(voice: Voice, meeting: Meeting) -> None:
    """The comparison page."""
    if voice.as_json:
        from staffing.answers.told import meeting_json

        tell_noted(voice, meeting_json(meeting), meeting.intake.notes)
    else:
        from staffing.console.answers import show_meeting

        say_notes(voice, meeting.intake.notes)
        show_meeting(voice.screen, meeting)


COMMAND = Spec(
    "plans",
    """上会方案：几份各有取舍的方案，同页比较，供会上选定

各有取舍的方案都守法规、补缺口、达指标，只在志愿、移动、路程等较低层级上取舍，没有一份处处不如另一份。
另列换人而几乎一样好的方案，它们按政策次序另派他人，可能没有一层比第一份好。
每份都记入运行记录，选定后用 staffing runs export 写出。""",
    "staffing plans 2026秋.xlsx --policy 本县政策.toml --county 样例县",
    run,
)

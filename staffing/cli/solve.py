"""``staffing solve``: the main job, workbook to roster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from models.vocabulary import Round
from staffing.cli.about_plan import say_notes, say_recorded, tell_noted
from staffing.cli.exits import Exit, of_run
from staffing.cli.options import (
    THIS_COUNTY,
    Book,
    CountyName,
    Database,
    Every,
    Json,
    LeadersOutput,
    Overwrite,
    PolicyName,
)
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from staffing.job import Done, Job

Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="花名册.xlsx", help="要写出的花名册")
]
Previous = Annotated[
    Path | None,
    typer.Option("--previous", metavar="上期.xlsx", help="上一期的花名册，仍在期内的安排照旧不动"),
]
Published = Annotated[
    list[Path] | None,
    typer.Option(
        "--published",
        metavar="结果.xlsx",
        help="本期已公示的结果，学校、学科、学段都锁定不动；未公示的建议人选不锁；可写多次",
    ),
]
Stage = Annotated[
    Round | None,
    typer.Option(
        "--round",
        metavar="|".join(Round),
        help="只办县管校聘的一轮，写出录取线和结果；“预测”在各轮之前预演全程",
    ),
]


def run(
    book: Book,
    policy: PolicyName,
    output: Output = None,
    previous: Previous = None,
    stage: Stage = None,
    published: Published = None,
    leaders: LeadersOutput = None,
    overwrite: Overwrite = False,
    county: CountyName = THIS_COUNTY,
    database: Database = None,
    every: Every = False,
    as_json: Json = False,
) -> Exit:
    """Solve a workbook under a policy."""
    from staffing.job import Job

    job = Job(
        book,
        policy,
        output,
        previous=previous,
        county_name=county,
        database=database,
        published=tuple(published or ()),
        stage=stage,
        leaders=leaders,
        overwrite=overwrite,
    )
    return carry_out(job, Voice(as_json), every=every)


def carry_out(job: Job, voice: Voice, *, every: bool = False) -> Exit:
    """Do a job with a live line, show what came of it; every: each finding by itself."""
    with voice.screen.progress() as progress:
        done = job.carry_out(progress.step, progress.tier)
    if voice.as_json:
        from staffing.json_contract import solve_json

        told = {**solve_json(done.run, done.run_id), **what_gives(done)}
        tell_noted(voice, told, done.intake.notes)
    else:
        show_done(voice, done, every=every)
    return of_run(done.run)


def show_done(voice: Voice, done: Done, *, every: bool = False) -> None:
    """Everything a person wants to see of a finished run."""
    from staffing.console.finished import show_finished

    screen, run = voice.screen, done.run
    say_notes(voice, done.intake.notes)
    kept = f"{done.output}" if done.output else "staffing runs export 写出的花名册"
    show_finished(screen, run, kept, every=every)
    if run.result.status == "infeasible":
        show_what_gives(voice, done)
    say_recorded(voice, run, done.run_id, done.output, done.leaders)


def show_what_gives(voice: Voice, done: Done) -> None:
    """The short form of a diagnosis: the smallest concessions, and where the rest is told."""
    from staffing.answers.diagnose.diagnosis import in_short
    from staffing.console.diagnosed import show_concessions

    found = in_short(done.intake.situation)
    if found is not None and not found.possible:
        show_concessions(voice.screen, found)
        voice.screen.say("哪几条规则互相矛盾、各在表格何处，见 staffing diagnose。")


def what_gives(done: Done) -> dict[str, Any]:
    """The same for ``--json``; nothing where there is a plan."""
    if done.run.result.status != "infeasible":
        return {}
    from staffing.answers.diagnose.diagnosis import in_short
    from staffing.answers.told import diagnosis_json

    return {"concessions": diagnosis_json(in_short(done.intake.situation))["concessions"]}


COMMAND = Spec(
    "solve",
    """求解：按政策排出交流轮岗方案，逐层证明最优，核查后写出花名册

每次运行都记入运行记录库。不写 -o 时只记录，以后可用 staffing runs export 写出。
县管校聘先用 --round 预测 预演全程，再一轮一轮办：每轮公示后，下一轮用 --published 带上结果。""",
    """staffing solve 2026秋.xlsx --policy 本县政策.toml -o 花名册.xlsx
staffing solve 2027春.xlsx --policy 本县政策.toml --previous 花名册.xlsx -o 春季.xlsx
staffing solve 2026秋.xlsx --policy 本县.toml --round 学区内 -o 学区内.xlsx
staffing solve 2026秋.xlsx --policy 本县.toml --round 跨校竞聘 --published 学区内.xlsx""",
    run,
)

"""``staffing replan``: planning again after objections, with as few people changed as can be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from staffing.cli.about_plan import about_plan, say_base, say_basis, say_recorded, tell
from staffing.cli.exits import Exit, of_run
from staffing.cli.options import Absent, Exempt, Json, LeadersOutput, Overwrite, Pin
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from staffing.answers.source import PlanSource
    from staffing.answers.suppose.renewal import Renewed

Pins = Annotated[
    Path | None,
    typer.Option("--pins", metavar="手改.xlsx", help="手改过的花名册：改动的行定下来，其余重排"),
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="新花名册.xlsx", help="要写出的新花名册")
]
Quick = Annotated[
    bool, typer.Option("--quick", help="不另算“全部重排”的对照，省一半时间")
]  # fmt: skip


def run(
    source: PlanSource,
    exempt: Exempt = None,
    absent: Absent = None,
    pin: Pin = None,
    pins: Pins = None,
    output: Output = None,
    leaders_output: LeadersOutput = None,
    overwrite: Overwrite = False,
    quick: Quick = False,
    as_json: Json = False,
) -> Exit:
    """Plan again."""
    from staffing.answers.suppose.changes import Wanted
    from staffing.answers.suppose.renewal import Renewal

    voice = Voice(as_json)
    led = source.leaders is not None
    wanted = Wanted.stated(exempt, absent, pin, with_leaders=led)
    renewal = Renewal(
        source, wanted, pins, output, not quick, leaders_output, overwrite=overwrite
    )  # fmt: skip
    with voice.screen.progress() as progress:
        done = renewal.carry_out(progress.step, progress.tier)
    if as_json:
        tell(voice, done.replanned.base, done.to_json())
    else:
        _show(voice, done)
    return of_run(done.replanned.run)


def _show(voice: Voice, done: Renewed) -> None:
    from staffing.answers.suppose.waived import waived_words
    from staffing.console.comparison import show_changes, show_overview, show_tier_losses
    from staffing.console.digest import over_limit_facts
    from staffing.console.finished import VERDICT
    from staffing.console.grid import UNSURE
    from staffing.leaders.discretion import not_counted_words
    from staffing.wording import headline

    screen, found = voice.screen, done.replanned
    say_base(voice, found.base)
    for number, objection in enumerate(found.objections, 1):
        screen.line(f"异议{number}：{objection.words}")
    if not found.objections:
        screen.say("没有写异议：按工作簿现状重排。")
    result = found.run.result
    said = headline(result.status, curved=result.curved)
    if result.roster is None:
        _show_why(voice, done, f"结论：{said}。")
        return
    words = f"结论：{said}，变动 {len(found.shown)} 人"
    if found.moved_afresh is not None:
        words += f"；若全部重排，会变动 {found.moved_afresh} 人"
    screen.line(
        f"{words}（与{found.base.name}比）{not_counted_words(found.run.county)}。",
        VERDICT[result.status],
    )
    base, *others = done.plans
    show_overview(screen, base, others)
    show_tier_losses(screen, base, others)
    say_basis(voice, found.base)
    rows = done.rows()
    show_changes(
        screen, f"变动名单（共 {len(rows)} 人）", ("教师", "原安排", "新安排", "因何变动"), rows
    )
    screen.facts(over_limit_facts(found.run.situation, found.run.over_limits, solved=True))
    for sentence in filter(None, (waived_words(found.waived), *found.beyond)):
        screen.line(sentence, UNSURE)
    if found.objections:
        screen.say("请把这些异议写入工作簿（免缓申请、教师、锁定），以后各步才以此为准。")
    say_recorded(voice, found.run, done.run_id, done.output, done.leaders)


def _show_why(voice: Voice, done: Renewed, verdict: str) -> None:
    """What stands in the way of any plan, and what to run to learn more."""
    from staffing.answers.suppose.pointing import pointing_words
    from staffing.console.finished import VERDICT

    screen, found = voice.screen, done.replanned
    for finding in found.run.result.findings:
        screen.fail(finding.message)
    screen.line(verdict, VERDICT[found.run.result.status])
    if done.diagnose:
        screen.say(pointing_words(done.diagnose, carried=bool(found.base.carried)))


COMMAND = Spec(
    "replan",
    """异议后重排：先保法规、缺口和指标，再让变动的人最少，逐人写明因何变动

异议可以写在命令行，也可以写进工作簿（这时用 --run 指定原方案）。变动人数已证明最少；
同时另算一次“全部重排”，看少动人让出了什么。""",
    """staffing replan 2026秋.xlsx --policy 本县政策.toml --exempt T00012 -o 新花名册.xlsx
staffing replan 2026秋改.xlsx --policy 本县.toml --run 1a2b3c4d-1 -o 新花名册.xlsx
staffing replan 2026秋.xlsx --policy 本县.toml --pins 手改花名册.xlsx""",
    about_plan(run),
)

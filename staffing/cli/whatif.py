"""``staffing whatif``: the county or the policy otherwise, held against the plan at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from staffing.cli.about_plan import about_plan, say_base, say_basis, tell
from staffing.cli.exits import Exit, of_run
from staffing.cli.options import (
    Absent,
    Close,
    Exempt,
    Json,
    Open,
    Overlays,
    Pin,
    Pupils,
    Recruit,
    Settings,
)
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from staffing.answers.source import PlanSource
    from staffing.answers.suppose.whatif import Answer, Question

Grids = Annotated[
    list[str] | None,
    typer.Option("--grid", metavar="项=起..止/步长", help="一项取多个值，各排一次，并行求解"),
]
Save = Annotated[
    str | None, typer.Option("--save", metavar="名称", help="按这个名称存入运行记录，供以后对照")
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="不顾变动人数，每个假设都从头排（默认尽量少改动人）")
]


def run(
    source: PlanSource,
    settings: Settings = None,
    exempt: Exempt = None,
    absent: Absent = None,
    pin: Pin = None,
    close: Close = None,
    open_: Open = None,
    recruit: Recruit = None,
    pupils: Pupils = None,
    overlays: Overlays = None,
    grids: Grids = None,
    save: Save = None,
    fresh: Fresh = False,
    as_json: Json = False,
) -> Exit:
    """Ask what would be, if."""
    from staffing.answers.suppose.changes import Wanted
    from staffing.answers.suppose.whatif import Question

    led = source.leaders is not None
    wanted = Wanted.stated(exempt, absent, pin, close, open_, recruit, pupils, with_leaders=led)
    question = Question(
        source, wanted, tuple(settings or ()), tuple(overlays or ()), tuple(grids or ()),
        afresh=fresh, save=save,
    )  # fmt: skip
    return _ask(question, Voice(as_json))


def _ask(question: Question, voice: Voice) -> Exit:
    with voice.screen.progress() as progress:
        answer = question.answered(progress.step, progress.tier)
    if voice.as_json:
        tell(voice, answer.plan, answer.to_json())
    else:
        _show(voice, answer)
    return _exit(answer)


_NOT_A_PLACE = (
    "招聘是按各项规则真去安排一名新人；price --places 的名额（某校多一名学科教师，或编制多准调入"
    "一人）不是招聘，两处的数不必相同。"
)


def _show(voice: Voice, answer: Answer) -> None:
    from staffing.answers.suppose.policy_words import AS_IT_IS
    from staffing.console.comparison import show_difference, show_overview, show_people
    from staffing.console.finished import VERDICT
    from staffing.console.grid import QUIET, UNSURE
    from staffing.loosened import loosened_words
    from staffing.wording import headline

    screen = voice.screen
    say_base(voice, answer.plan)
    for one in answer.outcomes:
        screen.line(f"{one.scenario.name}：{'；'.join(one.scenario.words) or AS_IT_IS}")
    for sentence in loosened_words(one.scenario.policy for one in answer.outcomes):
        screen.line(f"{sentence}。", UNSURE)
    if len(answer.outcomes) == 1:
        figures = answer.outcomes[0].figures
        people = "" if figures.changed is None else f"，变动 {figures.changed} 人"
        words = f"{headline(figures.status, curved=figures.curved)}{people}"
        screen.line(f"结论：{words}（与{answer.plan.name}比）。", VERDICT[figures.status])
    for one in answer.outcomes:
        named = f"{one.scenario.name}：" if len(answer.outcomes) > 1 else ""
        for recruits in one.recruits:
            style = UNSURE if recruits.left else ""
            screen.line(f"{named}{recruits.words(one.names)}", style)
    if any(one.recruits for one in answer.outcomes):
        screen.line(_NOT_A_PLACE, QUIET)
    show_overview(screen, answer.base, [one.figures for one in answer.outcomes])
    say_basis(voice, answer.plan)
    if len(answer.outcomes) == 1:
        (one,) = answer.outcomes
        if one.difference is not None:
            show_difference(screen, answer.base, one.figures, answer.plan.intake.names.key)
            show_people(screen, one.difference, one.names, ("原安排", "假设下的安排"))
    _show_besides(voice, answer)


def _show_besides(voice: Voice, answer: Answer) -> None:
    """What is held or set aside, what stands in the way, where it is kept."""
    from staffing.answers.explain.held import held_by_pins
    from staffing.answers.suppose.waived import waived_words
    from staffing.answers.telling import TierWords
    from staffing.console.digest import over_limits_of
    from staffing.console.grid import QUIET, UNSURE

    screen = voice.screen
    if answer.pinned and any(one.has_plan for one in answer.outcomes):
        waiving = any(one.waived for one in answer.outcomes)
        words = TierWords(answer.plan.intake.policy)
        said = held_by_pins(words, waiving=waiving, afresh=answer.afresh)
        screen.line(said, QUIET)
    screen.facts(over_limits_of(answer.over_limits))
    for one in answer.outcomes:
        if one.waived:
            screen.line(waived_words(one.waived), UNSURE)
        for sentence in one.beyond:
            screen.line(sentence, UNSURE)
        for message in one.conflicts:
            screen.fail(f"{one.scenario.name}：{message}")
        if one.run_id is not None:
            screen.say(f"已存为“{one.saved_as}”（第 {one.run_id} 次运行）。")
    _point(voice, answer)


def _point(voice: Voice, answer: Answer) -> None:
    """What to run where there is no plan; of a grid's values the first stands for all."""
    from staffing.answers.suppose.pointing import pointing_words

    commands = [one.diagnose for one in answer.outcomes if one.diagnose]
    if commands:
        words = pointing_words(commands[0], carried=bool(answer.plan.carried))
        voice.screen.say(words + ("（其他取值照此改）" if len(commands) > 1 else ""))


def _exit(answer: Answer) -> Exit:
    """The gravest of the scenarios, each as a solve of the county supposed would say it."""
    codes = {of_run(one.run) for one in answer.outcomes}
    return next(code for code in _GRAVEST if code in codes)


_GRAVEST = (Exit.IMPOSSIBLE, Exit.UNPROVEN, Exit.SHORT, Exit.DONE)


COMMAND = Spec(
    "whatif",
    """假设：改政策、免几个人、撤一所学校、多招几个人，方案会怎样

以已有方案为准，先保法规、缺口和指标，再尽量少改动人。--grid 一次排多个取值，用满各核心。
可用的短写：--set share=0.15 指求解力争的那一项 share，用了哪一项会写明。
退出码同 solve：按假设求解会是几就是几，假设不止一个的取最重的（依次 3、4、1、0）。""",
    """staffing whatif 2026秋.xlsx --policy 本县政策.toml --set rules.rotation_share.share=0.15
staffing whatif 2026秋.xlsx --policy 本县.toml --exempt T00012 --recruit 数学:小学:5
staffing whatif 2026秋.xlsx --policy 本县.toml --grid share=0.10..0.20/0.01 --save 比例""",
    about_plan(run),
)

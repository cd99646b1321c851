"""``staffing pin``: edits made by hand in the roster workbook, read back and checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from staffing.cli.about_plan import about_plan, say_base, tell
from staffing.cli.exits import Exit
from staffing.cli.options import Json
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from staffing.answers.source import BasePlan, PlanSource
    from staffing.answers.suppose.edits import Edits

Edited = Annotated[
    Path, typer.Option("--roster", metavar="手改.xlsx", help="改过“安排表”的花名册")
]  # fmt: skip


def run(
    source: PlanSource,
    roster: Edited,
    as_json: Json = False,
) -> Exit:
    """Check the edits of a roster workbook."""
    from staffing.answers.suppose.edits import read_edits

    voice = Voice(as_json)
    with voice.screen.progress() as progress:
        base = source.fetch(progress.step, edited=roster)
        progress.step("核对手改的花名册")
        edits = read_edits(base, roster)
    if as_json:
        tell(voice, base, _to_json(edits), edits.warnings)
    else:
        _show(voice, base, edits, source, roster)
    return Exit.SHORT if edits.over or edits.unfit else Exit.DONE


def _to_json(edits: Edits) -> dict[str, Any]:
    from staffing.json_contract import audit_json
    from staffing.locks.excess import over_limits_json
    from staffing.result import placement_row

    return {
        "edits": [
            {
                "person": edit.person,
                "before": [placement_row(p) for p in edit.before],
                "after": [placement_row(p) for p in edit.after],
                "decisions": [d.words for d in edit.decisions if d.words],
            }
            for edit in edits.edits
        ],
        "changes": dict(edits.changes),
        "untold": edits.untold,
        **audit_json(edits.broken, ()),
        "over_limits": over_limits_json(edits.decided.situation, edits.over),
    }


def _show(voice: Voice, base: BasePlan, edits: Edits, source: PlanSource, roster: Path) -> None:
    from staffing.answers.differing import change_row
    from staffing.answers.telling import TierWords
    from staffing.console import show_findings, show_problems
    from staffing.console.comparison import show_changes
    from staffing.console.digest import over_limit_facts
    from staffing.console.grid import GOOD, UNSURE
    from staffing.leaders.openly import UNTOLD, WHY_UNTOLD

    screen, names = voice.screen, base.intake.names
    say_base(voice, base)
    if edits.warnings:
        show_problems(screen, edits.warnings, f"《{roster.name}》读取提醒（请核查）", grave=False)
    if not edits.edits:
        screen.line(f"与{base.name}的方案相比，没有手改的地方。")
        return
    rows = [change_row(edit.person, edit.before, edit.after, names) for edit in edits.edits]
    title = f"手改的安排（共 {len(rows)} 人，各行都有可行的位置）"
    show_changes(screen, title, ("教师", "原安排", "手改为"), rows)
    if edits.broken:
        screen.line("照此手改、其余不动，会多出下列不符：")
        show_findings(screen, edits.broken, every=True)
    elif not edits.over and not edits.unfit:
        screen.line("照此手改、其余不动，没有新的不符。", GOOD)
    screen.facts(over_limit_facts(edits.decided.situation, edits.over, solved=False))
    changes = TierWords(base.intake.policy).changes(edits.changes)
    if edits.untold:
        do = f"用 staffing audit {source.book} --roster {roster} --leaders 领导.xlsx 核查"
        screen.line(f"照此手改、其余不动：{UNTOLD}。{WHY_UNTOLD.format(do=do)}", UNSURE)
    else:
        screen.line(f"照此手改、其余不动，与{base.name}相比：{changes}。")
    screen.say(f"要定下这些手改并重排其余：{_next(base, source, roster)}")


def _next(base: BasePlan, source: PlanSource, roster: Path) -> str:
    """The command that decides the edits, about the very same plan."""
    options: list[tuple[str, str | Path | None]] = [
        ("--policy", source.policy),
        ("--run", base.run_id),
        ("--previous", source.previous),
        *(("--published", path) for path in source.published),
        ("--db", source.database),
        ("--pins", roster),
    ]
    words = [str(source.book), *(w for name, x in options if x is not None for w in (name, str(x)))]
    return " ".join(("staffing replan", *(f'"{w}"' if " " in w else w for w in words)))


COMMAND = Spec(
    "pin",
    """读回手改：核对花名册“安排表”里手工改动的行，逐格指出不行的地方

与记录的方案相比，找出改动的人；每处改动都要有可行的位置，并核对全县规则会多出哪些不符。""",
    "staffing pin 2026秋.xlsx --roster 手改花名册.xlsx --policy 本县政策.toml",
    about_plan(run),
)

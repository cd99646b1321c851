"""``staffing diagnose``: why the enforced rules cannot all hold, and what has to give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffing.cli.about_plan import say_notes, tell_noted
from staffing.cli.exits import Exit
from staffing.cli.options import (
    Absent,
    Book,
    Close,
    Exempt,
    Json,
    Open,
    Overlays,
    Pin,
    PolicyName,
    Pupils,
    Recruit,
    Settings,
)
from staffing.cli.solve import Previous, Published
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.problem import Problem
    from staffing.answers.diagnose.diagnosis import Diagnosis
    from staffing.answers.suppose.pointing import Supposed


def run(
    book: Book,
    policy: PolicyName,
    settings: Settings = None,
    exempt: Exempt = None,
    absent: Absent = None,
    pin: Pin = None,
    close: Close = None,
    open_: Open = None,
    recruit: Recruit = None,
    pupils: Pupils = None,
    overlays: Overlays = None,
    previous: Previous = None,
    published: Published = None,
    as_json: Json = False,
) -> Exit:
    """Three steps: counting, the smallest concessions, the named conflicts."""
    from staffing.answers.diagnose.diagnosis import diagnose
    from staffing.answers.suppose.changes import Wanted
    from staffing.answers.suppose.pointing import suppose
    from staffing.intake import take_in_decided

    voice = Voice(as_json)
    wanted = Wanted.stated(exempt, absent, pin, close, open_, recruit, pupils)
    with voice.screen.progress() as progress:
        progress.step("读取工作簿和政策")
        taken = take_in_decided(book, policy, previous, tuple(published or ()))
        asked = suppose(taken, policy, wanted, settings or (), overlays or ())
        progress.step("查找最小让步和互相矛盾的规则")
        found = diagnose(asked.situation)
    _answer(voice, asked, found, taken.notes)
    return _exit(found)


def _answer(
    voice: Voice, asked: Supposed, found: Diagnosis | None, notes: Sequence[Problem]
) -> None:
    if voice.as_json:
        from staffing.answers.told import diagnosis_json

        told = {"supposed": list(asked.words), **diagnosis_json(found)}
        tell_noted(voice, told, notes)
        return
    from staffing.console.diagnosed import show_diagnosis
    from staffing.console.grid import UNSURE
    from staffing.loosened import loosened_words

    say_notes(voice, notes)
    if asked.words:
        voice.screen.line(f"假设：{'；'.join(asked.words)}")
    for sentence in loosened_words([asked.policy]):
        voice.screen.line(f"{sentence}。", UNSURE)
    show_diagnosis(voice.screen, found)


def _exit(found: Diagnosis | None) -> Exit:
    if found is None:
        return Exit.UNPROVEN
    if not found.possible:
        return Exit.IMPOSSIBLE if found.impossible else Exit.UNPROVEN
    return Exit.DONE if found.decided is None else Exit.SHORT


COMMAND = Spec(
    "diagnose",
    """排不出时的诊断：算得出的缺口、最少要让多少、哪几条规则互相矛盾

按政策的让步次序给出最小让步，并指出互相矛盾的规则；规则本来就能同时满足的，也会说明。
锁定超过编制等上限、支教团的角色没有人能担任的，求解照样进行，这里指出各在哪一格、至少要让多少；
锁定单独超过、而别人的去留可以抵补的，另行说明。
whatif、replan 的假设和异议排不出的，这里写同样的选项，就按假设诊断。
退出码：0 没有矛盾，1 只有已定的事项与规则相抵，3 已证明排不出，4 未求得也未证明排不出。""",
    """staffing diagnose 2026秋.xlsx --policy 本县政策.toml
staffing diagnose 2026秋.xlsx --policy 本县政策.toml --set share=0.9""",
    run,
)

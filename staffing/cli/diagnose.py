"""``staffing diagnose``: why the enforced rules cannot all hold, and what has to give."""

from __future__ import annotations

from staffing.cli.about_plan import say_notes, tell_noted
from staffing.cli.exits import Exit
from staffing.cli.options import Book, Json, PolicyName
from staffing.cli.solve import Previous, Published
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice


def run(
    book: Book,
    policy: PolicyName,
    previous: Previous = None,
    published: Published = None,
    as_json: Json = False,
) -> Exit:
    """Three steps: counting, the smallest concessions, the named conflicts."""
    from staffing.answers.diagnose.diagnosis import diagnose
    from staffing.intake import take_in_decided

    voice = Voice(as_json)
    with voice.screen.progress() as progress:
        progress.step("读取工作簿和政策")
        taken = take_in_decided(book, policy, previous, tuple(published or ()))
        progress.step("查找最小让步和互相矛盾的规则")
        found = diagnose(taken.situation)
    if as_json:
        from staffing.answers.told import diagnosis_json

        tell_noted(voice, diagnosis_json(found), taken.notes)
    else:
        from staffing.console.answers import show_diagnosis

        say_notes(voice, taken.notes)
        show_diagnosis(voice.screen, found)
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
退出码：0 没有矛盾，1 只有已定的事项与规则相抵，3 已证明排不出，4 未求得也未证明排不出。""",
    "staffing diagnose 2026秋.xlsx --policy 本县政策.toml",
    run,
)

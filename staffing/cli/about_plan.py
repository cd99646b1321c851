"""Commands that ask about a plan: where it is found is asked for, and said, in one way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Any

from models.policy import POLICY_NOTICES
from staffing.cli.exits import Exit
from staffing.cli.options import (
    Book,
    Database,
    LeadersBook,
    PolicyName,
    PreviousBook,
    PublishedBooks,
    RosterChoice,
    RunChoice,
)

if TYPE_CHECKING:
    from pathlib import Path

    from models.problem import Problem
    from staffing.answers.page import Page
    from staffing.answers.source import BasePlan
    from staffing.cli.voice import Voice
    from staffing.result import Run

_BEFORE = {"book": Book}
_NEEDED = {"policy": PolicyName}
_AFTER = {
    "run": RunChoice,
    "roster": RosterChoice,
    "leaders": LeadersBook,
    "previous": PreviousBook,
    "published": PublishedBooks,
    "database": Database,
}
"""Parameters of :class:`staffing.answers.source.PlanSource`, as the command line asks for them."""


def about_plan(ask: Callable[..., Exit]) -> Callable[..., Exit]:
    """*ask*, which takes the ``source`` of a plan, as a function of a command line's parameters.

    A parameter of its own (``roster`` of ``staffing pin``) takes the place of the like one here.
    """
    known = {"PlanSource": object}  # its module is heavy: named there, loaded by the first question
    stated = signature(ask, eval_str=True, locals=known).parameters.values()
    own = [p for p in stated if p.name != "source"]
    taken = {p.name for p in own}
    if "roster" in taken:
        taken.add("leaders")  # they belong to a roster the plan is read from
    asked = {n: kind for n, kind in (_BEFORE | _NEEDED | _AFTER).items() if n not in taken}

    def run(**given: Any) -> Exit:
        from staffing.answers.source import PlanSource

        found = {name: given.pop(name) for name in asked}
        found["published"] = tuple(found["published"] or ())
        return ask(source=PlanSource(**found), **given)

    parameter = partial(Parameter, kind=Parameter.KEYWORD_ONLY)
    where = {n: parameter(n, annotation=kind, default=_default(n)) for n, kind in asked.items()}
    needed = [p.replace(kind=p.KEYWORD_ONLY) for p in own if p.default is p.empty]
    chosen = [p.replace(kind=p.KEYWORD_ONLY) for p in own if p.default is not p.empty]
    listed = [where.pop("book"), *needed, where.pop("policy"), *chosen, *where.values()]
    run.__doc__ = ask.__doc__
    run.__signature__ = Signature(listed, return_annotation=Exit)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in listed}
    return run


def _default(name: str) -> Any:
    return None if name in _AFTER else Parameter.empty


def answer(voice: Voice, base: BasePlan, page: Page) -> None:
    """A page about a plan, and which plan that is."""
    if voice.as_json:
        tell(voice, base, {**(page.data or {}), "page": page.to_json()})
        return
    from staffing.console.explained import show_page

    show_page(voice.screen, page)
    say_base(voice, base)


def tell(
    voice: Voice, base: BasePlan, told: Mapping[str, Any], more: Sequence[Problem] = ()
) -> None:
    """An answer as JSON, with what :func:`say_base` says on a page; more: further notes."""
    about = {"plan": base.run_id or base.name, "plan_words": base.words}
    tell_noted(voice, {**about, **told}, (*base.notes, *more))


def tell_noted(voice: Voice, told: Mapping[str, Any], notes: Sequence[Problem]) -> None:
    """JSON with what :func:`say_notes` says."""
    from staffing.json_contract import problems_json

    voice.data({**told, "warnings": problems_json(notes)})


def say_base(voice: Voice, base: BasePlan) -> None:
    """Which plan an answer starts from, and what of its files was read otherwise than written."""
    say_notes(voice, base.notes)
    voice.screen.line(base.words)


def say_basis(voice: Voice, base: BasePlan) -> None:
    """What plans side by side are measured by, where a leader may be moved in any."""
    from staffing.console.grid import QUIET
    from staffing.leaders.listed import beside_words

    words = beside_words(base.intake.situation)
    if words and base.whole:
        voice.screen.line(words, QUIET)


def say_notes(voice: Voice, notes: Sequence[Problem]) -> None:
    """What the policy has to say of itself, and what of earlier plans was read otherwise than
    written, or not at all."""
    from staffing.console import show_problems

    own = [note for note in notes if note.kind in POLICY_NOTICES]
    show_problems(voice.screen, own, "政策的提醒（请核查）", grave=False)
    read = [note for note in notes if note.kind not in POLICY_NOTICES]
    show_problems(voice.screen, read, "所附方案的读取提醒（请核查）", grave=False)


def say_recorded(
    voice: Voice, run: Run, run_id: str, output: Path | None, leaders: Path | None
) -> None:
    """Where a finished run is kept, and the workbooks written of it; leaders: about leaders."""
    from staffing.roster_book.names import leaders_words

    voice.screen.say(f"已记录为第 {run_id} 次运行（staffing runs）。")
    if output is not None:
        voice.screen.say(f"已写出花名册：{output}")
    if run.withheld and leaders is None:
        voice.screen.say(f"{leaders_words(run)}加 --leaders-output 领导.xlsx 写出。")
    if leaders is not None:
        voice.screen.say(f"已写出领导人员内部文件：{leaders}（不得外传）")

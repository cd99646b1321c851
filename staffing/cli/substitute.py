"""``staffing substitute``: who can take over from somebody, or where somebody could go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from staffing.cli.about_plan import about_plan, answer
from staffing.cli.exits import Exit
from staffing.cli.options import Json
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from staffing.answers.source import PlanSource

Who = Annotated[str, typer.Argument(metavar="教师", help="教师编号或姓名")]
Where = Annotated[bool, typer.Option("--places", help="反过来问：这位教师可以去哪些学校")]
Others = Annotated[
    int, typer.Option("--others", metavar="人数", min=0, help="除此人外最多再变动几人，默认 0")
]
Top = Annotated[int, typer.Option("--top", metavar="名次", min=1, help="列出前几名，默认 5")]


def run(
    source: PlanSource,
    who: Who,
    places: Where = False,
    others: Others = 0,
    top: Top = 5,
    as_json: Json = False,
) -> Exit:
    """Rank substitutes of a teacher, or places for one."""
    from staffing.answers.as_checked import asks_more
    from staffing.answers.asking import refuse_confidential, the_person
    from staffing.answers.differing import present_words
    from staffing.answers.substitute.substitute_page import (
        destination_page,
        substitute_page,
        unproven,
    )
    from staffing.answers.substitute.substituting import destinations, substitutes
    from staffing.answers.telling import TierWords

    voice = Voice(as_json)
    with voice.screen.progress() as progress:
        base = source.fetch(progress.step)
        progress.step("核对方案，逐名求解")
        plan = base.load()
        person, words = the_person(plan, who), TierWords(plan.situation.policy)
        refuse_confidential(plan, person)
        if places:
            moves = destinations(plan, person, others=others, top=top)
            names = base.intake.names
            now = present_words(plan.roster, person, names)
            page = destination_page(person, moves, names, words, others, now)
        else:
            found = substitutes(plan, person, others=others, top=top)
            page = substitute_page(person, found, base.intake.names, words, others)
    answer(voice, base, unproven(page) if asks_more(plan.situation) else page)
    return Exit.DONE


COMMAND = Spec(
    "substitute",
    """顶替：某位教师不能到岗时谁来接，或某位教师可以去哪里，按准确代价排名

默认其他人一律不动；--others 2 容许另外再动两人。教师按整个学期不能到岗计算。""",
    """staffing substitute 2026秋.xlsx T00123 --policy 本县政策.toml
staffing substitute 2026秋.xlsx T00123 --others 1 --policy 本县政策.toml
staffing substitute 2026秋.xlsx T00123 --places --policy 本县政策.toml""",
    about_plan(run),
)

"""``staffing gaps``: who is over and under establishment, which subjects are short where."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from staffing.cli.about_plan import say_notes, tell_noted
from staffing.cli.exits import Exit
from staffing.cli.options import Book, Json, Overwrite
from staffing.cli.solve import Previous
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

Basis = Annotated[
    str, typer.Option("--policy", metavar="政策", help="政策文件或内置政策名称，默认 national")
]


Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="缺口.xlsx", help="把全部学校的缺口和编制写成工作簿"),
]


def run(
    book: Book,
    policy: Basis = "national",
    previous: Previous = None,
    output: Output = None,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> Exit:
    """Show establishment and subject gaps before any decision."""
    from staffing.gaps import compute_gaps
    from staffing.intake import past_age, take_in_decided
    from staffing.roster_book import check_target, write_book
    from staffing.roster_book.gaps_book import gaps_book

    voice = Voice(as_json)
    if output is not None:
        check_target(output, (book, *filter(None, [previous])), overwrite=overwrite)
    taken = take_in_decided(book, policy, previous)
    gaps = compute_gaps(taken.situation)
    past = past_age(taken)
    if output is not None:
        write_book(gaps_book(taken.situation, gaps), output)
    if as_json:
        from staffing.json_contract import gaps_json

        tell_noted(voice, {**gaps_json(gaps), "past_retirement": list(past)}, taken.notes)
    else:
        from staffing.console import show_gaps

        say_notes(voice, taken.notes)
        show_gaps(voice.screen, gaps, "全部加 -o 缺口.xlsx 写成工作簿。")
        voice.screen.line(f"课时标准、编制标准按政策“{taken.policy.name}”（{policy}）。")
        if past:
            voice.screen.line(
                f"有{len(past)}人按这份政策已过法定退休年月、人员状态仍填在岗，没有算作能任教；"
                f"逐人列出：staffing check {book.name} --policy {policy}"
            )
        if output is not None:
            voice.screen.say(f"已写出缺口：{output}")
    return Exit.DONE


COMMAND = Spec(
    "gaps",
    """编制与学科缺口：缺得多的学校在前

核定编制、在编、在岗、能任教分别列出；学科缺口按课时计算，并折合成人。
不写 --policy 时按内置的国家基准 national 的课时标准和编制标准。""",
    """staffing gaps 2026秋.xlsx
staffing gaps 2026秋.xlsx --policy 本县政策.toml -o 缺口.xlsx
staffing gaps 2027春.xlsx --policy 本县政策.toml --previous 花名册.xlsx""",
    run,
)

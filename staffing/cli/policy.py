"""``staffing policy``: the rules in force, with document and clause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from staffing.cli.exits import Exit
from staffing.cli.options import Json
from staffing.cli.spec import Family, Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from models.problem import Problem
    from staffing.policy_file import Change, PolicyLine, Usable

_SHOWN = 3
"""Keys named before the rest is counted."""

Name = Annotated[str, typer.Argument(metavar="政策", help="政策文件、文件夹，或内置政策的名称")]
Other = Annotated[str, typer.Argument(metavar="另一政策", help="与之比较的政策")]
What = Annotated[
    str, typer.Argument(metavar="名称", help="规则、事实或方式的名称，如 move_caps 或 交流人数上限")
]
At = Annotated[
    str | None, typer.Option("--at", metavar="日期", help="只看这一天有效的值，如 2026-09-01")
]


def list_(as_json: Json = False) -> Exit:
    """Policies that come with the program."""
    from staffing.policy_file import available

    voice, found = Voice(as_json), available()
    if as_json:
        voice.data({"policies": [{**vars(p), "standing": p.standing.value} for p in found]})
    else:
        from staffing.console import show_rows

        headers = ("名称", "政策", "性质", "上位政策")
        rows = ((p.name, p.title, p.standing.value, p.extends) for p in found)
        show_rows(voice.screen, "内置政策", headers, rows)
    return Exit.DONE


def show(name: Name, at: At = None, as_json: Json = False) -> Exit:
    """Every value of a policy with its citation."""
    from staffing.policy_file import check
    from staffing.policy_file import show as lines_of

    day = _day(at)
    voice, usable = Voice(as_json), check(name, day)
    lines = [usable.noted(line) for line in lines_of(name, day)]
    if as_json:
        voice.data(_shown_json(lines, usable, day))
    else:
        from staffing.console import show_problems

        voice.screen.line(f"政策 {name}", "bold")
        several = len({line.policy for line in lines}) > 1
        for line in lines:
            origin = f"，出自 {line.policy}" if several else ""
            basis = f"{_basis(line)}{origin}".removeprefix("，")
            voice.screen.entry(line.key, f"{_value(line)}{_days(line)}{_note(line)}", basis)
        show_problems(voice.screen, usable.told, "提醒（不算错）", grave=False, result=True)
        if day:
            _tell_idle(voice, day, usable.idle)
    return Exit.DONE


def _shown_json(lines: Sequence[PolicyLine], usable: Usable, day: date | None) -> dict[str, Any]:
    from staffing.json_contract import policy_line_json, problems_json
    from staffing.loosened import relaxed_json

    return {
        "lines": [policy_line_json(line) for line in lines],
        "not_in_force": [problem.cell for problem in usable.idle] if day else [],
        "looser_than_norm": relaxed_json(usable.policy) if usable.policy else [],
        "warnings": problems_json(usable.told),
    }


def diff(name: Name, other: Other, at: At = None, as_json: Json = False) -> Exit:
    """Values in which two policies differ, then those that rest on something else."""
    from staffing.policy_file import check, noted, resourced
    from staffing.policy_file import diff as changes_of

    day = _day(at)
    both = check(name, day), check(other, day)
    idle = [problem for one in both for problem in one.idle]
    voice, changes = Voice(as_json), noted(changes_of(name, other, day), *both)
    sources = resourced(name, other, day)
    if as_json:
        from staffing.json_contract import policy_change_json

        voice.data(
            {
                "changes": [policy_change_json(change) for change in changes],
                "sources": [policy_change_json(change) for change in sources],
            }
        )
        return Exit.DONE
    _show_changes(voice, (name, other), day, changes)
    _show_sources(voice, (name, other), sources)
    if day:
        _tell_idle(voice, day, idle)
    return Exit.DONE


def _show_changes(
    voice: Voice, names: tuple[str, str], day: date | None, changes: Sequence[Change]
) -> None:
    """Values that differ."""
    from staffing.console import show_rows

    when = f"按 {day} 有效的值" if day else "各时期的值都比，“起”是从哪天起不同"
    rows = ((c.key, c.since, *_side(c.left), *_side(c.right)) for c in changes)
    headers = ("项", "起", names[0], "~依据", names[1], "~依据")
    title = f"{names[0]} 与 {names[1]} 的不同（{len(changes)} 处；{when}）"
    show_rows(voice.screen, title, headers, rows)


def _show_sources(voice: Voice, names: tuple[str, str], sources: Sequence[Change]) -> None:
    """Values that are the same and rest on something else."""
    from staffing.console import show_rows

    if not sources:
        return
    rows = (
        (c.key, "、".join(c.source_parts), _side(c.left)[0], *map(_source_side, (c.left, c.right)))
        for c in sources
    )
    headers = ("项", "哪里不同", "值", f"{names[0]} 的出处", f"{names[1]} 的出处")
    show_rows(voice.screen, f"值相同、出处不同的（{len(sources)} 处）", headers, rows)


def items(what: What, as_json: Json = False) -> Exit:
    """What may be written under a rule, a fact or a mode."""
    from staffing.policy_file import items as items_of

    voice, found = Voice(as_json), items_of(what)
    if as_json:
        voice.data({"items": [vars(item) for item in found]})
        return Exit.DONE
    from staffing.console import show_rows

    for table in dict.fromkeys(item.table for item in found):
        own = (item for item in found if item.table == table)
        rows = ((i.name, i.label, i.form, i.unit, "必写" if i.needed else "") for i in own)
        show_rows(voice.screen, f"[{table}] 可写的项", ("项", "意思", "填什么", "~单位", ""), rows)
    voice.screen.line(
        "每项写成 { value = 值, from = 日期, source = 文件, clause = 条款 }；"
        "规则另写 force、tier 等，见“编写本县政策”。"
    )
    return Exit.DONE


def _tell_idle(voice: Voice, day: date, idle: Sequence[Problem]) -> None:
    """What has no value on a day, so that no county could be planned for that day."""
    keys = list(dict.fromkeys(problem.cell for problem in idle))
    if keys:
        shown = "、".join(keys[:_SHOWN]) + (f" 等 {len(keys)} 项" if len(keys) > _SHOWN else "")
        voice.screen.say(f"{day} 没有有效的值：{shown}。口径日期为这一天的工作簿不能按它求解。")


def _day(text: str | None) -> date | None:
    """The day asked for. Raises InputRefused for anything but YYYY-MM-DD."""
    from models.problem import InputRefused, Problem

    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        wrong = f"“{text}”不是日期；请写成 2026-09-01 的样子"
        raise InputRefused([Problem("--at", "", wrong, "bad_date")]) from error


def _days(line: PolicyLine) -> str:
    """``（2018-04-25 起，2025-08-31 止）``; empty for a value of all times."""
    days = [f"{day} {word}" for day, word in ((line.since, "起"), (line.ends, "止")) if day]
    return f"（{'，'.join(days)}）" if days else ""


def _note(line: PolicyLine) -> str:
    return f"（{line.note}）" if line.note else ""


def _side(line: PolicyLine | None) -> tuple[str, str]:
    return ("（没有）", "") if line is None else (f"{_value(line)}{_note(line)}", _basis(line))


def _source_side(line: PolicyLine | None) -> str:
    """Document, clause and standing, with the quoted words and the days."""
    if line is None:
        return ""
    quote = f"“{line.quote}”" if line.quote else ""
    days = [
        f"{line.since} 起" if line.since else "",
        f"{line.ends} 止" if line.ends else "",
        f"{line.checked} 核对" if line.checked else "",
    ]
    return "；".join(filter(None, [_basis(line), quote, *days]))


def _value(line: PolicyLine) -> str:
    from staffing.policy_file import with_unit

    return "待定" if line.pending else with_unit(line.text, line.unit)


def _basis(line: PolicyLine) -> str:
    if not line.title:
        return ""
    waiver = [f"放宽依据：{line.waiver}"] if line.waiver else []
    marks = dict.fromkeys([line.standing, *(["待核实"] if line.unverified else []), *waiver])
    number = f"{line.number} " if line.number else ""
    return f"《{line.title}》{number}{line.clause}（{'，'.join(marks)}）"


FAMILY = Family(
    "policy",
    "政策：内置的有哪些，每个数值出自哪个文件哪一条，两份政策差在哪里",
    "staffing policy list",
    (
        Spec("list", "列出内置政策", "staffing policy list", list_),
        Spec(
            "show",
            "逐项列出一份政策的数值、生效日期和依据\n\n不写 --at 时，各时期的值都列出。",
            "staffing policy show national --at 2026-09-01",
            show,
        ),
        Spec(
            "diff",
            """比较两份政策，只列不同的项；值相同而出处不同的另列一表

不写 --at 时，各时期的值都比，从哪天起不同写在“起”栏。""",
            "staffing policy diff national 本县政策.toml",
            diff,
        ),
        Spec(
            "items",
            """一条规则、一项事实或一种方式下可写哪些项，填什么

规则的名称见 policy show national（rules. 后面的一段），也可写中文名称。""",
            "staffing policy items move_caps",
            items,
        ),
    ),
)

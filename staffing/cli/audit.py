"""``staffing audit``: any roster against the policy, ours or made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from staffing.cli.about_plan import say_notes, tell_noted
from staffing.cli.exits import Exit, of_audit
from staffing.cli.options import (
    Book,
    Detail,
    Every,
    Json,
    LeadersBook,
    Overwrite,
    PolicyName,
)
from staffing.cli.spec import Spec
from staffing.cli.voice import Voice

if TYPE_CHECKING:
    from constraints.situation import Situation
    from models.problem import Problem
    from models.roster import Roster
    from staffing.audit import Audit
    from staffing.console import Screen
    from staffing.fairness import Fairness
    from staffing.intake import Intake
    from staffing.locks.announced import Announced

RosterBook = Annotated[
    Path, typer.Option("--roster", metavar="方案.xlsx", help="含“安排表”的方案或花名册")
]

Published = Annotated[
    list[Path] | None,
    typer.Option(
        "--published",
        metavar="结果.xlsx",
        help="本期已公示的结果：公示的都算锁定，逐人对照谁不同、为何；可写多次",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="核查.xlsx", help="把全部核查结果和指标写成工作簿"),
]
Previous = Annotated[
    Path | None,
    typer.Option(
        "--previous",
        metavar="上期.xlsx",
        help="上一期的花名册；不写的，按方案里的“以前安排”表",
    ),
]


def run(
    book: Book,
    roster: RosterBook,
    policy: PolicyName,
    leaders: LeadersBook = None,
    previous: Previous = None,
    published: Published = None,
    output: Output = None,
    overwrite: Overwrite = False,
    detail: Detail = False,
    every: Every = False,
    as_json: Json = False,
) -> Exit:
    """Audit a roster."""
    from staffing.json_contract import problems_json
    from staffing.leaders.discretion import leaders_due
    from staffing.roster_book import check_target, write_book
    from staffing.roster_book.audit_book import audit_book

    notices = tuple(published or ())
    if output is not None:
        inputs = (book, roster, *notices, *filter(None, [leaders, previous]))
        check_target(output, inputs, overwrite=overwrite)
    voice = Voice(as_json)
    heard = _heard(_taken(book, policy, roster, previous), roster, leaders, notices)
    found, fair, held = heard.found, heard.fair, heard.held
    if output is not None:
        write_book(audit_book(found, fair, held, heard.wrong), output)
        voice.screen.say(f"已写出核查结果：{output}")
    if as_json:
        told = {**_json(found, fair, held), "errors": problems_json(heard.wrong)}
        tell_noted(voice, told, (*heard.warnings, *heard.said))
    else:
        _say_read(voice, roster, heard.warnings, heard.said)
        _tell(voice.screen, heard, output, every=every)
        if detail:
            _show_parts(voice.screen, heard.taken, found)
    if leaders is None and leaders_due(heard.taken.situation):
        voice.screen.say(
            "团队要派学校领导，未决定的不在花名册里；有内部文件的，加 --leaders 合起来核查。"
        )
    return of_audit(found)


class _Heard(NamedTuple):
    """A roster's audit. held: against what was announced, None where nothing was; wrong: what of
    the roster cannot be; warnings, said: of how it and the other files were read."""

    taken: Intake
    found: Audit
    fair: Fairness
    held: Announced | None
    wrong: Sequence[Problem]
    warnings: Sequence[Problem]
    said: Sequence[Problem]


def _taken(book: Path, policy: str, roster: Path, previous: Path | None) -> Intake:
    from staffing.earlier_terms import carried_by
    from staffing.intake import take_in, with_decided

    bare = take_in(book, policy)
    return with_decided(bare, previous, remembered=carried_by(roster, bare.county))


def _heard(taken: Intake, roster: Path, leaders: Path | None, notices: tuple[Path, ...]) -> _Heard:
    from staffing.announcement import announced
    from staffing.intake import read_roster_noted
    from staffing.leaders.in_files import listed_leaders
    from staffing.workbook.other_kind import refuse_leaders_book

    refuse_leaders_book(roster)
    read = read_roster_noted(roster, taken.county, leaders, taken.policy)
    warnings = (*read.warnings, *listed_leaders(roster, taken.county, taken.policy))
    held, said = announced(taken, notices, read.plan)
    found, fair = _audited(taken.situation if held is None else held.situation, read.plan)
    found = replace(found, with_leaders=leaders is not None)
    wrong = read.problems(found.situation, found.slips)
    return _Heard(taken, found, fair, held, wrong, warnings, (*taken.notes, *said))


def _tell(screen: Screen, heard: _Heard, output: Path | None, *, every: bool) -> None:
    from staffing.console import show_problems
    from staffing.console.digest import audit_verdict

    screen.line(*audit_verdict(heard.found))
    show_problems(screen, heard.wrong, "花名册写得不成立的地方", result=True)
    _show(screen, heard.found, heard.fair, output, every=every)
    _show_announced(screen, heard.held, every=every)


def _say_read(
    voice: Voice, roster: Path, warnings: Sequence[Problem], said: Sequence[Problem]
) -> None:
    """What of the roster and of the files given with it is to be looked at."""
    from staffing.console import show_problems

    show_problems(voice.screen, warnings, f"《{roster.name}》读取提醒（请核查）", grave=False)
    say_notes(voice, said)


def _show_parts(screen: Screen, taken: Intake, found: Audit) -> None:
    from staffing.console import show_target_parts

    show_target_parts(screen, found.target_parts, taken.names.key)


def _json(found: Audit, fair: Fairness, held: Announced | None) -> dict[str, Any]:
    """What ``--json`` tells; held: against what was announced, None where nothing was."""
    from staffing.announcement import announced_json
    from staffing.json_contract import audit_json
    from staffing.ledger.waiting import waiting_json
    from staffing.locks.excess import over_limits_json

    told = audit_json(found.findings, found.targets, fair, found.target_parts)
    situation = found.situation
    over = over_limits_json(situation, found.over_limits)
    more = {} if held is None else {"published": announced_json(held)}
    return {**told, "over_limits": over, "waiting": waiting_json(situation.policy), **more}


def _audited(situation: Situation, plan: Roster) -> tuple[Audit, Fairness]:
    """What the rules and what an inspector besides find in a roster."""
    from staffing.audit import audit
    from staffing.fairness import fairness
    from staffing.modelling.candidates import propose

    openings = propose(situation).openings
    found = audit(situation, plan, openings)
    return found, fairness(found, plan, openings)


def _show(
    screen: Screen, found: Audit, fair: Fairness, output: Path | None, *, every: bool
) -> None:
    """What the verdict rests on; every: all that is wrong, and every table."""
    from staffing.console import show_findings, show_targets, show_waiting
    from staffing.console.digest import audit_digest
    from staffing.console.fairness import show_fairness
    from staffing.naming import CountyNames

    whole = "加 -o 核查.xlsx 写成工作簿" if output is None else f"见 {output}"
    rest = [] if every else [("细表", f"{whole}；全部列在屏幕上加 --all", "")]
    screen.facts([*audit_digest(found, fair), *rest])
    show_waiting(screen, found.situation.policy)
    if every:
        show_findings(screen, found.findings, every=True)
        show_targets(screen, found.targets)
        show_fairness(screen, fair, CountyNames(found.situation.county))


def _show_announced(screen: Screen, held: Announced | None, *, every: bool) -> None:
    """Who differs from what was announced; every: people nobody announced, too."""
    if held is None:
        return
    from staffing.console.comparison import show_changes
    from staffing.leaders.discretion import not_counted_words
    from staffing.naming import CountyNames
    from staffing.roster_book.announced import announced_words, told

    names = CountyNames(held.situation.county)
    screen.line(f"与公示对照：{announced_words(held)}{not_counted_words(names.county)}。")
    rows = [told(names, one) for one in (*held.changed, *(held.added if every else ()))]
    if rows:
        title = f"与公示不同的人（共 {len(rows)} 人）"
        show_changes(screen, title, ("教师", "公示", "本方案", "为何"), rows)


COMMAND = Spec(
    "audit",
    """核查方案：本程序的花名册或手工编的方案，逐条规则核对

核查不依赖求解，也不问方案由谁编。每条不符写明人员、规则、差多少、文件和条款。
一并核查公平性：积分低者占用积分高者志愿的，逐对写明依据；派出与留任相比；新增路程分布。
公示后的定稿，加 --published 带上公示的结果：公示的都算锁定，逐人列出谁不同、为何、是否照办。""",
    """staffing audit 2026秋.xlsx --roster 手工方案.xlsx --policy 本县政策.toml
staffing audit 2026秋.xlsx --roster 手工方案.xlsx --policy 本县政策.toml -o 核查.xlsx
staffing audit 2026秋.xlsx --roster 花名册.xlsx --leaders 领导.xlsx --policy 本县政策.toml
staffing audit 2026秋.xlsx --roster 定稿.xlsx --published 公示.xlsx --policy 本县政策.toml""",
    run,
)

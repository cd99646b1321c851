"""The ledger of targets on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text

from models.finding import State, TargetLine
from models.policy import Policy
from staffing.console.grid import BAD, GOOD, QUIET, UNSURE, Cell, Grid
from staffing.console.screen import Screen
from staffing.ledger.waiting import waiting_words
from staffing.result import LastTerm
from staffing.wording import (
    amount_words,
    count_words,
    floor_words,
    in_shown_unit,
    measured_and_required,
    plain_number,
    state_words,
    story_words,
    traded_words,
)

_STYLE = {State.MET: GOOD, State.SHORT: BAD, State.UNDECIDABLE: UNSURE}


def show_targets(
    screen: Screen,
    targets: Sequence[TargetLine],
    *,
    planned: bool = True,
    last: LastTerm | None = None,
) -> None:
    """The ledger of targets with document and clause, one line each, counted first.

    planned: whether a plan was made, so that what is short beyond the floor was given up for
    something; last: the term before, shown beside this one.
    """
    screen.line(f"指标共 {len(targets)} 项：{count_words(targets)}。")
    grid = Grid(
        "指标核对",
        "编号", "指标", "~>分子", "~>分母", ">实测", *([">上期"] if last else []), ">要求",
        ">还差", "~>至少无法避免", *(["~>至多取舍"] if planned else []), "结论", "~说明", "~依据",
    )  # fmt: skip
    for line in targets:
        grid.row(*_target_cells(line, planned, last))
    grid.show(screen.out)
    if last:
        screen.line(f"“上期”为{last.words}。", QUIET)


def show_waiting(screen: Screen, policy: Policy) -> None:
    """Rules that wait for a number, where there are any."""
    if words := waiting_words(policy):
        screen.line(words, UNSURE)


def _target_cells(line: TargetLine, planned: bool, last: LastTerm | None) -> list[Cell]:
    measured, required = measured_and_required(line)
    parts = (line.numerator, line.denominator)
    before = last.line(line.rule) if last else None
    return [
        line.id,
        line.name,
        *(plain_number(in_shown_unit(number, line.unit)) for number in parts),
        measured,
        *([measured_and_required(before)[0] if before else "无"] if last else []),
        required,
        amount_words(line.short, line.unit),
        floor_words(line),
        *([traded_words(line)] if planned else []),
        Text(state_words(line), style=_STYLE[line.state]),
        story_words(line),
        f"{line.document} {line.clause}（{line.standing}）",
    ]


def show_target_parts(
    screen: Screen, parts: Sequence[TargetLine], naming: Callable[[str], str] = str
) -> None:
    """School by school, what is not met; the others are counted. naming: key → names."""
    open_ = [part for part in parts if part.state is not State.MET]
    grid = Grid("指标明细（未达标和无法判定的）", "编号", "指标", "对象", ">实测", ">要求",
                ">还差", "结论", "~说明")  # fmt: skip
    for part in open_:
        measured, required = measured_and_required(part)
        state = Text(state_words(part), style=_STYLE[part.state])
        short = amount_words(part.short, part.unit)
        grid.row(part.id, part.name, naming(part.key), measured, required, short, state,
                 story_words(part))  # fmt: skip
    grid.show(screen.out)
    screen.line(f"共 {len(parts)} 行，另有达标 {len(parts) - len(open_)} 行未列出。", QUIET)

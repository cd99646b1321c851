"""``explain`` of a target: its line of the ledger, its floor, and what it was traded against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from constraints.board import IntArray
from constraints.registry import rules
from models.finding import State, TargetLine
from models.policy import RuleRow
from staffing.answers.explain.trade_table import target_json, target_table
from staffing.answers.explain.unavoidable import Trade, shortfall_columns, trade
from staffing.answers.loaded import LoadedPlan
from staffing.answers.page import Page
from staffing.answers.telling import TierWords
from staffing.answers.worth.shifting import short_columns
from staffing.ledger.as_json import parts_json
from staffing.ledger.as_json import target_json as line_json
from staffing.naming import CountyNames
from staffing.wording import (
    amount_words,
    floor_words,
    measured_and_required,
    state_words,
    story_words,
)

_MOST_TRADES = 4

_MOST_LINES = 20
"""Lines of the ledger on one page; all of them stand in the roster workbook."""


def target_page(plan: LoadedPlan, name: str, names: CountyNames, words: TierWords) -> Page:
    """The page of a target, by its id or its rule's; nobody is named on it."""
    lines = [t for t in plan.listed.targets if name in (t.id, t.rule)]
    short = [t for t in lines if t.state is State.SHORT]
    shown = short[:_MOST_TRADES] or lines[:_MOST_TRADES]
    several = len({t.name for t in lines}) > 1
    rows = {row.id: row for row in plan.situation.policy.rules}
    found = [(t, rows[t.rule], _taken_apart(plan, t)) for t in shown if t.steerable and t.short]
    apart = [t for t, _, _ in found]
    tables = [
        target_table(f"{_headed(t, names, several)}还差的由来", row, parts, words, t)
        for t, row, parts in found
    ]
    trades = [target_json(row, parts, t) for t, row, parts in found]
    listed = [*short, *(t for t in lines if t not in short)][:_MOST_LINES]
    told = ((names.key(t.key), _ledger_words(t, several, t in apart)) for t in listed)
    titles = tuple(dict.fromkeys(t.name for t in lines))
    lacking = _parts(plan, lines)
    return Page(
        f"{lines[0].id} {titles[0]}" + (f"等 {len(titles)} 项" if len(titles) > 1 else ""),
        (*_about(lines), *told, *_told_parts(lacking, names, several)),
        tuple(tables),
        _closing(lines, short),
        {
            "target": lines[0].id,
            "rule": lines[0].rule,
            "lines": [line_json(_as_solved(t, found)) for t in lines],
            "parts": parts_json(lacking),
            "trades": trades,
        },
    )


def _parts(plan: LoadedPlan, lines: Sequence[TargetLine]) -> list[TargetLine]:
    """Schools (subjects) in which these targets are not met, or not decidable."""
    asked = {line.rule for line in lines}
    return [x for x in plan.listed.target_parts if x.rule in asked and x.state is not State.MET]


def _told_parts(
    parts: Sequence[TargetLine], names: CountyNames, several: bool
) -> Iterator[tuple[str, str]]:
    """School by school what is lacking, and where those are that the page has no room for."""
    for line in parts[:_MOST_LINES]:
        counted = line.measured is not None
        words = _ledger_words(line, several, False) if counted else state_words(line)
        yield names.key(line.key), "；".join(filter(None, (words, story_words(line))))
    if left := len(parts[_MOST_LINES:]):
        yield "另有", f"{left} 处见花名册的“指标明细”"


def _as_solved(line: TargetLine, found: Sequence[tuple[TargetLine, RuleRow, Trade]]) -> TargetLine:
    """A line whose floor is what was solved for, where it was and counts as the check does."""
    for told, row, parts in found:
        if told is line and not rules()[row.rule].conservative:
            return replace(line, floor=max(line.floor or 0, min(parts.floor, line.short or 0)))
    return line


def _closing(lines: list[TargetLine], short: list[TargetLine]) -> str:
    """How many lines there are, and where those are that the page has no room for."""
    if len(lines) < 2:
        return ""
    left = len(lines) - _MOST_LINES
    rest = f"另有 {left} 项见花名册的“指标核对”。" if left > 0 else ""
    return f"共 {len(lines)} 项，未达标 {len(short)} 项。{rest}"


def _about(lines: list[TargetLine]) -> tuple[tuple[str, str], ...]:
    """Where it stands, in what words, and whether moving people changes it."""
    facts = [
        ("依据", "；".join(dict.fromkeys(_source(t) for t in lines))),
        ("原文", "；".join(dict.fromkeys(t.quote for t in lines if t.quote))),
        ("能否靠安排改变", "；".join(dict.fromkeys(map(_changeable, lines)))),
    ]
    return tuple(fact for fact in facts if fact[1])


def _headed(line: TargetLine, names: CountyNames, several: bool) -> str:
    """What a line is about, with its name where the page has several targets."""
    if not several:
        return names.key(line.key)
    return f"{names.key(line.key)}{line.name}" if line.key else line.name


def _columns(plan: LoadedPlan, line: TargetLine) -> IntArray:
    """A line for the whole county sums its places up where the rule counts place by place."""
    own = shortfall_columns(plan, line.rule, {line.key})
    if len(own) or line.key:
        return own
    every = {key for row, key in short_columns(plan.model) if row == line.rule}
    return shortfall_columns(plan, line.rule, every)


def _taken_apart(plan: LoadedPlan, line: TargetLine) -> Trade:
    """As the solver counts it, which for a curved target is a little stricter; leaders' moves that
    nobody has decided left out of the sum."""
    columns = _columns(plan, line)
    every = (t for t in plan.audit.targets if (t.rule, t.key) == (line.rule, line.key))
    unlisted = (line.short or 0) - sum(t.short or 0 for t in every)
    counted = int(plan.values[columns].sum()) + unlisted
    row = next(row for row in plan.situation.policy.rules if row.id == line.rule)
    return trade(plan, columns, counted, row.tier)


def _changeable(line: TargetLine) -> str:
    """Whether moving people changes a target at all, and whether the policy has it strive for."""
    if line.steerable:
        return "能，求解时已为它安排"
    if rules()[line.rule.partition(".")[0]].steers:
        return "能，但本政策只核对这一项，求解没有为它安排"
    return "不能，与人员安排无关，只核对"


def _source(line: TargetLine) -> str:
    return f"{line.document} {line.clause}（{line.standing}）"


def _ledger_words(line: TargetLine, named: bool, apart: bool) -> str:
    """Measured, required, short; named: with the target's name in front; apart: the shortfall is
    taken apart below, where what nobody can avoid is solved for and not only counted."""
    measured, required = measured_and_required(line)
    short = amount_words(line.short, line.unit)
    left = f"，还差 {short}" if line.short else ""
    if line.short and line.floor is not None and not apart:
        left += f"（至少无法避免 {floor_words(line)}）"
    name = f"{line.name}：" if named else ""
    found = "无" if measured is None else measured
    return f"{name}实测 {found}，要求 {required}，{state_words(line)}{left}"

"""指标核对 and 核查结果: the ledger of targets and everything the audit found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from constraints.situation import Situation
from models.finding import Finding, State, TargetLine
from staffing.leaders.discretion import discreet
from staffing.ledger.waiting import noted
from staffing.locks.excess import Excess
from staffing.naming import CountyNames
from staffing.result import LastTerm
from staffing.roster_book.book import Block, Column, Sheet, Value
from staffing.roster_book.over_limits import over_limit_rows
from staffing.wording import (
    FORCE_WORDS,
    STATE_WORDS,
    amount,
    finding_counts,
    force_words,
    in_shown_unit,
    measured_and_required,
    plain_number,
    policy_words,
    state_words,
    story_words,
    unit_words,
)

_TARGET_COLUMNS = (
    Column("编号", 7),
    Column("指标", 24, wrap=True),
    Column("分子", 10),
    Column("分母", 10),
    Column("实测", 10),
    Column("上期实测", 10),
    Column("要求", 10),
    Column("还差", 8),
    Column("上期还差", 9),
    Column("至少无法避免", 9, wrap=True),
    Column("至多取舍", 8, wrap=True),
    Column("单位", 6),
    Column("结论", 18, wrap=True, judges=True),
    Column("性质", 7),
    Column("参与求解", 9),
    Column("文件", 30, wrap=True),
    Column("条款", 16, wrap=True),
    Column("原文", 36, wrap=True),
    Column("效力", 9, wrap=True),
    Column("其他口径", 30, wrap=True),
    Column("说明", 24, wrap=True),
)


_NO_LAST = (
    "上期：运行记录中没有找到。写了 --previous 的，取写出那份花名册的运行；"
    "没有写的，取同一县（学校和教师大半相同）最近一期最后求解的。"
)


def targets_sheet(
    situation: Situation, targets: Sequence[TargetLine], last: LastTerm | None = None
) -> Sheet:
    """指标核对: one line per target, met or not, beside the term before."""
    rows = tuple(_target_row(line, last) for line in targets)
    notes = (
        "“还差”按右侧单位计。“至少无法避免”按谁能到哪里逐人清点，怎么安排都补不上；其余至多是求解时为"
        "其他目标让出的（“至多取舍”），其中还有多少没有人能避免，用 staffing explain 加编号求解。"
        "“无法判定”不等于达标，括号内为缺少的列、空白的格、政策没有写的数，或无从计数的原因。逐校核对的指标合为一行，各校见“指标明细”。",
        "“至少无法避免”“至多取舍”空白的，是已达标、无法判定或算不出的；“至多取舍”还要参与求解才有。",
        "性质：硬性必须满足，指标求解时力争并计入退出码，观察只核对。",
        f"上期：{last.words}。" if last else _NO_LAST,
        *noted(situation.policy),
        f"口径日期 {situation.county.term.reference}；政策：{policy_words(situation.policy)}。",
    )
    return Sheet("指标核对", "指标核对表", (Block(_TARGET_COLUMNS, rows),), notes)


def _target_row(line: TargetLine, last: LastTerm | None) -> tuple[Value, ...]:
    measured, required = measured_and_required(line)
    before = last.line(line.rule) if last else None
    return (
        line.id,
        line.name,
        plain_number(in_shown_unit(line.numerator, line.unit)),
        plain_number(in_shown_unit(line.denominator, line.unit)),
        measured,
        measured_and_required(before)[0] if before else None,
        required,
        amount(line.short, line.unit),
        amount(before.short, before.unit) if before else None,
        amount(line.floor, line.unit),
        amount(line.traded, line.unit) if line.steerable else None,
        unit_words(line.unit),
        state_words(line),
        FORCE_WORDS[line.mode],
        "是" if line.steerable else "否",
        line.document,
        line.clause,
        line.quote,
        line.standing,
        "；".join(f"{name}：{text}" for name, text in line.readings),
        line.note,
    )


_PART_COLUMNS = (
    Column("编号", 7),
    Column("指标", 26, wrap=True),
    Column("对象", 26, wrap=True),
    Column("实测", 10),
    Column("要求", 10),
    Column("还差", 8),
    Column("单位", 6),
    Column("结论", 18, wrap=True, judges=True),
    Column("说明", 40, wrap=True),
)


def parts_sheet(names: CountyNames, parts: Sequence[TargetLine]) -> Sheet:
    """指标明细: school by school (subject by subject) what lines of the ledger are summed from."""
    rows = tuple(_part_row(names, line) for line in parts)
    notes = ("逐校（逐科）核对的指标，达标的也列出；合计见“指标核对”。",)
    return Sheet("指标明细", "指标明细表", (Block(_PART_COLUMNS, rows),), notes)


def _part_row(names: CountyNames, line: TargetLine) -> tuple[Value, ...]:
    measured, required = measured_and_required(line)
    return (
        line.id,
        line.name,
        names.key(line.key),
        measured,
        required,
        amount(line.short, line.unit),
        unit_words(line.unit),
        state_words(line),
        story_words(line),
    )


_FINDING_COLUMNS = (
    Column("序号", 6),
    Column("结论", 10, judges=True),
    Column("规则", 22, wrap=True),
    Column("对象", 22, wrap=True),
    Column("实测", 10),
    Column("要求", 10),
    Column("差（或超）", 10),
    Column("单位", 6),
    Column("性质", 7),
    Column("说明", 50, wrap=True),
    Column("涉及人员", 36, wrap=True),
    Column("文件", 28, wrap=True),
    Column("条款", 16, wrap=True),
    Column("效力", 9, wrap=True),
    Column("规则代号", 22, wrap=True),
)


_LISTED_TWICE = (
    "一行一处。同一处可能在几条规则里各占一行（乡村和薄弱学校的学科缺口也在全部学科缺口之内），不能相加；"
    "“差（或超）”按右侧单位计，上限类是超出的。"
)


def findings_sheet(
    situation: Situation,
    found: Sequence[Finding],
    over: Sequence[Excess] = (),
    later: Mapping[tuple[str, str], int | None] = MappingProxyType({}),
) -> Sheet:
    """核查结果: everything not met or not decidable, with persons, document and clause.

    over: limits the locks alone exceed, which come first; later: what later decisions leave of
    them after one round.
    """
    found, names = discreet(found), CountyNames(situation.county)
    listed = (*over_limit_rows(situation, over, later), *(_finding_row(names, f) for f in found))
    rows = tuple((n, *row) for n, row in enumerate(listed, 1))
    note = f"由独立核查得出，不取求解器的数。{finding_counts(found, len(over))}。"
    waiting = noted(situation.policy)
    notes = (note, _LISTED_TWICE, *waiting) if rows else (note, *waiting)
    return Sheet("核查结果", "核查结果", (Block(_FINDING_COLUMNS, rows),), notes)


def _finding_row(names: CountyNames, f: Finding) -> tuple[Value, ...]:
    measured, required = measured_and_required(f)
    words = "未满足" if f.state is State.SHORT else STATE_WORDS[f.state]
    return (
        words,
        f.name,
        names.key(f.key),
        measured,
        required,
        amount(f.short, f.unit),
        unit_words(f.unit),
        force_words(f),
        f.message,
        names.people(f.people),
        f.document,
        f.clause,
        f.standing,
        f.instance if f.instance == f.rule else f"{f.rule}.{f.instance}",
    )
